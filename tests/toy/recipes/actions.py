"""What people do with recipes."""

from django.db import transaction

from community import live
from community.notices.actions import tell
from community.search.actions import follow
from tests.toy.recipes.models import Recipe


@transaction.atomic
def write_recipe(author, *, members=(), **said):
    recipe = Recipe.objects.create(author=author, **said)
    follow("recipe", recipe.pk)
    tell("recipes.written", recipe.pk, thing=0, actor=author, members=members)
    return recipe


@transaction.atomic
def change_recipe(recipe, **changes):
    Recipe.objects.filter(pk=recipe.pk).update(head=recipe.head + 1, **changes)
    follow("recipe", recipe.pk)
    stream = f"recipe:{recipe.pk}"
    live.publish(stream, {"type": "head", "stream": stream, "head": recipe.head + 1})
