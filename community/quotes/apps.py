from django.apps import AppConfig


class QuotesConfig(AppConfig):
    name = "community.quotes"
    label = "quotes"
    verbose_name = "Quotes"
