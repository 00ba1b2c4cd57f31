"""A thread for the file: the same words as on its page, nothing more, and everything that belongs to it."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.db.models.fields.files import FieldFile
from pypdf import PdfReader

from community.programs import running
from community.uploads.bundle import Bundle
from community.web.exporting import ONE_AT_A_TIME, exporting
from community.web.moments import span
from forum.exports import archive, pdf
from forum.exports import views as export_views
from forum.exports.archive import PORTION, as_archive
from forum.exports.dossier import gather
from forum.polls import actions as poll_actions
from forum.polls.consent import ConsentRule
from forum.summaries import actions as summary_actions
from tests.factories.forum import (
    accept,
    answer_dates,
    cast_vote,
    edit,
    fix,
    fresh_poll,
    make_dates,
    make_poll,
    make_reply,
    make_thread,
    opening,
    remove,
)
from tests.factories.moderation import case_of, decide, report_post, report_thing
from tests.factories.people import MemberFactory, MunicipalityFactory
from tests.factories.uploads import make_upload
from tests.factories.uploads import pdf as a_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return MemberFactory(name="Anna Weber", function="Quartiersmanagement")


@pytest.fixture
def thread(anna):
    bruno = MemberFactory(name="Bruno Krüger", municipality=MunicipalityFactory(name="Spelle"))
    thread = make_thread(anna, title="Wer hat Mitfahrbänke?", text="Wir *suchen* [Rat](/handlungsfelder/).")
    cast_vote(make_poll(thread, question="Was passt?"), bruno, "Bank")
    files = (make_upload(bruno), make_upload(bruno, a_pdf(), "Pläne & Maße.pdf"))
    accept(make_reply(thread, bruno, text="Acht Bänke.", reply_to=1, files=Bundle(files, alt_text="Plan")))
    slip = Bundle((make_upload(anna, name="versehen.png"),))
    remove(make_reply(thread, anna, text="Geheimes Versehen", reply_to=2, files=slip))
    edit(opening(thread), text="Wir *suchen* weiter [Rat](/handlungsfelder/).")
    return thread


@pytest.fixture
def withheld(thread):
    """The files of the answer, which the office has decided not to show."""
    post = thread.posts.get(number=2)
    decide(MemberFactory(office=True), case_of(report_post(MemberFactory(), post)), "withhold_files")
    return post


@pytest.fixture
def browser(client, anna):
    client.force_login(anna)
    return client


def saved(browser, thread, form):
    answer = browser.post(f"/themen/{thread.pk}/akte/", {"als": form})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{thread.slug}-')
    assert answer["Content-Disposition"].endswith(f'.{form}"')
    return answer.getvalue()


def unpacked(browser, thread):
    return zipfile.ZipFile(BytesIO(saved(browser, thread, "zip")))


def said_in(browser, thread, form):
    """Everything a form of the export says."""
    if form == "md":
        return saved(browser, thread, form).decode()
    if form == "pdf":
        pages = PdfReader(BytesIO(saved(browser, thread, form))).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())
    return unpacked(browser, thread).read("thema.html").decode()


@pytest.mark.parametrize("form", ["md", "pdf", "zip"])
def test_every_form_says_what_the_page_says(browser, thread, form):
    said = said_in(browser, thread, form)
    for words in (
        "Wer hat Mitfahrbänke?",
        "Anna Weber",
        "Quartiersmanagement",
        "Bruno Krüger",
        "Spelle",
        "Acht Bänke.",
        "Antwort auf die Frage",
        "Antwort auf #2 von Bruno Krüger",
        "bearbeitet am",
        "Was passt?",
        "skizze.webp",
        "Nachnutzung nur nach Rückfrage",
        "von der Person entfernt, die ihn geschrieben hat",
        "von Anna Weber",
        f"/themen/{thread.pk}/{thread.slug}/",
    ):
        assert words in said, words
    assert "Geheimes" not in said
    assert "beantwortet" in said


@pytest.mark.parametrize("form", ["md", "pdf", "zip"])
def test_every_form_says_what_came_of_it(browser, anna, form):
    thread = make_thread(anna, title="Bauen wir Bänke?")
    reply = make_reply(thread, MemberFactory(name="Bruno Krüger"), text="Ja.")
    bruno = reply.author
    poll = make_poll(thread, question="Acht Bänke", consent=ConsentRule(2, 60, 30))
    poll_actions.vote(bruno, poll, chosen=[poll.options.get(position=3).pk], reason="Der Winter kommt.")
    cast_vote(poll, anna, "Zustimmung")
    poll_actions.close_poll(anna, fresh_poll(poll))
    poll_actions.state_outcome(anna, fresh_poll(poll), text="Wir fragen im Frühjahr noch einmal.")
    summary = summary_actions.write_summary(
        bruno, reply.thread, text="Acht [Bänke](/suche/) reichen.", seen=0
    )
    said = said_in(browser, thread, form)
    for words in (
        "Ergebnis zusammengefasst",
        "Fassung 1, zuletzt von Bruno Krüger",
        "Beteiligt: 2",
        "Der Vorschlag ist nicht angenommen. Es stimmen noch zu wenige zu.",
        "Bedenken: Der Winter kommt. (Bruno Krüger)",
        "Was daraus folgt: Wir fragen im Frühjahr noch einmal.",
    ):
        assert words in said, words
    assert said.index("reichen.") < said.index("Beteiligt: 2")
    case = case_of(report_thing(MemberFactory(), "summary", summary))
    decide(MemberFactory(office=True), case, "hide_summary")
    assert "reichen." not in said_in(browser, thread, form)


@pytest.mark.parametrize("form", ["md", "pdf", "zip"])
def test_every_form_says_who_can_come_and_when_it_is(browser, anna, form):
    thread = make_thread(anna, title="Wann tagen wir?")
    poll = make_dates(thread, question="Tagung in Coburg", place="Markt 1")
    answer_dates(poll, MemberFactory(name="Bruno Krüger"), "yes", "maybe", "no")
    answer_dates(poll, MemberFactory(name="Clara Zwei"), "yes", "no", "no")
    said = said_in(browser, thread, form).replace("- ", "")  # where the paper divides a word
    first = poll.options.get(position=1)
    date = span(first.starts_at, first.ends_at)
    for words in (
        "Tagung in Coburg",
        date,
        "passt 2 (Bruno Krüger, Clara Zwei), zur Not 0, passt nicht 0",
        "passt 0, zur Not 1 (Bruno Krüger), passt nicht 1 (Clara Zwei)",
        "passt am besten",
        "Ort: Markt 1",
        "Beteiligt: 2",
    ):
        assert words in said, words
    assert "steht fest" not in said
    fix(poll)
    said = said_in(browser, thread, form).replace("- ", "")
    assert f"Der Termin steht fest: {date}" in said and "passt am besten" not in said


def test_the_archive_holds_files_and_sums_that_fit(browser, thread):
    kept = unpacked(browser, thread)
    assert kept.testzip() is None
    names = set(kept.namelist())
    files = {"dateien/0002-1-skizze.webp", "dateien/0002-2-Pläne Maße.pdf"}
    assert names == {"thema.html", "thema.md", "looks.css", "SHA256SUMS.txt"} | files
    sums = dict(line.split("  ", 1)[::-1] for line in kept.read("SHA256SUMS.txt").decode().splitlines())
    assert sums == {name: hashlib.sha256(kept.read(name)).hexdigest() for name in names - {"SHA256SUMS.txt"}}
    assert kept.read("dateien/0002-2-Pläne Maße.pdf") == a_pdf()
    page = kept.read("thema.html").decode()
    assert 'src="dateien/0002-1-skizze.webp" alt="Plan"' in page
    assert "<script" not in page and 'href="/' not in page
    assert "[skizze.webp](<dateien/0002-1-skizze.webp>)" in kept.read("thema.md").decode()


def test_nobody_takes_along_what_was_withheld(browser, thread, withheld):
    names = unpacked(browser, thread).namelist()
    assert not [name for name in names if name.startswith("dateien/")]
    for form in ("md", "pdf", "zip"):
        assert "skizze" not in said_in(browser, thread, form)


def test_the_page_names_withheld_files_only_to_their_author_and_the_moderators(
    client, browser, thread, withheld
):
    assert "skizze" not in browser.get(thread.get_absolute_url()).content.decode()
    client.force_login(withheld.author)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "skizze" in page
    assert "hat die Geschäftsstelle zurückgehalten" in page


def test_a_file_that_is_missing_costs_only_itself(browser, thread):
    upload = thread.posts.get(number=2).attachments.first().upload
    upload.file.storage.delete(upload.file.name)
    assert "dateien/0002-1-skizze.webp" not in unpacked(browser, thread).namelist()
    assert "Acht Bänke." in said_in(browser, thread, "pdf")


def test_visitors_read_but_take_nothing_along(client, thread):
    assert "akte/" not in client.get(thread.get_absolute_url()).content.decode()
    assert client.post(f"/themen/{thread.pk}/akte/", {"als": "md"}).status_code == 303


def test_the_page_offers_all_forms(browser, thread):
    assert f'href="/themen/{thread.pk}/akte/"' in browser.get(thread.get_absolute_url()).content.decode()
    page = browser.get(f"/themen/{thread.pk}/akte/").content.decode()
    assert [form for form in ("pdf", "zip", "md") if f'name="als" value="{form}"' in page] == [
        "pdf",
        "zip",
        "md",
    ]
    assert "in welcher Form" in browser.post(f"/themen/{thread.pk}/akte/", {"als": "exe"}).content.decode()


def test_too_much_is_said_in_a_sentence(browser, thread, monkeypatch, settings):
    monkeypatch.setattr(export_views, "MOST_POSTS", 2)
    monkeypatch.setattr(export_views, "MOST_BYTES", 10)
    for form, sentence in (("pdf", "zu lang für eine PDF-Datei"), ("zip", "zu groß für ein Archiv")):
        answer = browser.post(f"/themen/{thread.pk}/akte/", {"als": form})
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "export": "1/m/user"}
    codes = [browser.post(f"/themen/{thread.pk}/akte/", {"als": "md"}).status_code for _ in range(2)]
    assert 422 in codes


def test_what_is_too_long_is_not_read_first(browser, thread, monkeypatch):
    monkeypatch.setattr(export_views, "MOST_POSTS", 2)
    monkeypatch.setattr(export_views, "gather", lambda *_args: pytest.fail("all of it was read"))
    assert browser.post(f"/themen/{thread.pk}/akte/", {"als": "pdf"}).status_code == 422


def test_queries_do_not_grow_with_the_thread(browser, thread, anna, django_assert_max_num_queries):
    for number in range(30):
        make_reply(thread, anna, text=f"Noch einer {number}")
    with django_assert_max_num_queries(16):
        said_in(browser, thread, "md")
    assert (pdf.MOST_POSTS, archive.MOST_BYTES) == (1_000, 300 * 1024 * 1024)


def test_one_member_makes_one_file_at_a_time(browser, thread, anna):
    with exporting(anna.pk):
        answer = browser.post(f"/themen/{thread.pk}/akte/", {"als": "md"})
    assert (answer.status_code, "schon etwas als Datei" in answer.content.decode()) == (422, True)
    assert saved(browser, thread, "md")


def test_one_file_is_made_at_a_time(browser, thread, monkeypatch):
    monkeypatch.setattr(ONE_AT_A_TIME, "within", 0)
    with exporting(MemberFactory().pk):
        answer = browser.post(f"/themen/{thread.pk}/akte/", {"als": "pdf"})
    assert (answer.status_code, "mehrere Dateien" in answer.content.decode()) == (422, True)


def test_the_archive_lies_on_the_disk_and_no_file_passes_through_memory_whole(
    browser, thread, monkeypatch, anna
):
    """No piece that is read from a file is longer than a portion, whatever the file weighs."""
    pieces = []

    def read(self, size=-1):
        pieces.append(size)
        return self.file.read(size)

    dossier = gather(anna, thread)
    monkeypatch.setattr(FieldFile, "read", read)
    with as_archive(dossier) as file:
        assert stat.S_ISREG(os.fstat(file.fileno()).st_mode)
        assert os.fstat(file.fileno()).st_size > 0
        assert zipfile.ZipFile(file).testzip() is None
    assert pieces
    assert set(pieces) == {PORTION}


def test_a_paper_that_is_too_large_is_offered_as_an_archive(browser, thread, monkeypatch, tmp_path):
    script = tmp_path / "python"
    script.write_text("#!/bin/sh\nkill -9 $$\n")
    script.chmod(0o700)
    with monkeypatch.context() as dies:
        dies.setattr(running, "sys", SimpleNamespace(executable=str(script)))
        answer = browser.post(f"/themen/{thread.pk}/akte/", {"als": "pdf"})
    assert (answer.status_code, "zu lang für eine PDF-Datei" in answer.content.decode()) == (422, True)
    assert saved(browser, thread, "pdf").startswith(b"%PDF")
