"""Who may react to a post, and see who did."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, Verdict, denied
from forum.fields import policy as field_policy
from forum.models import Post
from forum.posts import policy as post_policy


def can_react_to_post(viewer: Viewer, post: Post) -> Verdict:
    """Members, to posts of others that are not removed; a closed thread takes no answers, but still thanks."""
    verdict = can_withdraw_reaction(viewer, post)
    if not verdict:
        return verdict
    if post.author_id == viewer.pk:
        return denied(_("Auf eigene Beiträge reagieren andere."))
    if post.locked:
        return denied(_("Dieser Beitrag ist gesperrt und bleibt, wie er ist."))
    return ALLOWED


def can_withdraw_reaction(viewer: Viewer, post: Post) -> Verdict:
    seen = post_policy.can_see_post(viewer, post)
    if not seen:
        return seen
    if post.removed:
        return denied(_("Dieser Beitrag ist entfernt."))
    return field_policy.can_write(viewer, post.thread.field)


def can_see_reactions(viewer: Viewer, post: Post) -> Verdict:
    """Numbers are for every reader, names for members."""
    seen = post_policy.can_see_post(viewer, post)
    if not seen:
        return seen
    if post.removed:
        return denied(_("Dieser Beitrag ist entfernt."))
    return field_policy.can_write(viewer)
