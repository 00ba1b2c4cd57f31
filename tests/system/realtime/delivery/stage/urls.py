"""The house's addresses, and those by which tests pull the strings."""

from __future__ import annotations

import json
import resource
import time

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from prometheus_client import REGISTRY

from community import live
from community.urls import handler400, handler403, handler404, handler429, handler500
from realtime.delivery import switchboard
from realtime.delivery.daphne_wire import HANDSHAKE_REMAINS
from tests.system.realtime.delivery.stage import checks
from tests.system.realtime.delivery.stage.streams import CLOSED, HEADS

_slow = 0

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]


@csrf_exempt
def ring(request: HttpRequest) -> HttpResponse:
    """Ring `topic` `times` times with an event of about `size` bytes, numbered in `head`."""
    data = json.loads(request.body)
    topic, key = data["topic"], int(data["topic"].partition(":")[2] or 0)
    started = time.perf_counter()
    for _ in range(data.get("times", 1)):
        HEADS[key] += 1
        event = {"type": "head", "stream": data.get("name", topic), "head": HEADS[key]}
        live.publish(topic, event | data.get("more", {}) | {"padding": "x" * data.get("size", 0)})
    return JsonResponse({"seconds": time.perf_counter() - started})


@csrf_exempt
def close(request: HttpRequest) -> HttpResponse:
    """From now on nobody may hear `stage:<key>`; only the check notices."""
    CLOSED.add(json.loads(request.body)["key"])
    return HttpResponse()


@csrf_exempt
def withdraw(request: HttpRequest) -> HttpResponse:
    data = json.loads(request.body)
    live.withdraw(data["member"], stream=data["stream"], reason=data["reason"])
    return HttpResponse()


@csrf_exempt
def review(request: HttpRequest) -> HttpResponse:
    live.review(json.loads(request.body)["member"])
    return HttpResponse()


@csrf_exempt
def switch_checks(request: HttpRequest) -> HttpResponse:
    """The check that ends what nobody said, on or off."""
    checks.is_on = json.loads(request.body)["on"]
    return HttpResponse()


@csrf_exempt
def hang_up(request: HttpRequest) -> HttpResponse:
    data = json.loads(request.body)
    live.hang_up(data["member"], session_key=data.get("session"), reason="test")
    return HttpResponse()


def wait(request: HttpRequest) -> HttpResponse:
    """The head of `stage:<key>`, held until it is beyond `?head=`. With `meanwhile` it moves while we look."""
    key, seconds = int(request.GET["key"]), float(request.GET["wait"])
    head = HEADS[key]
    answer = JsonResponse({"head": head})
    if str(head) != request.GET["head"]:
        return answer
    if "meanwhile" in request.GET:
        HEADS[key] += 1
    return live.hold(request, answer, stream=f"stage:{key}", head=head, seconds=seconds)


def slow(request: HttpRequest) -> HttpResponse:
    global _slow
    _slow += 1
    time.sleep(float(request.GET["seconds"]))
    return HttpResponse("done")


def usage(request: HttpRequest) -> HttpResponse:
    """Processor seconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return JsonResponse({"cpu": used.ru_utime + used.ru_stime})


def figures(request: HttpRequest) -> HttpResponse:
    """How many browsers listen, how many requests wait, and how many slow ones there have been."""
    read = REGISTRY.get_sample_value
    counted = {"sockets": read("dialog_sockets"), "waiters": read("dialog_waiting_requests")}
    return JsonResponse(counted | {"slow": _slow})


def inside(request: HttpRequest) -> HttpResponse:
    """The wires in use, and what they take for granted about the inside of Daphne, autobahn and Twisted."""
    wires = [listener.wire for listener in open_switchboard_of_this_process().hub.listeners]
    protocol, transport = wires[0]._protocol, wires[0]._transport
    return JsonResponse(
        {
            "wires": [type(wire).__name__ for wire in wires],
            "protocol": type(protocol).__name__,
            "state is open": protocol.state == 3 == type(protocol).STATE_OPEN,
            "nothing is compressed": protocol._perMessageCompress is None,
            "nothing waits in autobahn": len(protocol.send_queue) == 0,
            "sockets close by code": protocol.failByDrop is False and protocol.closeHandshakeTimeout == 5,
            "the socket is the transport's": transport.socket.fileno() > 0,
            "it does not block": transport.socket.getblocking() is False,
            "first buffer": isinstance(transport.dataBuffer, bytes),
            "second buffer": isinstance(transport._tempDataBuffer, list),
            "their lengths": (transport.offset, transport._tempDataLen) == (0, 0),
            "not ending": not transport.disconnecting,
            "the handshake is forgotten": not any(name in protocol.__dict__ for name in HANDSHAKE_REMAINS),
        }
    )


def open_switchboard_of_this_process() -> switchboard.Switchboard:
    board = switchboard._board
    assert board is not None
    return board


urlpatterns = [
    path("stage/inside/", inside),
    path("stage/figures/", figures),
    path("stage/ring/", ring),
    path("stage/close/", close),
    path("stage/withdraw/", withdraw),
    path("stage/review/", review),
    path("stage/checks/", switch_checks),
    path("stage/hang-up/", hang_up),
    path("stage/wait/", wait),
    path("stage/slow/", slow),
    path("stage/usage/", usage),
    path("", include("community.urls")),
]
