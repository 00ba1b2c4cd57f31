from django.urls import path

from community.search.views import helping, office, searching

urlpatterns = [
    path("suche/", searching.search, name="search"),
    path("suche/vorschlaege/", searching.suggest_hits, name="suggest_hits"),
    path("suche/aehnlich/", helping.suggest_similar, name="suggest_similar"),
    path("suche/hilft/", helping.say_helpful, name="say_helpful"),
    path("suche/auswertung/", office.list_fruitless, name="list_fruitless"),
]
