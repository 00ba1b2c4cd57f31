"""Addresses of the office's tasks."""

from django.urls import path

from community.moderation.tasks import views

urlpatterns = [
    path("vormerkungen/", views.list_tasks, name="list_tasks"),
    path("vormerkungen/neu/", views.add_task, name="add_task"),
    path("vormerkungen/<int:task_id>/", views.mark_task, name="mark_task"),
]
