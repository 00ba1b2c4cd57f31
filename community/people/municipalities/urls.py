"""Addresses of municipalities."""

from django.urls import path

from community.people.municipalities import views

urlpatterns = [
    path("kommunen/", views.list_municipalities, name="list_municipalities"),
    path("kommunen/vorschlaege/", views.suggest_municipalities, name="suggest_municipalities"),
    path("kommunen/<str:ars>/", views.show_municipality, name="show_municipality"),
]
