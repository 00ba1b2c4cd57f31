"""Browsers that keep a record of what pages do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

LOCAL = ("data:", "blob:", "about:")


@dataclass
class Watch:
    """Pages of the server at `url`; `complaints` is what they did that no page may do."""

    browser: Browser
    url: str
    complaints: list[str] = field(default_factory=list)
    _pages: dict[str, Page] = field(default_factory=dict)

    def page(self, session: str = "", **options: Any) -> Page:
        """A page of a browser with this session; asking again gives the same one."""
        name = f"{session} {sorted(options.items())}"
        if name not in self._pages:
            context = self.browser.new_context(base_url=self.url, locale="de-DE", **options)
            context.set_default_navigation_timeout(120_000)  # all the corpus on one page
            if session:
                context.add_cookies([{"name": "sessionid", "value": session, "url": self.url}])
            self._pages[name] = self._watched(context)
        return self._pages[name]

    def close(self) -> None:
        for page in self._pages.values():
            page.context.close()

    def _watched(self, context: BrowserContext) -> Page:
        page = context.new_page()
        context.on("request", self._note_request)
        context.on("console", self._note_message)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.complaints.append("dialog"), dialog.dismiss()))
        page.on("popup", lambda other: self.complaints.append(f"window: {other.url}"))
        return page

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.url}/", *LOCAL)):
            self.complaints.append(f"request: {request.url[:200]}")

    def _note_message(self, message: ConsoleMessage) -> None:
        # The server of these tests has no WebSocket, which pages must bear; a fragment alone names no icon.
        icon = message.location.get("url", "").endswith("/favicon.ico")
        if message.type == "error" and "WebSocket connection" not in message.text and not icon:
            self.complaints.append(f"console: {message.text[:300]}")
