"""Addresses of summaries."""

from django.urls import path

from forum.summaries import views

urlpatterns = [
    path("themen/<int:pk>/zusammenfassung/", views.write_summary, name="write_summary"),
    path(
        "themen/<int:pk>/zusammenfassung/verlauf/",
        views.show_summary_history,
        name="show_summary_history",
    ),
    path(
        "themen/<int:pk>/zusammenfassung/verlauf/<int:number>/",
        views.revert_summary,
        name="revert_summary",
    ),
]
