"""Addresses of tags."""

from django.urls import path

from forum.tags import views

urlpatterns = [
    path("themen/<int:pk>/stichworte/", views.retag_thread, name="retag_thread"),
    path("stichworte/", views.list_tags, name="list_tags"),
    path("stichworte/vorschlaege/", views.suggest_tags, name="suggest_tags"),
    path("stichworte/<slug:slug>/", views.show_tag, name="show_tag"),
]
