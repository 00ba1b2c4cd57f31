"""Addresses of appeals, below the desk."""

from django.urls import path

from community.moderation.appeals import views

urlpatterns = [
    path("widersprueche/<int:appeal_id>/", views.show_appeal, name="show_appeal"),
    path("widersprueche/<int:appeal_id>/beantworten/", views.answer_appeal, name="answer_appeal"),
]
