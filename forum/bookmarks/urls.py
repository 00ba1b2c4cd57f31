"""Addresses of bookmarks."""

from django.urls import path

from forum.bookmarks import views

urlpatterns = [
    path("beitraege/<int:pk>/merken/", views.keep_post, name="keep_post"),
    path("beitraege/<int:pk>/merken/loesen/", views.release_post, name="release_post"),
    path("merkzettel/", views.list_bookmarks, name="list_bookmarks"),
    path("merkzettel/wiedervorlagen.ics", views.export_bookmarks, name="export_bookmarks"),
]
