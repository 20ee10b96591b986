import core.fields
import core.money
import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="GlobalGoal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="namn")),
                ("name_en", models.CharField(max_length=80, verbose_name="namn på engelska")),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="nummer")),
                (
                    "colour",
                    models.CharField(
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9A-Fa-f]{6}$", "Skriv färgen som # och sex tecken, till exempel #0B7A75."
                            )
                        ],
                        verbose_name="färg",
                    ),
                ),
            ],
            options={
                "verbose_name": "globalt mål",
                "verbose_name_plural": "globala mål",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Tier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=80, verbose_name="namn")),
                ("name_en", models.CharField(max_length=80, verbose_name="namn på engelska")),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        help_text="1 visas först. Nivåerna listas i rangordning på webbplatsen.",
                        unique=True,
                        verbose_name="rang",
                    ),
                ),
                ("plural", models.CharField(max_length=80, verbose_name="namn i plural")),
                ("plural_en", models.CharField(max_length=80, verbose_name="namn i plural på engelska")),
                (
                    "silent_after_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Efter så många dagar utan kontakt visas en partner på nivån som tyst. Tomt betyder aldrig.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="dagar utan kontakt",
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        default=90,
                        help_text="Så många dagar före slutet ska en förnyelse vara uppe till samtal.",
                        validators=[django.core.validators.MaxValueValidator(730)],
                        verbose_name="besked före slutet, dagar",
                    ),
                ),
            ],
            options={
                "verbose_name": "nivå",
                "verbose_name_plural": "nivåer",
                "ordering": ["rank"],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("search_key", models.TextField(default="", editable=False)),
                ("sort_key", models.CharField(db_index=True, default="", editable=False, max_length=200)),
                ("name", models.CharField(max_length=80, verbose_name="namn")),
                ("name_en", models.CharField(max_length=80, verbose_name="namn på engelska")),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="nummer")),
                (
                    "colour",
                    models.CharField(
                        help_text="Accentfärg där målet visas, till exempel #0B7A75.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9A-Fa-f]{6}$", "Skriv färgen som # och sex tecken, till exempel #0B7A75."
                            )
                        ],
                        verbose_name="färg",
                    ),
                ),
                (
                    "problem",
                    models.CharField(
                        help_text="En mening om varför målet behövs.", max_length=300, verbose_name="problemet"
                    ),
                ),
                ("today", models.TextField(max_length=100000, verbose_name="det gör vi i dag")),
                ("ambition", models.TextField(max_length=100000, verbose_name="det vill vi göra mer")),
                (
                    "share_text",
                    models.CharField(
                        help_text="Färdig text för den som vill sprida målet, högst 280 tecken.",
                        max_length=280,
                        verbose_name="delningstext",
                    ),
                ),
                (
                    "global_goals",
                    models.ManyToManyField(
                        blank=True, related_name="goals", to="goals.globalgoal", verbose_name="globala mål"
                    ),
                ),
            ],
            options={
                "verbose_name": "lokalt mål",
                "verbose_name_plural": "lokala mål",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalGoal",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("name", models.CharField(max_length=80, verbose_name="namn")),
                ("name_en", models.CharField(max_length=80, verbose_name="namn på engelska")),
                ("number", models.PositiveSmallIntegerField(db_index=True, verbose_name="nummer")),
                (
                    "colour",
                    models.CharField(
                        help_text="Accentfärg där målet visas, till exempel #0B7A75.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9A-Fa-f]{6}$", "Skriv färgen som # och sex tecken, till exempel #0B7A75."
                            )
                        ],
                        verbose_name="färg",
                    ),
                ),
                (
                    "problem",
                    models.CharField(
                        help_text="En mening om varför målet behövs.", max_length=300, verbose_name="problemet"
                    ),
                ),
                ("today", models.TextField(max_length=100000, verbose_name="det gör vi i dag")),
                ("ambition", models.TextField(max_length=100000, verbose_name="det vill vi göra mer")),
                (
                    "share_text",
                    models.CharField(
                        help_text="Färdig text för den som vill sprida målet, högst 280 tecken.",
                        max_length=280,
                        verbose_name="delningstext",
                    ),
                ),
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
                "verbose_name": "historical lokalt mål",
                "verbose_name_plural": "historical lokala mål",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalKeyFigure",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("name", models.CharField(max_length=120, verbose_name="vad som mäts")),
                (
                    "unit",
                    models.CharField(help_text="Till exempel personer eller %.", max_length=20, verbose_name="enhet"),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="ordning")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.goal",
                        verbose_name="mål",
                    ),
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
                "verbose_name": "historical nyckeltal",
                "verbose_name_plural": "historical nyckeltal",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTier",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("name", models.CharField(max_length=80, verbose_name="namn")),
                ("name_en", models.CharField(max_length=80, verbose_name="namn på engelska")),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        db_index=True,
                        help_text="1 visas först. Nivåerna listas i rangordning på webbplatsen.",
                        verbose_name="rang",
                    ),
                ),
                ("plural", models.CharField(max_length=80, verbose_name="namn i plural")),
                ("plural_en", models.CharField(max_length=80, verbose_name="namn i plural på engelska")),
                (
                    "silent_after_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Efter så många dagar utan kontakt visas en partner på nivån som tyst. Tomt betyder aldrig.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="dagar utan kontakt",
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        default=90,
                        help_text="Så många dagar före slutet ska en förnyelse vara uppe till samtal.",
                        validators=[django.core.validators.MaxValueValidator(730)],
                        verbose_name="besked före slutet, dagar",
                    ),
                ),
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
                "verbose_name": "historical nivå",
                "verbose_name_plural": "historical nivåer",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalYearlyAim",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("applies_from", models.DateField(verbose_name="gäller från")),
                (
                    "amount",
                    core.money.MoneyField(
                        blank=True,
                        help_text="Kronor från företag varje år. Lämna tomt om målet inte ska ha någon målsumma från den dagen.",
                        null=True,
                        verbose_name="målsumma per år",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.goal",
                        verbose_name="mål",
                    ),
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
                "verbose_name": "historical målsumma",
                "verbose_name_plural": "historical målsummor",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="KeyFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=120, verbose_name="vad som mäts")),
                (
                    "unit",
                    models.CharField(help_text="Till exempel personer eller %.", max_length=20, verbose_name="enhet"),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="ordning")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_figures",
                        to="goals.goal",
                        verbose_name="mål",
                    ),
                ),
            ],
            options={
                "verbose_name": "nyckeltal",
                "verbose_name_plural": "nyckeltal",
                "ordering": ["goal", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalKeyFigureValue",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "measured_on",
                    models.DateField(
                        help_text="Dagen då siffran gällde, eller då den lästes i källan.", verbose_name="datum"
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=1,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="värde",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="källa")),
                ("source_url", core.fields.WebAddressField(blank=True, verbose_name="länk till källan")),
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
                    "key_figure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.keyfigure",
                        verbose_name="nyckeltal",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical mätvärde",
                "verbose_name_plural": "historical mätvärden",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTierOffer",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("yearly_amount", core.money.MoneyField(verbose_name="belopp per år")),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Lämna tomt om antalet är obegränsat.", null=True, verbose_name="platser"
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Markerat tills ni har bestämt ett eget belopp.",
                        verbose_name="exempelbelopp",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.goal",
                        verbose_name="mål",
                    ),
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
                    "tier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.tier",
                        verbose_name="nivå",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical erbjudande",
                "verbose_name_plural": "historical erbjudanden",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="TierOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("yearly_amount", core.money.MoneyField(verbose_name="belopp per år")),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Lämna tomt om antalet är obegränsat.", null=True, verbose_name="platser"
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Markerat tills ni har bestämt ett eget belopp.",
                        verbose_name="exempelbelopp",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="goals.goal",
                        verbose_name="mål",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="goals.tier",
                        verbose_name="nivå",
                    ),
                ),
            ],
            options={
                "verbose_name": "erbjudande",
                "verbose_name_plural": "erbjudanden",
                "ordering": ["goal", "tier__rank"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("goal", "tier"),
                        name="goals_one_offer_per_tier",
                        violation_error_message="Målet har redan ett erbjudande på den nivån.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBenefit",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("text", models.CharField(max_length=200, verbose_name="motprestation")),
                (
                    "quantity",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="antal"
                    ),
                ),
                (
                    "market_value",
                    core.money.MoneyField(
                        default=0,
                        help_text="Vad motprestationen hade kostat att köpa, hela antalet.",
                        verbose_name="marknadsvärde",
                    ),
                ),
                (
                    "due_rule",
                    models.CharField(
                        choices=[
                            ("none", "Ingen bestämd dag"),
                            ("after_start", "Dagar efter start"),
                            ("before_end", "Dagar före slut"),
                            ("yearly", "Samma dag varje år"),
                            ("on_date", "Ett bestämt datum"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="ska levereras",
                    ),
                ),
                ("due_days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="antal dagar")),
                (
                    "due_date",
                    models.DateField(
                        blank=True,
                        help_text="För samma dag varje år räknas månad och dag.",
                        null=True,
                        verbose_name="datum",
                    ),
                ),
                (
                    "doer_role",
                    models.CharField(
                        blank=True,
                        help_text="Till exempel Kommunikation.",
                        max_length=80,
                        verbose_name="roll som gör det",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="ordning")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "doer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Tomt betyder den som ansvarar för sponsorskapet.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vem gör det",
                    ),
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
                    "offer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goals.tieroffer",
                        verbose_name="erbjudande",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical motprestation",
                "verbose_name_plural": "historical motprestationer",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Benefit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("text", models.CharField(max_length=200, verbose_name="motprestation")),
                (
                    "quantity",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="antal"
                    ),
                ),
                (
                    "market_value",
                    core.money.MoneyField(
                        default=0,
                        help_text="Vad motprestationen hade kostat att köpa, hela antalet.",
                        verbose_name="marknadsvärde",
                    ),
                ),
                (
                    "due_rule",
                    models.CharField(
                        choices=[
                            ("none", "Ingen bestämd dag"),
                            ("after_start", "Dagar efter start"),
                            ("before_end", "Dagar före slut"),
                            ("yearly", "Samma dag varje år"),
                            ("on_date", "Ett bestämt datum"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="ska levereras",
                    ),
                ),
                ("due_days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="antal dagar")),
                (
                    "due_date",
                    models.DateField(
                        blank=True,
                        help_text="För samma dag varje år räknas månad och dag.",
                        null=True,
                        verbose_name="datum",
                    ),
                ),
                (
                    "doer_role",
                    models.CharField(
                        blank=True,
                        help_text="Till exempel Kommunikation.",
                        max_length=80,
                        verbose_name="roll som gör det",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="ordning")),
                (
                    "doer",
                    models.ForeignKey(
                        blank=True,
                        help_text="Tomt betyder den som ansvarar för sponsorskapet.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vem gör det",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="benefits",
                        to="goals.tieroffer",
                        verbose_name="erbjudande",
                    ),
                ),
            ],
            options={
                "verbose_name": "motprestation",
                "verbose_name_plural": "motprestationer",
                "ordering": ["offer", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_rule__in", ("after_start", "before_end")), _negated=True),
                            ("due_days__isnull", False),
                            _connector="OR",
                        ),
                        name="goals_benefit_rule_has_days",
                        violation_error_message="Skriv hur många dagar det gäller.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_rule__in", ("yearly", "on_date")), _negated=True),
                            ("due_date__isnull", False),
                            _connector="OR",
                        ),
                        name="goals_benefit_rule_has_date",
                        violation_error_message="Välj ett datum.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearlyAim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("applies_from", models.DateField(verbose_name="gäller från")),
                (
                    "amount",
                    core.money.MoneyField(
                        blank=True,
                        help_text="Kronor från företag varje år. Lämna tomt om målet inte ska ha någon målsumma från den dagen.",
                        null=True,
                        verbose_name="målsumma per år",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aims",
                        to="goals.goal",
                        verbose_name="mål",
                    ),
                ),
            ],
            options={
                "verbose_name": "målsumma",
                "verbose_name_plural": "målsummor",
                "ordering": ["goal", "applies_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("goal", "applies_from"),
                        name="goals_one_aim_per_day",
                        violation_error_message="Det finns redan en målsumma från den dagen.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyFigureValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "measured_on",
                    models.DateField(
                        help_text="Dagen då siffran gällde, eller då den lästes i källan.", verbose_name="datum"
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=1,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="värde",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="källa")),
                ("source_url", core.fields.WebAddressField(blank=True, verbose_name="länk till källan")),
                (
                    "key_figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="goals.keyfigure",
                        verbose_name="nyckeltal",
                    ),
                ),
            ],
            options={
                "verbose_name": "mätvärde",
                "verbose_name_plural": "mätvärden",
                "ordering": ["key_figure", "measured_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key_figure", "measured_on"),
                        name="goals_one_value_per_day",
                        violation_error_message="Det finns redan ett värde för den dagen.",
                    )
                ],
            },
        ),
    ]
