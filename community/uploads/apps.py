from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "community.uploads"
    label = "uploads"
    verbose_name = "Files"
