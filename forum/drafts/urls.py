"""Addresses of drafts."""

from django.urls import path

from forum.drafts import views

urlpatterns = [
    path("entwuerfe/", views.list_drafts, name="list_drafts"),
    path("entwuerfe/speichern/", views.save_draft, name="save_draft"),
    path("entwuerfe/<int:pk>/verwerfen/", views.discard_draft, name="discard_draft"),
]
