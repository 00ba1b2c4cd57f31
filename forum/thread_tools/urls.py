"""Addresses of the thread tools."""

from django.urls import path

from forum.thread_tools import views

urlpatterns = [
    path("themen/<int:pk>/umbenennen/", views.retitle_thread, name="retitle_thread"),
    path("themen/<int:pk>/umwandeln/", views.change_kind, name="change_kind"),
    path("themen/<int:pk>/anheften/", views.pin_thread, name="pin_thread"),
    path("themen/<int:pk>/loesen/", views.unpin_thread, name="unpin_thread"),
    path("themen/<int:pk>/verlangsamen/", views.slow_thread, name="slow_thread"),
    path("themen/<int:pk>/verschieben/", views.move_thread, name="move_thread"),
    path("themen/<int:pk>/notiz/", views.add_staff_note, name="add_staff_note"),
    path("beitraege/<int:pk>/sperren/", views.lock_post, name="lock_post"),
    path("beitraege/<int:pk>/entsperren/", views.unlock_post, name="unlock_post"),
]
