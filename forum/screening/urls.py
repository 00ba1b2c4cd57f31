"""Addresses of when posts need approval."""

from django.urls import path

from forum.screening import views

urlpatterns = [
    path("moderation/vorlegen/", views.show_screening, name="show_screening"),
    path("moderation/vorlegen/erste-beitraege/", views.choose_first_posts, name="choose_first_posts"),
    path("moderation/vorlegen/woerter/", views.watch_word, name="watch_word"),
    path("moderation/vorlegen/woerter/<int:pk>/loesen/", views.drop_word, name="drop_word"),
]
