"""Addresses of reactions."""

from django.urls import path

from forum.reactions import views

urlpatterns = [
    path("beitraege/<int:pk>/reaktion/", views.react_to_post, name="react_to_post"),
    path(
        "beitraege/<int:pk>/reaktion/zuruecknehmen/",
        views.withdraw_reaction,
        name="withdraw_reaction",
    ),
    path("beitraege/<int:pk>/reaktionen/", views.list_reactions, name="list_reactions"),
]
