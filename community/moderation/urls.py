"""Addresses of the office, feature by feature.

Reporting, answering a question and objecting are open to everyone and have addresses of their own (`public_urls`).
"""

from django.urls import include, path

FEATURES = (
    "desk",
    "registrations",
    "invitations",
    "persons",
    "cases",
    "undo",
    "mails",
    "conversations",
    "tasks",
    "appeals",
    "statistics",
    "transparency_report",
    "ready_texts",
    "roles",
)

urlpatterns = [path("", include(f"community.moderation.{feature}.urls")) for feature in FEATURES]
