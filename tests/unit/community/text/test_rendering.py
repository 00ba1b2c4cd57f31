"""What the grammar makes of ordinary Markdown, and what it leaves out on purpose."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError

from community.text import RENDERER_VERSION, render

EXTERNAL = 'rel="nofollow ugc noopener"'


def html(source: str) -> str:
    return render(source).html.replace("\n", "")


@pytest.mark.parametrize(
    "source, expected",
    [
        ("**a** *b* __c__ _d_", "<p><strong>a</strong> <em>b</em> <strong>c</strong> <em>d</em></p>"),
        ("***a*** **b *c* d**", "<p><strong><em>a</em></strong> <strong>b <em>c</em> d</strong></p>"),
        ("~~a~~ ~b~", "<p><del>a</del> ~b~</p>"),
        ("ein_wort_mit 2*3*4 \\*a\\* \\~\\~b~~", "<p>ein_wort_mit 2<em>3</em>4 *a* ~~b~~</p>"),
        ("a\nb\n\nc", "<p>a<br>b</p><p>c</p>"),
        ("`a < b` ``c ` d``", "<p><code>a &lt; b</code> <code>c ` d</code></p>"),
        ("`a", "<p>`a</p>"),
        ("# a\n## b ##\n### c\n###### d", "<h3>a</h3><h4>b</h4><h5>c</h5><h5>d</h5>"),
        ("#neu #1\nx", "<p>#neu #1<br>x</p>"),
        ("a\n===\nb\n---\nc", "<p>a<br>===<br>b</p><hr><p>c</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("> > a", "<blockquote><blockquote><p>a</p></blockquote></blockquote>"),
        ("```\na <b>\n\n- c\n```", "<pre><code>a &lt;b&gt;- c</code></pre>"),
        ("```python\nx = 1\n```", "<pre><code>x = 1</code></pre>"),
        ("~~~~\n~~~\n~~~~", "<pre><code>~~~</code></pre>"),
        ("    vier Leerzeichen", "<p>vier Leerzeichen</p>"),
        ("* * *", "<hr>"),
        ("", ""),
    ],
)
def test_markdown(source: str, expected: str):
    assert html(source) == expected


@pytest.mark.parametrize(
    "source, expected",
    [
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
        ("a &amp; b & c &copy; &#60;", "<p>a &amp;amp; b &amp; c &amp;copy; &amp;#60;</p>"),
        ("`&lt;`", "<p><code>&amp;lt;</code></p>"),
        ("<!-- a -->", "<p>&lt;!-- a --&gt;</p>"),
        ("[a][b]\n\n[b]: /c", "<p>[a][b]</p><p>[b]: /c</p>"),
        ("{{ a }} {% b %}", "<p>{{ a }} {% b %}</p>"),
        ("C:\\Users\\Anna", "<p>C:\\Users\\Anna</p>"),
    ],
)
def test_everything_else_is_shown_as_typed(source: str, expected: str):
    assert html(source) == expected


def test_tasks_are_marks_that_can_be_heard():
    assert html("- [ ] a\n- [x] **b**\n\n- c") == (
        '<ul><li class="task"><span class="task-mark" role="img" aria-label="offen">☐</span> a</li>'
        '<li class="task"><p><span class="task-mark" role="img" aria-label="erledigt">☑</span> '
        "<strong>b</strong></p></li><li><p>c</p></li></ul>"
    )
    assert html("- [x](/a)") == '<ul><li><a href="/a">x</a></li></ul>'


def test_tables_scroll_and_name_their_columns():
    assert html("Vorher\n| a | b |\n|:--|--:|\n| 1 | `|` |\nNachher") == (
        '<p>Vorher</p><div class="table-scroll" role="group" aria-label="Tabelle" tabindex="0"><table>'
        '<thead><tr><th align="left" scope="col">a</th><th align="right" scope="col">b</th></tr></thead>'
        '<tbody><tr><td align="left">1</td><td align="right"><code>|</code></td></tr></tbody></table></div>'
        "<p>Nachher</p>"
    )


def test_a_column_without_a_name_has_no_heading():
    table = html("|  | Kosten |\n|---|---|\n| Bank | 900 |")
    assert '<thead><tr><td></td><th scope="col">Kosten</th></tr></thead>' in table


def test_a_row_of_a_table_may_be_short_or_long():
    rows = html("a | b\n-|-\n1\n1 | 2 | 3 | 4")
    assert rows.count("<td>") == 2 and "<p>1" not in html("|a|b|\n|-|-|\n|1|")


@pytest.mark.parametrize(
    "source, expected",
    [
        ("[a](/themen/1/)", '<a href="/themen/1/">a</a>'),
        ("[a](/x?a=1&b=2#c)", '<a href="/x?a=1&amp;b=2#c">a</a>'),
        ("[a](/x?a&lt;=1&copy;=2)", '<a href="/x?a&amp;lt;=1&amp;copy;=2">a</a>'),
        ("[a](#beitrag-3)", '<a href="#beitrag-3">a</a>'),
        ("[a](https://a.de/b_c_)", f'<a href="https://a.de/b_c_" {EXTERNAL}>a</a>'),
        ('[a](https://a.de "Titel")', f'<a href="https://a.de" {EXTERNAL}>a</a>'),
        ("[a](<https://a.de/b c>)", f'<a href="https://a.de/b%20c" {EXTERNAL}>a</a>'),
        ("[a](https://a.de/b_(c))", f'<a href="https://a.de/b_(c)" {EXTERNAL}>a</a>'),
        ("[a](https://a.de/b\\_c)", f'<a href="https://a.de/b_c" {EXTERNAL}>a</a>'),
        ("[a](www.coburg.de)", f'<a href="https://www.coburg.de" {EXTERNAL}>a</a>'),
        ("[a](coburg.de/rathaus)", f'<a href="https://coburg.de/rathaus" {EXTERNAL}>a</a>'),
        ("[a](post@coburg.de)", '<a href="mailto:post@coburg.de">a</a>'),
        ("[a](tel:+49-9561-890)", '<a href="tel:+49-9561-890">a</a>'),
        ("[**a** `b`](/c)", '<a href="/c"><strong>a</strong> <code>b</code></a>'),
        ("[a [b] c](/d)", '<a href="/d">a [b] c</a>'),
        ("[](/leer)", '<a href="/leer">/leer</a>'),
        (
            "<https://a.de/?x=1&y=2>",
            f'<a href="https://a.de/?x=1&amp;y=2" {EXTERNAL}>https://a.de/?x=1&amp;y=2</a>',
        ),
        ("<post@a.de>", '<a href="mailto:post@a.de">post@a.de</a>'),
        ("![Ein Bild](https://a.de/b.png)", f'<a href="https://a.de/b.png" {EXTERNAL}>Ein Bild</a>'),
        ("![](/b.png)", '<a href="/b.png">/b.png</a>'),
    ],
)
def test_links(source: str, expected: str):
    assert html(source) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    "source",
    [
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](//fremd.example/)",
        "[a](/\\fremd.example/)",
        "[a](https://www.coburg.de@fremd.example/)",
        "[a](https://)",
        "[a](https://a.de:99999/)",
        "[a](https://xn--a/)",
        "[a](http://´)",
        "[a](bericht.pdf)",
        "[a](ftp://a.de)",
        "[a] (/b)",
        "[a](/b c)",
    ],
)
def test_a_link_that_is_none_stays_as_typed(source: str):
    assert html(source) == f"<p>{source}</p>"


@pytest.mark.parametrize(
    "source, address, text",
    [
        ("https://a.de/b?c=1&d=2", "https://a.de/b?c=1&amp;d=2", "https://a.de/b?c=1&amp;d=2"),
        ("(https://a.de/b).", "https://a.de/b", "https://a.de/b"),
        (
            "https://de.wikipedia.org/wiki/Spelle_(Emsland)!",
            "https://de.wikipedia.org/wiki/Spelle_(Emsland)",
            None,
        ),
        ("„https://a.de“", "https://a.de", "https://a.de"),
        ("www.coburg.de,", "https://www.coburg.de", "www.coburg.de"),
        ("**https://a.de/_b_c**", "https://a.de/_b_c", None),
        ("https://a.de/__init__.py?x=*y*", "https://a.de/__init__.py?x=*y", None),
        ("https://a.de/&lt;b&copy=c", "https://a.de/&amp;lt;b&amp;copy=c", None),
        ("HTTPS://A.DE", "HTTPS://A.DE", "HTTPS://A.DE"),
        ("https://a.de/@anna", "https://a.de/@anna", "https://a.de/@anna"),
    ],
)
def test_typed_addresses_become_links(source: str, address: str, text: str | None):
    assert f'<a href="{address}" {EXTERNAL}>{text or address}</a>' in html(source)


def test_typed_mail_addresses_become_links():
    assert html("An anna.weber@coburg.de. (b@c.example)") == (
        '<p>An <a href="mailto:anna.weber@coburg.de">anna.weber@coburg.de</a>. '
        '(<a href="mailto:b@c.example">b@c.example</a>)</p>'
    )


@pytest.mark.parametrize(
    "source",
    [
        "gemacht.Es ging",
        "Am 3.im Mai",
        "z.B.in Coburg",
        "coburg.de",
        "http://",
        "https://a@b.de",
        "a@b",
        "@",
        "www.",
    ],
)
def test_what_only_looks_like_an_address_is_text(source: str):
    assert "<a" not in html(source)


@pytest.mark.parametrize("source", ["`https://a.de a@b.de`", "```\nhttps://a.de a@b.de\n```"])
def test_code_is_not_linked(source: str):
    assert "<a" not in html(source)


def test_links_lists_internal_addresses_once_and_in_order():
    source = (
        "[a](/b/2/) [c](https://d.de/e) https://f.de /nur/text [g](/b/1/?h=1&i=2) [j](/b/2/) [k](#l) ![m](/n)"
    )
    assert render(source).links == ("/b/2/", "/b/1/?h=1&i=2", "/n")


def test_an_empty_text_is_empty_and_what_the_gate_refuses_is_refused():
    rendered = render(" \n")
    assert (rendered.html, rendered.excerpt, rendered.links, rendered.mentions) == ("", "", (), ())
    assert rendered.version == RENDERER_VERSION
    with pytest.raises(ValidationError):
        render("a\x00")
    with pytest.raises(ValidationError):
        render("a" * 11, limit=10)


def test_every_text_starts_from_scratch_in_every_thread():
    """State of one text must not show in the next, nor in one that is worked on beside it."""
    sources = [f"*a {n}* [b](/{n}/)\n\n- c\n\n```\n{n}\n```\n\n|d|\n|-|\n|{n}|" for n in range(40)] + [
        "- " * 9_000
    ]
    expected = [render(source).html for source in sources]
    with ThreadPoolExecutor(max_workers=8) as threads:
        assert list(threads.map(lambda source: render(source).html, sources * 3)) == expected * 3


@pytest.mark.parametrize(
    "source",
    [
        "_\\*__\\*_\\*",
        "**x_y_z[a](/b)**[a](/b)x_y_z****",
        "~~*~~~(~",
        "`_\\*_`*_`a`_*__\\___",
        "***a**_b__c*~~" * 9,
    ],
)
def test_emphasis_without_sense_loses_no_letter(source: str):
    """Python-Markdown 3.11.3 leaves its placeholders in the first of these."""
    rendered = render(source)
    assert "klzzwxh" not in rendered.html and "\x02" not in rendered.html
    letters = [sign for sign in source.replace("(/b)", "") if sign.isalpha()]
    assert [sign for sign in rendered.excerpt if sign.isalpha()] == letters[: len(rendered.excerpt)]
