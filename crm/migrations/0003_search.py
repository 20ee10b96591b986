"""An index of the words that companies, people and contacts are searched by: core.search says how."""

from django.db import migrations

from core.search import install, remove

TABLES = ("crm_company", "crm_contact", "crm_interaction")


def install_all(apps, schema_editor):
    for table in TABLES:
        install(schema_editor.connection, table)


def remove_all(apps, schema_editor):
    for table in TABLES:
        remove(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("crm", "0002_periods_and_seats")]

    operations = [migrations.RunPython(install_all, remove_all)]
