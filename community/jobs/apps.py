from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "community.jobs"
    label = "jobs"
    verbose_name = "Work in the background"

    def ready(self) -> None:
        autodiscover_modules("jobs")
