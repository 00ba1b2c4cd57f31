"""Posts as one viewer sees them: the post and what this person may do with it, without a query per post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F

from community.people.viewer import Viewer
from forum.answers import policy as answer_policy
from forum.attachments import policy as attachment_policy
from forum.bookmarks import policy as bookmark_policy
from forum.erasure import policy as erasure_policy
from forum.models import Post, PostAttachment, PostQuote, Summary, Thread
from forum.moving import policy as moving_policy
from forum.polls import policy as poll_policy
from forum.polls.cards import PollCard, poll_card
from forum.posts import policy
from forum.reactions import policy as reaction_policy
from forum.reactions.views import ReactionCount, count_reactions
from forum.summaries import policy as summary_policy
from forum.thread_tools import policy as thread_tool_policy
from forum.threads import policy as thread_policy
from forum.threads.addresses import page_of


@dataclass
class PostCard:
    """Everything `forum/posts/_post.html` shows about one post."""

    post: Post
    thread: Thread
    is_own: bool = False
    is_answer: bool = False
    is_new: bool = False
    nested: bool = False
    sees_removed: bool = False
    can_reply: bool = False
    can_edit: bool = False
    can_remove: bool = False
    can_restore: bool = False
    can_accept: bool = False
    can_withdraw: bool = False
    can_ask: bool = False
    can_continue: bool = False
    can_lock: bool = False
    can_unlock: bool = False
    can_erase: bool = False
    can_keep: bool = False
    can_react: bool = False
    can_unreact: bool = False
    sees_who: bool = False
    reactions: list[ReactionCount] = field(default_factory=list)
    can_summarise: bool = False
    summary: Summary | None = None
    poll: PollCard | None = None
    changed_quotes: list[Post] = field(default_factory=list)
    files: list[PostAttachment] = field(default_factory=list)
    hidden_below: int = 0

    @property
    def depth(self) -> int:
        """Indentation in the nested view: four levels, deeper ones stand beside each other."""
        return min(max(self.post.depth - 1, 0), 4)

    @property
    def has_more(self) -> bool:
        """What is rarely done stands folded behind the usual."""
        return self.can_keep or self.can_continue or self.can_lock or self.can_unlock or self.can_erase

    @property
    def reacted(self) -> bool:
        """Whether anybody reacted; to what was removed nobody did, until it is back."""
        return not self.post.removed and any(reaction.count for reaction in self.reactions)

    @property
    def has_withheld(self) -> bool:
        """Whether what this person sees of the files is kept from others."""
        return any(file.withheld_by_id for file in self.files)

    @property
    def parent(self) -> Post | None:
        return self.post.reply_to

    @property
    def parent_on_page(self) -> bool:
        """Whether the answered post stands on the same numbered page (then a plain anchor leads there)."""
        return self.parent is not None and page_of(self.parent.number) == page_of(self.post.number)


def cards(
    viewer: Viewer,
    thread: Thread,
    posts: Iterable[Post],
    *,
    first_new: int | None = None,
    nested: bool = False,
) -> list[PostCard]:
    """One card a post; one query for quotes whose source has changed since, one for reactions, one for a poll."""
    posts = list(posts)
    for post in posts:
        post.thread = thread
    changed = _changed_quotes(viewer, posts)
    accepted = thread.acceptance.post_id if thread.is_answered else None
    reactions = count_reactions(viewer, posts)
    writes = bool(thread_policy.can_reply(viewer, thread))
    return [
        PostCard(
            post=post,
            thread=thread,
            nested=nested,
            is_own=post.author_id == viewer.pk,
            is_answer=post.pk == accepted,
            is_new=first_new is not None and post.number >= first_new,
            sees_removed=bool(post.removed and policy.can_see_removed(viewer, post)),
            can_reply=writes and not post.removed and not post.locked,
            can_edit=bool(policy.can_edit_post(viewer, post)),
            can_remove=bool(policy.can_remove_post(viewer, post)),
            can_restore=bool(policy.can_restore_post(viewer, post)),
            can_accept=post.pk != accepted and bool(answer_policy.can_accept_answer(viewer, post)),
            can_withdraw=post.pk == accepted and bool(answer_policy.can_withdraw_answer(viewer, thread)),
            can_ask=post.is_opening and bool(poll_policy.can_add_poll(viewer, post)),
            can_continue=bool(moving_policy.can_continue_thread(viewer, post)),
            can_lock=bool(thread_tool_policy.can_lock_post(viewer, post)),
            can_keep=bool(bookmark_policy.can_bookmark_post(viewer, post)),
            can_react=bool(reaction_policy.can_react_to_post(viewer, post)),
            can_unreact=bool(reaction_policy.can_withdraw_reaction(viewer, post)),
            sees_who=bool(reaction_policy.can_see_reactions(viewer, post)),
            reactions=reactions[post.pk],
            can_summarise=post.is_opening and bool(summary_policy.can_write_summary(viewer, thread)),
            summary=thread.summary if post.is_opening and thread.is_summarised else None,
            can_erase=bool(
                erasure_policy.can_propose_erasure(viewer, post)
                or erasure_policy.can_withdraw_erasure(viewer, post)
            ),
            can_unlock=bool(thread_tool_policy.can_unlock_post(viewer, post)),
            poll=poll_card(viewer, post.asked) if post.asked and not post.removed else None,
            changed_quotes=changed.get(post.pk, []),
            files=[
                file for file in post.attachments.all() if attachment_policy.can_see_attachment(viewer, file)
            ],
        )
        for post in posts
    ]


def _changed_quotes(viewer: Viewer, posts: list[Post]) -> dict[int, list[Post]]:
    """By post, what it quotes and was changed since; a public post may quote one that is for members only."""
    found: dict[int, list[Post]] = {}
    quotes = PostQuote.objects.filter(post__in=posts, quoted__edit_count__gt=F("edit_count"))
    for quote in quotes.select_related("quoted__author", "quoted__thread__field"):
        if policy.can_see_post(viewer, quote.quoted):
            found.setdefault(quote.post_id, []).append(quote.quoted)
    return found
