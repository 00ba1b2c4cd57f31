"""Addresses of accepted answers and requests for one."""

from django.urls import path

from forum.answers import views

urlpatterns = [
    path("themen/<int:pk>/um-antwort-bitten/", views.ask_for_answer, name="ask_for_answer"),
    path("beitraege/<int:pk>/annehmen/", views.accept_answer, name="accept_answer"),
    path("beitraege/<int:pk>/annahme-zuruecknehmen/", views.withdraw_answer, name="withdraw_answer"),
]
