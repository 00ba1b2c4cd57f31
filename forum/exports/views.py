"""A thread for the file: which form, then the download."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.paper import TooLarge
from community.people.requests import MemberRequest
from community.web.exporting import exporting
from community.web.refusals import Busy
from forum.exports import policy
from forum.exports.archive import MOST_BYTES, as_archive
from forum.exports.dossier import Dossier, gather
from forum.exports.markdown import as_markdown
from forum.exports.pdf import MOST_POSTS, as_pdf
from forum.models import Post, Thread
from forum.threads.access import get_thread, writer_required
from forum.threads.addresses import thread_crumbs

PDF, MARKDOWN, ARCHIVE = "pdf", "md", "zip"


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"thread:{pk}")
def export_thread(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The page that offers three forms; POST with `als` (pdf, zip or md) is the file itself."""
    thread = get_thread(request, pk)
    policy.can_export_thread(request.user, thread).require()
    if request.method != "POST":
        return _page(request, thread)
    form = request.POST.get("als", "")
    if form not in (PDF, MARKDOWN, ARCHIVE):
        return _page(request, thread, _("Bitte wählen Sie, in welcher Form Sie das Thema sichern möchten."))
    if not consume(request, action="export", user=request.user):
        return _page(
            request, thread, _("Das waren viele Dateien in kurzer Zeit. Bitte warten Sie eine Minute.")
        )
    if form == PDF and Post.objects.visible_to(request.user).in_thread(thread).count() > MOST_POSTS:
        return _page(request, thread, _too_long())
    try:
        with exporting(request.user.pk):
            dossier = gather(request.user, thread)
            problem = _too_much(dossier, form)
            return _page(request, thread, problem) if problem else _file(dossier, form)
    except TooLarge:
        return _page(request, thread, _too_long())
    except Busy as busy:
        return _page(request, thread, str(busy))


def _too_much(dossier: Dossier, form: str) -> str:
    """A sentence where the form cannot hold the thread."""
    if form == ARCHIVE and dossier.size > MOST_BYTES:
        return _("Die Dateien dieses Themas sind zu groß für ein Archiv. Bitte nehmen Sie die PDF-Datei.")
    return ""


def _too_long() -> str:
    return _("Dieses Thema ist zu lang für eine PDF-Datei. Bitte nehmen Sie das Archiv.")


def _page(request: HttpRequest, thread: Thread, problem: str = "") -> HttpResponse:
    context = {"thread": thread, "problem": problem, "crumbs": thread_crumbs(thread, here=False)}
    return render(request, "forum/exports/export_thread.html", context, status=422 if problem else 200)


def _file(dossier: Dossier, form: str) -> HttpResponseBase:
    answer: HttpResponseBase
    if form == PDF:
        answer = HttpResponse(as_pdf(dossier), content_type="application/pdf")
    elif form == MARKDOWN:
        answer = HttpResponse(as_markdown(dossier), content_type="text/markdown; charset=utf-8")
    else:
        answer = FileResponse(as_archive(dossier), content_type="application/zip")
    name = f"{dossier.thread.slug or 'thema'}-{timezone.localdate().isoformat()}.{form}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer
