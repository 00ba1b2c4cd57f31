"""The house's one set of signs: 24 by 24, drawn with a line of 1.75, coloured by the text around them."""

# ruff: noqa: E501 (paths are drawings)

from __future__ import annotations

ICONS = {
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "close": '<path d="M6 6l12 12M18 6 6 18"/>',
    "more": '<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3"/>',
    "reply": '<path d="M9.5 6 4 11.5 9.5 17"/><path d="M4.5 11.5H14a6 6 0 0 1 6 6V19"/>',
    "quote": '<path d="M9.5 7C6.8 8 5 10.2 5 13v3.5h4.5V12H7M18.5 7C15.8 8 14 10.2 14 13v3.5h4.5V12H16"/>',
    "edit": '<path d="M4 20l1-4.5L16.5 4a2 2 0 0 1 2.8 0l.7.7a2 2 0 0 1 0 2.8L8.5 19 4 20z"/><path d="m14.5 6 3.5 3.5"/>',
    "remove": '<path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10 11v5M14 11v5"/>',
    "flag": '<path d="M6 21V4M6 5c4-2 7 2 12 0v8.5c-5 2-8-2-12 0"/>',
    "bookmark": '<path d="M7 4h10v16.5l-5-4-5 4z"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.3"/><path d="M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7L12 17.7"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "question": '<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.5a2.6 2.6 0 1 1 3.7 2.4c-.8.4-1.2.9-1.2 1.8"/><path d="M12 16.7h.01" stroke-width="2.2"/>',
    "discussion": '<path d="M4 5h12v8.5H9L5.5 17v-3.5H4z"/><path d="M19 9h1.5v8.5H19v3.2l-3.3-3.2H11"/>',
    "smile": '<circle cx="12" cy="12" r="8.5"/><path d="M8.5 14c1.9 2.6 5.1 2.6 7 0M9 9.5h.01M15 9.5h.01"/>',
    "people": '<circle cx="9" cy="8.5" r="3.2"/><path d="M3 19.5c.3-3.7 2.7-5.7 6-5.7s5.7 2 6 5.7"/><path d="M15.5 5.6a3.2 3.2 0 0 1 0 5.8M17.8 14.4c1.9.8 3 2.6 3.2 5.1"/>',
    "person": '<circle cx="12" cy="8.5" r="3.7"/><path d="M5 20c.4-4.2 3.1-6.3 7-6.3s6.6 2.1 7 6.3"/>',
    "place": '<path d="M12 21c-4.4-4.6-6.5-8-6.5-11a6.5 6.5 0 0 1 13 0c0 3-2.1 6.4-6.5 11z"/><circle cx="12" cy="10" r="2.4"/>',
    "room": '<circle cx="12" cy="12" r="4"/><path d="M12 3.5h.01M18.5 6.5h.01M20.5 13h.01M16.5 19.3h.01M8.5 19.8h.01M3.7 13.8h.01M5 6.8h.01" stroke-width="2.8"/>',
    "calendar": '<path d="M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5v4M15.5 3.5v4"/>',
    "pin": '<path d="M9 3.5h6l-.7 6.5 3.2 3.5h-11L9.7 10zM12 13.5V21"/>',
    "lock": '<path d="M5.5 11h13v9.5h-13z"/><path d="M8.5 11V7.8a3.5 3.5 0 0 1 7 0V11"/>',
    "eye": '<path d="M2.5 12C5 7.7 8.2 5.7 12 5.7s7 2 9.5 6.3c-2.5 4.3-5.7 6.3-9.5 6.3S5 16.3 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>',
    "bell": '<path d="M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5z"/><path d="M10 20.5h4"/>',
    "back": '<path d="M20 12H4.5M11 5.5 4.5 12l6.5 6.5"/>',
    "forward": '<path d="M4 12h15.5M13 5.5l6.5 6.5-6.5 6.5"/>',
    "up": '<path d="m5.5 15 6.5-6.5 6.5 6.5"/>',
    "down": '<path d="m5.5 9 6.5 6.5L18.5 9"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "sun": '<circle cx="12" cy="12" r="3.8"/><path d="M12 2.8v2.4M12 18.8v2.4M2.8 12h2.4M18.8 12h2.4M5.5 5.5l1.7 1.7M16.8 16.8l1.7 1.7M5.5 18.5l1.7-1.7M16.8 7.2l1.7-1.7"/>',
    "moon": '<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"/>',
    "contrast": '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17"/>',
    "logout": '<path d="M14 4H5v16h9M10 12h10.5M16.5 8l4 4-4 4"/>',
    "settings": '<path d="M4 7.5h9M17 7.5h3M4 16.5h3M11 16.5h9"/><circle cx="15" cy="7.5" r="2"/><circle cx="9" cy="16.5" r="2"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8.5-8.5M15.5 8l3 3"/>',
    "mail": '<path d="M3.5 5.5h17v13h-17z"/><path d="m3.5 7 8.5 6.5L20.5 7"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.5l3.5 2"/>',
    "file": '<path d="M6 3.5h8l4 4v13H6z"/><path d="M14 3.5v4h4"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5"/><path d="M12 7.7h.01" stroke-width="2.2"/>',
    "warning": '<path d="M12 4 2.8 20h18.4z"/><path d="M12 10v4.5"/><path d="M12 17.3h.01" stroke-width="2.2"/>',
    "danger": '<path d="M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7z"/><path d="M12 7.8v5"/><path d="M12 16.2h.01" stroke-width="2.2"/>',
    "success": '<circle cx="12" cy="12" r="8.5"/><path d="m8 12.3 2.8 2.8L16 9.5"/>',
    "bold": '<path d="M7.5 5h5a3.4 3.4 0 0 1 0 6.8h-5zM7.5 11.8h6a3.6 3.6 0 0 1 0 7.2h-6z"/>',
    "italic": '<path d="M10 5h7M7 19h7M14 5l-4 14"/>',
    "list": '<path d="M9.5 6.5H20M9.5 12H20M9.5 17.5H20"/><path d="M4.7 6.5h.01M4.7 12h.01M4.7 17.5h.01" stroke-width="2.6"/>',
    "numbers": '<path d="M10.5 6.5H20M10.5 12H20M10.5 17.5H20M4 5l1.5-.7V9M4 14.5c1.5-1.3 3 .2 2 1.6L4 18.7h2.7"/>',
    "heading": '<path d="M6.5 5v14M17.5 5v14M6.5 12h11"/>',
}


def inner(name: str) -> str:
    """The SVG content of a sign. Raises `KeyError` for an unknown name, which is a mistake in a template."""
    return ICONS[name]
