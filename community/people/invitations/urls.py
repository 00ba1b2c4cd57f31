"""Addresses of accepting an invitation."""

from django.urls import path

from community.people.invitations import views

urlpatterns = [
    path("einladung/<str:token>/", views.accept_invitation, name="accept_invitation"),
]
