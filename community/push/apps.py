from django.apps import AppConfig

from community.push import checks  # noqa: F401 -- registers itself


class PushConfig(AppConfig):
    name = "community.push"
    label = "push"
    verbose_name = "Push"
