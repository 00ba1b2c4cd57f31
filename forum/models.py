"""Fields, threads, posts, polls; what each member has read; and what they are still writing."""

from forum.answers.models import AnswerReminder, AnswerRequest
from forum.approval.models import PendingFile, PendingPost
from forum.attachments.models import PostAttachment
from forum.bookmarks.models import Bookmark
from forum.confidential.models import ConfidentialQuestion
from forum.crossposting.models import CrossPosting
from forum.dates.models import FixedDate
from forum.drafts.models import Draft
from forum.erasure.models import Erasure
from forum.feeds.models import FeedKey
from forum.fields.models import ActionField
from forum.moving.models import Continuation, MovedPost
from forum.outlines.models import Outline
from forum.polls.models import Ballot, Poll, PollClosure, PollOption, PollOutcome, ReplacedBallot, Vote
from forum.posts.models import Mention, Post, PostQuote, PostRevision, Removal
from forum.reactions.models import Reaction
from forum.reading.models import FieldReading, ReadMark, first_unread
from forum.scheduling.models import ScheduledPost
from forum.screening.models import FirstPosts, WatchedWord
from forum.summaries.models import Summary, SummaryVersion
from forum.tags.models import Tag, ThreadTag
from forum.thread_tools.models import PostLock, StaffNote, ThreadEvent
from forum.threads.models import Acceptance, Closure, Thread

__all__ = [
    "Acceptance",
    "ActionField",
    "AnswerReminder",
    "AnswerRequest",
    "Ballot",
    "Bookmark",
    "Closure",
    "ConfidentialQuestion",
    "Continuation",
    "CrossPosting",
    "Draft",
    "Erasure",
    "FeedKey",
    "FieldReading",
    "FirstPosts",
    "FixedDate",
    "Mention",
    "MovedPost",
    "Outline",
    "PendingFile",
    "PendingPost",
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
    "ReplacedBallot",
    "ScheduledPost",
    "StaffNote",
    "Summary",
    "SummaryVersion",
    "Tag",
    "Thread",
    "ThreadEvent",
    "ThreadTag",
    "Vote",
    "WatchedWord",
    "first_unread",
]
