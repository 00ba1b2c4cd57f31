"""Addresses of the journal of what can be undone."""

from django.urls import path

from community.moderation.undo import views

urlpatterns = [
    path("massnahmen/", views.list_deeds, name="list_deeds"),
    path("massnahmen/<int:deed_id>/", views.show_deed, name="show_deed"),
    path("massnahmen/<int:deed_id>/zuruecknehmen/", views.undo_deed, name="undo_deed"),
]
