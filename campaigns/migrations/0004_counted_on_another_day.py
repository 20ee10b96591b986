import importlib

from django.db import migrations, models

final = importlib.import_module("campaigns.migrations.0002_contributions_are_final")


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_activity_catalogue")]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="counted_on",
            field=models.DateField(editable=False, null=True, verbose_name="räknas i tävlingen den"),
        ),
        migrations.AddField(
            model_name="historicalcontribution",
            name="counted_on",
            field=models.DateField(editable=False, null=True, verbose_name="räknas i tävlingen den"),
        ),
        final.ON,
    ]
