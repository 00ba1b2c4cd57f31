"""Addresses of roles."""

from django.urls import path

from community.moderation.roles import views

urlpatterns = [
    path("rollen/", views.list_roles, name="list_roles"),
    path("rollen/<int:member_id>/erteilen/", views.grant_role, name="grant_role"),
    path("rollen/entziehen/<int:grant_id>/", views.revoke_role, name="revoke_role"),
]
