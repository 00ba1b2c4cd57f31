"""The address behind the link of every letter about a decision, open to everyone who has one."""

from django.urls import path

from community.moderation.views import appeals

urlpatterns = [path("<str:token>/", appeals.file_appeal, name="file_appeal")]
