from importlib import import_module

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"

    def ready(self):
        for name in ("merging", "discarding"):  # they register their rules
            import_module(f"campaigns.services.{name}")
