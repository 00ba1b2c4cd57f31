"""Addresses of closing threads."""

from django.urls import path

from forum.closing import views

urlpatterns = [
    path("themen/<int:pk>/schliessen/", views.close_thread, name="close_thread"),
    path("themen/<int:pk>/oeffnen/", views.reopen_thread, name="reopen_thread"),
]
