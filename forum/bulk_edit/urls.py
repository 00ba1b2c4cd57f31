"""Addresses of editing many threads at once."""

from django.urls import path

from forum.bulk_edit import views

urlpatterns = [
    path("handlungsfelder/<slug:slug>/aufraeumen/", views.bulk_edit_field, name="bulk_edit_field"),
]
