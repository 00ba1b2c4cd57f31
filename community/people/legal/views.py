"""Legal pages: the version in force, and earlier ones for those who agreed to them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from community.people.models import Document


@require_safe
def show_document(request: HttpRequest, slug: str) -> HttpResponse:
    """GET /netiquette/ and the others; `?fassung=1` shows an earlier version."""
    current = Document.objects.current(slug)
    if current is None:
        raise Http404
    document = _asked_for(request, current)
    versions = Document.objects.filter(slug=slug, version__lte=current.version).defer("source", "html")
    context = {"document": document, "current": current, "versions": versions}
    return render(request, "people/legal/document.html", context)


def _asked_for(request: HttpRequest, current: Document) -> Document:
    asked = request.GET.get("fassung")
    if asked is None:
        return current
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 6 and int(asked) <= current.version):
        raise Http404
    return get_object_or_404(Document, slug=current.slug, version=int(asked))
