"""Nothing of what members type acts: 780 attempts, then whatever hypothesis comes up with."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from community.text import Mention, Rendered, render
from community.text.sanitising import clean

from .attacks import ATTACKS, FAMILIES, SCRIPT
from .inert import liveliness, visible_text

_MANNERS = ("wrong rel", "class=''", "a link within a link")
# Attempts that contain control characters do not even get past the gate.
REFUSED_AT_MOST = 20


def test_there_are_enough_attacks():
    assert len(ATTACKS) >= 500
    assert len(ATTACKS) == len(set(ATTACKS))
    assert all(attacks for attacks in FAMILIES.values())


def test_attacks_show_when_they_succeed():
    silent = {kind: [a for a in FAMILIES[kind] if "pwned" not in a] for kind in FAMILIES}
    assert {kind for kind, attacks in silent.items() if attacks} <= {
        "addresses",
        "clobbering",
        "templates",
        "loaders",
    }
    assert sum(map(len, silent.values())) < 50


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_acts_in_rendered_attacks(family: str):
    alive = {}
    for attack in FAMILIES[family]:
        findings = liveliness(_html(attack))
        if findings:
            alive[attack] = findings
    assert alive == {}


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_acts_in_attacks_that_reach_the_sanitiser_as_html(family: str):
    """The last wall alone: as if grammar and bleach had let everything pass."""
    alive = {}
    for attack in FAMILIES[family]:
        findings = _alive_apart_from_manners(clean(attack))
        if findings:
            alive[attack] = findings
    assert alive == {}


def test_attacks_are_shown_as_typed_and_not_swallowed():
    """Whoever writes about a script tag finds it in the text; only in code blocks and links less is shown."""
    for attack in FAMILIES["scripts"] + FAMILIES["broken"] + FAMILIES["loaders"]:
        html = _html(attack)
        if html and SCRIPT in attack:
            assert SCRIPT in visible_text(html), attack


def test_only_attacks_with_control_characters_are_refused():
    refused = [attack for attack in ATTACKS if not _html(attack)]
    assert 0 < len(refused) <= REFUSED_AT_MOST
    assert all(any(ord(sign) < 32 for sign in attack) for attack in refused)


@pytest.mark.parametrize("attack", ATTACKS[:: len(ATTACKS) // 60])
def test_cleaning_twice_changes_nothing(attack: str):
    html = _html(attack)
    assert clean(html) == html
    assert clean(clean(attack)) == clean(attack)


@pytest.mark.parametrize(
    "label, url",
    [
        ("<script>window.pwned=1</script>", "/mitglieder/1/"),
        ('" onclick="window.pwned=1', "/mitglieder/1/"),
        ("&lt;b&gt; &amp; [x](javascript:x)", "/mitglieder/1/"),
        ("Anna", "javascript:window.pwned=1"),
        ("Anna", "//pwned.example/"),
        ("Anna", '/x" onclick="window.pwned=1'),
    ],
)
def test_a_name_or_address_from_the_resolver_is_not_trusted_either(label: str, url: str):
    rendered = render("Hallo @anna!", resolve_mentions=lambda handles: {"anna": Mention(label, url)})
    assert liveliness(rendered.html) == []
    assert visible_text(rendered.html) in (f"Hallo @{label}!", "Hallo @anna!")


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<p onclick=x>x</p>",
        "<a href='javascript:x'>x</a>",
        "<a href='//pwned.example'>x</a>",
        "<a href='/\\pwned.example'>x</a>",
        "<a href='https://a@pwned.example' rel='nofollow ugc noopener'>x</a>",
        "<a href='https://pwned.example'>x</a>",
        "<a href='/x'><a href='/y'>x</a></a>",
        "<p id=x>x</p>",
        "<p class=toolbar>x</p>",
        "<img src=x>",
        "<p style='color:red'>x</p>",
        "<!-- x -->",
        "<![CDATA[x]]>",
        "<?x ?>",
        "</article>",
        "<p>x",
        "<p><em>x</p></em>",
    ],
)
def test_the_check_itself_sees_what_is_alive(html: str):
    assert liveliness(html)


_WORDS = """![ ]( ** ~~ ``` > - 1. # @anna a@b.de http:// www. javascript: data: <script> </p> <a href=
onclick=x <!-- --> <![CDATA[ &lt; &#60; wzxhzdk:0 klzzwxh:0000 <pre class="fence">0</pre> [x] |-|-|
~~~ === ---"""
_SIGNS = "<>\"'&=/\\()[]`*_~|@#-+.:! \n\t\u00a0\u200dßx1"
_FRAGMENTS = st.sampled_from([*_WORDS.split(), *_SIGNS, "\n\n", "> ", "- ", "1. ", "    "])


@pytest.mark.slow("tries hundreds of made-up texts")
@settings(max_examples=400, deadline=None)
@given(st.lists(_FRAGMENTS | st.text(max_size=5), max_size=60).map("".join))
def test_nothing_acts_whatever_is_typed(source: str):
    html = _html(source)
    assert liveliness(html) == []
    assert clean(html) == html
    assert "\x02" not in html and "\x03" not in html and "<pre class" not in html


@settings(max_examples=300, deadline=None)
@given(st.lists(_FRAGMENTS | st.text(max_size=5), max_size=40).map("".join))
def test_nothing_acts_whatever_reaches_the_sanitiser(html: str):
    assert _alive_apart_from_manners(clean(html)) == []
    assert clean(clean(html)) == clean(html)


def _html(source: str) -> str:
    try:
        return _rendered(source).html
    except ValidationError:
        return ""


def _alive_apart_from_manners(html: str) -> list[str]:
    """The sanitiser guards against harm; marks on external links and the like are made before it."""
    return [line for line in liveliness(html) if not any(words in line for words in _MANNERS)]


def _rendered(source: str) -> Rendered:
    return render(source, resolve_mentions=_everyone)


def _everyone(handles: set[str]) -> dict[str, Mention]:
    return {handle: Mention(handle.title(), f"/mitglieder/{handle}/") for handle in handles}
