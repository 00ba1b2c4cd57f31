"""Addresses of forwarding messages and discussing things."""

from django.urls import path

from realtime.rooms.forwarding import views

urlpatterns = [
    path("besprechen/", views.discuss_thing, name="discuss_thing"),
    path("<int:pk>/weitertragen/", views.quote_messages, name="quote_messages"),
    path("<int:pk>/nachrichten/<int:seq>/karten/", views.show_cards, name="show_cards"),
]
