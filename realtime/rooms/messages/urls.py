"""Addresses of single messages."""

from django.urls import path

from realtime.rooms.messages import views

urlpatterns = [
    path("<int:pk>/nachrichten/<int:seq>/", views.show_message, name="show_message"),
    path("<int:pk>/nachrichten/<int:seq>/antworten/", views.list_answers, name="list_answers"),
    path("<int:pk>/nachrichten/<int:seq>/bearbeiten/", views.edit_message, name="edit_message"),
    path("<int:pk>/nachrichten/<int:seq>/entfernen/", views.remove_message, name="remove_message"),
    path(
        "<int:pk>/nachrichten/<int:seq>/wiederherstellen/",
        views.restore_message,
        name="restore_message",
    ),
    path(
        "<int:pk>/nachrichten/<int:seq>/verlauf/",
        views.show_message_history,
        name="show_message_history",
    ),
    path("<int:pk>/nachrichten/<int:seq>/melden/", views.report_message, name="report_message"),
    path("<int:pk>/nachrichten/<int:seq>/reaktion/", views.react, name="react"),
    path("<int:pk>/nachrichten/<int:seq>/reaktion/zuruecknehmen/", views.unreact, name="unreact"),
    path("<int:pk>/nachrichten/<int:seq>/anheften/", views.pin_message, name="pin_message"),
    path("<int:pk>/nachrichten/<int:seq>/loesen/", views.unpin_message, name="unpin_message"),
]
