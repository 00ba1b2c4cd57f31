"""Files of posts: handed in with the form, kept when it is refused, seen by whoever sees the post."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from community.uploads.actions import clear_uploads
from community.uploads.bundle import Bundle
from community.uploads.models import Upload
from community.uploads.reading import read_documents
from forum.models import Draft, Post, PostAttachment, Thread
from forum.posts import actions as post_actions
from tests.factories.forum import ActionFieldFactory, edit, fresh, make_reply, make_thread, opening, remove
from tests.factories.people import MemberFactory
from tests.factories.uploads import make_upload, pdf, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def thread(anna):
    return make_thread(MemberFactory(name="Bruno Krüger"), title="Wer hat Pläne?")


@pytest.fixture
def browser(client, anna):
    client.force_login(anna)
    return client


def png(name="skizze.png"):
    return SimpleUploadedFile(name, picture(), content_type="image/png")


def report(name="bericht.pdf"):
    return SimpleUploadedFile(name, pdf(), content_type="text/html")


def answer(thread, **more):
    return {"text": "Hier ist er.", "key": str(uuid4()), "with_files": "True", **more}


def send(browser, thread, data, **more):
    return browser.post(f"/themen/{thread.pk}/antworten/", data, **more)


def names(post):
    return [attachment.upload.name for attachment in post.attachments.select_related("upload")]


def kept_on(page):
    return re.findall(r'name="kept" value="(\d+)"[^>]* checked', page.content.decode())


def test_a_reply_brings_its_files(browser, thread):
    data = answer(thread, files=[png(), report()], alt_text="Ein Plan", reuse="yes")
    assert send(browser, thread, data).status_code == 303
    post = Post.objects.get(thread=thread, number=2)
    assert names(post) == ["skizze.webp", "bericht.pdf"]
    image, document = (attachment.upload for attachment in post.attachments.select_related("upload"))
    assert (image.alt_text, image.reuse) == ("Ein Plan", "yes")
    assert (document.alt_text, document.reuse) == ("", "yes")
    page = browser.get(thread.get_absolute_url()).content.decode()
    assert f'src="{image.get_absolute_url()}" alt="Ein Plan" width="40" height="30"' in page
    assert f'href="{document.get_absolute_url()}">bericht.pdf</a>' in page
    assert "PDF, " in page


def test_a_script_gets_json_for_the_same_form(browser, thread):
    reply = send(browser, thread, answer(thread, files=[png()]), headers={"Accept": "application/json"})
    assert reply.status_code == 201
    assert names(Post.objects.get(pk=reply.json()["id"])) == ["skizze.webp"]


def test_a_new_thread_brings_its_files(browser):
    field = ActionFieldFactory(public=True)
    data = answer(None, title="Wer kennt das?", field=field.slug, kind="question", files=[report()])
    assert browser.post("/themen/neu/", data).status_code == 303
    assert names(opening(Thread.objects.get(title="Wer kennt das?"))) == ["bericht.pdf"]


def test_a_refused_form_keeps_its_files(browser, thread, anna):
    refused = send(browser, thread, answer(thread, text="", files=[png(), report()]))
    assert refused.status_code == 422
    kept = kept_on(refused)
    assert set(kept) == {str(pk) for pk in Upload.objects.values_list("pk", flat=True)}
    assert len(kept) == 2
    assert send(browser, thread, answer(thread, kept=kept)).status_code == 303
    assert names(Post.objects.get(thread=thread, number=2)) == ["skizze.webp", "bericht.pdf"]


def test_a_kept_file_can_be_left_out(browser, thread):
    kept = kept_on(send(browser, thread, answer(thread, text="", files=[png(), report()])))
    send(browser, thread, answer(thread, kept=kept[1:]))
    assert names(Post.objects.get(thread=thread, number=2)) == ["bericht.pdf"]


def test_a_refused_file_is_named_and_the_others_stay(browser, thread):
    refused = send(browser, thread, answer(thread, files=[png(), png("getarnt.pdf")]))
    assert refused.status_code == 422
    assert "getarnt.pdf“ ist nicht das" in refused.content.decode()
    assert "Hier ist er." in refused.content.decode()
    assert len(kept_on(refused)) == 1
    assert thread.posts.count() == 1
    asked_for_json = send(
        browser, thread, answer(thread, files=[png("getarnt.pdf")]), headers={"Accept": "application/json"}
    )
    assert "getarnt.pdf" in asked_for_json.json()["detail"]


def test_the_same_form_twice_is_one_post_with_its_files_once(browser, thread):
    key = str(uuid4())
    for _ in range(2):
        assert send(browser, thread, answer(thread, key=key, files=[png()])).status_code == 303
    assert (thread.posts.count(), Upload.objects.count(), PostAttachment.objects.count()) == (2, 1, 1)


def test_more_than_five_files_are_refused(browser, thread):
    refused = send(browser, thread, answer(thread, files=[png(f"{n}.png") for n in range(6)]))
    assert refused.status_code == 422
    assert "Höchstens 5 Dateien" in refused.content.decode()
    assert len(kept_on(refused)) == 5


def test_many_files_in_a_short_time_are_refused(browser, thread, settings):
    settings.UPLOAD_RATE = "1/d"
    refused = send(browser, thread, answer(thread, files=[png("a.png"), png("b.png")]))
    assert refused.status_code == 422
    assert Upload.objects.count() == 1


def test_files_of_others_and_of_other_posts_are_not_taken(browser, thread, anna):
    foreign = make_upload(thread.author)
    assert send(browser, thread, answer(thread, kept=[foreign.pk])).status_code == 422
    with pytest.raises(ValidationError):
        make_reply(thread, anna, files=Bundle((foreign,)))
    used = make_upload(anna)
    make_reply(thread, anna, files=Bundle((used,)))
    assert send(browser, thread, answer(thread, kept=[used.pk])).status_code == 422
    assert PostAttachment.objects.count() == 1
    for nonsense in ("x", "-1", "9" * 30, "²"):
        assert send(browser, thread, answer(thread, kept=[nonsense])).status_code == 422


def test_who_may_not_reply_leaves_no_files(client, thread):
    assert send(client, thread, answer(thread, files=[png()])).status_code == 303
    client.force_login(MemberFactory(waiting=True))
    assert send(client, thread, answer(thread, files=[png()])).status_code == 403
    assert not Upload.objects.exists()


def test_a_removed_post_hides_its_files_from_others(client, thread, anna):
    officer = MemberFactory(office=True)
    upload = make_upload(anna, pdf(), "bericht.pdf")
    post = make_reply(thread, anna, files=Bundle((upload,)))
    reader = MemberFactory()

    def seen_by(member):
        client.logout()
        if member:
            client.force_login(member)
        shown = "bericht.pdf" in client.get(thread.get_absolute_url()).content.decode()
        assert shown == (client.get(upload.get_absolute_url()).status_code == 200)
        return shown

    assert [seen_by(member) for member in (None, reader, anna, officer)] == [True] * 4
    remove(post, by=officer, reason="Persönliche Daten")
    assert [seen_by(member) for member in (None, reader, anna, officer)] == [False, False, True, True]
    post_actions.restore_post(officer, fresh(post))
    assert seen_by(None)


def test_files_of_a_members_field_are_for_members(client, anna):
    upload = make_upload(anna)
    make_reply(make_thread(anna, field=ActionFieldFactory()), anna, files=Bundle((upload,)))
    assert client.get(upload.get_absolute_url()).status_code == 404
    client.force_login(MemberFactory(waiting=True))
    assert client.get(upload.get_absolute_url()).status_code == 404
    client.force_login(MemberFactory())
    assert client.get(upload.get_absolute_url()).status_code == 200


def test_an_edit_keeps_removes_and_adds_files(browser, thread, anna):
    stays, goes = make_upload(anna, name="bleibt.png"), make_upload(anna, pdf(), "geht.pdf")
    post = make_reply(thread, anna, files=Bundle((stays, goes), alt_text="Alt"))
    address = f"/beitraege/{post.pk}/bearbeiten/"
    assert kept_on(browser.get(address)) == [str(stays.pk), str(goes.pk)]
    assert 'value="Alt"' in browser.get(address).content.decode()
    data = {"text": post.source, "with_files": "True", "kept": [stays.pk], "files": [report("neu.pdf")]}
    assert browser.post(address, {**data, "alt_text": "Neu beschrieben"}).status_code == 303
    post = fresh(post)
    assert names(post) == ["bleibt.webp", "neu.pdf"]
    assert Upload.objects.get(pk=stays.pk).alt_text == "Neu beschrieben"
    assert (post.edit_count, post.rev) == (1, 3)
    assert post.revisions.get().reason == "Dateien geändert"
    browser.force_login(MemberFactory())
    assert browser.get(goes.get_absolute_url()).status_code == 404


def test_an_edit_of_the_text_alone_leaves_the_files(browser, thread, anna):
    upload = make_upload(anna)
    post = make_reply(thread, anna, files=Bundle((upload,)))
    assert names(edit(post, text="Anders")) == ["skizze.webp"]
    assert browser.post(f"/beitraege/{post.pk}/bearbeiten/", {"text": "Noch anders"}).status_code == 303
    assert names(fresh(post)) == ["skizze.webp"]


def test_saving_the_same_text_and_files_changes_nothing(browser, thread, anna):
    post = make_reply(thread, anna, files=Bundle((make_upload(anna),)))
    data = {
        "text": post.source,
        "with_files": "True",
        "kept": [post.attachments.get().upload_id],
        "reuse": "ask",
    }
    assert browser.post(f"/beitraege/{post.pk}/bearbeiten/", data).status_code == 303
    assert (fresh(post).edit_count, fresh(post).rev) == (0, 2)


def test_a_refused_edit_keeps_new_files(browser, thread, anna):
    post = make_reply(thread, anna, files=Bundle((make_upload(anna),)))
    old = str(post.attachments.get().upload_id)
    data = {"text": "", "with_files": "True", "kept": [old], "files": [report()]}
    refused = browser.post(f"/beitraege/{post.pk}/bearbeiten/", data)
    assert refused.status_code == 422
    assert len(kept_on(refused)) == 2
    assert names(fresh(post)) == ["skizze.webp"]


def test_the_office_takes_a_file_down_with_a_reason(client, thread, anna):
    officer = MemberFactory(office=True)
    post = make_reply(thread, anna, files=Bundle((make_upload(anna),)))
    client.force_login(officer)
    data = {"text": post.source, "with_files": "True"}
    assert client.post(f"/beitraege/{post.pk}/bearbeiten/", data).status_code == 422
    data["reason"] = "Gesichter ohne Einwilligung"
    assert client.post(f"/beitraege/{post.pk}/bearbeiten/", data).status_code == 303
    assert names(fresh(post)) == []


def test_files_of_posts_outlive_the_clearing(thread, anna):
    upload = make_upload(anna)
    make_reply(thread, anna, files=Bundle((upload,)))
    Upload.objects.update(created_at="2020-01-01T00:00Z")
    loose = make_upload(anna, name="lose.png")
    Upload.objects.filter(pk=loose.pk).update(created_at="2020-01-01T00:00Z")
    assert clear_uploads() == 1
    assert list(Upload.objects.all()) == [upload]


def test_a_name_cannot_write_into_the_page(browser, thread):
    send(browser, thread, answer(thread, files=[png('"><img src=x onerror=alert(1)>.png')]))
    page = browser.get(thread.get_absolute_url()).content.decode()
    assert "img src=x" not in page
    assert Draft.objects.count() == 0


def test_each_file_that_is_here_is_described_by_itself(browser, thread, anna):
    plan, house = make_upload(anna, name="plan.png"), make_upload(anna, name="haus.png")
    post = make_reply(thread, anna, files=Bundle((plan, house)))
    address = f"/beitraege/{post.pk}/bearbeiten/"
    page = browser.get(address).content.decode()
    assert "Was ist auf „plan.webp“ zu sehen?" in page
    data = {
        "text": post.source,
        "with_files": "True",
        "kept": [plan.pk, house.pk],
        f"alt_text-{plan.pk}": "Der Marktplatz von oben",
        f"reuse-{plan.pk}": "yes",
        f"alt_text-{house.pk}": "Ein leeres Haus",
        f"reuse-{house.pk}": "no",
    }
    assert browser.post(address, data).status_code == 303
    said = Upload.objects.order_by("pk").values_list("alt_text", "reuse")
    assert list(said) == [("Der Marktplatz von oben", "yes"), ("Ein leeres Haus", "no")]


def test_a_missing_description_is_asked_for_where_the_image_stands(client, browser, thread, anna):
    bare, said = make_upload(anna), make_upload(anna, name="mit.png")
    post = make_reply(thread, anna, files=Bundle((bare,)))
    make_reply(thread, anna, files=Bundle((said,), alt_text="Ein Plan"))
    hint = f'href="/beitraege/{post.pk}/bearbeiten/">Es fehlt eine Bildbeschreibung'
    page = browser.get(thread.get_absolute_url()).content.decode()
    assert (page.count("Es fehlt eine Bildbeschreibung"), hint in page) == (1, True)
    client.force_login(MemberFactory())
    assert "Es fehlt eine Bildbeschreibung" not in client.get(thread.get_absolute_url()).content.decode()


def test_documents_are_found_by_what_they_say_where_their_post_is_read(client, browser, thread, anna):
    upload = make_upload(anna, b"Das Brachflaechenkataster umfasst 40 Hektar.", "anlage.txt")
    image = make_upload(anna, name="bild.png")
    post = make_reply(thread, anna, files=Bundle((upload, image), alt_text="Ein Fahrradparkhaus"))

    def finds(query):
        page = client.get("/suche/", {"q": query, "art": "dateien"}).content.decode()
        return f'<a href="{post.get_absolute_url()}">' in page

    assert (finds("Anlage"), finds("Fahrradparkhaus"), finds("Brachflächenkataster")) == (True, True, False)
    assert read_documents() == 1
    assert finds("Brachflächenkataster")
    client.logout()
    assert finds("Brachflächenkataster")
    remove(post)
    assert not any(map(finds, ("Anlage", "Fahrradparkhaus", "Brachflächenkataster")))
    post_actions.restore_post(anna, fresh(post))
    assert finds("Brachflächenkataster")
    edit(fresh(post), text="Ohne Dateien")
    post_actions.edit_post(anna, fresh(post), text="Ohne Dateien", files=Bundle(()))
    assert not finds("Brachflächenkataster")
