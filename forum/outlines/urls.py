"""Addresses of outlines."""

from django.urls import path

from forum.outlines import views

urlpatterns = [
    path("handlungsfelder/<slug:slug>/gliederung/", views.show_outline, name="show_outline"),
    path("moderation/gliederungen/", views.list_outlines, name="list_outlines"),
    path("moderation/gliederungen/<slug:slug>/", views.write_outline, name="write_outline"),
]
