"""Two moderators at once: one decision, one history row."""

from __future__ import annotations

from typing import Any

import pytest

from community.audit.models import AuditEvent
from community.moderation.models import Case, Decision, Letter
from tests.load.deciding import deciding_at_once, waiting_case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


def test_two_decide_and_one_wins() -> None:
    for _ in range(5):
        case, officers = waiting_case()
        race = deciding_at_once(case, officers)
        assert race.was_one, race.spans
        assert sorted(race.outcomes) == ["CaseMovedOn", "decided"], race.outcomes
        decision = Decision.objects.get(case=case)
        assert AuditEvent.objects.about(Case.objects.get(pk=case.pk)).filter(verb="decide_case").count() == 1
        assert Letter.objects.filter(decision=decision, purpose="statement").count() == (
            decision.result == Decision.Result.RESTRICTED
        )
