"""Questions of the office to a person: the page behind the mail's link, and writing from the page of the case."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.moderation.access import office_only
from community.moderation.cases import policy as case_policy
from community.moderation.conversations import actions
from community.moderation.conversations.forms import AnswerOfficeForm, WriteForm
from community.moderation.models import Case
from community.people.requests import MemberRequest
from community.web.responses import see_other


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_office(request: HttpRequest, token: str) -> HttpResponse:
    """GET and POST /rueckfrage/…/ with `text`: needs no account; who is excluded can answer as well."""
    try:
        case, report = actions.read_conversation_token(token)
    except Case.DoesNotExist:
        raise Http404 from None
    form, refused = AnswerOfficeForm(request.POST or None), 422
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_office(case, report, text=form.cleaned_data["text"])
        except actions.ConversationOver:
            form.add_error("text", _("Hier nehmen wir keine weiteren Antworten an. Bitte schreiben Sie uns."))
            refused = 409
        else:
            messages.success(request, _("Danke. Ihre Antwort liegt der Geschäftsstelle vor."))
            return see_other(request.path)
    context = {"case": case, "said": actions.conversation(case, report), "form": form}
    return render(
        request, "moderation/conversations/conversation.html", context, status=refused if form.errors else 200
    )


@office_only
@require_http_methods(["GET", "HEAD", "POST"])
def write_to_person(request: MemberRequest, case_id: int) -> HttpResponse:
    """GET and POST /moderation/vorgaenge/7/schreiben/ with `to` and `text`; shows what has been said so far."""
    case = get_object_or_404(Case.objects.select_related("author"), pk=case_id)
    case_policy.can_see_case(request.user, case).require()
    form = WriteForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        actions.write_to_person(request.user, case, form.report(), text=form.cleaned_data["text"])
        messages.success(request, _("Ihre Nachricht ist unterwegs. Die Antwort lesen Sie hier."))
        return see_other(request.path)
    said = case.messages.select_related("written_by", "report__reporter")
    context = {"case": case, "said": said, "form": form}
    return render(
        request, "moderation/conversations/write_to_person.html", context, status=422 if form.errors else 200
    )
