"""Serving files: images as what we made of them, everything else only to be stored, and nothing that acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.people.requests import MemberRequest
from community.uploads import parts, policy
from community.uploads.forms import PartForm
from community.uploads.models import Upload
from community.web.doors import door

# Whatever a browser takes the file for, it may neither run nor load anything.
NOTHING_ACTS = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@require_safe
def show_upload(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """The file itself, to those who may see what it belongs to."""
    upload = Upload.objects.filter(pk=pk).first()
    if upload is None:
        raise Http404
    policy.can_see_upload(request.user, upload).require()
    if name != upload.name:
        return redirect(upload.get_absolute_url())
    etag = quote_etag(upload.sha256)
    return get_conditional_response(request, etag=etag, response=None) or _delivered(upload, etag)


@require_http_methods(["GET", "HEAD", "POST"])
@door(policy.can_upload, json=True)
def take_part(request: MemberRequest, key: UUID) -> HttpResponse:
    """GET and POST /dateien/eingang/<key>/ with `name`, `total`, `start` and `part`: a file in pieces, for scripts.

    202 ``{"received": bytes}`` says where to go on; 201 ``{"id", "name", …}`` that the file is whole, 200 that it
    was whole before.
    """
    earlier = parts.finished(request.user, key)
    upload = earlier or (_taken(request, key) if request.method == "POST" else None)
    if upload is None:
        return JsonResponse({"received": parts.received(request.user, key)}, status=202)
    return JsonResponse(_described(upload), status=200 if earlier else 201)


def _taken(request: MemberRequest, key: UUID) -> Upload | None:
    form = PartForm(request.POST, request.FILES)
    if not form.is_valid():
        raise ValidationError(_("Der Aufruf war unvollständig."))
    data = form.cleaned_data
    content = data["part"].read()
    return parts.accept_part(
        request.user, content, name=data["name"], key=key, start=data["start"], total=data["total"]
    )


def _described(upload: Upload) -> dict[str, Any]:
    return {
        "id": upload.pk,
        "name": upload.name,
        "address": upload.get_absolute_url(),
        "image": upload.is_image,
    }


def _delivered(upload: Upload, etag: str) -> HttpResponseBase:
    try:
        response = FileResponse(upload.file.open(), content_type=upload.media_type)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response["Content-Disposition"] = (
        content_disposition_header(not upload.is_image, upload.name) or "attachment"
    )
    response["Content-Security-Policy"] = NOTHING_ACTS
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # Every look is asked for: what was taken down must not be shown from a cache.
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    return response
