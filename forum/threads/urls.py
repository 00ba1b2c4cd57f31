"""Addresses of threads."""

from django.urls import path

from forum.threads import views

urlpatterns = [
    path("themen/<int:pk>/", views.show_thread, name="show_thread_short"),
    path("themen/<int:pk>/ungelesen/", views.show_unread, name="show_unread"),
    path("themen/<int:pk>/gelesen/", views.mark_read, name="mark_read"),
    path("themen/<int:pk>/beitraege/", views.changes, name="thread_changes"),
    path("themen/<int:pk>/zweige/<int:branch>/", views.show_branch, name="show_branch"),
    path("themen/<int:pk>/<slug:slug>/", views.show_thread, name="show_thread"),
]
