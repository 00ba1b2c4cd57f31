"""What comes round in the office."""

from community import jobs
from community.moderation import actions, misuse


@jobs.register(hours=24)
def forget_cases() -> None:
    actions.forget_cases()


@jobs.register(hours=24)
def lift_past_limits() -> None:
    misuse.lift_past_limits()


@jobs.register(hours=24)
def forget_notes() -> None:
    actions.forget_notes()


@jobs.register(minutes=20)
def send_summaries() -> None:
    actions.send_summaries()


@jobs.register(hours=24)
def expire_reports() -> None:
    actions.expire_reports()
