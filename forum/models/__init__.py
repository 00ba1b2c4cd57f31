"""Fields, threads, posts, polls; what each member has read; and what they are still writing."""

from forum.models.asking import AnswerRequest
from forum.models.asks import Ask
from forum.models.attachments import PostAttachment
from forum.models.bookmarks import Bookmark
from forum.models.care import Continuation, Erasure, PostLock, StaffNote, ThreadEvent, Trace
from forum.models.crosspostings import CrossPosting
from forum.models.dates import FixedDate
from forum.models.drafts import Draft
from forum.models.feeds import FeedKey
from forum.models.fields import ActionField
from forum.models.holding import FirstPosts, HeldFile, Hold, WatchedWord
from forum.models.outlines import Outline
from forum.models.polls import Ballot, Poll, PollClosure, PollOption, PollOutcome, Vote
from forum.models.posts import Mention, Post, PostQuote, PostRevision, Removal
from forum.models.reactions import Reaction
from forum.models.reading import FieldReading, ReadMark, first_unread
from forum.models.scheduled import ScheduledPost
from forum.models.summaries import AnswerReminder, Summary, SummaryVersion
from forum.models.tags import Tag, ThreadTag
from forum.models.threads import Acceptance, Closure, Thread

__all__ = [
    "Acceptance",
    "ActionField",
    "AnswerReminder",
    "AnswerRequest",
    "Ask",
    "Ballot",
    "Bookmark",
    "Closure",
    "Continuation",
    "CrossPosting",
    "Draft",
    "Erasure",
    "FeedKey",
    "FieldReading",
    "FirstPosts",
    "FixedDate",
    "HeldFile",
    "Hold",
    "Mention",
    "Outline",
    "Poll",
    "PollClosure",
    "PollOption",
    "PollOutcome",
    "Post",
    "PostAttachment",
    "PostLock",
    "PostQuote",
    "PostRevision",
    "Reaction",
    "ReadMark",
    "Removal",
    "ScheduledPost",
    "StaffNote",
    "Summary",
    "SummaryVersion",
    "Tag",
    "Thread",
    "ThreadEvent",
    "ThreadTag",
    "Trace",
    "Vote",
    "WatchedWord",
    "first_unread",
]
