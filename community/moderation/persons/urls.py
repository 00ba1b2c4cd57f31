"""Addresses of what the office knows about people."""

from django.urls import path

from community.moderation.persons import views

urlpatterns = [
    path("personen/<int:member_id>/", views.show_person, name="show_person"),
    path(
        "personen/<int:member_id>/bestaetigen/",
        views.confirm_municipality,
        name="confirm_municipality",
    ),
    path(
        "personen/<int:member_id>/bestaetigung-entziehen/",
        views.withdraw_confirmation,
        name="withdraw_confirmation",
    ),
    path("personen/<int:member_id>/notieren/", views.note_on_person, name="note_on_person"),
    path(
        "personen/<int:member_id>/notizen/<int:note_id>/loeschen/",
        views.delete_note,
        name="delete_note",
    ),
]
