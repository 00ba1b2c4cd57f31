"""Addresses of the desk."""

from django.urls import path

from community.moderation.desk import views

urlpatterns = [
    path("", views.show_desk, name="show_desk"),
]
