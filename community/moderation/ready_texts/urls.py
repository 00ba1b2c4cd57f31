"""Addresses of ready texts."""

from django.urls import path

from community.moderation.ready_texts import views

urlpatterns = [
    path("vorlagen/", views.list_texts, name="list_texts"),
    path("vorlagen/neu/", views.add_text, name="add_text"),
    path("vorlagen/<int:text_id>/", views.word_text, name="word_text"),
    path("vorlagen/<int:text_id>/ablegen/", views.retire_text, name="retire_text"),
]
