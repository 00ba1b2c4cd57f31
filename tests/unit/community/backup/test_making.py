"""A backup is complete or not there, only its owner reads it, and no secret is in it that nobody asked for."""

from __future__ import annotations

import json
import os
import re
import signal
from pathlib import Path
from stat import S_IMODE
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as house
from django.core.management import CommandError, call_command

from community.backup import making, surroundings
from community.backup.making import make_backup
from community.backup.tables import LEFT_OUT, kept_models
from tests.db.community.backup.forging import contents, manifest


def test_every_table_is_in_it_or_named_as_left_out() -> None:
    everything = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    kept = {model._meta.label_lower for model in kept_models()}
    assert everything == kept | set(LEFT_OUT) and not kept & set(LEFT_OUT)
    assert all(model._meta.managed for model in kept_models())


def test_nothing_in_it_refers_to_what_is_left_out() -> None:
    fields = [field for model in kept_models() for field in model._meta.concrete_fields if field.is_relation]
    assert len(fields) > 100
    strays = [str(field) for field in fields if field.related_model._meta.label_lower in LEFT_OUT]
    assert strays == []


def test_every_setting_is_a_value_or_a_secret_or_of_this_machine() -> None:
    source = (house.BASE_DIR / "community" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    listed = [*surroundings.VALUES, *surroundings.SECRETS, *surroundings.OF_THIS_MACHINE]
    assert len(listed) == len(set(listed)) and set(listed) == names


def test_settings_name_secrets_and_do_not_tell_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in surroundings.SECRETS:
        monkeypatch.setenv(name, f"geheim-{name}")
    monkeypatch.setenv("CONTACT_EMAIL", "büro@example.org")
    said = surroundings.settings_said()
    assert "geheim" not in json.dumps(said)
    assert said["secrets_set_by_name"] == list(surroundings.SECRETS)
    assert said["values"]["CONTACT_EMAIL"] == "büro@example.org"


def test_keys_are_in_it_only_if_asked_for(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SECRET_KEY, settings.PUSH_KEY = "der-geheime-schlüssel", ""
    settings.SECRET_KEY_FALLBACKS = ["früher", "noch-früher"]
    monkeypatch.setattr(making, "_copy_rows", lambda _making: {})
    for with_keys in (False, True):
        make_backup(tmp_path / "b.zip", replace=True, with_keys=with_keys)
        keys = {name: key.decode() for name, key in contents(tmp_path / "b.zip").items() if "keys/" in name}
        expected = {
            "keys/secret_key": "der-geheime-schlüssel",
            "keys/secret_key_fallbacks": "früher\nnoch-früher",
        }
        assert keys == (expected if with_keys else {})
        assert any(b"der-geheime" in part for part in contents(tmp_path / "b.zip").values()) == with_keys


def test_a_file_that_is_there_is_replaced_only_if_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_copy_rows", lambda _making: {})
    path = tmp_path / "b.zip"
    path.write_bytes(b"alt")
    with pytest.raises(CommandError, match="--replace"):
        call_command("backup", path, verbosity=0)
    assert path.read_bytes() == b"alt"
    call_command("backup", path, replace=True, verbosity=0)
    assert manifest(path)["format"] == 1 and S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_not_written_where_it_would_read_itself(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = media = tmp_path / "media"
    monkeypatch.setattr(making, "_copy_rows", lambda _making: {})
    monkeypatch.setattr(making, "copy_files", lambda _making: 0)
    (media / "ab").mkdir(parents=True)
    with pytest.raises(CommandError, match="anderen Ordner"):
        call_command("backup", media / "ab" / "b.zip", verbosity=0)
    call_command("backup", media.parent / "b.zip", verbosity=0)
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("backup", media / "nirgends" / "b.zip", verbosity=0)


def _end(_making: object) -> dict[str, Any]:
    os.kill(os.getpid(), signal.SIGTERM)
    return {}


def _press_ctrl_c(_making: object) -> dict[str, Any]:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("interrupt", "error"), [(_end, SystemExit), (_press_ctrl_c, KeyboardInterrupt)])
def test_an_interrupted_backup_leaves_what_was_there(
    interrupt: Any, error: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_copy_rows", interrupt)
    handler = signal.getsignal(signal.SIGTERM)
    with pytest.raises(error):
        call_command("backup", tmp_path / "b.zip", verbosity=0)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "b.zip").write_bytes(b"alt")
    with pytest.raises(error):
        call_command("backup", tmp_path / "b.zip", replace=True, verbosity=0)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"alt"]
    assert signal.getsignal(signal.SIGTERM) == handler
