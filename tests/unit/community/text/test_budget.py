"""No text asks for much more work than an ordinary one of the same length.

Work is counted in calls, not in seconds, so that a busy machine fails no test. The seconds are measured by
tests/load/bench_text.py, which also sees what a pattern does within a single call.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from community.text import POST_LIMIT, Mention, Rendered, budget, grammar, render

from .inert import liveliness, visible_text
from .pathological import FAMILIES, ordinary, text, to_the_brim

# Calls for 20,000 ordinary characters are the measure; the worst family needs 1.3 times as many.
TIMES_THE_ORDINARY = 2.0


def everyone(handles: set[str]) -> dict[str, Mention]:
    return {handle: Mention(handle.title(), f"/mitglieder/{handle}/") for handle in handles}


def rendered(source: str) -> Rendered:
    return render(source, resolve_mentions=everyone)


def calls(work: Callable[[], object]) -> int:
    """How many functions, of Python or C, are called by this."""
    count = 0

    def note(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.fixture(scope="module")
def measure() -> int:
    source = ordinary(POST_LIMIT)
    rendered(source)
    return calls(lambda: rendered(source))


def test_there_are_enough_families():
    assert len(FAMILIES) >= 24
    assert all(len(text(family, 500)) == 500 for family in FAMILIES)


def test_an_ordinary_post_of_full_length_is_far_from_plain():
    source = ordinary(POST_LIMIT)
    assert budget.share(source) < 0.8
    html = rendered(source).html
    assert html.count("<table>") > 20 and html.count("<ul>") > 20 and html.count('class="mention"') > 20


@pytest.mark.parametrize("build", [text, to_the_brim])
@pytest.mark.parametrize("family", FAMILIES)
def test_work_is_bounded_and_what_comes_out_complete_and_inert(
    family: str, build: Callable[[str, int], str], measure: int
):
    made: list[str] = []
    source = f"Anfang\n\n{build(family, POST_LIMIT - 20)}\n\nEnde"
    assert calls(lambda: made.append(rendered(source).html)) < TIMES_THE_ORDINARY * measure
    assert liveliness(made[0]) == []
    assert visible_text(made[0]).startswith("Anfang") and visible_text(made[0]).rstrip().endswith("Ende")


def test_a_text_over_the_budget_is_shown_as_typed():
    source = "**Hallo** <b>\n[Welt](/x) & @anna\n\n" + "*a" * 3_000
    with pytest.raises(budget.TooCostly):
        grammar.convert(source)
    assert rendered(source).html == (
        "<p>**Hallo** &lt;b&gt;<br>[Welt](/x) &amp; @anna</p>\n<p>" + "*a" * 3_000 + "</p>"
    )


@pytest.mark.parametrize("sign", budget.LIMITS)
def test_every_sign_has_its_limit_and_shares_add_up(sign: str):
    limit = budget.LIMITS[sign]
    budget.check_source("a" + sign * limit)
    with pytest.raises(budget.TooCostly):
        budget.check_source("a" + sign * (limit + 1))
    other = next(name for name in budget.LIMITS if name not in sign and sign not in name)
    with pytest.raises(budget.TooCostly):
        budget.check_source((sign + "a") * (limit // 2 + 1) + other * (budget.LIMITS[other] // 2 + 1))


def test_code_in_fences_costs_nothing():
    source = "```\n" + "<a href='x'>`*[&\n" * 1_000 + "```\n\n**Hallo**"
    html = rendered(source).html
    assert html.startswith("<pre><code>") and html.endswith("<p><strong>Hallo</strong></p>")


def test_too_many_tags_are_too_costly():
    assert budget.TAG_LIMIT < 10_000
    budget.check_html("<p>" * budget.TAG_LIMIT)
    with pytest.raises(budget.TooCostly):
        budget.check_html("<p>" * (budget.TAG_LIMIT + 1))


def test_after_a_text_that_broke_off_the_next_one_is_fine(monkeypatch: pytest.MonkeyPatch):
    expected = rendered("- *a*\n\n> b").html
    monkeypatch.setattr(grammar._Tasks, "run", lambda self, root: (_ for _ in ()).throw(RecursionError))
    assert rendered("- *a*\n\n> b").html == "<p>- *a*</p>\n<p>&gt; b</p>"
    monkeypatch.undo()
    assert rendered("- *a*\n\n> b").html == expected
