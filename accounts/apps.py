from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        import_module("accounts.second_factor")  # follows roles and factors
        import_module("accounts.login_audit")
