"""Writing: a new thread, a reply, the preview."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.people.members import policy as member_policy
from community.text import TITLE_LIMIT, TextRefused, clean_source
from community.text import render as render_text
from community.uploads.forms import FilesForm
from community.uploads.intake import take_files
from community.web.errors import wants_json
from community.web.responses import see_other
from forum.approval import pending
from forum.drafts import actions as draft_actions
from forum.fields import policy as field_policy
from forum.models import ActionField, PendingPost, Thread
from forum.moving.moved_posts import number_today
from forum.outlines.actions import outline_for
from forum.polls.forms import PollForm
from forum.posts.rendering import render_post
from forum.scheduling import policy as scheduling_policy
from forum.threads import policy as thread_policy
from forum.threads.access import get_home, too_fast, writer_required
from forum.threads.addresses import field_crumbs, post_address
from forum.threads.views import thread_page
from forum.writing import actions
from forum.writing import errors as writing_errors
from forum.writing.addressing import suggestions, too_many
from forum.writing.composer import draft_for, take_kept_words, thread_words
from forum.writing.forms import ReplyForm, ThreadForm

KEY_TAKEN = gettext_lazy(
    "Dieser Beitrag wurde schon einmal mit anderem Text gesendet. Bitte laden Sie die Seite neu."
)


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda: "new:")
def start_thread(request: HttpRequest) -> HttpResponse:
    """The page "Frage stellen"; posting leads to the new thread."""
    take_kept_words(request)
    slug = request.POST.get("field") or request.GET.get("feld", "")
    field = ActionField.objects.visible_to(request.user).filter(slug=slug).first()
    if request.method != "POST":
        draft = draft_for(request.user, f"new:{slug}") or draft_for(request.user, "new:")
        outline = outline_for(request.user, field)
        words = thread_words(request, draft, outline)
        form = ThreadForm(viewer=request.user, initial={"field": field, **words})
        files = FilesForm(member=request.user)
        return _thread_form(request, form, _poll_form(), files, field, outline=outline)
    taken = take_files(request, allowed=bool(field_policy.can_write(request.user)))
    form = ThreadForm(_with_old_name(taken.data), viewer=request.user, place=field)
    asked = _poll_form(taken.data)
    files = FilesForm(taken.data, member=request.user, problems=taken.problems)
    if not all([form.is_valid(), files.is_valid(), not asked.is_bound or asked.is_valid()]):
        return _thread_form(request, form, asked, files, field, status=422)
    data = form.cleaned_data
    thread_policy.can_start_thread(request.user, data["field"]).require()
    try:
        if sentence := too_fast(request):
            raise TextRefused("rate_limited", sentence)
        posted = actions.start_thread(
            request.user,
            data["field"],
            title=data["title"],
            text=data["text"],
            key=data["key"],
            kind=data["kind"],
            tags=data["tags"],
            poll=asked.words() if asked.is_bound else None,
            files=files.bundle,
            to_many=data.get("anyway", False),
        )
    except TextRefused as refused:
        _blame(refused, form, files)
    except writing_errors.KeyConflict:
        form.add_error(None, str(KEY_TAKEN))
    except pending.HeldBack as waiting:
        draft_actions.clear_draft(request.user, "new:")
        return see_other(waiting.pending_post)
    else:
        draft_actions.clear_draft(request.user, "new:")
        return see_other(posted.post.thread)
    return _thread_form(request, form, asked, files, field, status=422)


@require_POST
@writer_required(lambda pk: f"thread:{pk}")
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer: 303 to its place, 201 with JSON for scripts (202: it waits), 422 with the form if it is wrong."""
    thread = get_home(request, pk)
    verdict = thread_policy.can_reply(request.user, thread)
    taken = take_files(request, allowed=bool(verdict))
    form = ReplyForm(taken.data, viewer=request.user, place=thread.field)
    files = FilesForm(taken.data, member=request.user, problems=taken.problems)
    if not all([form.is_valid(), files.is_valid()]):
        return _refused(request, thread, form, files)
    data = form.cleaned_data
    if not verdict:
        form.add_error("text", verdict.reason)
        return _refused(request, thread, form, files, status=403)
    try:
        if sentence := too_fast(request):
            form.add_error("text", sentence)
            return _refused(request, thread, form, files, status=429)
        posted = actions.reply(
            request.user,
            thread,
            text=data["text"],
            key=data["key"],
            reply_to=data["reply_to"] if thread.pk == pk else number_today(thread, pk, data["reply_to"]),
            files=files.bundle,
            to_many=data.get("anyway", False),
        )
    except TextRefused as refused:
        _blame(refused, form, files)
        return _refused(request, thread, form, files)
    except writing_errors.KeyConflict:
        form.add_error("text", str(KEY_TAKEN))
        return _refused(request, thread, form, files, status=409)
    except pending.HeldBack as waiting:
        return _waits(request, waiting.pending_post)
    if wants_json(request):
        post = posted.post
        answer = {
            "id": post.pk,
            "number": post.number,
            "rev": post.rev,
            "key": str(post.key),
            "url": post_address(post),
        }
        return JsonResponse(answer, status=201 if posted.created else 200)
    return see_other(post_address(posted.post))


def _waits(request: HttpRequest, pending_post: PendingPost) -> HttpResponse:
    """Taken, but not published yet: to the page that says what happens now."""
    if wants_json(request):
        return JsonResponse({"code": "held", "url": pending_post.get_absolute_url()}, status=202)
    return see_other(pending_post)


@require_POST
@writer_required(lambda: "new:")
def preview(request: HttpRequest) -> HttpResponse:
    """The text as it will look, as a fragment; what cannot stand is said in a sentence."""
    # Names are for admitted members: nobody learns by trying who is behind a handle.
    renders = render_post if field_policy.can_write(request.user) else render_text
    try:
        rendered = renders(clean_source(request.POST.get("text", "")))
        reach = too_many(rendered)
    except TextRefused as refused:
        return render(request, "forum/writing/_preview.html", {"refusal": refused.message})
    return render(request, "forum/writing/_preview.html", {"rendered": rendered, "reach": reach})


@require_safe
def suggest_addressees(request: HttpRequest) -> HttpResponse:
    """GET /themen/ansprechen/?q= : members, working groups and municipalities after "@", a fragment of options."""
    member_policy.can_search_members(request.user).require()
    query = request.GET.get("q", "")[:TITLE_LIMIT]
    return render(request, "forum/writing/_addressees.html", {"options": suggestions(request.user, query)})


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
            *(field_crumbs(field, here=False) if field else [(_("Handlungsfelder"), "/handlungsfelder/")]),
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


def _blame(refused: TextRefused, form: Form, files: FilesForm) -> None:
    """Put the refusal where what was refused was filled in."""
    if refused.code == "files":
        files.add_error("files", str(refused.message))
    else:
        form.add_error("tags" if refused.code == "tags" else "text", str(refused.message))


def _refused(
    request: HttpRequest, thread: Thread, form: ReplyForm, files: FilesForm, *, status: int = 422
) -> HttpResponse:
    if wants_json(request):
        sentences = [
            str(error) for part in (form, files) for errors in part.errors.values() for error in errors
        ]
        if form.is_held_back:
            return JsonResponse({"code": "private_data", "detail": " ".join(sentences)}, status=status)
        codes = {403: "forbidden", 409: "conflict", 429: "rate_limited"}
        return JsonResponse(
            {"code": codes.get(status, "bad_request"), "detail": " ".join(sentences)}, status=status
        )
    return thread_page(request, thread, form=form, files=files, status=status)


def _with_old_name(data: Any) -> Any:
    """Scripts may name the field `feld`, as the address does."""
    if "field" in data or "feld" not in data:
        return data
    data = data.copy()
    data["field"] = data["feld"]
    return data
