"""Addresses of the office's tasks."""

from django.urls import path

from community.moderation.tasks import views

urlpatterns = [
    path("vormerkungen/", views.list_errands, name="list_errands"),
    path("vormerkungen/neu/", views.note_errand, name="note_errand"),
    path("vormerkungen/<int:errand_id>/", views.mark_errand, name="mark_errand"),
]
