"""The named cast of the contract tests and what they have said: built once for a module, small, and complete.

Roles, in groups that the tables use:

    visitor, inactive                      nobody is signed in (a disabled account's session is none)
    waiting, declined, technician          signed in, not admitted
    member, author, lead, expert, warden   admitted; `author` writes, `warden` moderates the closed field
    moderator, head                        the office, with a second factor

Two scenes hold the same content, one in a public field and one in a field for members only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test.client import Client, ClientHandler
from django.utils import timezone

from community.moderation.appeals.actions import file_appeal
from community.moderation.models import Appeal, Case, ModerationAction, PersonNote, ReadyText, Report
from community.moderation.persons.actions import note_on_person
from community.moderation.ready_texts.actions import word_text
from community.moderation.tasks.actions import add_task
from community.notices.models import MondayPin
from community.people.accounts.adapters import MFAAdapter
from community.people.invitations.actions import invite_member
from community.people.models import Document, Expertise, Member, Municipality, Role, RoleGrant, WorkingGroup
from community.uploads.bundle import Bundle
from community.uploads.models import Upload
from forum.confidential import actions as confidential_actions
from forum.crossposting import actions as crossposting_actions
from forum.drafts import actions as draft_actions
from forum.feeds import actions as feed_actions
from forum.models import ActionField, ConfidentialQuestion, Draft, PendingPost, Post, Tag, Thread, WatchedWord
from forum.moving import actions as moving_actions
from forum.scheduling import actions as scheduling_actions
from forum.screening import actions as screening_actions
from forum.summaries import actions as summary_actions
from forum.vocabulary import actions as vocabulary_actions
from tests.contracts.dates import make_agreed, make_dated
from tests.contracts.passkeys import make_passkey
from tests.contracts.rooms import RoomScene, build_rooms
from tests.factories.devices import make_device
from tests.factories.forum import (
    ActionFieldFactory,
    accept,
    cast_vote,
    close,
    edit,
    make_pending_reply,
    make_poll,
    make_reply,
    make_thread,
    opening,
    remove,
)
from tests.factories.moderation import report_post
from tests.factories.people import (
    DocumentFactory,
    ExpertiseFactory,
    MemberFactory,
    MunicipalityFactory,
    WorkingGroupFactory,
)
from tests.factories.sessions import pass_factors
from tests.factories.uploads import make_upload

GROUPS = {
    "strangers": ("visitor", "inactive"),
    "pending": ("waiting", "declined", "technician"),
    "admitted": ("member", "author", "lead", "expert", "warden", "moderator", "head"),
    "office": ("moderator", "head"),
}
ROLES = GROUPS["strangers"] + GROUPS["pending"] + GROUPS["admitted"]

TOTP_SECRET = "JBSWY3DPEHPK3PXP"

# Words that stand nowhere else, so finding one on a page means the thing it belongs to was shown.
NAMES = {
    "waiting": "Waltraud Wartburgel",
    "declined": "Detlef Dornschreck",
    "technician": "Tilman Turbinski",
    "member": "Mechthild Muschelkalk",
    "author": "Aurelia Achterdeck",
    "lead": "Leopold Lindwurm",
    "expert": "Eberhard Eulenspiel",
    "warden": "Wendelin Wachholder",
    "moderator": "Mirabell Moosgrund",
    "head": "Hedwig Hahnenkamm",
    "inactive": "Ingeborg Irrlicht",
}


@dataclass
class Scene:
    """One field with an answered question, three nobody answered (with a poll, with dates to choose from, with one that
    stands), and a closed discussion. All say `word`."""

    field: ActionField
    word: str
    question: Thread
    closed: Thread
    unanswered: Thread
    dated: Thread
    agreed: Thread
    opening: Post
    answer: Post
    edited: Post
    taken_back: Post
    taken_down: Post
    closing: Post
    case: Case
    entry: ModerationAction
    merged: Thread
    appeal: Appeal
    file: Upload
    sealed_file: Upload
    hold: PendingPost


@dataclass
class ConfidentialScene:
    """What `author` asks through the office: one question that waits, one worded anew, one that stands (public)."""

    waiting: ConfidentialQuestion
    worded: ConfidentialQuestion
    asked: ConfidentialQuestion


@dataclass
class Cast:
    """Everybody and everything; `people[role]` is a member or the anonymous user."""

    people: dict[str, Any]
    public: Scene
    members: Scene
    group: WorkingGroup
    draft: Draft
    loose_file: Upload
    grant: RoleGrant
    passkey: Authenticator
    town: Municipality
    tag: Tag
    feed_secret: str
    rooms: RoomScene
    asks: ConfidentialScene
    invited: Member
    outside: Report
    ready_text: ReadyText
    watched: WatchedWord
    person_note: PersonNote
    sessions: dict[str, str] = field(default_factory=dict)
    _handler: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def client(self, role: str) -> Client:
        """A browser in which this role has just signed in."""
        client = Client()
        client.handler = self._handler  # one for all: each would load the middleware anew
        if role in self.sessions:
            client.cookies = SimpleCookie({"sessionid": self.sessions[role]})
        return client


@contextmanager
def shared_cast() -> Iterator[Cast]:
    """The cast for as long as the block lasts; afterwards the database is as before."""
    with transaction.atomic():
        yield build_cast()
        transaction.set_rollback(True)


def build_cast() -> Cast:
    """Write everything through the actions of the house."""
    for slug in Document.Slug.values:
        DocumentFactory(slug=slug)
    people = _people()
    closed_field = ActionFieldFactory(name="Pflege im Kreis", slug="pflege", is_public=False)
    RoleGrant.objects.create(
        member=people["warden"],
        role=Role.MODERATOR,
        scope=f"field:{closed_field.pk}",
        reason="Kennt das Feld",
    )
    people = {role: _loaded(person) for role, person in people.items()}
    open_field = ActionFieldFactory(name="Mobilität", slug="mobilitaet", public=True)
    group = WorkingGroupFactory(
        name="AG Zwiebelturm", lead=people["lead"], with_members=[people["expert"], people["head"]]
    )
    group.municipalities.add(people["member"].municipality)
    watched = screening_actions.watch_word(people["head"], word="Warte*", purpose="Für die Probe")
    tag = vocabulary_actions.add_tag(people["head"], name="Ehrenamt", reason="Kommt oft vor")
    vocabulary_actions.add_tag(people["head"], name="Freiwillige", reason="Sagen viele", main=tag)
    make_device(people["author"], name="Telefon Taubenschlag")
    make_device(people["member"], name="Telefon Muschelkalk")
    cast = Cast(
        people=people,
        watched=watched,
        tag=tag,
        feed_secret=feed_actions.make_feed_key(people["member"], name="Outlook")[1],
        public=_scene(people, open_field, "Apfelkahn"),
        members=_scene(people, closed_field, "Quittenzwieback"),
        group=group,
        draft=draft_actions.save_words(
            people["author"], "new:pflege", title="Entwurf", text="Rohrspatzentwurf"
        ),
        loose_file=make_upload(people["author"], b"Rohrspatzentwurf", "Rohrspatzentwurf.txt"),
        grant=people["expert"].grants.get(),
        passkey=make_passkey(people["member"]),
        town=people["member"].municipality,
        rooms=build_rooms(people, group),
        invited=_invited(people["head"], group),
        asks=_asks(people, open_field, closed_field),
        ready_text=word_text(people["head"], title="Ton", text="Bitte bleiben Sie bei der Sache."),
        person_note=note_on_person(
            people["head"],
            people["member"],
            purpose="contact",
            text="Dohlenvermerk",
            expires_on=timezone.localdate() + timedelta(days=30),
        ),
        outside=report_post(None, _reportable(open_field), text="Mauerseglermeldung"),
    )
    for scene, other in ((cast.public, closed_field), (cast.members, open_field)):
        crossposting_actions.crosspost_thread(
            people["moderator"], scene.closed, further=[other], reason="Dattelkreuzung"
        )
    add_task(people["head"], title="Seminar vorbereiten", due_on=timezone.localdate())
    MondayPin.objects.create(
        place="field",
        place_key=closed_field.pk,
        subject="thread",
        subject_key=cast.members.question.pk,
        pinned_by=people["head"],
    )
    _speak_in_public_of(cast.members.question, cast.public.answer, people["warden"])
    _keep_words_typed_while_signed_out(people["waiting"], cast.members.question)
    cast.sessions = {role: _session(person) for role, person in people.items() if person.is_authenticated}
    Member.objects.filter(pk=people["inactive"].pk).update(is_active=False)
    cast.people["inactive"] = _loaded(people["inactive"])
    return cast


def _people() -> dict[str, Any]:
    town, village = MunicipalityFactory(name="Coburg"), MunicipalityFactory(name="Spelle")
    traits: dict[str, dict[str, Any]] = {
        "waiting": {"waiting": True},
        "declined": {"declined": True},
        "technician": {"technician": True, "outcome": None},
        "member": {"municipality": town},
        "author": {"municipality": village},
        "lead": {"municipality": town},
        "expert": {"expert": True},
        "warden": {"municipality": village},
        "moderator": {"office": True},
        "head": {"head": True},
        "inactive": {"municipality": town},
    }
    people = {role: MemberFactory(name=NAMES[role], **more) for role, more in traits.items()}
    for role in ("moderator", "head"):
        Authenticator.objects.create(
            user=people[role],
            type=Authenticator.Type.TOTP,
            data={"secret": MFAAdapter().encrypt(TOTP_SECRET)},
        )
    ExpertiseFactory(member=people["member"], subject="mobilitaet", direction=Expertise.Direction.HELPS)
    return {"visitor": AnonymousUser(), **people}


def _scene(people: dict[str, Any], home: ActionField, word: str) -> Scene:
    author, office = people["author"], people["moderator"]
    unanswered = make_thread(author, field=home, title=f"Wer hat noch {word}?", text=f"Uns fehlt {word}.")
    cast_vote(make_poll(unanswered, question=f"Wie viel {word}?"), people["lead"], "Bank")
    question = make_thread(
        author,
        field=home,
        title=f"Wer kennt {word}?",
        text=f"Wir suchen {word}.",
        tags=["Ehrenamt", f"{word}ernte"],
    )
    answer = make_reply(question, people["expert"], text=f"Den {word} gibt es bei uns.")
    summary_actions.write_summary(people["expert"], answer.thread, text=f"In zwei Orten gibt es {word}.")
    scheduling_actions.schedule_reply(
        author, question, text="Lerchensporn", key=uuid4(), due_at=timezone.now() + timedelta(days=9)
    )
    file = make_upload(author, name=f"{word}.png")
    sealed = make_upload(author, f"Geheim{word}".encode(), f"Geheim{word}.txt")
    former = make_reply(
        question, author, text=f"Danke, {word} nehmen wir.", reply_to=2, files=Bundle((file,))
    )
    withdrawn = make_reply(question, author, text=f"Geheim{word}: ein Versehen")
    unkind = make_reply(question, author, text=f"Geheim{word}: eine Grobheit", files=Bundle((sealed,)))
    closed = make_thread(
        author, field=home, title=f"Rund um {word}", text=f"Erzählt von {word}!", kind="discussion"
    )
    merged = make_thread(author, field=home, title=f"Auch {word}?", text=f"Auch wir suchen {word}.")
    moving_actions.merge_thread(office, merged, target=closed, reason=f"{word} gibt es schon")
    closing = make_reply(closed, author, text=f"Alles über {word}.")
    taken_down = remove(unkind, by=office, reason="Beleidigung")
    return Scene(
        field=home,
        word=word,
        unanswered=unanswered,
        dated=make_dated(author, people["lead"], home, word),
        agreed=make_agreed(author, people["lead"], home, word),
        closed=close(closed, by=office),
        closing=closing,
        merged=merged,
        entry=ModerationAction.objects.filter(scope=f"field:{home.pk}", verb="merge_thread").get(),
        file=file,
        sealed_file=sealed,
        answer=accept(answer),
        edited=edit(former, text=f"Danke, den {word} nehmen wir.", reason="Grammatik"),
        taken_back=remove(withdrawn),
        taken_down=taken_down,
        opening=opening(question),
        question=Thread.objects.select_related("field").get(pk=question.pk),
        appeal=file_appeal(taken_down.removed.decision, None, text="Das war ein Scherz."),
        hold=make_pending_reply(question, author, text=f"Warte{word} auch bei uns."),
        case=Case.objects.get(pk=report_post(people["lead"], answer, text=f"Klage über {word}").case_id),
    )


def _invited(head: Member, group: WorkingGroup) -> Member:
    """Somebody the office has invited, who has not come yet."""
    said = {"email": "ottilie@stadt.example", "name": "Ottilie Oxhoft", "function": "Kämmerin"}
    return invite_member(head, **said, municipality=head.municipality, groups=[group])


def _asks(people: dict[str, Any], open_field: ActionField, closed_field: ActionField) -> ConfidentialScene:
    author, head = people["author"], people["head"]
    said = {"discloses": "nothing", "title": "Wie sagt man es?"}
    waiting, worded, asked = (
        confidential_actions.ask_confidentially(author, home, text=text, key=uuid4(), **said)
        for home, text in (
            (closed_field, "Nebelkrähenfrage"),
            (closed_field, "Nebelkrähenrat"),
            (open_field, "Wie kündigt man einem Amtsleiter?"),
        )
    )
    worded = confidential_actions.propose_words(
        head, worded, title="Anders", text="Nebelkrähenwort", remark="", seen=1
    )
    confidential_actions.publish_confidential(head, asked, seen=1)
    confidential_actions.reply_masked(
        author, ConfidentialQuestion.objects.with_page().get(pk=asked.pk), text="Danke!", key=uuid4()
    )
    return ConfidentialScene(waiting, worded, ConfidentialQuestion.objects.with_page().get(pk=asked.pk))


def _reportable(home: ActionField) -> Post:
    return Post.objects.not_removed().filter(thread__field=home, number__gt=1)[0]


def _speak_in_public_of(thread: Thread, pointing: Post, writer: Member) -> None:
    """A public post points to one for members only, by `writer`, who then changes it."""
    aside = make_reply(thread, writer, text="Quittenzwieback auch bei uns.")
    edit(pointing, text=f"{pointing.source}\n\nSiehe [dort]({aside.get_absolute_url()}).")
    edit(aside, text=f"{aside.source} Nachtrag.")


def _keep_words_typed_while_signed_out(member: Member, thread: Thread) -> None:
    """What is stored when someone answers at an address they may not see, and signs in afterwards."""
    draft_actions.save_words(member, f"thread:{thread.pk}", text="Ich rate einmal.")


def _loaded(person: Any) -> Any:
    """The person as `MemberBackend` loads whoever is behind a request."""
    if not person.is_authenticated:
        return person
    return (
        Member.objects.select_related("municipality", "admission")
        .prefetch_related("grants")
        .get(pk=person.pk)
    )


def _session(person: Member) -> str:
    """The key of a session in which password and second factor were given a moment ago."""
    client = Client()
    client.force_login(person)
    session = client.session
    record_authentication(SimpleNamespace(session=session), person, method="password", reauthenticated=True)
    session.save()
    pass_factors(client, person, again=True)
    return str(session.session_key)
