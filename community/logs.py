"""Logs: one line an event, readable at a desk, JSON where a collector reads them. No people, no secret."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

# What opens a door by being known stands in an address behind one of these, on its own or as where to go next, encoded
# once or twice. A test holds that every such address of the URL table is among them.
SECRET_BEHIND = (
    "konto/adresse-zurueck/",
    "konto/confirm-email/",
    "konto/password/reset/key/",
    "einladung/",
    "feeds/mein/",
    "hinweise/abbestellen/",
    "melden/bestaetigen/",
    "netztest/mail/",
    "rueckfrage/",
    "widerspruch/",
)
_SLASH = r"(?:/|%(?:25)*2F)"
_BEHIND = re.compile(
    "(" + "|".join(_SLASH.join(map(re.escape, place.split("/"))) for place in SECRET_BEHIND) + ")"
    r"(?!%?(?:25)*2F)[^\s/?&#'\"<>\\]+",
    re.IGNORECASE,
)
# Anywhere else, as in what an exception says: signed values of Django, and long words that no person has thought of.
_ANYWHERE = re.compile(
    r"(?<![\w-])[\w-]+:[\w-]{6}:[\w-]{27,}"
    r"|\b[0-9a-z]{6,7}-[0-9a-f]{32}\b"  # to set a new password
    r"|(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{32,}(?![\w-])"
    r"|(?<=sessionid=)\w+|(?<=csrftoken=)\w+"
)
_ADDRESS = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
# PostgreSQL shows the row that broke a constraint, and with it who asked what.
_ROW = re.compile(r"^([ \t]*(?:DETAIL|CONTEXT):).*$", re.MULTILINE)
# Who asks in confidence is there at certain times, with a certain browser.
_CONFIDENTIAL = re.compile(r"(/vertrauliche-fragen/)[^\s\"'?]+")


def discreet(text: str) -> str:
    """The text without secrets; whatever the place, the level or the status of an answer."""
    return _ANYWHERE.sub("…", _BEHIND.sub(r"\1…", text))


def without_people(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Cut mail addresses, rows of the database, browsers and which confidential question it was out of what is logged,
    tracebacks as well.
    """
    event.pop("user_agent", None)
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _CONFIDENTIAL.sub(r"\1…", _ADDRESS.sub("…@…", _ROW.sub(r"\1 …", value)))
    return event


def logging_settings(*, level: str, as_json: bool) -> dict[str, Any]:
    """Django's `LOGGING`: everything, ours and the libraries', passes through structlog's renderer."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.format_exc_info,
            without_people,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "house": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    renderer,
                    _without_secrets,
                ],
                "foreign_pre_chain": [
                    _without_trace_of_a_refusal,
                    *SHARED,
                    structlog.processors.format_exc_info,
                    without_people,
                ],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "house"}},
        "loggers": {
            "django": {"level": level},
            # A trace each second for as long as Redis is away; the transport says it in one line.
            "channels_redis": {"level": "CRITICAL"},
        },
        "root": {"handlers": ["console"], "level": level},
    }


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]


def _without_trace_of_a_refusal(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Django adds how it came to a 400 or 403, forty lines long; what was refused is in the line itself."""
    if getattr(event.get("_record"), "status_code", 500) < 500:
        event.pop("exc_info", None)
    return event


def _without_secrets(_logger: Any, _name: str, line: Any) -> Any:
    return discreet(line) if isinstance(line, str) else line
