import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("crm", "0004_stages_and_reasons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CompanyPair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", models.PositiveSmallIntegerField(verbose_name="poäng")),
                ("reasons", models.JSONField(default=list, verbose_name="skäl")),
                ("found_at", models.DateTimeField(auto_now=True, verbose_name="hittat")),
                ("distinct_at", models.DateTimeField(editable=False, null=True, verbose_name="markerat som olika")),
                (
                    "distinct_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="markerat av",
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="crm.company",
                        verbose_name="det ena",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="crm.company",
                        verbose_name="det andra",
                    ),
                ),
            ],
            options={
                "verbose_name": "möjlig dubblett av företag",
                "verbose_name_plural": "möjliga dubbletter av företag",
                "ordering": ["-points", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="duplicates_companypair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="duplicates_companypair_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", models.PositiveSmallIntegerField(verbose_name="poäng")),
                ("reasons", models.JSONField(default=list, verbose_name="skäl")),
                ("found_at", models.DateTimeField(auto_now=True, verbose_name="hittat")),
                ("distinct_at", models.DateTimeField(editable=False, null=True, verbose_name="markerat som olika")),
                (
                    "distinct_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="markerat av",
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="crm.contact",
                        verbose_name="den ena",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="crm.contact",
                        verbose_name="den andra",
                    ),
                ),
            ],
            options={
                "verbose_name": "möjlig dubblett av person",
                "verbose_name_plural": "möjliga dubbletter av personer",
                "ordering": ["-points", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="duplicates_contactpair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="duplicates_contactpair_in_order"
                    ),
                ],
            },
        ),
    ]
