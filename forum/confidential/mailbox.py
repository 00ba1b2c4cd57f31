"""What the office wrote to the pseudonym of a question, and what waits of it: read on its page, for no mail says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from community.moderation.conversations.actions import conversation_address
from community.moderation.models import CaseMessage, Letter
from forum.models import ConfidentialQuestion, PendingPost


@dataclass(frozen=True)
class Inquiry:
    """The office asks the asker something about a case; the answer is given at `address`."""

    at: datetime
    text: str
    address: str


def of_question(question: ConfidentialQuestion) -> dict[str, Any]:
    """Letters, questions of the office and posts that wait, each the newest first; nothing without a pseudonym."""
    if question.pseudonym_id is None:
        return {}
    asked = CaseMessage.objects.filter(case__author=question.pseudonym_id, report=None, from_office=True)
    return {
        "letters": Letter.objects.filter(member=question.pseudonym_id).order_by("-pk"),
        "inquiries": [
            Inquiry(message.at, message.text, _path(conversation_address(message.case, None)))
            for message in asked.select_related("case").order_by("-pk")
        ],
        "pending_posts": PendingPost.objects.filter(author=question.pseudonym_id)
        .exclude(state=PendingPost.State.RELEASED)
        .select_related("author", "field", "thread")
        .order_by("-pk"),
    }


def _path(address: str) -> str:
    return address.removeprefix(settings.PUBLIC_URL)
