from importlib import import_module

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"

    def ready(self):
        for name in ("invoice_lists", "paid_lists"):  # each registers its kind of list
            import_module(f"finance.services.{name}")
        import_module("finance.queries.names").connect()
        import_module("finance.services.exports").connect()
        import_module("finance.services.mirroring").connect()
        import_module("finance.services.instalment_plans").connect()
