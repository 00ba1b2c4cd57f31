"""What people type is not what the Markdown handbook expects; it is read as they meant it."""

from __future__ import annotations

import re

import pytest

from community.text import render

QUOTED = "<blockquote><p>Frage</p></blockquote><p>Antwort</p>"
LIST = "<p>Wir brauchen:</p><ul><li>Zeit</li><li>Geld</li></ul>"
NESTED = "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"


def html(source: str) -> str:
    return re.sub(r"\n\s*", "", render(source).html)


@pytest.mark.parametrize(
    "source, expected",
    [
        ("> Frage\nAntwort", QUOTED),
        ("> Frage\n\nAntwort", QUOTED),
        (">Frage\nAntwort", QUOTED),
        ("Wir brauchen:\n- Zeit\n- Geld", LIST),
        ("Wir brauchen:\n• Zeit\n• Geld", LIST),
        ("Wir brauchen:\n·\tZeit\n\uf0b7   Geld", LIST),
        ("Wir brauchen:\n\n   * Zeit\n   * Geld", LIST),
        ("- a\n  - b\n    - c\n- d", NESTED),
        ("- a\n    - b\n        - c\n- d", NESTED),
        ("- a\n\t- b\n\t\t- c\n- d", NESTED),
        ("* a\n   * b\n      * c\n* d", NESTED),
        ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("- a\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("- a\n  weiter\n- b", "<ul><li>a<br>weiter</li><li>b</li></ul>"),
        ("- a\n\n  weiter\n- b", "<ul><li><p>a</p><p>weiter</p></li><li><p>b</p></li></ul>"),
        ("- a\n\nEnde", "<ul><li>a</li></ul><p>Ende</p>"),
        ("- a\n  > b\n- c", "<ul><li><p>a</p><blockquote><p>b</p></blockquote></li><li><p>c</p></li></ul>"),
        (
            "- a\n  ```\n  b\n    c\n  ```\n- d",
            "<ul><li><p>a</p><pre><code>bc</code></pre></li><li><p>d</p></li></ul>",
        ),
        ("> ```\n> a\n> ```\nb", "<blockquote><pre><code>a</code></pre></blockquote><p>b</p>"),
        ("> - a\n>   - b", "<blockquote><ul><li>a<ul><li>b</li></ul></li></ul></blockquote>"),
        ("```\noffen", "<pre><code>offen</code></pre>"),
        ("``` das ist kein Name ```", "<p><code>das ist kein Name</code></p>"),
        ("~~~ und das auch nicht\na", "<p>~~~ und das auch nicht<br>a</p>"),
        ("Das war\n2024. Danach", "<p>Das war<br>2024. Danach</p>"),
        ("2024. Ein Jahr", "<p>2024. Ein Jahr</p>"),
        ("Am\n3. Mai", "<p>Am<br>3. Mai</p>"),
        ("7. November 2024: Treffen", "<p>7. November 2024: Treffen</p>"),
        ("Zu\n2. haben wir nichts", "<p>Zu<br>2. haben wir nichts</p>"),
        ("12. Maiglöckchen", '<ol start="12"><li>Maiglöckchen</li></ol>'),
        ("Titel\n# Teil\nText", "<p>Titel</p><h3>Teil</h3><p>Text</p>"),
        ("Text\n***\nText", "<p>Text</p><hr><p>Text</p>"),
        ("-\n- a", "<p>-</p><ul><li>a</li></ul>"),
        ("a\n\n\n\n\nb", "<p>a</p><p>b</p>"),
    ],
)
def test_people_write_like_this(source: str, expected: str):
    assert html(source) == expected


def test_code_keeps_its_indent_and_blank_lines():
    assert render("- a\n  ```\n  b\n\n    c\n  ```").html.count("<code>b\n\n  c\n</code>") == 1


@pytest.mark.parametrize(
    "source, tag",
    [
        (">" * 200 + "a", "blockquote"),
        ("> " * 200 + "a", "blockquote"),
        ("\n".join("  " * depth + "- a" for depth in range(60)), "ul"),
        ("\n".join("   " * depth + "1. a" for depth in range(60)), "ol"),
        ("- " * 200 + "a", "ul"),
        ("1. " * 200 + "a", "ol"),
        ("> - " * 100 + "a", "ul"),
    ],
)
def test_nesting_ends_at_five_and_keeps_the_words(source: str, tag: str):
    out = html(source)
    deepest = depth = 0
    for closing in re.findall(rf"<(/?){tag}[ >]", out):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    assert 1 <= deepest <= 5
    assert out.count("a</") + out.count("a<u") + out.count("a<o") >= source.count("a")


def test_a_table_of_too_many_columns_or_cells_stays_text():
    wide = "|a" * 41 + "|\n" + "|-" * 41 + "|\n"
    assert "<table>" not in html(wide)
    assert "<table>" in html(wide.replace("|a" * 41, "|a" * 40).replace("|-" * 41, "|-" * 40))
    long = "|a|b|\n|-|-|\n" + "|c|d|\n" * 900
    assert "<table>" not in html(long) and html(long).count("|c|d|") == 900


def test_many_small_tables_share_one_budget():
    table = "|a" * 10 + "|\n" + "|-" * 10 + "|\n" + "|b|\n" * 20 + "\n"
    out = html(table * 12)
    assert 1 <= out.count("<table>") < 12
