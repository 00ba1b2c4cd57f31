"""Addresses of the rooms, below `raeume/`, feature by feature; one word per verb, the same as in policy and actions."""

from django.urls import include, path

FEATURES = (
    "room",
    "management",
    "participation",
    "forwarding",
    "sending",
    "catch_up",
    "messages",
)

urlpatterns = [path("", include(f"realtime.rooms.{feature}.urls")) for feature in FEATURES]
