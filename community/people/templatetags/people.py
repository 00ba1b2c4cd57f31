"""What templates ask about people beyond what a view hands them."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from community.people import sanctions
from community.people.accounts.devices import spoken_device
from community.people.admission import waiting
from community.people.models import Member
from community.text import render

register = template.Library()


@register.simple_tag
def usual_wait() -> str:
    """How long registrations have waited lately, in words. One query."""
    return waiting.usual_wait()


@register.filter
def rests(member: Member) -> str:
    """The sentence for someone whose part rests."""
    return sanctions.rests(member).reason


@register.filter
def as_text(source: str) -> SafeString:
    """What a member wrote, as safe HTML."""
    return mark_safe(render(source).html)


@register.filter
def device(user_agent: str) -> str:
    """``Firefox unter Windows`` from what a browser says about itself."""
    return spoken_device(user_agent)
