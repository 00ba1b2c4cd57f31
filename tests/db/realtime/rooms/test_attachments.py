"""Files in rooms: they come with a message once, and who may read the message may see them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.uploads.actions import clear_uploads
from community.uploads.bundle import Bundle
from community.uploads.models import Upload
from community.web.refusals import Conflict
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.messages.events import message_event
from realtime.rooms.models import Message, MessageAttachment
from realtime.rooms.sending import actions as sending_actions
from realtime.rooms.templatetags.rooms import file_size
from realtime.rooms.transcripts import content as transcript_content
from tests.db.realtime.rooms.visits import tidy
from tests.factories.people import MemberFactory
from tests.factories.rooms import again, make_room, say
from tests.factories.uploads import make_upload, pdf, picture

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def browser(member, **headers):
    client = Client(headers=headers or JSON)
    client.force_login(member)
    return client


def show(author, room, *uploads, text="", key=None, alt_text="Ein Plan"):
    bundle = Bundle(uploads=uploads, alt_text=alt_text)
    return sending_actions.send_message(author, room, text=text, key=key or uuid4(), files=bundle)


def status(member, upload):
    return browser(member).get(upload.get_absolute_url()).status_code


def test_files_come_with_the_event(anna, cafe, rung):
    image, document = make_upload(anna), make_upload(anna, pdf(), "plan.pdf")
    with rung() as heard:
        message = show(anna, cafe, image, document, text="Seht her").message
    told = heard[-1][1]
    assert [(file["name"], file["width"], file["alt"]) for file in told["files"]] == [
        ("skizze.webp", 40, "Ein Plan"),
        ("plan.pdf", None, ""),
    ]
    assert told == message_event(again(message))


def test_a_picture_needs_no_words(anna, cafe):
    message = show(anna, cafe, make_upload(anna), text="  ").message
    assert (message.source, message.html, message.excerpt) == ("", "", "skizze.webp")
    with pytest.raises(ValidationError):
        show(anna, cafe, text=" ")


def test_found_by_its_name_also_after_an_edit(anna, cafe, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):  # words are learnt after the commit
        message = show(anna, cafe, make_upload(anna, pdf(), "Flächennutzung.pdf"), text="Anbei").message
        message_actions.edit_message(anna, again(message), text="Anbei noch einmal")
    page = browser(anna, Accept="text/html").get(f"/raeume/{cafe.pk}/suche/", {"q": "flaechennutzung"})
    assert "Anbei noch einmal" in page.content.decode()


def test_the_same_key_stores_message_and_file_once(anna, cafe):
    key, upload = uuid4(), make_upload(anna)
    first, second = (show(anna, cafe, upload, text="Hier", key=key) for _time in range(2))
    assert (first.created, second.created, second.message.pk) == (True, False, first.message.pk)
    assert MessageAttachment.objects.count() == 1
    with pytest.raises(Conflict):
        show(anna, cafe, make_upload(anna), text="Hier", key=key)


@pytest.mark.parametrize("whose", ["of another", "held", "gone", "six"])
def test_what_cannot_be_attached(anna, bruno, cafe, whose):
    uploads = [make_upload(anna)]
    match whose:
        case "of another":
            uploads = [make_upload(bruno)]
        case "held":
            show(anna, cafe, *uploads)
        case "gone":
            Upload.objects.filter(pk=uploads[0].pk).delete()
        case "six":
            uploads += [make_upload(anna, pdf(), f"{n}.pdf") for n in range(5)]
    before = Message.objects.count()
    with pytest.raises(ValidationError):
        show(anna, cafe, *uploads, text="Hier")
    assert Message.objects.count() == before


def test_who_may_read_the_message_may_see_the_file(anna, bruno, greta, table):
    upload = make_upload(anna)
    assert [status(member, upload) for member in (anna, bruno)] == [200, 404]
    message = show(anna, table, upload, text="Nur für uns").message
    assert [status(member, upload) for member in (anna, bruno, greta)] == [200, 200, 404]
    message_actions.remove_message(anna, again(message))
    assert [status(member, upload) for member in (anna, bruno)] == [200, 404]
    assert message_event(again(message))["files"] == []


def test_files_go_with_their_message(anna, cafe):
    message = show(anna, cafe, make_upload(anna)).message
    Upload.objects.update(created_at=timezone.now() - timedelta(days=3))
    assert clear_uploads() == 0
    message.delete()
    assert clear_uploads() == 1


def test_by_number_through_the_call(anna, bruno, cafe):
    mine, hers = make_upload(anna), make_upload(bruno)

    def send(*keys):
        sent = {"key": str(uuid4()), "text": "", "attachments": list(keys), "alt_text": "Der Platz"}
        return browser(anna).post(f"/raeume/{cafe.pk}/nachrichten/", sent)

    for wrong in (hers.pk, 999_999, "x", "9" * 40):
        assert (send(wrong).status_code, send(wrong).json()["code"]) == (400, "bad_request")
    assert send(mine.pk).status_code == 201
    assert message_event(again(Message.objects.get()))["files"][0]["alt"] == "Der Platz"


def test_by_form_without_a_script(anna, cafe):
    client, key = browser(anna, Accept="text/html"), str(uuid4())
    sent = {"key": key, "text": "Mit Bild", "files": [SimpleUploadedFile("a.png", picture())]}
    for _time in range(2):
        sent["files"][0].seek(0)
        assert client.post(f"/raeume/{cafe.pk}/nachrichten/", sent).status_code == 303
    assert (Message.objects.count(), Upload.objects.count()) == (1, 1)
    page = client.get(f"/raeume/{cafe.pk}/").content.decode()
    assert f'src="{Upload.objects.get().get_absolute_url()}"' in page


def test_a_refused_form_keeps_words_and_files(anna, cafe):
    files = [SimpleUploadedFile("a.png", picture()), SimpleUploadedFile("b.exe", b"MZ")]
    client = browser(anna, Accept="text/html")
    answer = client.post(
        f"/raeume/{cafe.pk}/nachrichten/", {"key": str(uuid4()), "text": "Bleib", "files": files}
    )
    page = tidy(answer.content.decode())
    assert (answer.status_code, Message.objects.count()) == (422, 0)
    assert "Bleib" in page
    assert f'name="attachments" value="{Upload.objects.get().pk}"' in page


def test_in_the_transcript(anna, cafe):
    show(anna, cafe, make_upload(anna, pdf(), "plan.pdf"))
    assert "[Dateien: plan.pdf]" in transcript_content.transcript(anna, cafe)


def test_pages_cost_the_same_with_many_files(anna, cafe, django_assert_num_queries):
    client, url = browser(anna, Accept="text/html"), f"/raeume/{cafe.pk}/"
    show(anna, cafe, make_upload(anna))
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    queries = len(few)  # the next request forgets them
    for _number in range(5):
        show(anna, cafe, make_upload(anna))
    client.get(url)
    with django_assert_num_queries(queries):
        client.get(url)


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 kB"), (1_499, "1 kB"), (999_499, "999 kB"), (999_500, "1,0 MB"), (1_249_999, "1,2 MB")],
)
def test_sizes_as_people_say_them(size, words):
    assert file_size(size) == words


def test_who_is_not_in_the_room_hands_in_nothing(greta, anna, group):
    room = make_room(group)
    say(anna, room)
    before = Upload.objects.count()
    files = [SimpleUploadedFile("a.png", picture())]
    for member in (greta, MemberFactory(waiting=True)):
        browser(member).post(
            f"/raeume/{room.pk}/nachrichten/", {"key": str(uuid4()), "text": "x", "files": files}
        )
    assert Upload.objects.count() == before
