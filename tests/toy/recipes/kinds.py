"""What a recipe is in the house."""

from community.kinds import Kind, register
from community.live.kind import Streamed
from community.moderation.kind import Measure, Reportable
from community.notices.kind import NoticeType, Notifiable
from community.quotes.kind import Quotable
from community.search.kind import Hit, Searchable, Words
from community.uploads.kind import Attachable
from tests.toy.recipes import actions
from tests.toy.recipes.models import Recipe


class HideRecipe(Measure):
    slug, name, done = "hide", "Rezept ausblenden", "Ihr Rezept ist für andere nicht mehr zu lesen."

    def possible(self, recipe):
        return not recipe.is_hidden

    def carry_out(self, recipe, decision, reason):
        actions.change_recipe(recipe, is_hidden=True)
        return {}

    def take_back(self, recipe, before):
        actions.change_recipe(recipe, is_hidden=False)


@register
class RecipeKind(Kind[Recipe], Searchable, Reportable, Quotable, Attachable, Notifiable, Streamed):
    slug, model, label, word = "recipe", Recipe, "Rezept", "rezept"
    heading, filter_word = "Rezepte", "rezepte"
    measures = (HideRecipe(),)
    notice_types = (
        NoticeType("recipes.written", "%(who)s hat ein Rezept geschrieben.", "weil Sie kochen", False),
    )

    def visible_to(self, viewer):
        recipes = Recipe.objects.select_related("author")
        return recipes.filter(is_hidden=False) if getattr(viewer, "is_admitted", False) else recipes.none()

    def title(self, recipe):
        return recipe.title

    def at(self, match, fragment):
        return match.kwargs["pk"] if match.url_name == "show_recipe" else None

    def indexed(self, keys):
        for recipe in Recipe.objects.filter(pk__in=keys, is_hidden=False):
            yield Words(recipe.pk, f"recipe:{recipe.pk}", recipe.at, recipe.title, recipe.text)

    def hits(self, viewer, keys):
        found = self.visible_to(viewer).filter(pk__in=keys)
        return {one.pk: Hit(one.title, self.address(one), one.text, one.at, one.author) for one in found}

    def snapshot(self, recipe):
        said = {"title": recipe.title, "text": recipe.text, "author": recipe.author.name}
        return said | {"at": recipe.at.isoformat(), "revision": 0, "removed": recipe.is_hidden, "context": []}

    def attachments(self):
        return Recipe.objects.filter(upload__isnull=False)
