from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "realtime.delivery"
    label = "delivery"
    verbose_name = "Transport behind the bell"
