"""Ready texts: the list, wording one, putting one away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.moderation.access import office_only
from community.moderation.models import ReadyText
from community.moderation.ready_texts import actions
from community.moderation.ready_texts.forms import ReadyTextForm
from community.people.requests import MemberRequest
from community.web.responses import see_other

SAID = ("purpose", "title", "ground", "law", "text")


@office_only
@require_safe
def list_texts(request: MemberRequest) -> HttpResponse:
    """GET /moderation/vorlagen/"""
    return render(request, "moderation/ready_texts/texts.html", {"texts": ReadyText.objects.in_use()})


@office_only
@require_http_methods(["GET", "HEAD", "POST"])
def add_text(request: MemberRequest) -> HttpResponse:
    """GET and POST /moderation/vorlagen/neu/ with `purpose`, `title`, `ground`, `law` and `text`"""
    return _wording(request, None)


@office_only
@require_http_methods(["GET", "HEAD", "POST"])
def word_text(request: MemberRequest, text_id: int) -> HttpResponse:
    """GET and POST /moderation/vorlagen/7/ with the same: the next version."""
    return _wording(request, get_object_or_404(ReadyText.objects.in_use(), pk=text_id))


@office_only
@require_POST
def retire_text(request: MemberRequest, text_id: int) -> HttpResponse:
    """POST /moderation/vorlagen/7/ablegen/"""
    actions.retire_text(request.user, get_object_or_404(ReadyText.objects.in_use(), pk=text_id))
    messages.success(
        request, _("Die Vorlage wird nicht mehr angeboten. Frühere Entscheidungen bleiben, wie sie sind.")
    )
    return see_other("list_texts")


def _wording(request: MemberRequest, former: ReadyText | None) -> HttpResponse:
    initial = {name: getattr(former, name) for name in SAID} if former else {}
    form = ReadyTextForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        others = ReadyText.objects.in_use().filter(title=form.cleaned_data["title"])
        if others.exclude(pk=former.pk if former else 0).exists():
            form.add_error("title", _("Eine Vorlage mit diesem Titel gibt es schon."))
        else:
            actions.word_text(request.user, former, **form.cleaned_data)
            messages.success(request, _("Die Vorlage ist gespeichert."))
            return see_other("list_texts")
    context = {"form": form, "former": former}
    return render(
        request, "moderation/ready_texts/text_form.html", context, status=422 if form.errors else 200
    )
