"""What acts in a page, as the browser has understood it, and which templates have shown hostile words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.template.base import Template
from playwright.sync_api import Error, Page

from tests.system.browser.hostile.words import MARK

# What stands at the top of every page: the name of whoever looks.
OF_THE_VIEWER = "ui/account_menu.html"

# What of a document could act, as the browser has understood it. Methods are taken from the prototype: a form
# with a field of that name would answer for itself.
LIVELY = """(styled) => {
  if (["application/json", "text/plain"].includes(document.contentType)) return [];
  const LEADING = ["action", "data", "formaction", "href", "ping", "poster", "src", "srcset", "xlink:href"];
  const STRANGE = ["applet", "base", "embed", "frame", "frameset", "iframe", "math", "object"];
  const origin = location.origin === "null" ? "http://localhost" : location.origin;
  const names = Element.prototype.getAttributeNames;
  const value = Element.prototype.getAttribute;
  const found = window.pwned === undefined ? [] : ["window.pwned is set"];
  // Our own scripts put a list of suggestions where the cursor is.
  const placed = (element) => element.matches(".suggestions, [aria-hidden=true], [aria-hidden=true] *");
  const note = (element, what) => found.push(`${what} in ${element.outerHTML.slice(0, 160)}`);
  for (const element of document.querySelectorAll("*")) {
    if (STRANGE.includes(element.localName)) note(element, element.localName);
    const foreign = !element.src?.startsWith?.(`${origin}/static/`);
    const data = element.type === "application/json";
    if (element.localName === "script" && foreign && !data) note(element, "script");
    for (const name of names.call(element)) {
      if (name.startsWith("on") || name === "srcdoc") note(element, name);
      if (name === "style" && !styled && !placed(element)) note(element, name);
      if (!LEADING.includes(name)) continue;
      if (!URL.canParse(value.call(element, name), origin)) continue;
      const address = new URL(value.call(element, name), origin);
      if (!["http:", "https:", "mailto:", "tel:"].includes(address.protocol)) note(element, address.protocol);
      if (name !== "href" && address.origin !== origin) note(element, "foreign address");
    }
  }
  for (const element of document.querySelectorAll(".prose [id], .prose [name], .prose form, .prose input")) {
    note(element, "a name in a post");
  }
  return found;
}"""


def what_acts(page: Page, address: str = "") -> list[str]:
    """What could act on the page, once it is opened where an address is given."""
    try:
        if address:
            page.goto(address, wait_until="domcontentloaded")
        return list(page.evaluate(LIVELY))
    except Error as error:
        return [f"it went elsewhere: {error.message[:200]}"]


def acts_when_shown(page: Page, html: str, *, styled: bool = False) -> list[str]:
    """The same of HTML that something else than our pages shows: a mail, a feed, a file. It may be `styled`."""
    page.evaluate("delete window.pwned")  # the window is still that of what was shown before
    page.set_content(html, wait_until="domcontentloaded")
    return list(page.evaluate(LIVELY, styled))


@contextmanager
def showing() -> Iterator[set[str]]:
    """The names of the templates that have shown hostile words since."""
    shown: set[str] = set()
    menus: set[str] = set()
    render = Template._render  # type: ignore[attr-defined]

    def watched(template: Template, context: Any) -> Any:
        html = render(template, context)
        if template.name == OF_THE_VIEWER:
            menus.add(html)
        words = html
        for menu in list(menus):
            words = words.replace(menu, "")
        if template.name and MARK in (html if template.name == OF_THE_VIEWER else words).lower():
            shown.add(template.name)
        return html

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", watched)
        yield shown
