from importlib import import_module

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"

    def ready(self):
        import_module("campaigns.services.discarding")  # registers its rules on import
