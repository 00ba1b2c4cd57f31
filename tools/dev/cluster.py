"""`dev.py cluster`: the shape of production on this machine: PostgreSQL, Redis, several server processes on one port.

The processes listen on the port together and the kernel spreads connections over them, so there is no balancer that
could be in the way. One that dies is started again, as systemd would.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.dev.demo import CAST, greeting, taken
from tools.dev.environment import Environment, Failed

GRACE = 9.0  # seconds for the processes to end
START_WITHIN = 120.0
LOOK_EVERY = 0.2
PAUSE = 1.0  # before a process that died is started again
WORKER = "work"
LISTENING = "0A"  # in /proc/net/tcp


def run(environment: Environment, *, web: int, worker: int, port: int, quiet: bool) -> int:
    """Install, migrate, load the demo network, serve with `web` processes; ends like the demo; returns an exit code."""
    if taken(port):
        raise Failed(f"port {port} is in use; another one: python3 dev.py cluster --port {port + 1}")
    environment.install()
    env = _settings(environment, port) | {"EMBEDDED_WORKER": "0" if worker else "1"}
    for command in (["migrate", "--verbosity=0"], ["furnish"], ["demo", "--verbosity=0"]):
        if environment.run("manage.py", *command, env=env):
            raise Failed(f"manage.py {command[0]} failed")
    serving = [str(environment.python), "manage.py", "serve", "--shared-port", "--port", str(port)]
    fleet = Fleet(environment.root, env)
    try:
        fleet.launch(serving, web)
        fleet.launch([str(environment.python), "manage.py", WORKER], worker)
        fleet.watch(
            is_ready=lambda: listening(port) >= web,
            ready=lambda: None if quiet else print(_greeting(environment.root, port, web), flush=True),
        )
    except KeyboardInterrupt:
        pass
    finally:
        fleet.end()
    return 0


@dataclass
class Fleet:
    """Processes that belong together."""

    root: Path
    env: Mapping[str, str]
    crew: list[tuple[Sequence[str], subprocess.Popen[bytes]]] = field(default_factory=list)

    def launch(self, command: Sequence[str], number: int) -> None:
        for _ in range(number):
            self.crew.append((command, self._start(command)))

    def watch(self, *, is_ready: Callable[[], bool], ready: Callable[[], None]) -> None:
        """Say when everything is up, then start again whatever dies; returns only by an interruption.

        Raises `Failed` when it is not up in time, or when a process dies before it was.
        """
        until = time.monotonic() + START_WITHIN
        while not is_ready():
            if time.monotonic() > until or any(process.poll() is not None for _command, process in self.crew):
                raise Failed("the processes did not start")
            time.sleep(LOOK_EVERY)
        ready()
        while True:
            time.sleep(LOOK_EVERY)
            self._replace_the_dead()

    def end(self) -> None:
        """SIGTERM to all, and after the grace the end of those who are still there."""
        processes = [process for _command, process in self.crew]
        for process in processes:
            process.terminate()
        until = time.monotonic() + GRACE
        for process in processes:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _replace_the_dead(self) -> None:
        for place, (command, process) in enumerate(self.crew):
            if process.poll() is not None:
                print(f"Process {process.pid} ended with {process.returncode}; starting another.", flush=True)
                time.sleep(PAUSE)
                self.crew[place] = (command, self._start(command))

    def _start(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        # A process group of its own: Ctrl-C at the terminal reaches only us, and each hears it once.
        return subprocess.Popen(
            command, cwd=self.root, env=self.env, stdin=subprocess.DEVNULL, process_group=0
        )


def listening(port: int) -> int:
    """How many sockets listen on `port` on this machine."""
    ending = f":{port:04X}"
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    fields = (line.split() for line in lines)
    return sum(1 for line in fields if line[1].endswith(ending) and line[3] == LISTENING)


def _settings(environment: Environment, port: int) -> dict[str, str]:
    """The processes' environment, with the databases that the shell names or that this machine has."""
    command = [str(environment.python), "-m", "tools.dev.services"]
    done = subprocess.run(command, cwd=environment.root, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise Failed("a cluster needs PostgreSQL and Redis; DATABASE_URL and REDIS_URL say where they are")
    services = json.loads(done.stdout)
    return environment.settings(
        environment.root / "var" / "cluster",
        DEMO="1",
        ALLOWED_ORIGINS=f"http://127.0.0.1:{port},http://localhost:{port}",
        **services,
    )


def _greeting(root: Path, port: int, web: int) -> str:
    return f"{greeting(root / CAST, port)}\n{web} Prozesse teilen sich den Port."
