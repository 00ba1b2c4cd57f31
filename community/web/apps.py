from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "community.web"
    label = "web"
    verbose_name = "Pages, forms and files of the browser"
