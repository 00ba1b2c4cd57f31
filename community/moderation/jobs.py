"""What comes round in the office."""

from community import jobs
from community.moderation.cases import retention
from community.moderation.desk import daily_digest
from community.moderation.persons import actions as person_actions
from community.moderation.reports import actions as report_actions
from community.moderation.reports import misuse


@jobs.every(hours=24)
def forget_cases() -> None:
    retention.forget_cases()


@jobs.every(hours=24)
def lift_past_limits() -> None:
    misuse.lift_past_limits()


@jobs.every(hours=24)
def forget_notes() -> None:
    person_actions.forget_notes()


@jobs.every(minutes=20)
def send_summaries() -> None:
    daily_digest.send_summaries()


@jobs.every(hours=24)
def expire_reports() -> None:
    report_actions.expire_reports()
