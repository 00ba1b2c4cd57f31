"""What comes round in rooms."""

from django.utils import timezone

from community import jobs
from realtime.rooms.retention import actions as retention_actions


@jobs.every(hours=24)
def expire_messages() -> None:
    for _room, _count in retention_actions.expire_messages(timezone.now()):
        pass  # each room is a transaction of its own
