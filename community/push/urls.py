"""Addresses of push; one word per verb."""

from django.urls import path

from community.push.views import devices, worker

urlpatterns = [
    path("konto/hinweise/geraete/", devices.enter_device, name="enter_device"),
    path("konto/hinweise/geraete/fortsetzen/", devices.resume_device, name="resume_device"),
    path("konto/hinweise/geraete/<int:pk>/entfernen/", devices.remove_device, name="remove_device"),
    path("konto/hinweise/geraete/<int:pk>/ausprobieren/", devices.try_device, name="try_device"),
    path("service-worker.js", worker.show_worker, name="show_worker"),
    path("offline/", worker.show_offline, name="show_offline"),
]
