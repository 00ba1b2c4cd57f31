"""Addresses of posts that wait for approval."""

from django.urls import path

from forum.approval import views

urlpatterns = [
    path("wartende-beitraege/", views.list_pending_posts, name="list_pending_posts"),
    path("wartende-beitraege/<int:pk>/", views.show_pending_post, name="show_pending_post"),
    path("wartende-beitraege/<int:pk>/freigeben/", views.approve_post, name="approve_post"),
    path("wartende-beitraege/<int:pk>/zurueckgeben/", views.return_post, name="return_post"),
    path(
        "wartende-beitraege/<int:pk>/zurueckziehen/",
        views.withdraw_pending_post,
        name="withdraw_pending_post",
    ),
]
