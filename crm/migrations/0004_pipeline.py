"""Since when each sponsorship has stood in its stage, told from its history, and what is expected of the open stages."""

import importlib
from itertools import groupby
from operator import itemgetter

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

rules = importlib.import_module("crm.migrations.0002_periods_and_seats")

# Stage, expected days, days until the warning, probability in percent.
STAGES = [("lead", 14, 30, 10), ("contacted", 21, 45, 25), ("meeting", 21, 45, 50), ("proposal", 30, 60, 75)]
BATCH = 2000


def fill_stage_since(apps, schema_editor):
    """The day of the first row of history in the run of rows with the stage it has now; without history, its first day."""
    Sponsorship = apps.get_model("crm", "Sponsorship")
    historical = apps.get_model("crm", "HistoricalSponsorship")
    rows = historical.objects.order_by("id", "history_date", "history_id")
    told, since = [], {}
    for key, history in groupby(
        rows.values_list("id", "stage", "history_id", "history_date").iterator(), itemgetter(0)
    ):
        for (_key, stage), run in groupby(history, itemgetter(0, 1)):
            keys, moments = zip(*((row[2], row[3]) for row in run), strict=True)
            since[key] = stage, timezone.localdate(moments[0])
            told += [historical(history_id=history_id, stage_since=since[key][1]) for history_id in keys]
    historical.objects.bulk_update(told, ["stage_since"], batch_size=BATCH)
    sponsorships = list(Sponsorship.objects.only("stage", "created_at"))
    for sponsorship in sponsorships:
        stage, day = since.get(sponsorship.pk, (None, None))
        sponsorship.stage_since = day if stage == sponsorship.stage else timezone.localdate(sponsorship.created_at)
    Sponsorship.objects.bulk_update(sponsorships, ["stage_since"], batch_size=BATCH)


def fill_stage_rules(apps, schema_editor):
    StageRule = apps.get_model("crm", "StageRule")
    historical = apps.get_model("crm", "HistoricalStageRule")
    for stage, expected, warning, probability in STAGES:
        fields = {
            "stage": stage,
            "expected_days": expected,
            "warning_days": warning,
            "probability": probability,
        }
        rule = StageRule.objects.create(**fields)
        # Models in a migration keep no history by themselves; without a first row the first change shows nothing.
        historical.objects.create(id=rule.pk, history_date=timezone.now(), history_type="+", **fields)


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0003_documents"),
        ("goals", "0002_local_and_global_goals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        rules.OFF,
        migrations.CreateModel(
            name="HistoricalStageRule",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("lead", "Uppslag"),
                            ("contacted", "Kontaktad"),
                            ("meeting", "Möte"),
                            ("proposal", "Förslag"),
                            ("signed", "Tecknat"),
                            ("declined", "Avböjt"),
                            ("ended_early", "Avslutat i förtid"),
                        ],
                        db_index=True,
                        editable=False,
                        max_length=12,
                        verbose_name="steg",
                    ),
                ),
                (
                    "expected_days",
                    models.PositiveSmallIntegerField(
                        help_text="Så länge brukar en dialog stå i steget. Därefter sägs att den står längre än väntat.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="väntade dagar",
                    ),
                ),
                (
                    "warning_days",
                    models.PositiveSmallIntegerField(
                        help_text="Efter så många dagar sägs att dialogen har stått för länge.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="varning efter dagar",
                    ),
                ),
                (
                    "probability",
                    models.PositiveSmallIntegerField(
                        help_text="Så många av hundra dialoger i steget brukar bli tecknade. Prognosen räknar med det.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="sannolikhet i procent",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical regel för ett steg",
                "verbose_name_plural": "historical regler för steg",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="StageRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("lead", "Uppslag"),
                            ("contacted", "Kontaktad"),
                            ("meeting", "Möte"),
                            ("proposal", "Förslag"),
                            ("signed", "Tecknat"),
                            ("declined", "Avböjt"),
                            ("ended_early", "Avslutat i förtid"),
                        ],
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="steg",
                    ),
                ),
                (
                    "expected_days",
                    models.PositiveSmallIntegerField(
                        help_text="Så länge brukar en dialog stå i steget. Därefter sägs att den står längre än väntat.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="väntade dagar",
                    ),
                ),
                (
                    "warning_days",
                    models.PositiveSmallIntegerField(
                        help_text="Efter så många dagar sägs att dialogen har stått för länge.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="varning efter dagar",
                    ),
                ),
                (
                    "probability",
                    models.PositiveSmallIntegerField(
                        help_text="Så många av hundra dialoger i steget brukar bli tecknade. Prognosen räknar med det.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="sannolikhet i procent",
                    ),
                ),
            ],
            options={
                "verbose_name": "regel för ett steg",
                "verbose_name_plural": "regler för steg",
            },
        ),
        migrations.AddField(
            model_name="historicalsponsorship",
            name="stage_since",
            field=models.DateField(
                default=django.utils.timezone.localdate, editable=False, verbose_name="i steget sedan"
            ),
        ),
        migrations.AddField(
            model_name="sponsorship",
            name="stage_since",
            field=models.DateField(
                default=django.utils.timezone.localdate, editable=False, verbose_name="i steget sedan"
            ),
        ),
        migrations.AddIndex(
            model_name="sponsorship",
            index=models.Index(fields=["stage", "stage_since"], name="crm_sponsorship_standing"),
        ),
        migrations.AddField(
            model_name="historicalstagerule",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="stagerule",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ("lead", "contacted", "meeting", "proposal"))),
                name="crm_stagerule_open_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagerule",
            constraint=models.CheckConstraint(
                condition=models.Q(("probability__lte", 100)), name="crm_stagerule_probability_in_percent"
            ),
        ),
        migrations.AddConstraint(
            model_name="stagerule",
            constraint=models.CheckConstraint(
                condition=models.Q(("warning_days__gte", models.F("expected_days"))),
                name="crm_stagerule_days_in_order",
                violation_error_message="Varningen kan inte komma före den väntade tiden.",
            ),
        ),
        rules.ON,
        migrations.RunPython(fill_stage_since, migrations.RunPython.noop),
        migrations.RunPython(fill_stage_rules, migrations.RunPython.noop),
    ]
