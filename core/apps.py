from importlib import import_module

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        import_module("core.recent_login")  # notes each login
        import_module("core.login_records").connect()
