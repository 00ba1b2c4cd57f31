"""Addresses of invitations and the list of members."""

from django.urls import path

from community.moderation.invitations import views

urlpatterns = [
    path("einladen/", views.invite_members, name="invite_members"),
    path("mitglieder.csv", views.export_members, name="export_members"),
]
