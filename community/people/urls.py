"""Addresses of people, municipalities, working groups, settings and legal pages."""

from django.urls import path

from community.people.views import account, directory, groups, invitation, language, legal, municipalities

urlpatterns = [
    path("konto/", account.account_overview, name="account_overview"),
    path("einladung/<str:token>/", invitation.accept_invitation, name="accept_invitation"),
    path("konto/profil/", account.edit_profile, name="edit_profile"),
    path("konto/darstellung/", account.choose_presentation, name="choose_presentation"),
    path("sprache/", language.choose_language, name="choose_language"),
    path("mitglieder/", directory.list_members, name="list_members"),
    path("mitglieder/vorschlaege/", directory.suggest_members, name="suggest_members"),
    path("mitglieder/<int:member_id>/", directory.show_member, name="show_member"),
    path("kommunen/", municipalities.list_municipalities, name="list_municipalities"),
    path("kommunen/vorschlaege/", municipalities.suggest_municipalities, name="suggest_municipalities"),
    path("kommunen/<str:ars>/", municipalities.show_municipality, name="show_municipality"),
    path("arbeitsgruppen/", groups.list_groups, name="list_groups"),
    path("arbeitsgruppen/neu/", groups.found_group, name="found_group"),
    path("arbeitsgruppen/<slug:slug>/", groups.show_group, name="show_group"),
    path("arbeitsgruppen/<slug:slug>/verwalten/", groups.manage_group, name="manage_group"),
    path("arbeitsgruppen/<slug:slug>/aufnehmen/", groups.add_to_group, name="add_to_group"),
    path("arbeitsgruppen/<slug:slug>/entfernen/", groups.remove_from_group, name="remove_from_group"),
    path("arbeitsgruppen/<slug:slug>/leitung/", groups.set_group_lead, name="set_group_lead"),
    path("arbeitsgruppen/<slug:slug>/kommune/", groups.add_municipality, name="add_municipality"),
    path(
        "arbeitsgruppen/<slug:slug>/kommune/entfernen/",
        groups.remove_municipality,
        name="remove_municipality",
    ),
    path("impressum/", legal.show_document, {"slug": "impressum"}, name="imprint"),
    path("datenschutz/", legal.show_document, {"slug": "datenschutz"}, name="privacy"),
    path("netiquette/", legal.show_document, {"slug": "netiquette"}, name="rules"),
    path("barrierefreiheit/", legal.show_document, {"slug": "barrierefreiheit"}, name="accessibility"),
]
