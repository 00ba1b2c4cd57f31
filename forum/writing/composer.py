"""What the composer starts with: a draft, a quote, or words saved from an expired session."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.people.models import Member
from community.people.viewer import Viewer
from community.text import quote
from community.text.numbers import whole_number
from forum.confidential.askers import confidential_in
from forum.drafts import actions as draft_actions
from forum.models import Draft, Post, Thread
from forum.scheduling import policy as scheduling_policy
from forum.threads import policy as thread_policy
from forum.threads.access import KEPT_WORDS

MOST_DIGITS = 6  # of a post's number
MOST_QUOTES = 10


UNBRACKETED = str.maketrans({"[": "(", "]": ")", "\\": ""})


def take_kept_words(request: HttpRequest) -> None:
    """Words typed while nobody was signed in become a draft of the member who signed in."""
    member = request.user
    kept = request.session.pop(KEPT_WORDS, None) if isinstance(member, Member) else None
    if kept and isinstance(member, Member):
        draft_actions.save_words(
            member, kept["place"], text=kept["text"], title=kept["title"], reply_to=kept["reply_to"]
        )


def draft_for(viewer: Viewer | None, place: str) -> Draft | None:
    if viewer is None or not viewer.is_authenticated:
        return None
    return Draft.objects.filter(member=viewer.pk, place=place).first()


def initial_words(draft: Draft | None) -> dict[str, Any]:
    if draft is None:
        return {}
    return {"title": draft.title, "text": draft.text, "reply_to": draft.reply_to}


def thread_words(request: HttpRequest, draft: Draft | None, outline: str) -> dict[str, Any]:
    """Initial values of a new thread: the draft; else the field's outline, with `?bezug=` below a link to the thread
    it carries on from."""
    if draft:
        return initial_words(draft)
    words = f"{outline}\n" if outline else ""
    key = asked_number(request, "bezug")
    thread = Thread.objects.visible_to(request.user).filter(pk=key).first() if key is not None else None
    if thread is None:
        return {"text": words}
    link = f"[{thread.title.translate(UNBRACKETED)}]({thread.get_absolute_url()})"
    return {"text": _("Es geht um eine Fortsetzung von: %(thread)s") % {"thread": link} + f"\n\n{words}"}


def reply_words(request: HttpRequest, thread: Thread, draft: Draft | None) -> dict[str, Any]:
    """Initial values of the reply form: the draft, then `?antwort_auf=` and each `?zitat=` on top of it."""
    words = initial_words(draft)
    if (answered := asked_number(request, "antwort_auf")) is not None:
        words["reply_to"] = answered
    quoted = quoted_posts(request, thread)
    if quoted:
        words["reply_to"] = quoted[-1].number
        parts = [words.get("text", "").strip(), *(quoted_text(post) for post in quoted)]
        words["text"] = "\n\n".join(part for part in parts if part) + "\n\n"
    return words


def quoted_posts(request: HttpRequest, thread: Thread) -> list[Post]:
    """The posts named by `?zitat=`, in the order in which they were chosen."""
    numbers = quoted_numbers(request)
    if not numbers:
        return []
    posts = Post.objects.in_thread(thread).not_removed().select_related("author").filter(number__in=numbers)
    found = {post.number: post for post in posts}
    return [found[number] for number in numbers if number in found]


def quoted_numbers(request: HttpRequest) -> list[int]:
    """What is being quoted so far: every further quote carries these along, so that it works without a script."""
    asked = map(_number, request.GET.getlist("zitat")[:MOST_QUOTES])
    return list(dict.fromkeys(number for number in asked if number))


def answered_post(thread: Thread, number: Any) -> Post | None:
    """The post the composer says it answers; `None` for the question itself or what is not there."""
    said = whole_number(number, digits=MOST_DIGITS) or 0
    if said <= 1:
        return None
    return Post.objects.in_thread(thread).select_related("author").filter(number=said).first()


def quoted_text(post: Post) -> str:
    """Markdown that quotes the post and names its permanent address."""
    label = _("%(name)s schrieb") % {"name": post.author.name}
    return quote(post.source, label=label, url=post.get_absolute_url())


def asked_number(request: HttpRequest, name: str) -> int | None:
    return _number(request.GET.get(name, ""))


def _number(asked: str) -> int | None:
    return whole_number(asked, digits=MOST_DIGITS)


def composer_context(request: HttpRequest, thread: Thread, form: Any, draft: Draft | None) -> dict[str, Any]:
    """What `forum/writing/_composer.html` needs."""
    value = form["reply_to"].value()
    can_reply = thread_policy.can_reply(request.user, thread)
    return {
        "form": form,
        "draft": draft,
        "place": f"thread:{thread.pk}",
        "chosen_quotes": quoted_numbers(request),
        "answered": answered_post(thread, value),
        "can_reply": can_reply,
        "ask": None if can_reply else confidential_in(request.user, thread),
        "can_schedule": scheduling_policy.can_schedule_reply(request.user, thread),
    }
