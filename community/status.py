"""For those who watch the machine: is the process alive, and can it serve?"""

from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_leaving = False


def leave() -> None:
    """From now on this process is not ready: it is about to end."""
    global _leaving
    _leaving = True


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Touches nothing else, so a slow database restarts no web server."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when requests can be served, 503 with the reasons otherwise."""
    reasons = {"database": _database(), "process": "stopping" if _leaving else ""}
    missing = {name: reason for name, reason in reasons.items() if reason}
    return JsonResponse({"ready": not missing, "reasons": missing}, status=503 if missing else 200)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return type(error).__name__
    return ""
