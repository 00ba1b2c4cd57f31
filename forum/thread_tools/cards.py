"""What a thread's page shows of the care it was given, and what its moderators can do."""

from __future__ import annotations

from typing import Any

from community.people.viewer import Viewer
from forum.closing import policy as closing_policy
from forum.crossposting import policy as crossposting_policy
from forum.fields import policy as field_policy
from forum.models import Continuation, CrossPosting, StaffNote, Thread, ThreadEvent
from forum.moving import policy as moving_policy
from forum.thread_tools import policy
from forum.threads import policy as thread_policy


def thread_tools_context(viewer: Viewer, thread: Thread) -> dict[str, Any]:
    """For `forum/threads/thread.html`; queries only where there is something, and for moderators."""
    cares = policy.can_use_thread_tools(viewer, thread)
    events = list(thread.events.select_related("other__field", "field")) if thread.event_count else []
    return {
        "can_use_thread_tools": cares,
        "can_close": closing_policy.can_close_thread(viewer, thread),
        "can_reopen": closing_policy.can_reopen_thread(viewer, thread),
        "can_recast": cares and policy.can_change_kind(viewer, thread),
        "events": [event for event in events if _may_be_told(viewer, event)],
        "former_titles": [event.former for event in events if event.verb == ThreadEvent.Verb.RETITLE],
        "crosspostings": _crosspostings(viewer, thread),
        "can_crosspost": crossposting_policy.can_crosspost_thread(viewer, thread),
        "continued_from": _continued_from(viewer, thread),
        "staff_notes": list(StaffNote.objects.filter(thread=thread).select_related("author"))
        if cares
        else [],
    }


def _may_be_told(viewer: Viewer, event: ThreadEvent) -> bool:
    """Another thread or field is named only to those who may see it, or what became of it."""
    if event.field and not field_policy.can_see_field(viewer, event.field):
        return False
    other = event.other
    if other is None:
        return True
    return bool(
        thread_policy.can_see_thread(viewer, other) or moving_policy.can_see_merged_thread(viewer, other)
    )


def _crosspostings(viewer: Viewer, thread: Thread) -> list[CrossPosting]:
    if not thread.crossposting_count:
        return []
    return list(CrossPosting.objects.of_thread(thread).visible_to(viewer))


def _continued_from(viewer: Viewer, thread: Thread) -> Continuation | None:
    link: Continuation | None = getattr(thread, "continuation", None)
    if link is None:
        return None
    source = Thread.objects.select_related("field").get(pk=link.source_id)
    link.source = source
    visible = thread_policy.can_see_thread(viewer, source) or moving_policy.can_see_merged_thread(
        viewer, source
    )
    return link if visible else None
