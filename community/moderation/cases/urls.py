"""Addresses of cases."""

from django.urls import path

from community.moderation.cases import views

urlpatterns = [
    path("vorgaenge/", views.list_cases, name="list_cases"),
    path("vorgaenge/<int:case_id>/", views.show_case, name="show_case"),
    path("vorgaenge/<int:case_id>/uebernehmen/", views.take_case, name="take_case"),
    path("vorgaenge/neu/<slug:kind>/<int:key>/", views.open_case, name="open_case"),
    path("vorgaenge/<int:case_id>/uebergeben/", views.assign_case, name="assign_case"),
    path("vorgaenge/<int:case_id>/notieren/", views.note_on_case, name="note_on_case"),
    path("vorgaenge/<int:case_id>/entscheiden/", views.decide_case, name="decide_case"),
    path("vorgaenge/<int:case_id>/zuruecknehmen/", views.take_back_decision, name="take_back_decision"),
]
