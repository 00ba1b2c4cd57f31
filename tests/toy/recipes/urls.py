"""The page of a recipe."""

from django.shortcuts import get_object_or_404, render
from django.urls import path

from community import kinds


def show_recipe(request, pk):
    """GET /rezepte/7/: one that cannot be seen is not there."""
    recipe = get_object_or_404(kinds.get("recipe").visible_to(request.user), pk=pk)
    return render(request, "recipes/recipe.html", {"recipe": recipe})


urlpatterns = [path("rezepte/<int:pk>/", show_recipe, name="show_recipe")]
