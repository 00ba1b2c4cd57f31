"""What workers do with files."""

from community import jobs
from community.uploads import actions, parts, reading


@jobs.every(hours=24)
def clear_uploads() -> None:
    actions.clear_uploads()
    parts.clear_parts()


@jobs.always
def read_documents() -> int:
    return reading.read_documents()
