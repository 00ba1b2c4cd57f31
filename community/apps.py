from django.apps import AppConfig

from community import checks

__all__ = ["checks"]


class CommunityConfig(AppConfig):
    """The shell: start page, commands, and whatever needs to know the whole house."""

    name = "community"
    label = "shell"
    verbose_name = "Demografiedialog"
