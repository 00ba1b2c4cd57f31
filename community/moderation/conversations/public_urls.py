"""The address behind the link of every question of the office, open to whoever was asked."""

from __future__ import annotations

from django.urls import path

from community.moderation.conversations import views

urlpatterns = [path("<str:token>/", views.answer_office, name="answer_office")]
