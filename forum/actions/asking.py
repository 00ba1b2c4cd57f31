"""Asking a member in person to answer a question."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from community.audit.record import record
from forum import care_policy, telling
from forum.actions.heads import locked
from forum.models import AnswerRequest, Thread


def ask_for_answer(actor: Any, thread: Thread, member: Any) -> AnswerRequest:
    """Tell `member` that the office would like their answer; it is remembered, and nobody is asked twice."""
    care_policy.can_ask_for_answer(actor, thread, member).require()
    with transaction.atomic():
        thread = locked(thread)
        care_policy.can_ask_for_answer(actor, thread, member).require()
        request = AnswerRequest.objects.create(thread=thread, member=member, asked_by=actor)
        record(actor, "ask_for_answer", thread, after={"member": member.pk})
        telling.tell_of_request(request)
    return request
