"""Addresses of working groups."""

from django.urls import path

from community.people.groups import views

urlpatterns = [
    path("arbeitsgruppen/", views.list_groups, name="list_groups"),
    path("arbeitsgruppen/neu/", views.found_group, name="found_group"),
    path("arbeitsgruppen/<slug:slug>/", views.show_group, name="show_group"),
    path("arbeitsgruppen/<slug:slug>/verwalten/", views.manage_group, name="manage_group"),
    path("arbeitsgruppen/<slug:slug>/aufnehmen/", views.add_to_group, name="add_to_group"),
    path("arbeitsgruppen/<slug:slug>/entfernen/", views.remove_from_group, name="remove_from_group"),
    path("arbeitsgruppen/<slug:slug>/leitung/", views.set_group_lead, name="set_group_lead"),
    path("arbeitsgruppen/<slug:slug>/kommune/", views.add_municipality, name="add_municipality"),
    path(
        "arbeitsgruppen/<slug:slug>/kommune/entfernen/",
        views.remove_municipality,
        name="remove_municipality",
    ),
]
