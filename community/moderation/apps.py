from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

# The office's own panels; workers write the morning's mail without ever loading a page.
OWN_PANELS = (
    "registrations.panels",
    "statements.panels",
    "cases.panels",
    "appeals.panels",
    "tasks.panels",
    "desk.activity",
    "mails.panels",
)


class ModerationConfig(AppConfig):
    name = "community.moderation"
    label = "moderation"
    verbose_name = "Moderation"

    def ready(self) -> None:
        for module in OWN_PANELS:
            import_module(f"{self.name}.{module}")
        autodiscover_modules("panels", "statistics", "scopes", "undoables", "welcomes")
