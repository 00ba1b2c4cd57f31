"""Addresses of sending a message."""

from django.urls import path

from realtime.rooms.sending import views

urlpatterns = [
    path("<int:pk>/nachrichten/", views.send_message, name="send_message"),
]
