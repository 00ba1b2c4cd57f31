"""The tree: numbers, branches, paths; read in order and nested, at constant cost."""

from __future__ import annotations

import random
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.models import Post, Thread
from forum.posts.models import DEEPEST, STEP, next_path, path_below
from forum.writing import actions as writing_actions
from tests.factories.forum import make_reply, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def tree_order(parents: dict[int, int | None]) -> list[int]:
    """Numbers in reading order of the nested view, computed the plain way."""
    children: dict[int | None, list[int]] = {}
    for number, parent in parents.items():
        children.setdefault(parent, []).append(number)
    order: list[int] = []

    def walk(parent: int | None) -> None:
        for number in children.get(parent, []):
            order.append(number)
            walk(number)

    walk(None)
    return order


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), size=st.integers(1, 25))
def test_nested_order_is_the_order_of_a_plain_walk(seed, size):
    dice = random.Random(seed)
    author = MemberFactory()
    thread = make_thread(author)
    parents: dict[int, int | None] = {}
    for number in range(2, size + 2):
        answered = dice.choice([None, *parents])
        make_reply(thread, author, reply_to=answered)
        parents[number] = answered
    nested = Post.objects.in_thread(thread).filter(number__gt=1).order_by("branch", "path")
    assert [post.number for post in nested] == tree_order(parents)
    for post in nested:
        below = set(Post.objects.below(post).values_list("number", flat=True))
        expected = {n for n in parents if post.number in ancestors(n, parents)}
        assert below == expected
        assert post.reply_count == sum(1 for parent in parents.values() if parent == post.number)


def ancestors(number: int, parents: dict[int, int | None]) -> set[int]:
    found = set()
    while (parent := parents[number]) is not None:
        found.add(parent)
        number = parent
    return found


def test_branches_are_numbered_and_sized():
    author = MemberFactory()
    thread = make_thread(author)
    make_reply(thread, author)  # 2, branch 1
    make_reply(thread, author, reply_to=2)  # 3
    make_reply(thread, author, reply_to=1)  # 4, branch 2
    make_reply(thread, author, reply_to=3)  # 5
    found = (
        Post.objects.in_thread(thread).order_by("number").values_list("number", "branch", "place_in_branch")
    )
    assert list(found) == [(1, 0, 0), (2, 1, 0), (3, 1, 1), (4, 2, 0), (5, 1, 2)]
    assert Post.objects.get(thread=thread, number=2).branch_size == 3
    assert Thread.objects.get(pk=thread.pk).last_branch == 2
    shown = Post.objects.in_thread(thread).branches(1, 1, at_most=2)
    assert [post.number for post in shown] == [2, 3]


def test_a_chain_deeper_than_paths_reach_goes_on_beside():
    author = MemberFactory()
    thread = make_thread(author)
    for number in range(2, DEEPEST + 6):
        writing_actions.reply(author, thread, text=f"Stufe {number}", key=uuid4(), reply_to=number - 1)
    posts = list(Post.objects.in_thread(thread).filter(number__gt=1).order_by("branch", "path"))
    assert [post.number for post in posts] == list(range(2, DEEPEST + 6))
    assert max(post.depth for post in posts) == DEEPEST
    assert max(len(post.path) for post in posts) == DEEPEST * STEP


def test_paths_sort_as_text_in_every_collation():
    assert path_below(None, 7) == "000007"
    assert next_path("000007000012") == "000007000013"
    assert next_path("000009") == "000010"
