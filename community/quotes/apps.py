from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class QuotesConfig(AppConfig):
    name = "community.quotes"
    label = "quotes"
    verbose_name = "Quotes"

    def ready(self) -> None:
        autodiscover_modules("quotables")
