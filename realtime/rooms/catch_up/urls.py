"""Addresses of what scripts catch up with."""

from django.urls import path

from realtime.rooms.catch_up import views

urlpatterns = [
    path("<int:pk>/ereignisse/", views.list_events, name="list_events"),
    path("<int:pk>/gelesen/", views.mark_room_read, name="mark_room_read"),
]
