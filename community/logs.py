"""Logs: one line an event, readable at a desk, JSON where a collector reads them. No people."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

_ADDRESS = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
# PostgreSQL shows the row that broke a constraint, and with it who asked what.
_ROW = re.compile(r"^(\s*(?:DETAIL|CONTEXT):).*$", re.MULTILINE)
# Who asks in confidence is there at certain times, with a certain browser.
_CONFIDENTIAL = re.compile(r"(/vertrauliche-fragen/)[^\s\"'?]+")


def without_people(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Cut mail addresses, rows of the database, browsers and which confidential question it was out of what is logged,
    tracebacks as well.
    """
    event.pop("user_agent", None)
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _CONFIDENTIAL.sub(r"\1…", _ADDRESS.sub("…@…", _ROW.sub(r"\1 …", value)))
    return event


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]


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
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                "foreign_pre_chain": [*SHARED, structlog.processors.format_exc_info, without_people],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "house"}},
        # A trace each second for as long as Redis is away; the transport says it in one line.
        "loggers": {"channels_redis": {"level": "CRITICAL"}},
        "root": {"handlers": ["console"], "level": level},
    }
