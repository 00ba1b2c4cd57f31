"""Addresses of the yearly report and the record of used power."""

from django.urls import path

from community.moderation.transparency_report import views

urlpatterns = [
    path("bericht/", views.show_report, name="show_report"),
    path("bericht/<int:year>/", views.show_report_of, name="show_report_of"),
    path("bericht/<int:year>.csv", views.download_report, name="download_report"),
    path("protokoll/", views.show_record, name="show_record"),
    path("protokoll.csv", views.download_record, name="download_record"),
]
