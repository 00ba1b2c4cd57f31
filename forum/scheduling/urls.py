"""Addresses of scheduled posts."""

from django.urls import path

from forum.scheduling import views

urlpatterns = [
    path("themen/neu/spaeter/", views.schedule_thread, name="schedule_thread"),
    path("themen/<int:pk>/spaeter/", views.schedule_reply, name="schedule_reply"),
    path("geplant/", views.list_scheduled, name="list_scheduled"),
    path("geplant/<int:pk>/", views.change_scheduled, name="change_scheduled"),
    path("geplant/<int:pk>/absagen/", views.cancel_scheduled, name="cancel_scheduled"),
]
