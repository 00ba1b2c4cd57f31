"""What comes round with the record."""

from community import jobs
from community.audit import sealing


@jobs.register(minutes=5)
def seal_events() -> None:
    while sealing.seal_events():
        pass
