"""Addresses of the journal of what can be undone."""

from django.urls import path

from community.moderation.undo import views

urlpatterns = [
    path("massnahmen/", views.list_actions, name="list_actions"),
    path("massnahmen/<int:action_id>/", views.show_action, name="show_action"),
    path("massnahmen/<int:action_id>/zuruecknehmen/", views.undo_action, name="undo_action"),
]
