"""Pages of the forum as people meet them, without JavaScript."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from forum.models import Post, Thread
from forum.threads.addresses import PER_PAGE
from tests.factories.forum import (
    ActionFieldFactory,
    accept,
    close,
    edit,
    make_reply,
    make_thread,
    opening,
    remove,
)
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def bruno():
    return MemberFactory(name="Bruno Krüger")


def page(client, address, **query):
    response = client.get(address, query, follow=True)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_a_thread_shows_question_answers_and_who_wrote_them(client, anna, bruno):
    thread = make_thread(anna, title="Wer kennt Mitfahrbänke?", text="Wir planen **acht**.")
    make_reply(thread, bruno, text="Wir haben zwölf.")
    client.force_login(bruno)
    html = page(client, thread.get_absolute_url())
    assert "<h1>Wer kennt Mitfahrbänke?</h1>" in html
    assert 'id="beitrag-1"' in html and 'id="beitrag-2"' in html
    assert "<strong>acht</strong>" in html
    assert anna.municipality.short_name in html


def test_wrong_or_missing_slugs_lead_to_the_right_address(client, anna):
    thread = make_thread(anna)
    for address in (f"/themen/{thread.pk}/", f"/themen/{thread.pk}/anders/"):
        response = client.get(f"{address}?seite=1")
        assert response.status_code == 302
        assert response["Location"] == f"{thread.get_absolute_url()}?seite=1"


def test_a_long_thread_has_numbered_pages_and_permanent_addresses(client, anna, bruno):
    thread = make_thread(anna, replies=PER_PAGE + 4, by=bruno)
    client.force_login(anna)
    first, second = page(client, thread.get_absolute_url()), page(client, thread.get_absolute_url(), seite=2)
    assert f'id="beitrag-{PER_PAGE}"' in first and f'id="beitrag-{PER_PAGE + 1}"' not in first
    assert f'id="beitrag-{PER_PAGE + 1}"' in second and 'id="beitrag-1"' not in second
    last = Post.objects.get(thread=thread, number=PER_PAGE + 5)
    assert (
        client.get(f"/beitraege/{last.pk}/")["Location"]
        == f"{thread.get_absolute_url()}?seite=2#beitrag-{PER_PAGE + 5}"
    )
    for nonsense in ("0", "3", "x", "-1", "99999999999", "1.5", "²"):
        assert client.get(thread.get_absolute_url(), {"seite": nonsense}).status_code == 404, nonsense


def test_the_nested_view_indents_and_is_remembered(client, anna, bruno):
    thread = make_thread(anna)
    make_reply(thread, bruno)
    make_reply(thread, anna)
    make_reply(thread, anna, reply_to=2)
    client.force_login(anna)
    html = page(client, thread.get_absolute_url(), ansicht="verzweigt")
    order = [html.index(f'id="beitrag-{number}"') for number in (1, 2, 4, 3)]
    assert order == sorted(order)
    assert "post--depth-1" in html
    assert "thread--nested" in page(client, thread.get_absolute_url())
    assert "thread--nested" not in page(client, thread.get_absolute_url(), ansicht="reihe")
    assert "thread--nested" not in page(client, thread.get_absolute_url())


def test_a_large_branch_is_cut_and_shown_whole_on_its_own_page(client, anna):
    thread = make_thread(anna)
    make_reply(thread, anna)
    for _ in range(29):
        make_reply(thread, anna, reply_to=2)
    client.force_login(anna)
    html = page(client, thread.get_absolute_url(), ansicht="verzweigt")
    assert "18 weitere Beiträge in diesem Zweig" in html
    assert 'id="beitrag-31"' in page(client, f"/themen/{thread.pk}/zweige/1/")
    assert client.get(f"/themen/{thread.pk}/zweige/2/").status_code == 404


def test_the_read_line_stands_before_the_first_new_post_and_the_jump_finds_it(client, anna, bruno):
    thread = make_thread(anna)
    client.force_login(bruno)
    page(client, thread.get_absolute_url())
    make_reply(thread, anna)
    make_reply(thread, anna)
    jump = client.get(f"/themen/{thread.pk}/ungelesen/")
    assert jump["Location"] == f"{thread.get_absolute_url()}#beitrag-2"
    html = page(client, thread.get_absolute_url())
    assert html.index('id="beitrag-1"') < html.index("bis hier gelesen") < html.index('id="beitrag-2"')
    assert "bis hier gelesen" not in page(client, thread.get_absolute_url())


def test_opening_an_early_page_does_not_mark_the_later_ones(client, anna, bruno):
    thread = make_thread(anna, replies=PER_PAGE + 4)
    client.force_login(bruno)
    page(client, thread.get_absolute_url())
    assert Thread.objects.with_unread(bruno).get(pk=thread.pk).unread == 5


def test_context_unfolds_upwards_and_downwards(client, anna, bruno):
    thread = make_thread(anna, text="Die Frage")
    parent = make_reply(thread, bruno, text="Der Anfang")
    make_reply(thread, anna, text="Die Erwiderung", reply_to=parent.number)
    client.force_login(anna)
    assert "Die Erwiderung" in page(client, f"/beitraege/{parent.pk}/antworten/")
    fragment = client.get(f"/beitraege/{parent.pk}/kontext/", headers={"HX-Request": "true"}).content.decode()
    assert "Der Anfang" in fragment and "<html" not in fragment


def test_lists_filter_and_sort(client, anna, bruno):
    field = ActionFieldFactory(public=True)
    open_one = make_thread(anna, field=field, title="Wer baut Bänke?")
    solved = make_thread(bruno, field=field, title="Schon beantwortet")
    accept(make_reply(solved, anna))
    talk = make_thread(bruno, field=field, title="Nur ein Gespräch", kind="discussion")
    client.force_login(anna)

    def titles(**query):
        html = page(client, field.get_absolute_url(), **query).split('id="themen-titel"')[1]
        return [thread.title for thread in (talk, solved, open_one) if thread.title in html]

    assert titles() == ["Nur ein Gespräch", "Schon beantwortet"], "the open question stands above the list"
    assert titles(filter="offen") == ["Wer baut Bänke?"]
    assert titles(filter="unbeantwortet") == ["Wer baut Bänke?"]
    assert titles(filter="beantwortet") == ["Schon beantwortet"]
    assert titles(filter="eigene") == ["Wer baut Bänke?"]
    assert titles(filter="ungelesen") == ["Nur ein Gespräch", "Schon beantwortet"]
    assert client.get(field.get_absolute_url(), {"filter": "quatsch"}).status_code == 404


def test_personal_filters_do_not_exist_for_visitors(client):
    field = ActionFieldFactory(public=True)
    assert client.get(field.get_absolute_url(), {"filter": "ungelesen"}).status_code == 404


def test_asking_and_answering_without_javascript(client, anna, bruno):
    field = ActionFieldFactory(public=True)
    client.force_login(anna)
    form = page(client, "/themen/neu/", feld=field.slug)
    assert "öffentlich sichtbar" in form
    asked = client.post(
        "/themen/neu/",
        {"field": field.slug, "kind": "question", "title": "Wer hilft?", "text": "Bitte.", "key": uuid4()},
    )
    thread = Thread.objects.get()
    assert asked.status_code == 303 and asked["Location"] == thread.get_absolute_url()
    client.force_login(bruno)
    answered = client.post(f"/themen/{thread.pk}/antworten/", {"text": "Ich!", "key": uuid4()})
    assert answered.status_code == 303
    assert answered["Location"] == f"{thread.get_absolute_url()}#beitrag-2"


def test_scripts_get_json(client, anna):
    thread, key = make_thread(anna), str(uuid4())
    client.force_login(anna)
    send = {"path": f"/themen/{thread.pk}/antworten/", "data": {"text": "Ja", "key": key}}
    created = client.post(**send, headers={"Accept": "application/json"})
    again = client.post(**send, headers={"Accept": "application/json"})
    assert (created.status_code, again.status_code) == (201, 200)
    assert created.json() == again.json() | {}
    assert created.json()["number"] == 2


def test_changes_since_a_head_are_the_fragment_of_a_reload(client, anna, bruno):
    thread = make_thread(anna, replies=2, by=bruno)
    client.force_login(anna)
    edit(Post.objects.get(thread=thread, number=2), text="Neu gefasst")
    html = client.get(f"/themen/{thread.pk}/beitraege/", {"nach": 3}).content.decode()
    assert 'data-head="4"' in html and "Neu gefasst" in html
    assert 'id="beitrag-1"' not in html and 'id="beitrag-3"' not in html
    whole = page(client, thread.get_absolute_url())
    article = html[html.index("<article") : html.index("</article>")]
    assert squeezed(article) in squeezed(whole)


def squeezed(html):
    """Without white space and without the token that differs in every form."""
    return " ".join(re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html).split())


def test_tombstones_hide_the_text_from_others_only(client, anna, bruno):
    thread = make_thread(anna)
    post = make_reply(thread, bruno, text="Geheimnisverrat")
    remove(post, by=MemberFactory(office=True), reason="Enthält Namen Dritter")
    client.force_login(anna)
    html = page(client, thread.get_absolute_url())
    assert "Enthält Namen Dritter" in html and "Geheimnisverrat" not in html
    for hidden in (f"/beitraege/{post.pk}/verlauf/", f"/beitraege/{post.pk}/zitat/"):
        assert client.get(hidden).status_code == 404
    client.force_login(bruno)
    assert "Geheimnisverrat" in page(client, thread.get_absolute_url())


def test_history_shows_versions_and_reasons(client, anna):
    post = edit(
        opening(make_thread(anna, text="Es waren acht Bänke.")),
        text="Es waren zwölf Bänke.",
        reason="nachgezählt",
    )
    html = page(client, f"/beitraege/{post.pk}/verlauf/")
    assert "nachgezählt" in html and "<del>" in html and "<ins>" in html


def test_closing_shows_the_reason_and_takes_the_composer_away(client, anna):
    thread = close(make_thread(anna), by=MemberFactory(office=True), reason="Geht im anderen Thema weiter")
    client.force_login(anna)
    html = page(client, thread.get_absolute_url())
    assert "Geht im anderen Thema weiter" in html
    assert 'name="text"' not in html


def test_a_members_field_does_not_exist_for_visitors(client, anna):
    thread = make_thread(anna, field=ActionFieldFactory(), title="Vertrauliche Zahlen")
    for address in (
        thread.get_absolute_url(),
        thread.field.get_absolute_url(),
        f"/beitraege/{opening(thread).pk}/",
    ):
        assert client.get(address).status_code == 404
    assert "Vertrauliche Zahlen" not in page(client, reverse("list_threads"))
    assert "Vertrauliche Zahlen" not in page(client, "/")


def test_quoting_names_its_source_and_tells_when_it_changed(client, anna, bruno):
    thread = make_thread(anna, text="Es kostet 300 Euro.")
    client.force_login(bruno)
    html = page(client, thread.get_absolute_url(), zitat=1)
    quoted = opening(thread)
    assert f"&gt; **[Anna Weber schrieb]({quoted.get_absolute_url()})" in html
    text = client.get(f"/beitraege/{quoted.pk}/zitat/").content.decode()
    make_reply(thread, bruno, text=f"{text}\n\nWirklich?")
    assert "wurde seither geändert" not in page(client, thread.get_absolute_url())
    edit(quoted, text="Es kostet 3.000 Euro.")
    assert "wurde seither geändert" in page(client, thread.get_absolute_url())


def test_several_posts_are_quoted_one_after_the_other_without_a_script(client, anna):
    thread = make_thread(anna, replies=3, by=MemberFactory(name="Bruno Krüger"))
    client.force_login(anna)
    first = page(client, thread.get_absolute_url(), zitat=3)
    assert f"{thread.get_absolute_url()}?zitat=3&amp;zitat=2&amp;" in first
    box = page(client, f"{thread.get_absolute_url()}?zitat=3&zitat=2&zitat=3&zitat=99&zitat=x")
    box = box[box.index("<textarea") :]
    assert box.index("Antwort 2") < box.index("Antwort 1") and box.count("Bruno Krüger schrieb") == 2
