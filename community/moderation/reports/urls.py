"""Addresses for reporting, open to everyone."""

from __future__ import annotations

from django.urls import path

from community.moderation.reports import views

urlpatterns = [
    path("", views.report_anything, name="report_anything"),
    path("danke/", views.report_received, name="report_received"),
    path("meine/", views.list_own_reports, name="list_own_reports"),
    path("bestaetigen/<str:token>/", views.confirm_report, name="confirm_report"),
    path("<slug:kind>/<int:key>/", views.report_thing, name="report_thing"),
]
