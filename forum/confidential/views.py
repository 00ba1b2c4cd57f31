"""Questions through the office: handing them in, the page of one for both sides, and what is decided about it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.refusals import REFUSALS, sentence_of
from community.web.responses import see_other
from community.web.sent import sent_field
from forum.confidential import actions, askers, mailbox, policy
from forum.confidential.forms import AnswerRequestForm, ChangedAskForm, ProposalForm, RefusalForm, SeenForm
from forum.drafts import actions as draft_actions
from forum.models import ActionField, ConfidentialQuestion, Post
from forum.posts.rendering import render_post
from forum.threads.access import writer_required
from forum.writing.composer import answered_post, asked_number, draft_for, initial_words, take_kept_words
from forum.writing.forms import ReplyForm

SHOWN = 50


LATEST = 10


PLACE = "ask:"


of_ask = writer_required(lambda pk: f"{PLACE}{pk}")


@require_safe
@writer_required(lambda: PLACE)
def list_confidential(request: MemberRequest) -> HttpResponse:
    """GET /vertrauliche-fragen/: one's own, and for the office what waits and what was published."""
    policy.can_list_confidential(request.user).require()
    rows = list(
        ConfidentialQuestion.objects.visible_to(request.user).select_related("field", "opening__thread")[
            :SHOWN
        ]
    )
    others = [question for question in rows if question.asker_id != request.user.pk]
    context = {
        "own": [question for question in rows if question.asker_id == request.user.pk],
        "waiting": [question for question in others if question.is_open],
        "decided": [question for question in others if not question.is_open],
    }
    return render(request, "forum/confidential/confidential_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda: PLACE)
def ask_confidentially(request: MemberRequest) -> HttpResponse:
    """The form. With `carry` come words from the page "Frage stellen", which are not handed in yet."""
    take_kept_words(request)
    if request.method != "POST" or "carry" in request.POST:
        policy.can_ask_confidentially(request.user).require()
        return _new_page(request, AnswerRequestForm(asker=request.user, initial=_first_words(request)))
    form = AnswerRequestForm(request.POST, asker=request.user)
    try:
        require_valid(form, may=partial(policy.can_ask_confidentially, request.user))
        question = actions.ask_confidentially(request.user, **form.cleaned_data)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(_new_page, request, form))
    _clear_drafts(request, question.field)
    messages.success(request, _("Ihre Frage liegt bei der Geschäftsstelle. Sonst weiß niemand davon."))
    return see_other(question)


@require_safe
@of_ask
def show_confidential(request: MemberRequest, pk: int) -> HttpResponse:
    """GET /vertrauliche-fragen/7/, with `?antwort_auf=3` answering that post under the pseudonym."""
    return ask_page(request, get_confidential(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@of_ask
def change_confidential(request: MemberRequest, pk: int) -> HttpResponse:
    """Other words while nothing is decided."""
    question = get_confidential(request, pk)
    initial = {
        "field": question.field,
        "title": question.title,
        "text": question.text,
        "discloses": question.discloses,
    }
    form = ChangedAskForm(request.POST or None, asker=request.user, initial=initial)
    show = partial(
        render, request, "forum/confidential/change_confidential.html", {"question": question, "form": form}
    )
    if not form.is_bound:
        policy.can_change_confidential(request.user, question).require()
        return show()
    try:
        require_valid(form, may=partial(policy.can_change_confidential, request.user, question))
        actions.change_confidential(request.user, question, **form.cleaned_data)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, _("Gespeichert. Die Geschäftsstelle sieht Ihren neuen Text."))
    return see_other(question)


@require_POST
@of_ask
def propose_words(request: MemberRequest, pk: int) -> HttpResponse:
    """POST with `title`, `text`, `remark` and the version that was seen."""
    question = get_confidential(request, pk)
    form = ProposalForm(request.POST)
    try:
        require_valid(form, may=partial(policy.can_propose_words, request.user, question))
        actions.propose_words(request.user, question, **form.cleaned_data)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(ask_page, request, question, proposal=form))
    messages.success(request, _("Vorgeschlagen. Die Person bekommt eine Mail und stimmt zu oder nicht."))
    return see_other(question)


@require_POST
@of_ask
def agree_to_words(request: MemberRequest, pk: int) -> HttpResponse:
    return _with_seen(request, pk, actions.agree_to_words, _agreed)


@require_POST
@of_ask
def publish_confidential(request: MemberRequest, pk: int) -> HttpResponse:
    return _with_seen(request, pk, actions.publish_confidential, _published)


@require_POST
@of_ask
def refuse_confidential(request: MemberRequest, pk: int) -> HttpResponse:
    """POST with `reason`."""
    question = get_confidential(request, pk)
    form = RefusalForm(request.POST)
    try:
        require_valid(form, may=partial(policy.can_refuse_confidential, request.user, question))
        actions.refuse_confidential(request.user, question, **form.cleaned_data)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(ask_page, request, question, refusal=form))
    messages.success(request, _("Abgelehnt. Die Person liest Ihre Begründung auf der Seite ihrer Frage."))
    return see_other("list_confidential")


def get_confidential(request: HttpRequest, pk: int) -> ConfidentialQuestion:
    question = ConfidentialQuestion.objects.with_page().filter(pk=pk).first()
    if question is None:
        raise Http404
    policy.can_see_confidential(request.user, question).require()
    return question


def ask_page(
    request: MemberRequest,
    question: ConfidentialQuestion,
    *,
    proposal: ProposalForm | None = None,
    refusal: RefusalForm | None = None,
    reply: ReplyForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of one question; what was refused comes back in its form."""
    is_own = question.asker_id == request.user.pk
    context: dict[str, Any] = {
        "question": question,
        "is_own": is_own,
        "pseudonym": askers.NAME,
        "told": askers.disclosed(question) if question.is_open else "",
        "rendered": render_post(question.text) if question.text else None,
        "proposed": render_post(question.proposed_text) if question.is_proposed else None,
        "traces": askers.traces(
            question.asker, question.title, question.text, question.proposed_title, question.proposed_text
        ),
        "may_change": policy.can_change_confidential(request.user, question),
        "may_publish": policy.can_publish_confidential(request.user, question),
        "may_propose": policy.can_propose_words(request.user, question),
        "proposal_form": proposal or ProposalForm(initial=_words_to_change(question)),
        "refusal_form": refusal or RefusalForm(),
        "problem": problem,
        **(_reply_context(request, question, reply) if is_own and question.is_published else {}),
        **(mailbox.of_question(question) if is_own else {}),
    }
    return render(request, "forum/confidential/confidential.html", context, status=status)


def _reply_context(
    request: MemberRequest, question: ConfidentialQuestion, form: ReplyForm | None
) -> dict[str, Any]:
    """What was begun before the session ended, or came back from the office, is there again."""
    if question.opening is None:
        return {"may_reply": policy.can_reply_masked(request.user, question)}
    thread = question.opening.thread
    words = initial_words(draft_for(request.user, f"{PLACE}{question.pk}"))
    if (number := asked_number(request, "antwort_auf")) is not None:
        words["reply_to"] = number
    form = form or ReplyForm(viewer=request.user, place=thread.field, initial=words)
    return {
        "thread": thread,
        "reply_form": form,
        "latest": list(
            Post.objects.in_thread(thread)
            .not_removed()
            .exclude(author=question.pseudonym)
            .select_related("author")
            .order_by("-number")[:LATEST]
        ),
        "answered": answered_post(thread, form["reply_to"].value()),
        "may_reply": policy.can_reply_masked(request.user, question),
    }


def _with_seen(request: MemberRequest, pk: int, act: Any, say: Any) -> HttpResponse:
    """Do what a button says about the version that was seen."""
    question = get_confidential(request, pk)
    form = SeenForm(request.POST)
    try:
        require_valid(form)
        return see_other(say(request, act(request.user, question, **form.cleaned_data)))
    except REFUSALS as refusal:
        problem = (
            sentence_of(refusal) if form.is_valid() else _("Bitte sehen Sie sich die Frage noch einmal an.")
        )
        return refused(
            request,
            refusal,
            form,
            show=partial(ask_page, request, get_confidential(request, pk), problem=problem),
        )


def _agreed(request: MemberRequest, question: ConfidentialQuestion) -> Any:
    messages.success(request, _("Vereinbart. Die Geschäftsstelle stellt Ihre Frage jetzt ein."))
    return question


def _published(request: MemberRequest, post: Any) -> Any:
    messages.success(request, _("Veröffentlicht. Sie und die Person erfahren von Antworten."))
    return post.thread


def _words_to_change(question: ConfidentialQuestion) -> dict[str, Any]:
    return {
        "title": question.proposed_title or question.title,
        "text": question.proposed_text or question.text,
        "remark": question.remark,
        "seen": question.version,
    }


def _first_words(request: MemberRequest) -> dict[str, Any]:
    words = initial_words(draft_for(request.user, PLACE))
    if request.method == "POST":
        words |= {name: sent_field(request, name) for name in ("title", "text")}
    slug = sent_field(request, "field") or request.GET.get("feld", "")
    field = ActionField.objects.visible_to(request.user).filter(slug=slug).first()
    return {**words, **({"field": field} if field else {})}


def _clear_drafts(request: MemberRequest, field: ActionField) -> None:
    """Handed in; nor shall the words lie where they could be published under one's own name by mistake."""
    for place in (PLACE, "new:", f"new:{field.slug}"):
        draft = draft_for(request.user, place)
        if draft and (place == PLACE or draft.text.strip() == sent_field(request, "text").strip()):
            draft_actions.clear_draft(request.user, place)


def _new_page(request: MemberRequest, form: Form, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "draft": draft_for(request.user, PLACE),
        "pseudonym": askers.NAME,
        "place": PLACE,
    }
    return render(request, "forum/confidential/ask_confidentially.html", context, status=status)
