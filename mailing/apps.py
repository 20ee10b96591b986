from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MailingConfig(AppConfig):
    name = "mailing"

    def ready(self):
        autodiscover_modules("letter_kinds")
        autodiscover_modules("provider_events")
