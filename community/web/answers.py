"""One table of answers: what a refusal becomes for a script, for a form and for a page.

The table stands in `docs/protocol.md`. What was asked for decides how the answer looks, never which app was asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from community.web.refusals import Refusal, codes_of, fields_of, sentence_of
from community.web.verdicts import Verdict

TRY_AGAIN = 5  # seconds, where the database was away for a moment
SECRET_FIELDS = ("csrfmiddlewaretoken", "key", "next")
KEPT_FIELDS = 20
KEPT_CHARACTERS = 100_000
PAGES = (400, 403, 404, 413)  # with a page of their own; every other one shares one


class Answer(NamedTuple):
    """What a refusal says: its status and code for scripts, the sentence, and what else goes along in JSON."""

    status: int
    code: str
    detail: str
    more: dict[str, Any] = {}


def wants_json(request: HttpRequest) -> bool:
    """True for callers that ask for JSON and not for a page."""
    accepted = request.headers.get("Accept", "")
    return "application/json" in accepted and "text/html" not in accepted


def answer_for(refusal: BaseException) -> Answer:
    """The line of the table."""
    sentence = sentence_of(refusal)
    match refusal:
        case ValidationError():
            return _about_words(refusal, sentence)
        case Refusal():
            return Answer(refusal.status, refusal.code, sentence, _again(refusal.seconds))
        case PermissionDenied():
            code = getattr(refusal, "code", "forbidden")
            return Answer(
                403 if code == "forbidden" else 423,
                code,
                sentence or _("Dafür fehlt Ihnen die Berechtigung."),
            )
        case Http404():
            return Answer(404, "not_found", _("Das gibt es hier nicht oder nicht mehr."))
        case OperationalError() | InterfaceError():
            detail = _("Das geht gerade nicht. Ihr Text bleibt; bitte versuchen Sie es gleich noch einmal.")
            return Answer(503, "unavailable", detail, _again(TRY_AGAIN))
    raise TypeError(f"no line for {refusal!r}")


def refused(
    request: HttpRequest, refusal: Exception, *forms: BaseForm, show: Callable[..., HttpResponse]
) -> HttpResponse:
    """The answer to what was sent with a form: JSON, or the form again with its words and the reason beside them.

    `show(status=…)` renders it; it must be a page for whoever was refused. Reasons go to the field they are about,
    in the first of `forms` that has it.
    """
    if wants_json(request):
        return as_json(answer_for(refusal))
    if forms and not any(form.errors for form in forms):
        blame(refusal, *forms)
    return show(status=_status_of_page(refusal))


def refused_page(request: HttpRequest, refusal: Exception) -> HttpResponse:
    """The answer where there is no form to show: JSON, or a page with the sentence."""
    answer = answer_for(refusal)
    if wants_json(request):
        return as_json(answer)
    return page(request, _status_of_page(refusal), answer.detail, seconds=answer.more.get("retry_after"))


def as_json(answer: Answer) -> JsonResponse:
    """``{"code", "detail"}`` and what goes along."""
    response = JsonResponse(
        {"code": answer.code, "detail": answer.detail, **answer.more}, status=answer.status
    )
    return _with_retry(response, answer.more.get("retry_after"))


def page(request: HttpRequest, status: int, detail: str, *, seconds: int | None = None) -> HttpResponse:
    """The sentence on a page of its own, with what had been typed below it, to be copied."""
    template = f"{status}.html" if status in PAGES else "refused.html"
    context = {"detail": detail, "kept": kept_texts(request)}
    return _with_retry(render(request, template, context, status=status), seconds)


def kept_texts(request: HttpRequest) -> list[str]:
    """The longer texts of a refused form in their order; nothing that could be a password or a key."""
    found = []
    for name, values in request.POST.lists():
        if name in SECRET_FIELDS or "password" in name or "code" in name:
            continue
        found += [value for value in values if _is_prose(value)]
    return [text[:KEPT_CHARACTERS] for text in found[:KEPT_FIELDS]]


def require_valid(*forms: BaseForm, may: Callable[[], Verdict] | None = None) -> None:
    """Raise what is wrong with the forms as one `ValidationError` by field; all of them are looked at.

    `may` is asked only then: whoever may not do it at all hears that, and not what is wrong with their words.
    """
    wrong = [form for form in forms if not form.is_valid()]
    found: dict[str, Any] = {}
    for form in wrong:
        for name, errors in form.errors.as_data().items():
            found.setdefault(name, []).extend(errors)
    if wrong and may is not None:
        may().require()
    if wrong:
        raise ValidationError(found)


def blame(refusal: Exception, *forms: BaseForm) -> None:
    """Put the reason beside the field it is about; above the first form where it is about none of theirs."""
    if not isinstance(refusal, ValidationError):
        refusal = ValidationError(sentence_of(refusal))
    for name, errors in fields_of(refusal).items():
        form = next((form for form in forms if name in form.fields), None)
        for error in errors:
            (form or forms[0]).add_error(name if form else None, error)


def _is_prose(value: object) -> bool:
    """Something a person typed: more than one word, or a line longer than a token."""
    return isinstance(value, str) and len(value.split()) > 1


def _about_words(refusal: ValidationError, sentence: str) -> Answer:
    codes, fields = codes_of(refusal), fields_of(refusal)
    named = {
        name: [str(text) for error in errors for text in error] for name, errors in fields.items() if name
    }
    more: dict[str, Any] = {"fields": named} if named else {}
    if codes == {"confirm"}:
        told = [error.params or {} for errors in fields.values() for error in errors]
        reach = next((facts["reach"] for facts in told if "reach" in facts), None)
        return Answer(409, "confirm", sentence, more if reach is None else {**more, "reach": reach})
    if "too_long" in codes:
        return Answer(413, "too_long", sentence, more)
    return Answer(400, "bad_request", sentence, more)


def _status_of_page(refusal: Exception) -> int:
    """Words can be put right where they stand; a locked place and a muted person are plainly a no."""
    match refusal:
        case ValidationError():
            return 422
        case PermissionDenied():
            return 403
    return answer_for(refusal).status


def _again(seconds: int | None) -> dict[str, Any]:
    return {} if seconds is None else {"retry_after": seconds}


def _with_retry(response: Any, seconds: int | None) -> Any:
    if seconds is not None:
        response.headers["Retry-After"] = str(seconds)
    return response
