"""The kinds of things there are in the house: one class for each, registered once, asked by every mechanism.

A content app says in its `kinds` what a post is. The class is a `Kind`, and with a mixin of each mechanism it wants to
be part of: `community.search.kind.Searchable`, `community.moderation.kind.Reportable`, …

    @register
    class PostKind(Kind[Post], Searchable, Reportable):
        slug, model, label = "post", Post, _("Beitrag")

What a class lacks, Django's system checks say at start (`manage.py check`).
"""

from community.kinds.kind import Kind, Mixin, Words, find_row, needs
from community.kinds.registry import at, find, get, named, of, register

__all__ = ["Kind", "Mixin", "Words", "at", "find", "find_row", "get", "named", "needs", "of", "register"]
