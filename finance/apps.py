from importlib import import_module

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"

    def ready(self):
        import_module("finance.services.exports").connect()
        import_module("finance.services.mirroring").connect()
        import_module("finance.services.plans").connect()
