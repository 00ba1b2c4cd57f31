"""The address behind the link of every question of the office, open to whoever was asked."""

from django.urls import path

from community.moderation.views import conversations

urlpatterns = [path("<str:token>/", conversations.answer_office, name="answer_office")]
