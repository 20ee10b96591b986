"""A cache in a table of the database, for several machines without Redis (CACHE_URL=dbcache://)."""

from django.conf import settings
from django.core.management import call_command

CACHE, LABEL = "cache", "django_cache"


class CacheRouter:
    """Give the cache a connection of its own, which sees and shows what an open transaction does not."""

    def db_for_read(self, model, **hints) -> str | None:
        return CACHE if model._meta.app_label == LABEL else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints) -> bool | None:
        if app_label == LABEL:
            return db == CACHE
        return False if db == CACHE else None


def make_cache_table(**kwargs):
    """After `migrate`; does nothing if the table is there, or the cache is elsewhere."""
    if CACHE in settings.DATABASES:
        call_command("createcachetable", database=CACHE, verbosity=0)
