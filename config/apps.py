from django.apps import AppConfig, apps
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from config.cache_table import make_cache_table
from config.checks import check_names, check_private_files, check_translations
from config.rolesync import check_roles, sync_roles_after_migrate


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self):
        register(check_roles, Tags.models)
        register(check_private_files, Tags.security, deploy=True)
        register(check_names, Tags.security, deploy=True)
        register(check_translations, Tags.translation, deploy=True)
        # Permissions are created app by app, so sync the roles after the last one.
        last = [app for app in apps.get_app_configs() if app.models_module][-1]
        post_migrate.connect(make_cache_table, sender=last, dispatch_uid="config.cache")
        post_migrate.connect(sync_roles_after_migrate, sender=last, dispatch_uid="config.roles")
