"""`dev.py demo`: the whole application in one process, with demo data of its own below `var/demo`."""

from __future__ import annotations

import shutil
import socket
import tomllib
from pathlib import Path

from tools.dev.environment import Environment, Failed
from tools.dev.serving import serve

PASSWORD = "werkstatt-demo-2024"
CAST = Path("community", "demo", "content", "cast.toml")
# The cast file begins with those who stand for a role each; the rest are their colleagues.
LEADS = 8
ROLES = {"moderator": "moderiert", "head": "administriert", "waiting": "wartet auf Freigabe"}


def run(environment: Environment, *, port: int, reset: bool, quiet: bool) -> int:
    """Install, migrate, fill, serve; ends on Ctrl-C or SIGTERM within ten seconds; returns an exit code."""
    if taken(port):
        raise Failed(f"port {port} is in use; another one: python3 dev.py demo --port {port + 1}")
    environment.install()
    data = environment.root / "var" / "demo"
    if reset:
        shutil.rmtree(data, ignore_errors=True)
    names = {
        "DEMO": "1",
        "ALLOWED_ORIGINS": f"http://127.0.0.1:{port},http://localhost:{port}",
    }
    return serve(
        [str(environment.python), "manage.py", "serve", "--migrate", "--demo", "--port", str(port)],
        cwd=environment.root,
        env=environment.settings(data, **names),
        url=f"http://127.0.0.1:{port}/healthz",
        ready=lambda: None if quiet else print(greeting(environment.root / CAST, port), flush=True),
    )


def taken(port: int) -> bool:
    """Whether something on this machine listens on `port` already."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def greeting(cast: Path, port: int) -> str:
    """What a person needs to look around: the address, the logins, their password, how to stop."""
    members = tomllib.loads(cast.read_text(encoding="utf-8"))["member"][:LEADS]
    wide = max(len(member["login"]) for member in members)
    lines = [
        f"\nDemografiedialog läuft: http://127.0.0.1:{port}/",
        f"Anmelden mit dem Passwort {PASSWORD} als",
        *(f"  {member['login']:<{wide}}  {member['name']}, {_role(member)}" for member in members),
        "Beenden mit Strg+C.",
    ]
    return "\n".join(lines)


def _role(member: dict[str, str]) -> str:
    """What the person does, and what the login may do where that is more or less than others."""
    return ", ".join(filter(None, [member.get("function"), ROLES.get(member.get("role", ""))]))
