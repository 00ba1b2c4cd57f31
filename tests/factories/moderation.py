"""Reports for tests, written through the actions of the house.

report = report_post(bruno, post)              a member's, by the rules
report = report_post(None, post)               an outsider's, not confirmed yet; `confirm(report)` does
decide(chiara, case_of(report))                 the post is hidden; `decide(chiara, case, "stays")`: it stays
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser

from community.moderation.decisions import actions as decision_actions
from community.moderation.models import Case, Decision, Report
from community.moderation.reports import actions as report_actions
from community.moderation.reports.actions import token_for
from community.moderation.things import find
from community.people.models import Member

OUTSIDER = {"name": "Olga Oben", "email": "olga@draussen.example"}


def report_thing(reporter: Member | None, kind: str, thing: Any, **said: Any) -> Report:
    """A report about any kind of thing, as a reader would load it."""
    found = find(kind, str(thing.pk))
    assert found is not None
    what = {"door": "rules", "reason": "insult", "text": "Das geht zu weit.", "key": uuid4(), **said}
    if reporter is None:
        what = {**OUTSIDER, **what}
    report = report_actions.report_thing(
        reporter or AnonymousUser(), *found, address=found[0].address(found[1]), **what
    )
    return Report.objects.select_related("case").get(pk=report.pk)


def report_post(reporter: Member | None, post: Any, **said: Any) -> Report:
    return report_thing(reporter, "beitrag", post, **said)


def confirm(report: Report) -> Report:
    """The outsider's report with the button pressed."""
    report_actions.confirm_report(token_for(report))
    return Report.objects.select_related("case").get(pk=report.pk)


def case_of(report: Report) -> Case:
    """The case of the report as it stands now."""
    return Case.objects.get(pk=report.case_id)


def decide(officer: Member, case: Case, *measures: str, **found: Any) -> Decision:
    """The case decided: `measures` are taken (else "hide"), or with ``result="stays"`` none."""
    result = found.pop("result", "restricted")
    if result == "restricted" and not measures and "penalty" not in found:
        measures = ("hide",)
    what = {"reasons": "Das ist eine Beleidigung.", "result": result, **found}
    finding = decision_actions.Finding(measures=measures, **what)
    seen = Case.objects.get(pk=case.pk).version
    return decision_actions.decide_case(officer, case, finding, seen=seen)
