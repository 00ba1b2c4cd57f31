from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LiveConfig(AppConfig):
    name = "community.live"
    label = "live"
    verbose_name = "Liveness"

    def ready(self) -> None:
        autodiscover_modules("streams", "carriers")
