"""What the transport counts, for `/metrics`."""

from __future__ import annotations

from prometheus_client import Counter, Gauge

SOCKETS = Gauge("dialog_sockets", "Browsers connected to this process")


WAITERS = Gauge("dialog_waiting_requests", "Requests held back until something happens")


RUNG = Counter("dialog_rings", "Events given to the transport in this process")


DELIVERED = Counter("dialog_deliveries", "Events written to a browser")


CUT = Counter("dialog_sockets_cut", "Connections closed because the browser did not keep up")


REFUSED = Counter("dialog_sockets_refused", "Handshakes refused", ["reason"])


BAD = Counter("dialog_frames_bad", "Frames from browsers that made no sense or came too fast")


UNKNOWN = Counter("dialog_frames_unknown", "Messages of a type this version does not know", ["source"])


REVOKED = Counter("dialog_subscriptions_revoked", "Subscriptions ended because a right did")


LAYER_DROPPED = Counter("dialog_layer_dropped", "Messages between processes that were not sent")


LAYER_MISSED = Counter("dialog_layer_missed", "Times this process noticed that it missed messages of others")
