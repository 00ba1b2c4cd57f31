"""Writing: a new thread, a reply, the preview."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.people.members import policy as member_policy
from community.people.requests import MemberRequest
from community.text import TITLE_LIMIT, clean_source
from community.text import render as render_text
from community.uploads.forms import FilesForm
from community.uploads.intake import take_files
from community.web.answers import refused, require_valid, wants_json
from community.web.refusals import ANY_REFUSAL, sentence_of
from community.web.responses import see_other
from community.web.sent import sent_field
from forum.drafts import actions as draft_actions
from forum.fields import policy as field_policy
from forum.models import ActionField
from forum.moving.moved_posts import number_today
from forum.outlines.actions import outline_for
from forum.polls.forms import PollForm
from forum.posts.rendering import render_post
from forum.scheduling import policy as scheduling_policy
from forum.threads import policy as thread_policy
from forum.threads.access import get_home, writer_required
from forum.threads.addresses import field_crumbs, post_address
from forum.threads.views import thread_page
from forum.writing import actions
from forum.writing.addressing import suggestions, too_many
from forum.writing.composer import draft_for, take_kept_words, thread_words
from forum.writing.forms import ReplyForm, ThreadForm


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda: "new:")
def start_thread(request: MemberRequest) -> HttpResponse:
    """The page "Frage stellen"; posting leads to the new thread, or to the page that says that it waits."""
    take_kept_words(request)
    slug = sent_field(request, "field") or sent_field(request, "feld") or request.GET.get("feld", "")
    field = ActionField.objects.visible_to(request.user).filter(slug=slug).first()
    if request.method != "POST":
        return _empty_thread_form(request, field, slug)
    allowed = bool(request.FILES) and bool(field_policy.can_write(request.user))
    taken = take_files(request, allowed=allowed)
    form = ThreadForm(_with_old_name(taken.data), viewer=request.user, place=field)
    asked = _poll_form(taken.data)
    files = FilesForm(taken.data, member=request.user, problems=taken.problems)
    sent = [form, files, asked] if asked.is_bound else [form, files]
    try:
        require_valid(*sent)
        poll = asked.words() if asked.is_bound else None
        posted = actions.start_thread(request.user, **form.words(), poll=poll, files=files.bundle)
    except ANY_REFUSAL as refusal:
        show = partial(_thread_form, request, form, asked, files, field)
        return refused(request, refusal, *sent, show=show)
    draft_actions.clear_draft(request.user, "new:")
    return _answer(request, posted)


@require_POST
@writer_required(lambda pk: f"thread:{pk}")
def reply(request: MemberRequest, pk: int) -> HttpResponse:
    """Take an answer: 303 to its place, for scripts 201 with JSON (202: it waits), or the form where it is refused."""
    thread = get_home(request, pk)
    allowed = bool(request.FILES) and bool(thread_policy.can_reply(request.user, thread))
    taken = take_files(request, allowed=allowed)
    form = ReplyForm(taken.data, viewer=request.user, place=thread.field)
    files = FilesForm(taken.data, member=request.user, problems=taken.problems)
    try:
        require_valid(form, files)
        words = form.words()
        if thread.pk != pk:
            words["reply_to"] = number_today(thread, pk, words["reply_to"])
        posted = actions.reply(request.user, thread, **words, files=files.bundle)
    except ANY_REFUSAL as refusal:
        show = partial(thread_page, request, thread, form=form, files=files)
        return refused(request, refusal, form, files, show=show)
    return _answer(request, posted)


def _answer(request: HttpRequest, posted: actions.Posted) -> HttpResponse:
    """To the post, or to the page that says how words wait; scripts get the same in JSON."""
    post = posted.post
    if post is None:
        waits = {"pending": True, "url": posted.pending.get_absolute_url()} if posted.pending else {}
        return JsonResponse(waits, status=202) if wants_json(request) else see_other(posted.pending)
    if not wants_json(request):
        return see_other(post.thread if post.is_opening else post_address(post))
    answer = {
        "id": post.pk,
        "number": post.number,
        "rev": post.rev,
        "key": str(post.key),
        "url": post_address(post),
    }
    return JsonResponse(answer, status=201 if posted.created else 200)


@require_POST
@writer_required(lambda: "new:")
def preview(request: HttpRequest) -> HttpResponse:
    """The text as it will look, as a fragment; what cannot stand is said in a sentence."""
    # Names are for admitted members: nobody learns by trying who is behind a handle.
    renders = render_post if field_policy.can_write(request.user) else render_text
    try:
        rendered = renders(clean_source(request.POST.get("text", "")))
        reach = too_many(rendered)
    except ValidationError as refusal:
        return render(request, "forum/writing/_preview.html", {"refusal": sentence_of(refusal)})
    return render(request, "forum/writing/_preview.html", {"rendered": rendered, "reach": reach})


@require_safe
def suggest_addressees(request: HttpRequest) -> HttpResponse:
    """GET /themen/ansprechen/?q= : members, working groups and municipalities after "@", a fragment of options."""
    member_policy.can_search_members(request.user).require()
    query = request.GET.get("q", "")[:TITLE_LIMIT]
    return render(request, "forum/writing/_addressees.html", {"options": suggestions(request.user, query)})


def _empty_thread_form(request: MemberRequest, field: ActionField | None, slug: str) -> HttpResponse:
    """What is filled in already: the draft, else the field's outline."""
    draft = draft_for(request.user, f"new:{slug}") or draft_for(request.user, "new:")
    outline = outline_for(request.user, field)
    words = thread_words(request, draft, outline)
    form = ThreadForm(viewer=request.user, initial={"field": field, **words})
    return _thread_form(request, form, _poll_form(), FilesForm(member=request.user), field, outline=outline)


def _poll_form(data: Any = None) -> PollForm:
    """The poll one may add: bound when something was filled in, otherwise an empty offer."""
    form = PollForm(data, prefix="umfrage", use_required_attribute=False)
    return (
        form
        if form.is_bound and form.is_wanted()
        else PollForm(prefix="umfrage", use_required_attribute=False)
    )


def _thread_form(
    request: HttpRequest,
    form: ThreadForm,
    asked: PollForm,
    files: FilesForm,
    field: ActionField | None,
    *,
    outline: str = "",
    status: int = 200,
) -> HttpResponse:
    place = f"new:{field.slug}" if field else "new:"
    context = {
        "form": form,
        "poll_form": asked,
        "files_form": files,
        "field": field,
        "outline": outline,
        "crumbs": [
            *(field_crumbs(field, here=False) if field else [(_("Handlungsfelder"), reverse("list_fields"))]),
            (_("Frage stellen"), ""),
        ],
        "place": place,
        "draft": draft_for(request.user, place),
        "can_schedule": field and scheduling_policy.can_schedule_thread(request.user, field),
        "verdict": thread_policy.can_start_thread(request.user, field)
        if field
        else field_policy.can_write(request.user),
    }
    return render(request, "forum/writing/new_thread.html", context, status=status)


def _with_old_name(data: Any) -> Any:
    """Scripts may name the field `feld`, as the address does."""
    if "field" in data or "feld" not in data:
        return data
    data = data.copy()
    data["field"] = data["feld"]
    return data
