from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class UploadsConfig(AppConfig):
    name = "community.uploads"
    label = "uploads"
    verbose_name = "Files"

    def ready(self) -> None:
        autodiscover_modules("attachables")
