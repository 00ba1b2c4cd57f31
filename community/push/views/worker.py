"""What a browser keeps of us when it is asked to: a small script, and one page for when there is no connection.

Both are the same for everyone. The script has its place at the root, because it may only speak for what is below it.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

SCRIPT = "push/worker.js"
# What the page without a connection needs, and nothing else: no page of a member is ever kept.
KEPT = (
    "css/tokens.css",
    "push/offline.css",
    "img/favicon.svg",
    "img/icon-192.png",
    "img/badge-96.png",
)


@require_safe
def show_worker(request: HttpRequest) -> HttpResponse:
    """GET /service-worker.js: the file from our static ones, after one line that says what it keeps."""
    script = _script()
    facts = _facts()
    said = json.dumps(facts | {"cache": f"offline-{sha256((script + str(facts)).encode()).hexdigest()[:16]}"})
    answer = HttpResponse(f"const HOUSE = {said};\n{script}", content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@require_safe
def show_offline(request: HttpRequest) -> HttpResponse:
    """GET /offline/: what is shown while there is no connection"""
    answer = render(request, "push/offline.html")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _facts() -> dict[str, Any]:
    return {
        "page": reverse("show_offline"),
        "files": [static(name) for name in KEPT],
        "icon": static("img/icon-192.png"),
        "badge": static("img/badge-96.png"),
        "list": reverse("list_notices"),
        "fallback": _("Neuer Hinweis im Demografiedialog"),
    }


def _script() -> str:
    path = finders.find(SCRIPT)
    assert isinstance(path, str)
    return Path(path).read_text(encoding="utf-8")
