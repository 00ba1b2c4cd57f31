from django.urls import path

from community.uploads import views

urlpatterns = [
    path("dateien/eingang/<uuid:key>/", views.take_part, name="take_part"),
    path("dateien/<int:pk>/<str:name>", views.show_upload, name="show_upload"),
]
