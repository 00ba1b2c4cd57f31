"""Addresses of confidential questions."""

from django.urls import path

from forum.confidential import asker_views, views

urlpatterns = [
    path("vertrauliche-fragen/", views.list_asks, name="list_asks"),
    path("vertrauliche-fragen/neu/", views.ask_confidentially, name="ask_confidentially"),
    path("vertrauliche-fragen/<int:pk>/", views.show_ask, name="show_ask"),
    path("vertrauliche-fragen/<int:pk>/aendern/", views.change_ask, name="change_ask"),
    path("vertrauliche-fragen/<int:pk>/vorschlagen/", views.propose_words, name="propose_words"),
    path("vertrauliche-fragen/<int:pk>/zustimmen/", views.agree_to_words, name="agree_to_words"),
    path("vertrauliche-fragen/<int:pk>/veroeffentlichen/", views.publish_ask, name="publish_ask"),
    path("vertrauliche-fragen/<int:pk>/ablehnen/", views.refuse_ask, name="refuse_ask"),
    path("vertrauliche-fragen/<int:pk>/antworten/", asker_views.reply_masked, name="reply_masked"),
    path("vertrauliche-fragen/<int:pk>/namen-nennen/", asker_views.reveal_asker, name="reveal_asker"),
    path("vertrauliche-fragen/<int:pk>/zurueckziehen/", asker_views.withdraw_ask, name="withdraw_ask"),
]
