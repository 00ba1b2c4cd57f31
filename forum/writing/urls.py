"""Addresses of writing threads and replies."""

from django.urls import path

from forum.writing import views

urlpatterns = [
    path("themen/neu/", views.start_thread, name="start_thread"),
    path("themen/ansprechen/", views.suggest_addressees, name="suggest_addressees"),
    path("themen/<int:pk>/antworten/", views.reply, name="reply"),
    path("vorschau/", views.preview, name="preview"),
]
