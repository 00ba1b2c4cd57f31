"""Addresses of the own account."""

from django.urls import path

from community.people.accounts import views

urlpatterns = [
    path("konto/", views.account_overview, name="account_overview"),
    path("konto/profil/", views.edit_profile, name="edit_profile"),
    path("konto/darstellung/", views.choose_presentation, name="choose_presentation"),
    path("sprache/", views.choose_language, name="choose_language"),
]
