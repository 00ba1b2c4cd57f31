"""Addresses of members."""

from django.urls import path

from community.people.members import views

urlpatterns = [
    path("mitglieder/", views.list_members, name="list_members"),
    path("mitglieder/vorschlaege/", views.suggest_members, name="suggest_members"),
    path("mitglieder/<int:member_id>/", views.show_member, name="show_member"),
]
