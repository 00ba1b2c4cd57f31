"""Addresses of finding a date."""

from django.urls import path

from forum.dates import views

urlpatterns = [
    path("themen/<int:pk>/umfrage/termine/", views.add_dates, name="add_dates"),
    path("themen/<int:pk>/umfrage/termine/antworten/", views.answer_dates, name="answer_dates"),
    path("themen/<int:pk>/umfrage/termin/", views.fix_date, name="fix_date"),
    path("themen/<int:pk>/umfrage/termin.ics", views.export_date, name="export_date"),
]
