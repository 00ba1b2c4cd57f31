"""What `manage.py check` says about the settings of push."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from community.push.keys import is_key


@register
def check_push_key(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.PUSH_KEY or is_key(settings.PUSH_KEY):
        return []
    hint = "python manage.py make_push_key makes one."
    return [Error("PUSH_KEY is not a private VAPID key.", hint=hint, id="push.E001")]
