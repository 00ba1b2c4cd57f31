from django.apps import AppConfig


class CommunityConfig(AppConfig):
    """The shell: start page, commands, and whatever needs to know the whole house."""

    name = "community"
    label = "shell"
    verbose_name = "Demografiedialog"
