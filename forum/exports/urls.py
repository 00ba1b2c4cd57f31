"""Addresses of threads as files."""

from django.urls import path

from forum.exports import views

urlpatterns = [
    path("themen/<int:pk>/akte/", views.export_thread, name="export_thread"),
]
