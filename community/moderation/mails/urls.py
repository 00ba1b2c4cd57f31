"""Addresses of mails that did not arrive, and what stands first in the weekly digest."""

from django.urls import path

from community.moderation.mails import views

urlpatterns = [
    path("mails/", views.show_mails, name="show_mails"),
    path("mails/<int:pk>/noch-einmal/", views.send_again, name="send_again"),
    path("mails/<int:pk>/verwerfen/", views.drop_mail, name="drop_mail"),
    path("mails/montag/", views.pin_to_monday, name="pin_to_monday"),
    path("mails/montag/<int:pk>/loesen/", views.unpin_from_monday, name="unpin_from_monday"),
]
