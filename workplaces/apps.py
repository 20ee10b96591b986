from importlib import import_module

from django.apps import AppConfig


class WorkplacesConfig(AppConfig):
    name = "workplaces"

    def ready(self):
        for name in ("proposals", "starts"):  # each registers its kind of changesets
            import_module(f"workplaces.services.{name}")
