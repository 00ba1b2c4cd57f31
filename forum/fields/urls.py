"""Addresses of action fields and lists of threads."""

from django.urls import path

from forum.fields import views

urlpatterns = [
    path("handlungsfelder/", views.list_fields, name="list_fields"),
    path("handlungsfelder/<slug:slug>/", views.show_field, name="show_field"),
    path("handlungsfelder/<slug:slug>/gelesen/", views.mark_field_read, name="mark_field_read"),
    path(
        "handlungsfelder/<slug:slug>/gelesen/zuruecknehmen/",
        views.take_back_field_read,
        name="take_back_field_read",
    ),
    path("themen/", views.list_threads, name="list_threads"),
]
