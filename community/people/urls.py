"""Addresses of people, municipalities, working groups, settings and legal pages, feature by feature."""

from django.urls import include, path

FEATURES = (
    "accounts",
    "invitations",
    "members",
    "municipalities",
    "groups",
    "legal",
)

urlpatterns = [path("", include(f"community.people.{feature}.urls")) for feature in FEATURES]
