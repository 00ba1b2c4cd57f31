"""`{% live_scripts %}`: the scripts that bring the bell to this page."""

from __future__ import annotations

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from community.live import browser_scripts

register = template.Library()


@register.simple_tag(takes_context=True)
def live_scripts(context: template.Context) -> SafeString | str:
    """For admitted members: whose page this is, and the transports' modules. For all others nothing."""
    member: Any = context.get("user")
    if not getattr(member, "is_admitted", False):
        return ""
    scripts = format_html_join(
        "\n  ",
        '<script type="module" src="{}"></script>',
        ((static(path),) for path in browser_scripts()),
    )
    return format_html('<meta name="member" content="{}">\n  {}', str(member.pk), scripts)
