"""Addresses of statistics."""

from django.urls import path

from community.moderation.statistics import views

urlpatterns = [
    path("zahlen/", views.show_figures, name="show_figures"),
]
