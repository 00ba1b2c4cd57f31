"""Addresses of splitting, merging and continuing threads."""

from django.urls import path

from forum.moving import views

urlpatterns = [
    path("themen/<int:pk>/teilen/", views.split_thread, name="split_thread"),
    path("themen/<int:pk>/zusammenfuehren/", views.merge_thread, name="merge_thread"),
    path("beitraege/<int:pk>/weiterfuehren/", views.continue_thread, name="continue_thread"),
]
