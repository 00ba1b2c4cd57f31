"""Addresses of opening, managing and archiving rooms."""

from django.urls import path

from realtime.rooms.management import views

urlpatterns = [
    path("neu/", views.create_room, name="create_room"),
    path("<int:pk>/einstellungen/", views.edit_room, name="edit_room"),
    path("<int:pk>/archivieren/", views.archive_room, name="archive_room"),
    path("<int:pk>/oeffnen/", views.reopen_room, name="reopen_room"),
    path("<int:pk>/mitschrift/", views.export_transcript, name="export_transcript"),
]
