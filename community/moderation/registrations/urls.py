"""Addresses of registrations."""

from django.urls import path

from community.moderation.registrations import views

urlpatterns = [
    path("freigaben/", views.list_registrations, name="list_registrations"),
    path("freigaben/mehrere/", views.admit_members, name="admit_members"),
    path("freigaben/<int:member_id>/", views.show_registration, name="show_registration"),
    path("freigaben/<int:member_id>/aufnehmen/", views.admit_member, name="admit_member"),
    path("freigaben/<int:member_id>/ablehnen/", views.decline_member, name="decline_member"),
    path(
        "freigaben/<int:member_id>/doch-aufnehmen/",
        views.reconsider_member,
        name="reconsider_member",
    ),
]
