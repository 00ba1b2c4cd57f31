"""The house's components, for all templates: what a page says, not how it looks.

The looks live in `templates/ui/`, the only place that knows the design system's names.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from community.web import icons, moments
from community.web.pages import Page

register = template.Library()

BUTTON_KINDS = ("primary", "secondary", "quiet", "danger")
ALERT_ICONS = {"info": "info", "success": "success", "warning": "warning", "danger": "danger"}
BADGE_ICONS = {"answered": "check", "members": "lock", "closed": "lock", "public": "globe"}
AVATAR_TONES = 6
HUES = 12


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An inline sign; silent beside a word, or with `label` where it stands alone."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" focusable="false" {}>{}</svg>',
        spoken,
        mark_safe(icons.inner(name)),
    )


@register.inclusion_tag("ui/button.html")
def button(
    text: str,
    kind: str = "secondary",
    *,
    href: str = "",
    type: str = "submit",
    icon: str = "",
    small: bool = False,
    **attrs: Any,
) -> dict[str, Any]:
    """A button, with `href` a link that looks like one; further attributes: `hx_post=` gives ``hx-post``."""
    if kind not in BUTTON_KINDS:
        raise template.TemplateSyntaxError(f"unknown kind of button: {kind}")
    return {
        "text": text,
        "kind": kind,
        "href": href,
        "type": type,
        "icon": icon,
        "small": small,
        "attrs": {
            name.rstrip("_").replace("_", "-"): value
            for name, value in attrs.items()
            if value not in ("", None, False)
        },
    }


@register.inclusion_tag("ui/badge.html")
def badge(text: str, kind: str = "neutral") -> dict[str, Any]:
    """A short state: answered, open, public, members, closed, new, office, expert, neutral."""
    return {"text": text, "kind": kind, "icon": BADGE_ICONS.get(kind, "")}


@register.inclusion_tag("ui/field_mark.html")
def field_mark(field: Any, link: bool = True) -> dict[str, Any]:
    """An action field: a small mark of its hue and its name. Takes what has `name`, `hue` and an address."""
    address = getattr(field, "get_absolute_url", None)
    url = address() if callable(address) else getattr(field, "url", "")
    return {"name": field.name, "hue": hue_number(field.hue), "url": url if link else ""}


@register.filter
def hue_number(hue: int) -> int:
    """The number of a hue's class, 0 to 11, from its number or from its angle on the colour wheel."""
    return hue if 0 <= hue < HUES else round((hue - 22) / 30) % HUES


@register.inclusion_tag("ui/avatar.html")
def avatar(member: Any, size: str = "m") -> dict[str, Any]:
    """A member's initials in a circle of a tone that stays theirs. `None` is a person who left."""
    return _face(member) | {"size": size}


@register.inclusion_tag("ui/person.html")
def person(
    member: Any,
    *,
    office: bool = False,
    expert: bool = False,
    face: bool = True,
    size: str = "m",
    link: bool = True,
) -> dict[str, Any]:
    """The author line: name, function, municipality and its size. Uses only what is loaded.

    `None` is a person who left. `link` leads from the name to the profile; pages for people who may not open
    profiles pass `False`.
    """
    marks = {"office": office, "expert": expert, "face": face, "size": size, "link": link}
    return _face(member) | marks | {"member": member}


def _face(member: Any) -> dict[str, Any]:
    """`named` tells a person who is here from one who left; a name may have no letter to make a sign of."""
    if member is None or not getattr(member, "name", ""):
        return {"initials": "", "tone": 0, "named": False}
    return {"initials": member.initials, "tone": (member.pk or 0) % AVATAR_TONES, "named": True}


@register.simple_tag
def when(moment: Any) -> SafeString:
    """A point in time as people say it, with the exact time in its title. Empty for `None`."""
    if moment is None:
        return mark_safe("")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(timespec="seconds"),
        moments.exact(moment),
        moments.spoken(moment),
    )


@register.simple_block_tag
def alert(content: str, kind: str = "info", title: str = "", **attrs: Any) -> SafeString:
    """A message in the page: info, success, warning or danger, with an optional title."""
    context = {
        "content": content,
        "kind": kind,
        "title": title,
        "icon": ALERT_ICONS[kind],
        "attrs": _dashed(attrs),
    }
    return _rendered("ui/alert.html", context)


@register.simple_block_tag
def empty(content: str, drawing: str = "table", title: str = "") -> SafeString:
    """What stands where nothing is yet: a small drawing (chair, table, letter, search), words, a way on."""
    return _rendered(
        "ui/empty.html", {"content": content, "drawing": f"ui/drawings/{drawing}.svg", "title": title}
    )


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 2, kind: str = "") -> SafeString:
    """A framed part of a page or side column with its own heading."""
    return _rendered("ui/card.html", {"content": content, "title": title, "level": level, "kind": kind})


@register.simple_block_tag
def side_column(content: str) -> SafeString:
    """The side column around what a page puts there; nothing where it puts nothing."""
    return _rendered("ui/side.html", {"content": content}) if content.strip() else mark_safe("")


@register.inclusion_tag("ui/pagination.html")
def pagination(page: Page[Any], label: str = "") -> dict[str, Any]:
    """Links to the other pages of a list; nothing where there is only one."""
    return {"page": page, "label": label}


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(items: Any) -> dict[str, Any]:
    """The way here: pairs of text and address, the present page last with an empty address or none."""
    return {"items": [_entry(item) for item in items]}


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Any, label: str = "") -> dict[str, Any]:
    """Filter links: triples of text, address and whether it is chosen; a fourth value is its number."""
    return {"items": [_tab(item) for item in items], "label": label}


@register.simple_tag
def number(value: int | float | None) -> str:
    """A number in the language of the page: 12.345. Empty for `None`."""
    return moments.number(value)


@register.simple_tag
def field_error(form: Any, name: str) -> SafeString:
    """The errors of one field for forms laid out by hand; empty without errors."""
    return _rendered("ui/forms/errors.html", {"field": form[name]})


@register.simple_tag
def control(field: Any, css: str = "", **attrs: Any) -> SafeString:
    """A form field's bare control with further classes and attributes."""
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={**_dashed(attrs), "class": f"{css} {own}".strip()})


@register.filter
def widget_kind(field: Any) -> str:
    """Which template shows a form field: check, choices, select, file, password, markdown or input."""
    return WIDGET_KINDS.get(field.widget_type, "input")


WIDGET_KINDS = {
    "checkbox": "check",
    "radioselect": "choices",
    "checkboxselectmultiple": "choices",
    "select": "select",
    "selectmultiple": "select",
    "nullbooleanselect": "select",
    "password": "password",
    "clearablefile": "file",
    "file": "file",
}


def _rendered(name: str, context: dict[str, Any]) -> SafeString:
    return mark_safe(render_to_string(name, context))


def _dashed(attrs: dict[str, Any]) -> dict[str, Any]:
    return {
        name.rstrip("_").replace("_", "-"): value
        for name, value in attrs.items()
        if value not in ("", None, False)
    }


def _entry(item: Any) -> tuple[str, str]:
    return (str(item[0]), str(item[1] or "")) if isinstance(item, (tuple, list)) else (str(item), "")


def _tab(item: Any) -> dict[str, Any]:
    text, url, chosen, *rest = item
    return {"text": text, "url": url, "chosen": chosen, "count": rest[0] if rest else None}
