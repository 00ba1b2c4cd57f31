"""The page of a recipe, beside all addresses of the house."""

from django.shortcuts import get_object_or_404, render
from django.urls import include, path

from community import kinds


def show_recipe(request, pk):
    recipe = get_object_or_404(kinds.get("recipe").visible_to(request.user), pk=pk)
    return render(request, "toy/recipe.html", {"recipe": recipe})


urlpatterns = [
    path("rezepte/<int:pk>/", show_recipe, name="show_recipe"),
    path("", include("community.urls")),
]
