"""What comes round in the forum."""

from community import jobs
from forum.answers import actions as answer_actions
from forum.approval import actions as approval_actions
from forum.confidential import actions as confidential_actions
from forum.polls import actions as poll_actions
from forum.scheduling import actions as scheduling_actions


@jobs.every(hours=24)
def forget_pending_posts() -> None:
    approval_actions.forget_pending_posts()


@jobs.every(hours=24)
def forget_confidential() -> None:
    confidential_actions.forget_confidential()


@jobs.every(minutes=1)
def close_due_polls() -> None:
    poll_actions.close_due_polls()


@jobs.every(hours=6)
def remind_askers() -> None:
    answer_actions.remind_askers()


@jobs.every(minutes=1)
def publish_due_posts() -> None:
    scheduling_actions.publish_due_posts()
