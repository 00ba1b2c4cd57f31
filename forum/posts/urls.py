"""Addresses of single posts."""

from django.urls import path

from forum.posts import views

urlpatterns = [
    path("beitraege/<int:pk>/", views.show_post, name="show_post"),
    path("beitraege/<int:pk>/kontext/", views.show_context, name="show_context"),
    path("beitraege/<int:pk>/antworten/", views.show_replies, name="show_replies"),
    path("beitraege/<int:pk>/zitat/", views.quote_post, name="quote_post"),
    path("beitraege/<int:pk>/bearbeiten/", views.edit_post, name="edit_post"),
    path("beitraege/<int:pk>/entfernen/", views.remove_post, name="remove_post"),
    path("beitraege/<int:pk>/wiederherstellen/", views.restore_post, name="restore_post"),
    path("beitraege/<int:pk>/verlauf/", views.show_history, name="show_history"),
]
