"""Addresses of confidential questions."""

from django.urls import path

from forum.confidential import asker_views, views

urlpatterns = [
    path("vertrauliche-fragen/", views.list_confidential, name="list_confidential"),
    path("vertrauliche-fragen/neu/", views.ask_confidentially, name="ask_confidentially"),
    path("vertrauliche-fragen/<int:pk>/", views.show_confidential, name="show_confidential"),
    path("vertrauliche-fragen/<int:pk>/aendern/", views.change_confidential, name="change_confidential"),
    path("vertrauliche-fragen/<int:pk>/vorschlagen/", views.propose_words, name="propose_words"),
    path("vertrauliche-fragen/<int:pk>/zustimmen/", views.agree_to_words, name="agree_to_words"),
    path(
        "vertrauliche-fragen/<int:pk>/veroeffentlichen/",
        views.publish_confidential,
        name="publish_confidential",
    ),
    path("vertrauliche-fragen/<int:pk>/ablehnen/", views.refuse_confidential, name="refuse_confidential"),
    path("vertrauliche-fragen/<int:pk>/antworten/", asker_views.reply_masked, name="reply_masked"),
    path("vertrauliche-fragen/<int:pk>/namen-nennen/", asker_views.reveal_asker, name="reveal_asker"),
    path(
        "vertrauliche-fragen/<int:pk>/zurueckziehen/",
        asker_views.withdraw_confidential,
        name="withdraw_confidential",
    ),
]
