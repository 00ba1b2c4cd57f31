"""Addresses of polls."""

from django.urls import path

from forum.polls import views

urlpatterns = [
    path("themen/<int:pk>/umfrage/", views.add_poll, name="add_poll"),
    path("themen/<int:pk>/konsent/", views.add_consent, name="add_consent"),
    path("themen/<int:pk>/umfrage/ergebnis/", views.state_outcome, name="state_outcome"),
    path("themen/<int:pk>/umfrage/abstimmen/", views.vote, name="vote"),
    path("themen/<int:pk>/umfrage/zuruecknehmen/", views.withdraw_vote, name="withdraw_vote"),
    path("themen/<int:pk>/umfrage/schliessen/", views.close_poll, name="close_poll"),
]
