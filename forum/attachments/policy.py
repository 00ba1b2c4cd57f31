"""Who may see the files of a post."""

from __future__ import annotations

from community.people.viewer import Viewer
from community.web.verdicts import Verdict
from forum.models import PostAttachment
from forum.posts.policy import can_see_post, can_see_removed


def can_see_attachment(viewer: Viewer, attachment: PostAttachment) -> Verdict:
    """Files go with their post: what was removed is hidden with its text, what was withheld on its own."""
    seen = can_see_post(viewer, attachment.post)
    if seen and (attachment.post.removed or attachment.withheld_by_id):
        return can_see_removed(viewer, attachment.post)
    return seen
