"""Addresses of the list of rooms, one room, and its search."""

from django.urls import path

from realtime.rooms.room import views

urlpatterns = [
    path("", views.list_rooms, name="list_rooms"),
    path("<int:pk>/", views.show_room, name="show_room"),
    path("<int:pk>/suche/", views.search_room, name="search_room"),
]
