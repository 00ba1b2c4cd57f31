"""Addresses of questions to people about a case, below the desk."""

from django.urls import path

from community.moderation.conversations import views

urlpatterns = [
    path("vorgaenge/<int:case_id>/schreiben/", views.write_to_person, name="write_to_person"),
]
