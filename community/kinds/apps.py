from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules

from community.kinds.checks import check_kinds


class KindsConfig(AppConfig):
    name = "community.kinds"
    label = "kinds"
    verbose_name = "Kinds of things"

    def ready(self) -> None:
        """Mixins are the mechanisms' own modules; this only looks for what content says of itself."""
        register(check_kinds)
        autodiscover_modules("kinds")
