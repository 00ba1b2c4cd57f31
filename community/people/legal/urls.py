"""Addresses of legal pages."""

from django.urls import path

from community.people.legal import views

urlpatterns = [
    path("impressum/", views.show_document, {"slug": "impressum"}, name="imprint"),
    path("datenschutz/", views.show_document, {"slug": "datenschutz"}, name="privacy"),
    path("netiquette/", views.show_document, {"slug": "netiquette"}, name="rules"),
    path("barrierefreiheit/", views.show_document, {"slug": "barrierefreiheit"}, name="accessibility"),
]
