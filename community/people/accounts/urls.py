"""Addresses of the own account."""

from django.urls import path

from community.people.accounts import language_views, views

urlpatterns = [
    path("konto/", views.account_overview, name="account_overview"),
    path("konto/profil/", views.edit_profile, name="edit_profile"),
    path("konto/darstellung/", views.choose_presentation, name="choose_presentation"),
    path("sprache/", language_views.choose_language, name="choose_language"),
]
