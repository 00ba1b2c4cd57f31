"""Addresses of the whole house."""

from django.urls import include, path

from community import start, status, well_known
from community.web import errors

urlpatterns = [
    path("", start.show_start, name="start"),
    path("raeume/", include("realtime.rooms.urls")),
    path("", include("community.people.urls")),
    path("", include("community.notices.urls")),
    path("", include("community.push.urls")),
    path("", include("community.search.urls")),
    path("", include("community.uploads.urls")),
    path("", include("forum.urls")),
    path("", include("realtime.delivery.urls")),
    path("konto/", include("allauth.urls")),
    path("melden/", include("community.moderation.reports.public_urls")),
    path("rueckfrage/", include("community.moderation.conversations.public_urls")),
    path("widerspruch/", include("community.moderation.appeals.public_urls")),
    path("angaben/", include("community.moderation.statements.urls")),
    path("moderation/", include("community.moderation.urls")),
    path("robots.txt", well_known.robots, name="robots"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path("healthz", status.healthz, name="healthz"),
    path("readyz", status.readyz, name="readyz"),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler429 = errors.too_often  # the account library asks for it
handler500 = errors.server_error
