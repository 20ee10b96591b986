"""Renewals: the sponsorship that another one renews, its day of notice, why one lapsed, and amended amounts.

What is signed already gets the days of notice that its tier has, and one that began the day after another of the
same company on the same goal becomes its renewal.
"""

import datetime as dt
import importlib

import core.money
import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

rules = importlib.import_module("crm.migrations.0002_periods_and_seats")
facts = importlib.import_module("goals.migrations.0002_local_and_global_goals")

REASONS = [
    ("Ekonomin räckte inte", "Money was short"),
    ("Ny ledning eller ägare", "New management or owner"),
    ("Valde något annat att stödja", "Chose another cause"),
    ("Inte nöjda med samarbetet", "Not content with the partnership"),
    ("Vi frågade för sent", "We asked too late"),
    ("Företaget finns inte längre", "The company is gone"),
    ("Annat", "Other"),
]


def give_reasons(apps, schema_editor):
    reason = apps.get_model("crm", "LapseReason")
    for position, (name, name_en) in enumerate(REASONS, start=1):
        reason.objects.create(position=position, name=name, name_en=name_en)
    facts.begin_history(reason, apps.get_model("crm", "HistoricalLapseReason"))


def link_and_freeze(apps, schema_editor):
    signed = apps.get_model("crm", "Sponsorship").objects.filter(stage__in=["signed", "ended_early"])
    ended = {}
    for each in signed.select_related("tier").order_by("starts", "pk"):
        ends = each.ended_on or each.ends
        before = ended.get((each.company_id, each.goal_id, each.starts - dt.timedelta(days=1)))
        signed.filter(pk=each.pk).update(notice_days=each.tier.notice_days, renews=before)
        if ends >= each.starts:
            ended[each.company_id, each.goal_id, ends] = each


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0007_duplicates"),
        ("goals", "0004_notice_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        rules.OFF,
        migrations.CreateModel(
            name="LapseReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=80, verbose_name="namn")),
                ("name_en", models.CharField(max_length=80, verbose_name="namn på engelska")),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="ordning")),
            ],
            options={
                "verbose_name": "skäl att inte förnya",
                "verbose_name_plural": "skäl att inte förnya",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SponsorshipAmendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("starts", models.DateField(verbose_name="från och med")),
                ("amount", core.money.MoneyField(verbose_name="nytt belopp per år")),
                ("reason", models.CharField(max_length=200, verbose_name="skäl")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="registrerat")),
            ],
            options={
                "verbose_name": "ändrat belopp",
                "verbose_name_plural": "ändrade belopp",
                "ordering": ["sponsorship", "starts"],
            },
        ),
        migrations.AlterModelOptions(
            name="sponsorship",
            options={
                "ordering": ["-pk"],
                "permissions": [
                    ("sign_sponsorship", "Can sign sponsorships"),
                    ("end_sponsorship", "Can end signed sponsorships early"),
                    ("unsign_sponsorship", "Can take back a signature made by mistake"),
                    ("change_signed_sponsorship", "Can correct what is signed"),
                ],
                "verbose_name": "sponsorskap",
                "verbose_name_plural": "sponsorskap",
            },
        ),
        migrations.AddField(
            model_name="historicalsponsorship",
            name="lapse_note",
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name="mer om varför"),
        ),
        migrations.AddField(
            model_name="historicalsponsorship",
            name="notice_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Lämna tomt för det som gäller på nivån.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(730)],
                verbose_name="besked före slutet, dagar",
            ),
        ),
        migrations.AddField(
            model_name="historicalsponsorship",
            name="renews",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="crm.sponsorship",
                verbose_name="förnyar",
            ),
        ),
        migrations.AddField(
            model_name="sponsorship",
            name="lapse_note",
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name="mer om varför"),
        ),
        migrations.AddField(
            model_name="sponsorship",
            name="notice_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Lämna tomt för det som gäller på nivån.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(730)],
                verbose_name="besked före slutet, dagar",
            ),
        ),
        migrations.AddField(
            model_name="sponsorship",
            name="renews",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="successors",
                to="crm.sponsorship",
                verbose_name="förnyar",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalLapseReason",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("name", models.CharField(max_length=80, verbose_name="namn")),
                ("name_en", models.CharField(max_length=80, verbose_name="namn på engelska")),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="ordning")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical skäl att inte förnya",
                "verbose_name_plural": "historical skäl att inte förnya",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSponsorshipAmendment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("starts", models.DateField(verbose_name="från och med")),
                ("amount", core.money.MoneyField(verbose_name="nytt belopp per år")),
                ("reason", models.CharField(max_length=200, verbose_name="skäl")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ändrat av",
                    ),
                ),
                (
                    "sponsorship",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="crm.sponsorship",
                        verbose_name="sponsorskap",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical ändrat belopp",
                "verbose_name_plural": "historical ändrade belopp",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="historicalsponsorship",
            name="lapse_reason",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="crm.lapsereason",
                verbose_name="varför det inte förnyades",
            ),
        ),
        migrations.AddField(
            model_name="sponsorship",
            name="lapse_reason",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sponsorships",
                to="crm.lapsereason",
                verbose_name="varför det inte förnyades",
            ),
        ),
        migrations.AddConstraint(
            model_name="sponsorship",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage", "declined"), _negated=True),
                fields=("renews",),
                name="crm_sponsorship_one_successor",
                violation_error_message="Det sponsorskapet förnyas redan av ett annat.",
            ),
        ),
        migrations.AddField(
            model_name="sponsorshipamendment",
            name="made_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ändrat av",
            ),
        ),
        migrations.AddField(
            model_name="sponsorshipamendment",
            name="sponsorship",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="amendments",
                to="crm.sponsorship",
                verbose_name="sponsorskap",
            ),
        ),
        migrations.AddConstraint(
            model_name="sponsorshipamendment",
            constraint=models.UniqueConstraint(
                fields=("sponsorship", "starts"),
                name="crm_one_amendment_a_day",
                violation_error_message="Beloppet ändras redan den dagen.",
            ),
        ),
        rules.ON,
        migrations.RunPython(give_reasons, migrations.RunPython.noop),
        migrations.RunPython(link_and_freeze, migrations.RunPython.noop),
    ]
