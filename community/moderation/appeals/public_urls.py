"""The address behind the link of every letter about a decision, open to everyone who has one."""

from __future__ import annotations

from django.urls import path

from community.moderation.appeals import views

urlpatterns = [path("<str:token>/", views.file_appeal, name="file_appeal")]
