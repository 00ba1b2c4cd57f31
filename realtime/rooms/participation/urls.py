"""Addresses of coming in, leaving and inviting."""

from django.urls import path

from realtime.rooms.participation import views

urlpatterns = [
    path("direkt/", views.open_direct_room, name="open_direct_room"),
    path("<int:pk>/betreten/", views.enter_room, name="enter_room"),
    path("<int:pk>/verlassen/", views.leave_room, name="leave_room"),
    path("<int:pk>/benachrichtigung/", views.set_level, name="set_level"),
    path("<int:pk>/mitglieder/", views.list_participants, name="list_participants"),
    path("<int:pk>/einladen/", views.invite, name="invite"),
    path("<int:pk>/entlassen/", views.remove_participant, name="remove_participant"),
]
