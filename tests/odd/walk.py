"""Every address of the house with odd values in every parameter: what a view, a form or a path reads is odd once.

Nobody lists the parameters. A line of the access table is visited as usual, by the role that gets furthest, and what
is read of the address, the form and the files on the way is noted; so are the arguments of the path.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock
from urllib.parse import quote, unquote, unquote_to_bytes, urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import got_request_exception
from django.db import transaction
from django.http import QueryDict
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import resolve
from django.utils.datastructures import MultiValueDict

from tests.contracts.cast import Cast
from tests.contracts.things import Row
from tests.odd.values import NAME

LEFT_AS_THEY_ARE = "/~:@!$&'()*+,;="  # by `reverse`
FILES = "files"  # what forms of ours call what comes along
FORM = "application/x-www-form-urlencoded"
# What lets in furthest stands first; with a 405 nothing is read at all.
OUTCOMES = ("ok", "made", "taken", "redirect", "invalid", "forbidden", "hidden", "login")
ROLES = ("head", "author", "member", "lead", "expert", "waiting", "visitor")
PLACES = ("query", "form", "files", "path")


@dataclass(frozen=True, order=True)
class Parameter:
    """`place` is one of PLACES."""

    place: str
    name: str


@dataclass(frozen=True)
class Visit:
    """One line of the table as one role asks for it."""

    row: Row
    role: str

    def __str__(self) -> str:
        return f"{self.role}: {self.row}"


@dataclass
class Notes:
    """What was read, and what broke."""

    read: set[Parameter] = field(default_factory=set)
    broken: list[BaseException] = field(default_factory=list)
    counts_files: bool = False


def visits(rows: list[Row]) -> list[Visit]:
    """Each line by the role that gets furthest; those of one address and method that get furthest stand first."""
    found = []
    for row in rows:
        known = [role for role in ROLES if row.expected[role] in OUTCOMES]
        if known:
            found.append(Visit(row, min(known, key=lambda role: _rank(row, role))))
    return sorted(found, key=lambda visit: (visit.row.name, visit.row.method, _rank(visit.row, visit.role)))


def _rank(row: Row, role: str) -> int:
    return OUTCOMES.index(row.expected[role])


def everything_read(cast: Cast, rows: list[Row], *, most: int) -> Iterator[tuple[Visit, Parameter]]:
    """Each parameter of each address and method once, where it is read by those who get furthest.

    `most`: how many lines about the same address and method are looked at.
    """
    seen: dict[tuple[str, str], set[Parameter]] = {}
    looked: Counter[tuple[str, str]] = Counter()
    for visit in visits(rows):
        place = (visit.row.name, visit.row.method)
        looked[place] += 1
        if looked[place] > most:
            continue
        known = seen.setdefault(place, set())
        new = [one for one in parameters(cast, visit) if one not in known]
        known.update(new)
        yield from ((visit, parameter) for parameter in new)


def parameters(cast: Cast, visit: Visit) -> list[Parameter]:
    """What is read on a visit with nothing, and on one with everything that was read then."""
    sent = visit.row.find(cast).sent
    address = visit.row.address(cast)
    found = {Parameter("form", name) for name in sent if not isinstance(sent[name], SimpleUploadedFile)}
    for _again in range(2):
        names = sorted(one.name for one in found if one.place == "query")
        query = "&".join(f"{quote(name)}=1" for name in names)
        with noting() as notes:
            _ask(cast, visit, f"{address}?{query}", _plain(sent))
            if notes.counts_files:
                _ask(cast, visit, address, _with_file(sent, FILES, "a.txt"))
        found |= notes.read
    found |= {Parameter("path", name) for name in resolve(unquote(address)).kwargs}
    return sorted(one for one in found if one.name and (visit.row.method == "POST" or one.place != "form"))


def ask_oddly(cast: Cast, visit: Visit, parameter: Parameter, pattern: str) -> tuple[int, str]:
    """The status of the answer; where something broke, what it was."""
    address, sent = visit.row.address(cast), visit.row.find(cast).sent
    body = _plain(sent)
    written = pattern.replace(NAME, quote(parameter.name))
    match parameter.place:
        case "query":
            address = f"{address}?{written}"
        case "form":
            body = _plain({name: value for name, value in sent.items() if name != parameter.name}, written)
        case "files":
            body = _with_file(sent, parameter.name, written.partition("=")[2])
        case "path":
            address = _odd_path(address, parameter.name, written.partition("=")[2])
    with noting() as notes:
        status = _ask(cast, visit, address, body)
    return status, " / ".join(f"{type(error).__name__}: {error}"[:300] for error in notes.broken)


@contextmanager
def noting() -> Iterator[Notes]:
    """Notes what requests inside read of what came with them."""
    notes = Notes()
    load, query = WSGIRequest._load_post_and_files, WSGIRequest.GET.func
    kinds = {place: _noted(place, notes) for place in ("query", "form")} | {
        "files": _noted("files", notes, MultiValueDict)
    }

    def load_noted(request: Any) -> None:
        load(request)
        request._post.__class__, request._files.__class__ = kinds["form"], kinds["files"]

    def query_noted(request: Any) -> Any:
        found = query(request)
        found.__class__ = kinds["query"]
        return request.__dict__.setdefault("GET", found)

    def note(sender: Any, **_more: Any) -> None:
        notes.broken.append(sys.exc_info()[1] or RuntimeError("unknown"))

    got_request_exception.connect(note)
    with (
        mock.patch.object(WSGIRequest, "_load_post_and_files", load_noted),
        mock.patch.object(WSGIRequest, "GET", _Cached(query_noted)),
    ):
        yield notes
    got_request_exception.disconnect(note)


class _Cached:
    """A property of requests that, as Django's own, gives way to what stands in the instance."""

    def __init__(self, func: Callable[[Any], Any]) -> None:
        self.func = func

    def __get__(self, request: Any, owner: type | None = None) -> Any:
        return self if request is None else self.func(request)


def _noted(place: str, notes: Notes, kind: type = QueryDict) -> type:
    """A kind of dictionary that notes which of its keys are asked for."""

    def noting(name: str) -> Callable[..., Any]:
        ask = getattr(kind, name)

        def noted(self: Any, key: Any, *args: Any, **more: Any) -> Any:
            notes.read.add(Parameter(place, str(key)))
            return ask(self, key, *args, **more)

        return noted

    def count(self: Any) -> int:
        notes.counts_files = notes.counts_files or place == "files"
        return int(kind.__len__(self))

    asking = {name: noting(name) for name in ("__getitem__", "__contains__", "get", "getlist")}
    return type("Noted", (kind,), {**asking, "__len__": count})


def _ask(cast: Cast, visit: Visit, address: str, body: tuple[str, bytes]) -> int:
    """The status; what was changed is undone."""
    client: Any = cast.client(visit.role)
    client.raise_request_exception = False
    with transaction.atomic():
        if visit.row.method == "POST":
            answer = client.generic("POST", address, body[1], content_type=body[0])
        else:
            answer = client.get(address)
        answer.getvalue()
        transaction.set_rollback(True)
    return int(answer.status_code)


def _plain(sent: dict[str, Any], written: str = "") -> tuple[str, bytes]:
    """The form with `written` behind it; in parts where a file goes along."""
    if not any(hasattr(value, "read") for value in sent.values()):
        return FORM, f"{urlencode(sent, doseq=True)}&{written}".strip("&").encode()
    for value in sent.values():
        if hasattr(value, "seek"):
            value.seek(0)
    whole = encode_multipart(BOUNDARY, sent)
    odd = b"".join(
        _part(f'name="{name}"', unquote_to_bytes(value))
        for name, _is, value in (pair.partition("=") for pair in written.split("&") if pair)
    )
    return MULTIPART_CONTENT, odd + whole


def _with_file(sent: dict[str, Any], name: str, value: str) -> tuple[str, bytes]:
    """The form with a small file that is called like the odd value."""
    called = unquote_to_bytes(value).replace(b'"', b"%22").replace(b"\r", b"").replace(b"\n", b"")[:2_000]
    rest = {key: kept for key, kept in sent.items() if key != name}
    part = _part(f'name="{name}"; filename="'.encode() + called + b'"', b"Anfang")
    return MULTIPART_CONTENT, part + encode_multipart(BOUNDARY, rest)


def _part(about: str | bytes, content: bytes) -> bytes:
    about = about.encode() if isinstance(about, str) else about
    return b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (BOUNDARY.encode(), about, content)


def _odd_path(address: str, name: str, value: str) -> str:
    """The address with this argument odd; behind all arguments before it, should they look the same."""
    match, at = resolve(unquote(address)), 0
    for argument, old in match.kwargs.items():
        written = quote(str(old), safe=LEFT_AS_THEY_ARE)
        at = address.index(written, at)
        if argument == name:
            return address[:at] + value + address[at + len(written) :]
        at += len(written)
    raise LookupError(name)
