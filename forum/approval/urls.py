"""Addresses of posts that wait for approval."""

from django.urls import path

from forum.approval import views

urlpatterns = [
    path("wartende-beitraege/", views.list_holds, name="list_holds"),
    path("wartende-beitraege/<int:pk>/", views.show_hold, name="show_hold"),
    path("wartende-beitraege/<int:pk>/freigeben/", views.release_hold, name="release_hold"),
    path("wartende-beitraege/<int:pk>/zurueckgeben/", views.return_hold, name="return_hold"),
    path("wartende-beitraege/<int:pk>/zurueckziehen/", views.withdraw_hold, name="withdraw_hold"),
]
