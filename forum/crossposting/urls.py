"""Addresses of crossposting."""

from django.urls import path

from forum.crossposting import views

urlpatterns = [
    path("themen/<int:pk>/weitere-felder/", views.crosspost_thread, name="crosspost_thread"),
]
