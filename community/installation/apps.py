from django.apps import AppConfig


class InstallationConfig(AppConfig):
    name = "community.installation"
    label = "installation"
    verbose_name = "Which installation this is"
