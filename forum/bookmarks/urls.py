"""Addresses of bookmarks."""

from django.urls import path

from forum.bookmarks import views

urlpatterns = [
    path("beitraege/<int:pk>/merken/", views.bookmark_post, name="bookmark_post"),
    path("beitraege/<int:pk>/merken/loesen/", views.remove_bookmark, name="remove_bookmark"),
    path("merkzettel/", views.list_bookmarks, name="list_bookmarks"),
    path("merkzettel/wiedervorlagen.ics", views.export_bookmarks, name="export_bookmarks"),
]
