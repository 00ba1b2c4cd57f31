"""What can be taken back in the forum, who may, and what is said about it in the journal."""

from forum.undoables import posts, tags, threads

__all__ = ["posts", "tags", "threads"]
