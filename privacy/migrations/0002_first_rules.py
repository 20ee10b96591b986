"""The kinds that have a rule of their own: off until an administrator has seen what they would remove."""

from django.db import migrations

MONTHS = {"contacts": 36, "declined": 24, "audit": 24}


def make_rules(apps, schema_editor):
    rules = apps.get_model("privacy", "RetentionRule")
    rules.objects.bulk_create([rules(kind=kind, months=months) for kind, months in MONTHS.items()])


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]

    operations = [migrations.RunPython(make_rules, migrations.RunPython.noop)]
