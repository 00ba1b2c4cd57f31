"""A server as a child: say when it answers, pass on the wish to stop, make sure that it ends."""

from __future__ import annotations

import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

GRACE = 9.0
PAUSE = 0.1


def serve(
    command: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    url: str,
    ready: Callable[[], None],
    grace: float = GRACE,
) -> int:
    """Run `command` until it ends or we are told to; `ready` is called once `url` answers.

    On SIGINT or SIGTERM the child gets SIGTERM and `grace` seconds, then it is killed. The result is 0 after
    such an end, otherwise the child's exit code.
    """
    # A process group of its own: Ctrl-C at the terminal reaches only us, and the child hears it once.
    process = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, process_group=0)
    # SIGINT too: whoever starts us in the background of a script would have us ignore it.
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, _interrupt)
    try:
        if _answers(process, url):
            ready()
        return process.wait()
    except KeyboardInterrupt:
        _end(process, grace)
        return 0
    finally:
        if process.poll() is None:
            process.kill()


def _answers(process: subprocess.Popen[bytes], url: str) -> bool:
    while process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except urllib.error.HTTPError as answer:
            answer.close()
        except OSError:
            time.sleep(PAUSE)
            continue
        return True
    return False


def _end(process: subprocess.Popen[bytes], grace: float) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    process.terminate()
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
