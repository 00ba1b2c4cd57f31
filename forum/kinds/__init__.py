"""What there is in the forum: one class for each kind of thing, told in one file."""

from forum.kinds.field import FieldKind
from forum.kinds.file import FileKind
from forum.kinds.pending_post import PendingPostKind
from forum.kinds.poll import PollKind
from forum.kinds.post import PostKind
from forum.kinds.scheduled_post import ScheduledPostKind
from forum.kinds.summary import SummaryKind
from forum.kinds.thread import ThreadKind

__all__ = [
    "FieldKind",
    "FileKind",
    "PendingPostKind",
    "PollKind",
    "PostKind",
    "ScheduledPostKind",
    "SummaryKind",
    "ThreadKind",
]
