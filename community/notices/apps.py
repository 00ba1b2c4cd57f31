from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    name = "community.notices"
    label = "notices"
    verbose_name = "Notices and mail"

    def ready(self) -> None:
        autodiscover_modules("notices", "weekly_digest")
