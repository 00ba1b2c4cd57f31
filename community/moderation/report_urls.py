"""Addresses for reporting, open to everyone."""

from django.urls import path

from community.moderation.views import reports

urlpatterns = [
    path("", reports.report_anything, name="report_anything"),
    path("danke/", reports.report_received, name="report_received"),
    path("meine/", reports.list_own_reports, name="list_own_reports"),
    path("bestaetigen/<str:token>/", reports.confirm_report, name="confirm_report"),
    path("<slug:kind>/<int:key>/", reports.report_thing, name="report_thing"),
]
