"""Addresses of erasing posts for good."""

from django.urls import path

from forum.erasure import views

urlpatterns = [
    path("beitraege/<int:pk>/endgueltig/", views.propose_erasure, name="propose_erasure"),
    path("beitraege/<int:pk>/endgueltig/ausfuehren/", views.confirm_erasure, name="confirm_erasure"),
    path("beitraege/<int:pk>/endgueltig/doch-nicht/", views.withdraw_erasure, name="withdraw_erasure"),
]
