"""Private feeds: whoever is admitted may have some, and each looks after their own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum.models import FeedKey


def can_keep_feeds(viewer: Viewer) -> Verdict:
    """Asked when a key is made and again at each fetch: a suspension ends reading at once."""
    if getattr(viewer, "is_admitted", False):
        return ALLOWED
    return denied(_("Eigene Feeds gibt es, sobald die Geschäftsstelle Ihre Anmeldung geprüft hat."))


def can_revoke_feed_key(viewer: Viewer, key: FeedKey) -> Verdict:
    """Its owner, also while their part rests."""
    return ALLOWED if viewer.is_authenticated and key.member_id == viewer.pk else HIDDEN
