"""Addresses of the forum, feature by feature; one word per verb, the same as in policy and actions."""

from django.urls import include, path

# The address of a thread ends in whatever its title makes of it, so threads come last.
FEATURES = (
    "fields",
    "outlines",
    "bulk_edit",
    "writing",
    "answers",
    "exports",
    "closing",
    "thread_tools",
    "tags",
    "crossposting",
    "moving",
    "polls",
    "dates",
    "summaries",
    "scheduling",
    "posts",
    "erasure",
    "reactions",
    "bookmarks",
    "vocabulary",
    "feeds",
    "approval",
    "confidential",
    "screening",
    "drafts",
    "threads",
)

urlpatterns = [path("", include(f"forum.{feature}.urls")) for feature in FEATURES]
