"""Addresses of statements about where people belong: deputies of municipalities use them, too."""

from django.urls import path

from community.moderation.statements import views

urlpatterns = [
    path("", views.list_statements, name="list_statements"),
    path("<int:pk>/bestaetigen/", views.confirm_statement, name="confirm_statement"),
    path("<int:pk>/ablehnen/", views.refuse_statement, name="refuse_statement"),
]
