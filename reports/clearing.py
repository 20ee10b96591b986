"""Emptying the database of business data, for the two commands that fill it with something else."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from core.models import Sequence
from crm.models import Company

EMPTIED_APPS = ["crm"]


def has_business_data() -> bool:
    return Company.objects.exists()


@transaction.atomic
def clear_business_data():
    """Remove companies, people, contacts and sponsorships with all their history. Goals and users stay.

    Straight in the database: row by row would write half a million lines of history about the removal.
    """
    configs = [apps.get_app_config(label) for label in EMPTIED_APPS]
    tables = [model._meta.db_table for config in configs for model in config.get_models(include_auto_created=True)]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables, reset_sequences=True))
    Sequence.objects.filter(name="sponsorship").delete()
