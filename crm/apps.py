from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from core.search import mend_after_migrate


class CrmConfig(AppConfig):
    name = "crm"

    def ready(self):
        import_module("crm.services.terms")  # it listens to what is written
        post_migrate.connect(mend_after_migrate, sender=self, dispatch_uid="crm.search")
