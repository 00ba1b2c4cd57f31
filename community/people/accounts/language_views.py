"""The language of the pages: a choice kept in the browser and, for members, with the account."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from community.people.accounts.languages import remember
from community.people.members import actions as member_actions


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """POST /sprache/ with `language` and `next`."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    if request.user.is_authenticated and request.user.language != language:
        member_actions.choose_language(request.user, language=language)
    response = HttpResponseRedirect(_way_back(request))
    remember(response, language)
    return response


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else "/"
