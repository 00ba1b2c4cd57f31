"""What workers do with files."""

from community import jobs
from community.uploads import actions, parts, reading


@jobs.register(hours=24)
def clear_uploads() -> None:
    actions.clear_uploads()
    parts.clear_parts()


@jobs.register(always=True, lane="reading")
def read_documents() -> int:
    return reading.read_documents()
