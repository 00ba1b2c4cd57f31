"""The tree of a thread, grown anew from what each post answers: after posts have come or gone."""

from __future__ import annotations

from collections.abc import Sequence

from forum.models import Post
from forum.posts.models import path_below

COLUMNS = ("path", "branch", "place_in_branch", "branch_size", "reply_count")


Shape = tuple[str, int, int, int, int]


def plant(posts: Sequence[Post]) -> int:
    """Set the tree columns of all posts of a thread, given in order of number, and return how many branches it has.

    The result is the same as if the posts had been written one after the other: first the opening post, then each
    below the post it answers. `reply_to` must lie among `posts` or be empty (an answer to the question).
    """
    by_key: dict[int, Post] = {}
    roots: list[Post] = []
    for post in posts:
        post.reply_count = post.place_in_branch = post.branch_size = 0
        parent = by_key.get(post.reply_to_id) if post.reply_to_id else None
        by_key[post.pk] = post
        if post.is_opening:
            post.branch, post.path = 0, ""
            continue
        post.path = path_below(parent, post.number)
        if parent is None:
            roots.append(post)
            post.branch, post.branch_size = len(roots), 1
            continue
        root = roots[parent.branch - 1]
        post.branch, post.place_in_branch = parent.branch, root.branch_size
        root.branch_size += 1
        parent.reply_count += 1
    return len(roots)


def shape(post: Post) -> Shape:
    """What `plant` sets: compare before and after to know what has changed."""
    return (post.path, post.branch, post.place_in_branch, post.branch_size, post.reply_count)
