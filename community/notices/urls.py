"""Addresses of notices; one word per verb."""

from django.urls import path

from community.notices.views import choosing, inbox, unsubscribing

urlpatterns = [
    path("hinweise/", inbox.list_notices, name="list_notices"),
    path("hinweise/anzahl/", inbox.count_notices, name="count_notices"),
    path("hinweise/gelesen/", inbox.settle_all, name="settle_all"),
    path("hinweise/<int:pk>/", inbox.open_notice, name="open_notice"),
    path("hinweise/stufe/", choosing.choose_level, name="choose_level"),
    path("hinweise/abbestellen/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
    path("konto/hinweise/", choosing.choose_notices, name="choose_notices"),
]
