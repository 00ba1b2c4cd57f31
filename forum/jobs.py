"""What comes round in the forum."""

from community import jobs
from forum import actions


@jobs.register(hours=24)
def forget_holds() -> None:
    actions.forget_holds()


@jobs.register(hours=24)
def forget_asks() -> None:
    actions.forget_asks()


@jobs.register(minutes=1)
def close_due_polls() -> None:
    actions.close_due_polls()


@jobs.register(hours=6)
def remind_askers() -> None:
    actions.remind_askers()


@jobs.register(minutes=1)
def publish_due_posts() -> None:
    actions.publish_due_posts()
