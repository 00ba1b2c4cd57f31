"""What of the settings goes along: values that a second machine needs, names of secrets, and keys if they are wanted.

Every setting of `community/settings.py` stands in exactly one of the three lists.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings

from community.backup.archive import kept_when_complete

VALUES = (
    "ALLOWED_ORIGINS",
    "CONTACT_EMAIL",
    "DATABASE_POOL",
    "DEFAULT_FROM_EMAIL",
    "EMBEDDED_WORKER",
    "FORUM_RATE",
    "LOG_JSON",
    "LOG_LEVEL",
    "MAIL_LEASE",
    "PUSH_LEASE",
    "PUSH_SERVICES",
    "REPLY_ADDRESS",
    "REQUEST_LIMIT",
    "ROOM_RATE",
    "SECURITY_CONTACT",
    "SOCKETS_OF_ONE_MEMBER",
    "TRUSTED_PROXIES",
    "UPLOAD_RATE",
    "VISITOR_RATE",
    "WEB_THREADS",
)
# Also addresses in which a password may stand.
SECRETS = (
    "CLAMD_URL",
    "DATABASE_URL",
    "EMAIL_URL",
    "PUSH_KEY",
    "REDIS_URL",
    "REPLY_MAILBOX",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
)
# Folders of this machine, and what is never set in earnest.
OF_THIS_MACHINE = (
    "DEBUG",
    "DEMO",
    "MEDIA_ROOT",
    "MEMORY_LIMIT_ELSEWHERE",
    "NODE_MODULES",
    "PUSH_ALLOW_LOCAL",
    "STATIC_ROOT",
    "VAR_DIR",
)

SECRET_KEY, FALLBACKS, PUSH_KEY = "keys/secret_key", "keys/secret_key_fallbacks", "keys/push_key"
KEYS = (SECRET_KEY, FALLBACKS, PUSH_KEY)


def settings_said() -> dict[str, Any]:
    """What is set in the environment; of secrets only the names."""
    return {
        "values": {name: os.environ[name] for name in VALUES if os.environ.get(name)},
        "secrets_set_by_name": [name for name in SECRETS if os.environ.get(name)],
    }


def keys_in_use() -> dict[str, str]:
    """By name of the entry, wherever they come from; what there is none of is missing."""
    keys = {
        SECRET_KEY: settings.SECRET_KEY,
        FALLBACKS: "\n".join(settings.SECRET_KEY_FALLBACKS),
        PUSH_KEY: settings.PUSH_KEY,
    }
    return {name: key for name, key in keys.items() if key}


def put_keys(keys: dict[str, str], undo: ExitStack) -> list[str]:
    """Keep the keys where the settings look for them; returns what is left for the operator to do.

    A key that the environment names goes before a file and is not touched.
    """
    left = []
    for name, path in ((SECRET_KEY, settings.VAR_DIR / "secret_key"), (PUSH_KEY, settings.PUSH_KEY_FILE)):
        key, setting = keys.get(name), Path(name).name.upper()
        if key and os.environ.get(setting):
            if os.environ[setting] != key:
                left.append(
                    f"{setting} ist hier anders gesetzt als in der Sicherung ({name}): bitte übernehmen."
                )
        elif key:
            _put(path, key, undo)
    if keys.get(FALLBACKS):
        left.append(
            f"SECRET_KEY_FALLBACKS tragen Sie bitte selbst ein; sie stehen in der Sicherung unter {FALLBACKS}."
        )
    return left


def without_keys() -> list[str]:
    """What is different on a machine with another `SECRET_KEY` and another `PUSH_KEY`."""
    return [
        "Mit einem anderen SECRET_KEY öffnen Codes aus der App und Ersatzcodes (zweite Stufe) kein Konto mehr. Links "
        "in schon verschickten Mails (Einladung, Abbestellen, Rückfrage, Widerspruch, neues Passwort) und Antworten "
        "per Mail auf frühere Hinweise gelten nicht mehr. Passwörter und Sicherheitsschlüssel gelten weiter.",
        "Mit einem anderen PUSH_KEY müssen alle ihr Gerät für Benachrichtigungen neu einschalten.",
    ]


def _put(path: Path, key: str, undo: ExitStack) -> None:
    former = path.read_bytes() if path.exists() else None
    undo.callback(_put_back, path, former)
    _write(path, key.encode("ascii"))


def _put_back(path: Path, former: bytes | None) -> None:
    if former is None:
        path.unlink(missing_ok=True)
    else:
        _write(path, former)


def _write(path: Path, content: bytes) -> None:
    """In one step, so that no other process ever reads half a key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with kept_when_complete(path) as out:
        out.write(content)
