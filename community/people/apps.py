from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PeopleConfig(AppConfig):
    name = "community.people"
    label = "people"
    verbose_name = "People and municipalities"

    def ready(self) -> None:
        autodiscover_modules("expertise_subjects", "showcases", "memberships", "belongings")
