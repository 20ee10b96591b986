"""Rules of what histories keep of people after their rows are gone: off until an administrator has looked."""

from django.db import migrations

MONTHS = {"discarded": 12, "traders": 12, "numbers": 24}


def make_rules(apps, schema_editor):
    rules = apps.get_model("privacy", "RetentionRule")
    rules.objects.bulk_create([rules(kind=kind, months=months) for kind, months in MONTHS.items()])


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_request_extended")]

    operations = [migrations.RunPython(make_rules, migrations.RunPython.noop)]
