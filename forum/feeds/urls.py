"""Addresses of feeds."""

from django.urls import path

from forum.feeds import views

urlpatterns = [
    path("feeds/themen/", views.feed_threads, name="feed_threads"),
    path("feeds/handlungsfelder/<slug:slug>/", views.feed_field, name="feed_field"),
    path("feeds/stichworte/<slug:slug>/", views.feed_tag, name="feed_tag"),
    path("feeds/suche/", views.feed_search, name="feed_search"),
    path("feeds/mein/<str:secret>/themen/", views.feed_threads, name="private_feed_threads"),
    path(
        "feeds/mein/<str:secret>/handlungsfelder/<slug:slug>/",
        views.feed_field,
        name="private_feed_field",
    ),
    path("feeds/mein/<str:secret>/stichworte/<slug:slug>/", views.feed_tag, name="private_feed_tag"),
    path("feeds/mein/<str:secret>/suche/", views.feed_search, name="private_feed_search"),
    path("konto/feeds/", views.list_feeds, name="list_feeds"),
    path("konto/feeds/<int:pk>/beenden/", views.revoke_feed_key, name="revoke_feed_key"),
]
