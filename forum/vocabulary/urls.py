"""Addresses of the vocabulary of tags."""

from django.urls import path

from forum.vocabulary import views

urlpatterns = [
    path("moderation/stichworte/", views.list_vocabulary, name="list_vocabulary"),
    path("moderation/stichworte/neu/", views.add_tag, name="add_tag"),
    path("moderation/stichworte/<int:pk>/", views.edit_tag, name="edit_tag"),
    path("moderation/stichworte/<int:pk>/bestaetigen/", views.confirm_tag, name="confirm_tag"),
    path("moderation/stichworte/<int:pk>/umbenennen/", views.rename_tag, name="rename_tag"),
    path("moderation/stichworte/<int:pk>/synonym/", views.add_synonym, name="add_synonym"),
    path("moderation/stichworte/<int:pk>/zusammenfuehren/", views.merge_tags, name="merge_tags"),
    path("moderation/stichworte/<int:pk>/ablegen/", views.retire_tag, name="retire_tag"),
]
