"""Who may bookmark a post."""

from __future__ import annotations

from community.people.viewer import Viewer
from community.web.verdicts import Verdict
from forum.fields.policy import can_write
from forum.models import Post
from forum.posts.policy import can_see_post


def can_bookmark_post(viewer: Viewer, post: Post) -> Verdict:
    """Keep it on one's own list: members, whatever they may read."""
    return can_see_post(viewer, post) and can_write(viewer)
