from importlib import import_module

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "imports"

    def ready(self):
        import_module("imports.services.tags")  # it listens
