"""A sponsorship is not ended before it was signed or begun; a form is logged once; a removed contact can come back."""

import importlib

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Least

rules = importlib.import_module("crm.migrations.0002_periods_and_seats")


def end_when_it_was_there(apps, schema_editor):
    """What was never in force stays so where it can: it ends on the day it was signed."""
    ended = apps.get_model("crm", "Sponsorship").objects.filter(ended_on__lt=F("starts"))
    ended.filter(ended_on__lt=F("signed_on")).update(ended_on=Least("starts", "signed_on"))


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0018_partial_deliveries"),
        ("goals", "0006_yearly_aims"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RemovedInteraction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="namn")),
                (
                    "kept",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="det som togs bort"
                    ),
                ),
                ("removed_at", models.DateTimeField(auto_now_add=True, verbose_name="borttagen")),
                ("restored_at", models.DateTimeField(editable=False, null=True, verbose_name="återtagen")),
            ],
            options={
                "verbose_name": "borttagen kontakt",
                "verbose_name_plural": "borttagna kontakter",
                "ordering": ["-removed_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="historicalinteraction",
            name="form_key",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="interaction",
            name="form_key",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddConstraint(
            model_name="interaction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("form_key", ""), _negated=True),
                fields=("form_key",),
                name="crm_interaction_form_once",
            ),
        ),
        rules.OFF,
        migrations.RunPython(end_when_it_was_there, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="sponsorship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    ("ended_on__gte", models.F("starts")),
                    ("ended_on__gte", models.F("signed_on")),
                    _connector="OR",
                ),
                name="crm_sponsorship_ended_after_signing",
                violation_error_message="Sponsorskapet kan inte vara avslutat innan det fanns.",
            ),
        ),
        rules.ON,
        migrations.AddField(
            model_name="removedinteraction",
            name="companies",
            field=models.ManyToManyField(related_name="removed_interactions", to="crm.company", verbose_name="företag"),
        ),
        migrations.AddField(
            model_name="removedinteraction",
            name="removed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="borttagen av",
            ),
        ),
    ]
