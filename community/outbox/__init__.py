"""What goes out of the house exactly once, however many workers there are and whenever one of them dies.

Mails and pushes are rows (`Outgoing`) and are brought by an `Outbox`: claimed for a time, handed over through a gate
that opens once, and closed with what the other side said. See docs/decisions/0065-mail-as-rows.md.
"""

from community.outbox.outbox import NotOurs, Outbox, worker_name

__all__ = ["NotOurs", "Outbox", "worker_name"]
