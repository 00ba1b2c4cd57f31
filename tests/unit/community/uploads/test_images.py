"""Pictures are decoded one at a time, elsewhere; what that process suffers costs one picture."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from community.programs import run_program, running
from community.uploads import images
from community.uploads.gate import inspect
from community.uploads.images import shrink
from community.web.refusals import Busy
from tests.factories.uploads import picture
from tests.unit.community.uploads.test_gate import header_only

BOUNDED = """
from community.programs.bounds import bound
import resource
bound(memory=200 * 2**20, seconds=9)
print(*(resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)))
bytearray(300 * 2**20)
"""


def dying(monkeypatch: Any, folder: Path, how: str) -> None:
    """The program that opens pictures ends like this."""
    script = folder / "python"
    script.write_text(f"#!/bin/sh\n{how}\n")
    script.chmod(0o700)
    monkeypatch.setattr(running, "sys", SimpleNamespace(executable=str(script)))


def test_a_picture_is_never_decoded_in_the_process_that_serves(monkeypatch: Any) -> None:
    content = picture("JPEG", (300, 200))

    def unfold(*_args: Any, **_how: Any) -> Any:
        raise AssertionError("decoded here")

    monkeypatch.setattr(Image, "open", unfold)
    assert shrink(content, "image/jpeg")[1:] == (300, 200)


def test_of_many_at_once_one_is_decoded(monkeypatch: Any) -> None:
    lock, now, most = threading.Lock(), 0, 0

    def counted(*args: Any, **how: Any) -> bytes:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        try:
            return run_program(*args, **how)
        finally:
            with lock:
                now -= 1

    monkeypatch.setattr(images, "run_program", counted)
    content = picture("PNG", (300, 200))
    with ThreadPoolExecutor(3) as crowd:
        made = list(crowd.map(shrink, [content] * 3, ["image/png"] * 3))
    assert {picture[1:] for picture in made} == {(300, 200)}
    assert most == 1


@pytest.mark.parametrize("how", ["kill -9 $$", "exit 5", "exit 1"])
def test_a_program_that_dies_refuses_one_picture_and_the_next_one_works(
    monkeypatch: Any, tmp_path: Path, how: str
) -> None:
    with monkeypatch.context() as dies:
        dying(dies, tmp_path, how)
        with pytest.raises(ValidationError) as refused:
            inspect(picture(), "foto.png")
    assert (refused.value.code, refused.value.messages[0][:10]) == ("heavy", "„foto.png“")
    assert inspect(picture(), "foto.png").width == 40


def test_a_program_that_takes_too_long_is_killed(monkeypatch: Any, tmp_path: Path) -> None:
    with monkeypatch.context() as hangs:
        dying(hangs, tmp_path, f"echo $$ > {tmp_path}/pid; exec sleep 600")
        hangs.setattr(images, "TIMEOUT", 0.5)
        with pytest.raises(ValidationError) as refused:
            shrink(picture(), "image/png")
    assert refused.value.code == "heavy"
    assert not Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}").exists()
    assert shrink(picture(), "image/png").width == 40


def test_whoever_waits_too_long_hears_it(monkeypatch: Any) -> None:
    monkeypatch.setattr(images.ONE_AT_A_TIME, "within", 0)
    with images.ONE_AT_A_TIME.take("no"), pytest.raises(Busy, match="sehr viele Bilder"):
        shrink(picture(), "image/png")


def test_what_opens_files_has_bounds_it_cannot_pass() -> None:
    done = subprocess.run([sys.executable, "-c", BOUNDED], capture_output=True, text=True, cwd=running.ROOT)
    assert done.stdout.split() == [str(200 * 2**20), "9", "0"]
    assert "MemoryError" in done.stderr


def test_webp_has_a_lower_limit_because_its_decoder_takes_four_times_as_much() -> None:
    with pytest.raises(ValidationError) as refused:
        inspect(picture("WEBP", (6000, 3400), quality=1, method=0), "gross.webp")
    assert refused.value.code == "pixels"
    with pytest.raises(ValidationError):
        inspect(header_only(8000, 5001), "gross.png")
