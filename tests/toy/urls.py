"""The addresses of the house, and those of recipes."""

from django.urls import include, path

urlpatterns = [path("", include("tests.toy.recipes.urls")), path("", include("community.urls"))]
