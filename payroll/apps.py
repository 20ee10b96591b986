from importlib import import_module

from django.apps import AppConfig


class PayrollConfig(AppConfig):
    name = "payroll"

    def ready(self):
        import_module("payroll.services.discarding")  # registers the app's discarding rules
