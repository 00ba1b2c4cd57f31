"""What comes round in rooms."""

from django.utils import timezone

from community import jobs
from realtime.rooms import expiring


@jobs.register(hours=24)
def expire_messages() -> None:
    for _room, _count in expiring.expire_messages(timezone.now()):
        pass  # each room is a transaction of its own
