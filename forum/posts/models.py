"""Posts: a real tree, stored so that a page of either order is one indexed read.

`number` counts 1, 2, 3 … within the thread and never changes: reading in order is a range of numbers.
`branch` counts the replies to the question itself; every post carries the branch it grew in, and `path` spells
the way from there down, six digits a step: reading nested is a range of branches ordered by path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.attachments.models import PostAttachment

if TYPE_CHECKING:
    from forum.erasure.models import Erasure
    from forum.polls.models import Poll
    from forum.thread_tools.models import PostLock


STEP = 6


DEEPEST = 40


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, viewer: Any) -> PostQuerySet:
        """Posts of threads the viewer may read; removed ones are among them, as tombstones."""
        if getattr(viewer, "is_admitted", False):
            return self.all()
        return self.filter(thread__field__is_public=True)

    def in_thread(self, thread: Any) -> PostQuerySet:
        return self.filter(thread=thread)

    def between(self, first: int, last: int) -> PostQuerySet:
        """Posts numbered first … last, in order."""
        return self.filter(number__range=(first, last)).order_by("number")

    def changed_since(self, rev: int) -> PostQuerySet:
        """What was written, edited or removed after the thread's head was `rev`, oldest change first."""
        return self.filter(rev__gt=rev).order_by("rev", "number")

    def branches(self, first: int, last: int, *, at_most: int) -> PostQuerySet:
        """The branches numbered first … last in tree order, of each the `at_most` oldest posts."""
        return self.filter(branch__range=(first, last), place_in_branch__lt=at_most).order_by(
            "branch", "path"
        )

    def below(self, post: Post) -> PostQuerySet:
        """The whole subtree under `post`, in tree order."""
        return self.filter(
            thread=post.thread_id, branch=post.branch, path__gt=post.path, path__lt=next_path(post.path)
        ).order_by("path")

    def replies_to(self, post: Post) -> PostQuerySet:
        return self.filter(reply_to=post).order_by("number")

    def not_removed(self) -> PostQuerySet:
        """Posts that have not been removed."""
        return self.filter(removal__isnull=True)

    def with_page(self) -> PostQuerySet:
        """Loads what a post on a page needs: one query, one for the roles of its authors, one for files."""
        return self.select_related(
            "author",
            "author__municipality",
            "removal",
            "reply_to",
            "reply_to__author",
            "reply_to__removal",
            "poll__closure",
            "poll__outcome",
            "lock",
            "erasure",
        ).prefetch_related(
            "author__grants", Prefetch("attachments", PostAttachment.objects.select_related("upload"))
        )


class Post(models.Model):
    thread = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    rev = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    key = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    # Only where the post came from another thread: a time not before those of the posts above it, so that "all read
    # until then" stays one line through the thread.
    placed_at = models.DateTimeField(null=True)

    reply_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    branch = models.PositiveIntegerField(default=0)
    place_in_branch = models.PositiveIntegerField(default=0)
    path = models.CharField(max_length=STEP * DEEPEST, blank=True)
    reply_count = models.PositiveIntegerField(default=0)
    branch_size = models.PositiveIntegerField(
        default=0, help_text="posts in the branch, kept at its first post"
    )

    source = models.TextField()
    html = models.TextField()
    excerpt = models.CharField(max_length=300, blank=True)
    renderer = models.PositiveSmallIntegerField(default=0)
    edited_at = models.DateTimeField(null=True)
    edit_count = models.PositiveSmallIntegerField(default=0)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beitrag")
        verbose_name_plural = _("Beiträge")
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="post_number_is_unique_in_thread"),
            models.UniqueConstraint(fields=["author", "key"], name="post_key_is_unique_per_author"),
            models.CheckConstraint(
                condition=Q(number=1, branch=0, path="") | Q(number__gt=1, branch__gt=0, path__gt=""),
                name="only_the_opening_post_stands_outside_the_branches",
            ),
            models.CheckConstraint(
                condition=Q(rev__gte=F("number")), name="post_rev_is_not_before_its_birth"
            ),
        ]
        indexes = [
            models.Index(fields=["thread", "branch", "path"], name="post_by_tree"),
            models.Index(fields=["thread", "rev"], name="post_by_change"),
            models.Index(fields=["author", "-created_at"], name="post_by_author"),
            models.Index(fields=["-created_at"], name="post_by_time"),
            models.Index(fields=["renderer"], name="post_by_renderer"),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.excerpt[:60]}"

    def get_absolute_url(self) -> str:
        """The permanent address: stays when the post moves."""
        return f"/beitraege/{self.pk}/"

    @property
    def anchor(self) -> str:
        return f"beitrag-{self.number}"

    @property
    def is_opening(self) -> bool:
        return self.number == 1

    @property
    def depth(self) -> int:
        """Steps below the question: 0 for the opening post, 1 for a direct reply, …"""
        return len(self.path) // STEP

    @property
    def removed(self) -> Removal | None:
        return getattr(self, "removal", None)

    @property
    def locked(self) -> PostLock | None:
        return getattr(self, "lock", None)

    @property
    def erased(self) -> Erasure | None:
        """That the post is to be erased for good, or has been (`is_final`)."""
        return getattr(self, "erasure", None)

    @property
    def asked(self) -> Poll | None:
        """The poll that hangs to this opening post."""
        return getattr(self, "poll", None)


class PostRevision(models.Model):
    """How a post read before an edit, and why it was changed."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    source = models.TextField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(_("Grund der Änderung"), max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="post_revision_is_unique")]

    def __str__(self) -> str:
        return f"{self.post_id} v{self.number}"


class Removal(models.Model):
    """A tombstone: who took the post down, when and why. The post keeps its place; its text is not shown."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="removal")
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(default=timezone.now)
    by_office = models.BooleanField(default=False)
    decision = models.ForeignKey("moderation.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(by_office=False) | ~Q(reason=""), name="the_office_removes_only_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(by_office=False, decision__isnull=True)
                | Q(by_office=True, decision__isnull=False),
                name="the_office_removes_only_by_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.reason}".strip()


class Mention(models.Model):
    """A post speaks to a member by @name."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentioned_in"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "member"], name="mention_is_made_once")]

    def __str__(self) -> str:
        return f"{self.post_id} → {self.member_id}"


class PostQuote(models.Model):
    """A post quotes another as it stood then: `edit_count` tells whether it has changed since."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="quotes")
    quoted = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="quoted_in")
    edit_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "quoted"], name="quote_is_recorded_once")]

    def __str__(self) -> str:
        return f"{self.post_id} ❝ {self.quoted_id}"


def path_below(parent: Post | None, number: int) -> str:
    """The path of post `number` under `parent`; at the deepest level it stands beside its parent instead."""
    step = f"{number:0{STEP}d}"
    if parent is None or parent.is_opening:
        return step
    if parent.depth >= DEEPEST:
        return parent.path[:-STEP] + step
    return parent.path + step


def next_path(path: str) -> str:
    """The smallest path of the same length behind the whole subtree of `path`."""
    return path[:-STEP] + f"{int(path[-STEP:]) + 1:0{STEP}d}"
