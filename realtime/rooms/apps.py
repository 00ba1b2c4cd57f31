from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "realtime.rooms"
    label = "rooms"
    verbose_name = "Rooms"
