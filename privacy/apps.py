from importlib import import_module

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "privacy"

    def ready(self):
        import_module("privacy.services.requests")  # what a leaver hands over
        import_module("privacy.services.holds")  # what goes by itself and must not for now
