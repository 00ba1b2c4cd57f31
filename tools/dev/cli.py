"""The commands of `dev.py` and their options."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from tools.dev import bench, checks, cluster, demo, lock, suite
from tools.dev.environment import Environment, Failed

ROOT = Path(__file__).resolve().parents[2]


def main(argv: list[str]) -> int:
    """Run one command; the result is the exit code. SIGTERM ends it as Ctrl-C does."""
    signal.signal(signal.SIGTERM, _interrupt)
    options, rest = _parse(argv)
    environment = Environment(ROOT)
    try:
        return _run(options, rest, environment)
    except Failed as failure:
        print(f"dev.py: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _run(options: argparse.Namespace, rest: list[str], environment: Environment) -> int:
    strict = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
    match options.command:
        case "demo":
            return demo.run(environment, port=options.port, reset=options.reset, quiet=options.quiet)
        case "cluster":
            return cluster.run(
                environment, web=options.web, worker=options.worker, port=options.port, quiet=options.quiet
            )
        case "test":
            return suite.run(environment, rest, databases=options.db, strict=strict)
        case "check":
            return checks.run(environment, only=options.step, fix=options.fix, strict=strict)
        case "bench":
            return bench.run(environment, options.name, rest)
        case "messages":
            environment.install(tests=True)
            return environment.run("-m", "tools.dev.catalogue", "update")
        case "lock":
            return lock.run(environment, upgrade=options.upgrade)
        case _:
            environment.install(tests=options.tests)
            return 0


def _parse(argv: list[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(prog="dev.py", description="Demografiedialog: run, test, check.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    command = commands.add_parser("demo", help="run everything with demo data")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--reset", action="store_true", help="begin with fresh demo data")
    command.add_argument("--quiet", action="store_true", help="do not print the logins")

    command = commands.add_parser(
        "cluster", help="run as in production: PostgreSQL, Redis, several processes"
    )
    command.add_argument("--web", type=int, default=2, help="server processes on the port")
    command.add_argument("--worker", type=int, default=0, help="workers, as soon as there are tasks for them")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--quiet", action="store_true", help="do not print the logins")

    command = commands.add_parser("test", help="run the tests; further arguments go to pytest")
    command.add_argument("--db", action="append", choices=suite.DATABASES, help="only on this database")

    command = commands.add_parser("check", help="run the checks")
    command.add_argument("step", nargs="*", help="only these, by name")
    command.add_argument("--fix", action="store_true", help="format and mend what can be mended, then check")

    command = commands.add_parser("bench", help="run benchmarks; without a name: list them")
    command.add_argument("name", nargs="?")

    commands.add_parser("messages", help="update and compile the catalogues")
    command = commands.add_parser("install", help="install what running needs")
    command.add_argument("--tests", action="store_true", help="also what tests and checks need")
    command = commands.add_parser("lock", help="lock the requirements")
    command.add_argument("--upgrade", action="store_true", help="take later versions where there are any")

    options, rest = parser.parse_known_args(argv)
    if rest and options.command not in {"test", "bench"}:
        parser.error(f"unknown arguments: {' '.join(rest)}")
    return options, rest


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
