import campaigns.models.competitions
import core.days
import core.images
import core.links
import core.money
import django.core.validators
import django.db.models.deletion
import simple_history.models
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("crm", "0004_stages_and_reasons"),
        ("goals", "0002_local_and_global_goals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("search_key", models.TextField(default="", editable=False)),
                ("sort_key", models.CharField(db_index=True, default="", editable=False, max_length=200)),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="namn")),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="beskrivning")),
                (
                    "points",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="poäng",
                    ),
                ),
                (
                    "cap",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="högst antal som räknas",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="går att välja")),
            ],
            options={
                "verbose_name": "aktivitet",
                "verbose_name_plural": "aktiviteter",
                "ordering": ["sort_key", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("search_key", models.TextField(default="", editable=False)),
                ("sort_key", models.CharField(db_index=True, default="", editable=False, max_length=200)),
                (
                    "name",
                    models.CharField(help_text="Så som det står på tavlan.", max_length=80, verbose_name="lagets namn"),
                ),
                ("code", models.CharField(editable=False, max_length=12, unique=True, verbose_name="kod")),
                (
                    "heads",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Alla som kan vara med på arbetsplatsen, också den som inte ger något.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="antal personer",
                    ),
                ),
                (
                    "heads_confirmed_by",
                    models.CharField(blank=True, max_length=120, verbose_name="antalet bekräftat av"),
                ),
                (
                    "heads_confirmed_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[core.days.validate_has_been],
                        verbose_name="antalet bekräftat den",
                    ),
                ),
                (
                    "participants",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Hur många olika personer som gjort något godkänt. Inga namn.",
                        verbose_name="antal som deltagit",
                    ),
                ),
                (
                    "participants_confirmed_by",
                    models.CharField(blank=True, max_length=120, verbose_name="deltagandet bekräftat av"),
                ),
                (
                    "participants_confirmed_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[core.days.validate_has_been],
                        verbose_name="deltagandet bekräftat den",
                    ),
                ),
                ("join_until", models.DateField(blank=True, null=True, verbose_name="anmälan senast")),
                ("withdrawn_on", models.DateField(editable=False, null=True, verbose_name="har gått ur")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams",
                        to="crm.company",
                        verbose_name="företag",
                    ),
                ),
            ],
            options={
                "verbose_name": "lag",
                "verbose_name_plural": "lag",
                "ordering": ["sort_key", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BankReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=240, unique=True, verbose_name="referens")),
                ("model", models.CharField(max_length=40, verbose_name="slag")),
                ("object_id", models.PositiveBigIntegerField(verbose_name="rad")),
            ],
            options={
                "verbose_name": "bankreferens",
                "verbose_name_plural": "bankreferenser",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("model", "object_id"), name="campaigns_bankreference_of_one_payment"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Competition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("search_key", models.TextField(default="", editable=False)),
                ("sort_key", models.CharField(db_index=True, default="", editable=False, max_length=200)),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("duel", "Duell mellan två företag"),
                            ("collection", "Insamling bland kollegor"),
                            ("open", "Öppen tävling för många"),
                            ("departments", "Lag inom ett företag"),
                        ],
                        default="duel",
                        max_length=12,
                        verbose_name="typ",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Utkast"),
                            ("open", "Öppen"),
                            ("frozen", "Fryst tavla"),
                            ("closing", "Avslutas"),
                            ("final", "Avgjord"),
                            ("archived", "Arkiverad"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=8,
                        verbose_name="läge",
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="öppnar")),
                ("closes_on", models.DateField(verbose_name="stänger")),
                (
                    "late_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        help_text="Så länge efter stängning räknas gåvor som är på väg.",
                        validators=[django.core.validators.MaxValueValidator(92)],
                        verbose_name="dagar för sena gåvor",
                    ),
                ),
                ("target", core.money.MoneyField(blank=True, null=True, verbose_name="insamlingsmål")),
                ("rules_text", models.TextField(blank=True, max_length=100000, verbose_name="regler i ord")),
                (
                    "scoring",
                    models.JSONField(
                        default=campaigns.models.competitions.default_rules, editable=False, verbose_name="poängregler"
                    ),
                ),
                ("catalogue", models.JSONField(blank=True, default=list, editable=False, verbose_name="aktiviteter")),
                ("swish", models.CharField(blank=True, max_length=20, verbose_name="Swishnummer")),
                (
                    "code",
                    models.CharField(
                        default=campaigns.models.competitions.new_code,
                        editable=False,
                        max_length=8,
                        unique=True,
                        verbose_name="kod",
                    ),
                ),
                (
                    "picture",
                    models.ImageField(
                        blank=True,
                        help_text="PNG, JPEG eller WebP, högst 8 MB.",
                        upload_to="competitions",
                        validators=[
                            django.core.validators.FileExtensionValidator(["png", "jpg", "jpeg", "webp"]),
                            core.images.validate_picture,
                        ],
                        verbose_name="bild",
                    ),
                ),
                (
                    "board_key",
                    models.CharField(
                        default=core.links.new_link_key,
                        editable=False,
                        max_length=40,
                        null=True,
                        unique=True,
                        verbose_name="tavlans länk",
                    ),
                ),
                (
                    "lot_seed",
                    models.CharField(
                        default=campaigns.models.competitions.new_seed,
                        editable=False,
                        max_length=32,
                        verbose_name="frö för lottning",
                    ),
                ),
                ("frozen_at", models.DateTimeField(editable=False, null=True, verbose_name="fryst")),
                ("frozen_board", models.JSONField(editable=False, null=True, verbose_name="fryst tavla")),
                ("snapshot", models.JSONField(editable=False, null=True, verbose_name="avgjort resultat")),
                ("checksum", models.CharField(blank=True, editable=False, max_length=64, verbose_name="kontrollsumma")),
                (
                    "final_comment",
                    models.TextField(
                        blank=True, editable=False, max_length=100000, verbose_name="kommentar vid avgörandet"
                    ),
                ),
                ("finalised_at", models.DateTimeField(editable=False, null=True, verbose_name="avgjord")),
                ("revealed_at", models.DateTimeField(editable=False, null=True, verbose_name="avslöjad")),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        help_text="Tvister och lärdomar till nästa gång. Visas bara för personal.",
                        max_length=100000,
                        verbose_name="lärdomar",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="competitions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kontaktperson hos oss",
                    ),
                ),
                (
                    "finalised_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="avgjord av",
                    ),
                ),
                ("goals", models.ManyToManyField(related_name="competitions", to="goals.goal", verbose_name="mål")),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="successors",
                        to="campaigns.competition",
                        verbose_name="förra årets tävling",
                    ),
                ),
            ],
            options={
                "verbose_name": "tävling",
                "verbose_name_plural": "tävlingar",
                "ordering": ["-opens_on", "-pk"],
                "permissions": [
                    ("run_competition", "Can open, freeze, close and decide competitions"),
                    ("amend_competition", "Can change rules and head counts after opening"),
                    ("reopen_competition", "Can take back a decision made by mistake"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "source",
                    models.CharField(help_text="Filens namn, eller Inklistrat.", max_length=200, verbose_name="källa"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                ("undone_at", models.DateTimeField(editable=False, null=True, verbose_name="ångrad")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="campaigns.batch",
                        verbose_name="del av inläsning",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ångrad av",
                    ),
                ),
                (
                    "competition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="batches",
                        to="campaigns.competition",
                        verbose_name="tävling",
                    ),
                ),
            ],
            options={
                "verbose_name": "inläsning",
                "verbose_name_plural": "inläsningar",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("what", models.CharField(max_length=300, verbose_name="vad")),
                ("reason", models.CharField(max_length=300, verbose_name="skäl")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
                (
                    "competition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amendments",
                        to="campaigns.competition",
                        verbose_name="tävling",
                    ),
                ),
            ],
            options={
                "verbose_name": "regeländring",
                "verbose_name_plural": "regeländringar",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=80, verbose_name="kriterium")),
                ("guide", models.CharField(blank=True, max_length=200, verbose_name="vägledning")),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="ordning")),
                (
                    "competition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="campaigns.competition",
                        verbose_name="tävling",
                    ),
                ),
            ],
            options={
                "verbose_name": "kriterium",
                "verbose_name_plural": "kriterier",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("title", models.CharField(max_length=120, verbose_name="rubrik")),
                ("text", models.TextField(blank=True, max_length=100000, verbose_name="vad vi gjorde")),
                (
                    "took_part",
                    models.PositiveIntegerField(
                        default=0, help_text="En siffra, inga namn.", verbose_name="antal som var med"
                    ),
                ),
                ("happened_on", models.DateField(validators=[core.days.validate_has_been], verbose_name="när")),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "Väntar"), ("approved", "Godkänd"), ("declined", "Underkänd")],
                        default="pending",
                        editable=False,
                        max_length=8,
                        verbose_name="läge",
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="bedömd")),
                ("reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="skäl")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="campaigns.activity",
                        verbose_name="aktivitet",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="bedömd av",
                    ),
                ),
            ],
            options={
                "verbose_name": "tävlingsbidrag",
                "verbose_name_plural": "tävlingsbidrag",
                "ordering": ["-happened_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EntryPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "image",
                    models.ImageField(
                        upload_to="entries",
                        validators=[
                            django.core.validators.FileExtensionValidator(["png", "jpg", "jpeg", "webp"]),
                            core.images.validate_picture,
                        ],
                        verbose_name="bild",
                    ),
                ),
                (
                    "alt",
                    models.CharField(
                        help_text="För den som inte ser bilden.", max_length=200, verbose_name="vad bilden visar"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="campaigns.entry",
                        verbose_name="tävlingsbidrag",
                    ),
                ),
            ],
            options={
                "verbose_name": "bild",
                "verbose_name_plural": "bilder",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalActivity",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("name", models.CharField(db_index=True, max_length=80, verbose_name="namn")),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="beskrivning")),
                (
                    "points",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="poäng",
                    ),
                ),
                (
                    "cap",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="högst antal som räknas",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="går att välja")),
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
                "verbose_name": "historical aktivitet",
                "verbose_name_plural": "historical aktiviteter",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAmendment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("what", models.CharField(max_length=300, verbose_name="vad")),
                ("reason", models.CharField(max_length=300, verbose_name="skäl")),
                ("made_at", models.DateTimeField(blank=True, editable=False, verbose_name="när")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "competition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.competition",
                        verbose_name="tävling",
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
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical regeländring",
                "verbose_name_plural": "historical regeländringar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBatch",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "source",
                    models.CharField(help_text="Filens namn, eller Inklistrat.", max_length=200, verbose_name="källa"),
                ),
                ("made_at", models.DateTimeField(blank=True, editable=False, verbose_name="när")),
                ("undone_at", models.DateTimeField(editable=False, null=True, verbose_name="ångrad")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "competition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.competition",
                        verbose_name="tävling",
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
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.batch",
                        verbose_name="del av inläsning",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ångrad av",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical inläsning",
                "verbose_name_plural": "historical inläsningar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCompetition",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("duel", "Duell mellan två företag"),
                            ("collection", "Insamling bland kollegor"),
                            ("open", "Öppen tävling för många"),
                            ("departments", "Lag inom ett företag"),
                        ],
                        default="duel",
                        max_length=12,
                        verbose_name="typ",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Utkast"),
                            ("open", "Öppen"),
                            ("frozen", "Fryst tavla"),
                            ("closing", "Avslutas"),
                            ("final", "Avgjord"),
                            ("archived", "Arkiverad"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=8,
                        verbose_name="läge",
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="öppnar")),
                ("closes_on", models.DateField(verbose_name="stänger")),
                (
                    "late_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        help_text="Så länge efter stängning räknas gåvor som är på väg.",
                        validators=[django.core.validators.MaxValueValidator(92)],
                        verbose_name="dagar för sena gåvor",
                    ),
                ),
                ("target", core.money.MoneyField(blank=True, null=True, verbose_name="insamlingsmål")),
                ("rules_text", models.TextField(blank=True, max_length=100000, verbose_name="regler i ord")),
                (
                    "scoring",
                    models.JSONField(
                        default=campaigns.models.competitions.default_rules, editable=False, verbose_name="poängregler"
                    ),
                ),
                ("catalogue", models.JSONField(blank=True, default=list, editable=False, verbose_name="aktiviteter")),
                ("swish", models.CharField(blank=True, max_length=20, verbose_name="Swishnummer")),
                (
                    "code",
                    models.CharField(
                        db_index=True,
                        default=campaigns.models.competitions.new_code,
                        editable=False,
                        max_length=8,
                        verbose_name="kod",
                    ),
                ),
                (
                    "picture",
                    models.TextField(
                        blank=True,
                        help_text="PNG, JPEG eller WebP, högst 8 MB.",
                        max_length=100,
                        validators=[
                            django.core.validators.FileExtensionValidator(["png", "jpg", "jpeg", "webp"]),
                            core.images.validate_picture,
                        ],
                        verbose_name="bild",
                    ),
                ),
                (
                    "board_key",
                    models.CharField(
                        db_index=True,
                        default=core.links.new_link_key,
                        editable=False,
                        max_length=40,
                        null=True,
                        verbose_name="tavlans länk",
                    ),
                ),
                (
                    "lot_seed",
                    models.CharField(
                        default=campaigns.models.competitions.new_seed,
                        editable=False,
                        max_length=32,
                        verbose_name="frö för lottning",
                    ),
                ),
                ("frozen_at", models.DateTimeField(editable=False, null=True, verbose_name="fryst")),
                ("frozen_board", models.JSONField(editable=False, null=True, verbose_name="fryst tavla")),
                ("snapshot", models.JSONField(editable=False, null=True, verbose_name="avgjort resultat")),
                ("checksum", models.CharField(blank=True, editable=False, max_length=64, verbose_name="kontrollsumma")),
                (
                    "final_comment",
                    models.TextField(
                        blank=True, editable=False, max_length=100000, verbose_name="kommentar vid avgörandet"
                    ),
                ),
                ("finalised_at", models.DateTimeField(editable=False, null=True, verbose_name="avgjord")),
                ("revealed_at", models.DateTimeField(editable=False, null=True, verbose_name="avslöjad")),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        help_text="Tvister och lärdomar till nästa gång. Visas bara för personal.",
                        max_length=100000,
                        verbose_name="lärdomar",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kontaktperson hos oss",
                    ),
                ),
                (
                    "finalised_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="avgjord av",
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
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.competition",
                        verbose_name="förra årets tävling",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical tävling",
                "verbose_name_plural": "historical tävlingar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCriterion",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("name", models.CharField(max_length=80, verbose_name="kriterium")),
                ("guide", models.CharField(blank=True, max_length=200, verbose_name="vägledning")),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="ordning")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "competition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.competition",
                        verbose_name="tävling",
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
                "verbose_name": "historical kriterium",
                "verbose_name_plural": "historical kriterier",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEntryPicture",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "image",
                    models.TextField(
                        max_length=100,
                        validators=[
                            django.core.validators.FileExtensionValidator(["png", "jpg", "jpeg", "webp"]),
                            core.images.validate_picture,
                        ],
                        verbose_name="bild",
                    ),
                ),
                (
                    "alt",
                    models.CharField(
                        help_text="För den som inte ser bilden.", max_length=200, verbose_name="vad bilden visar"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.entry",
                        verbose_name="tävlingsbidrag",
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
                "verbose_name": "historical bild",
                "verbose_name_plural": "historical bilder",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalJuror",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                (
                    "link_key",
                    models.CharField(
                        db_index=True,
                        default=core.links.new_link_key,
                        editable=False,
                        max_length=40,
                        null=True,
                        verbose_name="personlig länk",
                    ),
                ),
                ("handed_in_at", models.DateTimeField(editable=False, null=True, verbose_name="inlämnat")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "competition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.competition",
                        verbose_name="tävling",
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kollega",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical jurymedlem",
                "verbose_name_plural": "historical jurymedlemmar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTeam",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "name",
                    models.CharField(help_text="Så som det står på tavlan.", max_length=80, verbose_name="lagets namn"),
                ),
                ("code", models.CharField(db_index=True, editable=False, max_length=12, verbose_name="kod")),
                (
                    "heads",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Alla som kan vara med på arbetsplatsen, också den som inte ger något.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="antal personer",
                    ),
                ),
                (
                    "heads_confirmed_by",
                    models.CharField(blank=True, max_length=120, verbose_name="antalet bekräftat av"),
                ),
                (
                    "heads_confirmed_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[core.days.validate_has_been],
                        verbose_name="antalet bekräftat den",
                    ),
                ),
                (
                    "participants",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Hur många olika personer som gjort något godkänt. Inga namn.",
                        verbose_name="antal som deltagit",
                    ),
                ),
                (
                    "participants_confirmed_by",
                    models.CharField(blank=True, max_length=120, verbose_name="deltagandet bekräftat av"),
                ),
                (
                    "participants_confirmed_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[core.days.validate_has_been],
                        verbose_name="deltagandet bekräftat den",
                    ),
                ),
                ("join_until", models.DateField(blank=True, null=True, verbose_name="anmälan senast")),
                ("withdrawn_on", models.DateField(editable=False, null=True, verbose_name="har gått ur")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="crm.company",
                        verbose_name="företag",
                    ),
                ),
                (
                    "competition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.competition",
                        verbose_name="tävling",
                    ),
                ),
                (
                    "coordinator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="crm.contact",
                        verbose_name="samordnare",
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
                "verbose_name": "historical lag",
                "verbose_name_plural": "historical lag",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Juror",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                (
                    "link_key",
                    models.CharField(
                        default=core.links.new_link_key,
                        editable=False,
                        max_length=40,
                        null=True,
                        unique=True,
                        verbose_name="personlig länk",
                    ),
                ),
                ("handed_in_at", models.DateTimeField(editable=False, null=True, verbose_name="inlämnat")),
                (
                    "competition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jurors",
                        to="campaigns.competition",
                        verbose_name="tävling",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jury_duties",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kollega",
                    ),
                ),
            ],
            options={
                "verbose_name": "jurymedlem",
                "verbose_name_plural": "jurymedlemmar",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Match",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("third_party", models.CharField(blank=True, max_length=120, verbose_name="annan givare")),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=1,
                        default=100,
                        help_text="100 dubblar varje gåva.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="procent av gåvan",
                    ),
                ),
                (
                    "per_gift_cap",
                    core.money.MoneyField(
                        blank=True, min_value=Decimal("0.01"), null=True, verbose_name="högst per gåva"
                    ),
                ),
                (
                    "total_cap",
                    core.money.MoneyField(
                        blank=True, min_value=Decimal("0.01"), null=True, verbose_name="högst sammanlagt"
                    ),
                ),
                ("starts", models.DateField(verbose_name="från")),
                ("ends", models.DateField(verbose_name="till och med")),
                ("accrued", core.money.MoneyField(default=0, editable=False, min_value=None, verbose_name="upplupet")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matches",
                        to="crm.company",
                        verbose_name="företag",
                    ),
                ),
                (
                    "competition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to="campaigns.competition",
                        verbose_name="tävling",
                    ),
                ),
            ],
            options={
                "verbose_name": "matchning",
                "verbose_name_plural": "matchningar",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("amount", core.money.MoneyField(min_value=None, verbose_name="belopp")),
                ("received_on", models.DateField(validators=[core.days.validate_has_been], verbose_name="mottaget")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("swish", "Swish"),
                            ("bankgiro", "Bankgiro"),
                            ("cash", "Kontant"),
                            ("payroll", "Via lönen"),
                            ("match", "Matchning"),
                            ("other", "Annat"),
                        ],
                        default="swish",
                        max_length=8,
                        verbose_name="kanal",
                    ),
                ),
                (
                    "giver",
                    models.CharField(
                        blank=True, help_text="Tomt om gåvan är anonym.", max_length=120, verbose_name="givare"
                    ),
                ),
                (
                    "show_giver",
                    models.BooleanField(
                        default=False,
                        help_text="Bara om givaren själv har bett om det.",
                        verbose_name="vill synas på tavlan",
                    ),
                ),
                ("message", models.CharField(blank=True, max_length=200, verbose_name="meddelande")),
                (
                    "external_id",
                    models.CharField(
                        blank=True,
                        help_text="Bankens eller Swish eget nummer på betalningen.",
                        max_length=80,
                        verbose_name="referens",
                    ),
                ),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="inlagd")),
                ("is_reversed", models.BooleanField(default=False, editable=False, verbose_name="rättad")),
                ("reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="skäl")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="campaigns.batch",
                        verbose_name="inläsning",
                    ),
                ),
                (
                    "competition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="campaigns.competition",
                        verbose_name="tävling",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="inlagd av",
                    ),
                ),
                (
                    "giver_approved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="namnet godkänt av",
                    ),
                ),
                (
                    "moved_from",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moved_to",
                        to="campaigns.contribution",
                        verbose_name="flyttat från",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="campaigns.contribution",
                        verbose_name="rättar",
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="campaigns.match",
                        verbose_name="matchning",
                    ),
                ),
            ],
            options={
                "verbose_name": "bidrag",
                "verbose_name_plural": "bidrag",
                "ordering": ["-received_on", "-pk"],
                "permissions": [("reverse_contribution", "Can reverse contributions")],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "team",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="tally",
                        serialize=False,
                        to="campaigns.team",
                    ),
                ),
                ("employees", core.money.MoneyField(default=0, min_value=None, verbose_name="medarbetarnas pengar")),
                ("company", core.money.MoneyField(default=0, min_value=None, verbose_name="företagets pengar")),
                ("gifts", models.IntegerField(default=0, verbose_name="antal gåvor")),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "ställning",
                "verbose_name_plural": "ställningar",
            },
        ),
        migrations.AddField(
            model_name="team",
            name="competition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="teams",
                to="campaigns.competition",
                verbose_name="tävling",
            ),
        ),
        migrations.AddField(
            model_name="team",
            name="coordinator",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="coordinates",
                to="crm.contact",
                verbose_name="samordnare",
            ),
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="skäl")),
                (
                    "juror",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recusals",
                        to="campaigns.juror",
                        verbose_name="jurymedlem",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recusals",
                        to="campaigns.team",
                        verbose_name="lag",
                    ),
                ),
            ],
            options={
                "verbose_name": "jäv",
                "verbose_name_plural": "jäv",
                "ordering": ["juror", "team"],
            },
        ),
        migrations.AddField(
            model_name="match",
            name="team",
            field=models.ForeignKey(
                blank=True,
                help_text="Tomt: alla lags gåvor.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="matches",
                to="campaigns.team",
                verbose_name="lag",
            ),
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "value",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(10)], verbose_name="betyg"
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="campaigns.criterion",
                        verbose_name="kriterium",
                    ),
                ),
                (
                    "juror",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="campaigns.juror",
                        verbose_name="jurymedlem",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="campaigns.team",
                        verbose_name="lag",
                    ),
                ),
            ],
            options={
                "verbose_name": "jurybetyg",
                "verbose_name_plural": "jurybetyg",
                "ordering": ["juror", "team", "criterion"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRecusal",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="skäl")),
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
                    "juror",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.juror",
                        verbose_name="jurymedlem",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.team",
                        verbose_name="lag",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical jäv",
                "verbose_name_plural": "historical jäv",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMatch",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("third_party", models.CharField(blank=True, max_length=120, verbose_name="annan givare")),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=1,
                        default=100,
                        help_text="100 dubblar varje gåva.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="procent av gåvan",
                    ),
                ),
                (
                    "per_gift_cap",
                    core.money.MoneyField(
                        blank=True, min_value=Decimal("0.01"), null=True, verbose_name="högst per gåva"
                    ),
                ),
                (
                    "total_cap",
                    core.money.MoneyField(
                        blank=True, min_value=Decimal("0.01"), null=True, verbose_name="högst sammanlagt"
                    ),
                ),
                ("starts", models.DateField(verbose_name="från")),
                ("ends", models.DateField(verbose_name="till och med")),
                ("accrued", core.money.MoneyField(default=0, editable=False, min_value=None, verbose_name="upplupet")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="crm.company",
                        verbose_name="företag",
                    ),
                ),
                (
                    "competition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.competition",
                        verbose_name="tävling",
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
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Tomt: alla lags gåvor.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.team",
                        verbose_name="lag",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical matchning",
                "verbose_name_plural": "historical matchningar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMark",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "value",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(10)], verbose_name="betyg"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.criterion",
                        verbose_name="kriterium",
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
                    "juror",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.juror",
                        verbose_name="jurymedlem",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.team",
                        verbose_name="lag",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical jurybetyg",
                "verbose_name_plural": "historical jurybetyg",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEntry",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("title", models.CharField(max_length=120, verbose_name="rubrik")),
                ("text", models.TextField(blank=True, max_length=100000, verbose_name="vad vi gjorde")),
                (
                    "took_part",
                    models.PositiveIntegerField(
                        default=0, help_text="En siffra, inga namn.", verbose_name="antal som var med"
                    ),
                ),
                ("happened_on", models.DateField(validators=[core.days.validate_has_been], verbose_name="när")),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "Väntar"), ("approved", "Godkänd"), ("declined", "Underkänd")],
                        default="pending",
                        editable=False,
                        max_length=8,
                        verbose_name="läge",
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="bedömd")),
                ("reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="skäl")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.activity",
                        verbose_name="aktivitet",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="bedömd av",
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
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.team",
                        verbose_name="lag",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical tävlingsbidrag",
                "verbose_name_plural": "historical tävlingsbidrag",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalContribution",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("amount", core.money.MoneyField(min_value=None, verbose_name="belopp")),
                ("received_on", models.DateField(validators=[core.days.validate_has_been], verbose_name="mottaget")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("swish", "Swish"),
                            ("bankgiro", "Bankgiro"),
                            ("cash", "Kontant"),
                            ("payroll", "Via lönen"),
                            ("match", "Matchning"),
                            ("other", "Annat"),
                        ],
                        default="swish",
                        max_length=8,
                        verbose_name="kanal",
                    ),
                ),
                (
                    "giver",
                    models.CharField(
                        blank=True, help_text="Tomt om gåvan är anonym.", max_length=120, verbose_name="givare"
                    ),
                ),
                (
                    "show_giver",
                    models.BooleanField(
                        default=False,
                        help_text="Bara om givaren själv har bett om det.",
                        verbose_name="vill synas på tavlan",
                    ),
                ),
                ("message", models.CharField(blank=True, max_length=200, verbose_name="meddelande")),
                (
                    "external_id",
                    models.CharField(
                        blank=True,
                        help_text="Bankens eller Swish eget nummer på betalningen.",
                        max_length=80,
                        verbose_name="referens",
                    ),
                ),
                ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="inlagd")),
                ("is_reversed", models.BooleanField(default=False, editable=False, verbose_name="rättad")),
                ("reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="skäl")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.batch",
                        verbose_name="inläsning",
                    ),
                ),
                (
                    "competition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.competition",
                        verbose_name="tävling",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="inlagd av",
                    ),
                ),
                (
                    "giver_approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="namnet godkänt av",
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
                    "moved_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.contribution",
                        verbose_name="flyttat från",
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.contribution",
                        verbose_name="rättar",
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.match",
                        verbose_name="matchning",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.team",
                        verbose_name="lag",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical bidrag",
                "verbose_name_plural": "historical bidrag",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="entry",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="entries",
                to="campaigns.team",
                verbose_name="lag",
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="team",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions",
                to="campaigns.team",
                verbose_name="lag",
            ),
        ),
        migrations.AddConstraint(
            model_name="competition",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                name="campaigns_competition_dates_in_order",
                violation_error_message="Tävlingen kan inte stänga innan den öppnar.",
            ),
        ),
        migrations.AddConstraint(
            model_name="competition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("finalised_at__isnull", False),
                        ("snapshot__isnull", False),
                        ("state__in", ("final", "archived")),
                    ),
                    models.Q(
                        models.Q(("state__in", ("final", "archived")), _negated=True),
                        ("finalised_at__isnull", True),
                        ("snapshot__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="campaigns_competition_decided_has_snapshot",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(
                fields=("competition", "name"),
                name="campaigns_criterion_unique",
                violation_error_message="Kriteriet finns redan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="juror",
            constraint=models.UniqueConstraint(
                fields=("competition", "user"),
                name="campaigns_juror_once",
                violation_error_message="Kollegan är redan med i juryn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(
                fields=("competition", "name"),
                name="campaigns_team_name_unique",
                violation_error_message="Det finns redan ett lag med det namnet i tävlingen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.CheckConstraint(
                condition=models.Q(("heads__isnull", True), ("heads__gte", 1), _connector="OR"),
                name="campaigns_team_has_heads",
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.CheckConstraint(
                condition=models.Q(("heads__isnull", True), ("participants__lte", models.F("heads")), _connector="OR"),
                name="campaigns_team_participants_fit",
                violation_error_message="Fler kan inte ha deltagit än de som finns i laget.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.UniqueConstraint(fields=("juror", "team"), name="campaigns_recusal_once"),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gte", models.F("starts"))),
                name="campaigns_match_dates_in_order",
                violation_error_message="Slutdatum kan inte ligga före startdatum.",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("company__isnull", False), ("third_party", "")),
                    models.Q(("company__isnull", True), models.Q(("third_party", ""), _negated=True)),
                    _connector="OR",
                ),
                name="campaigns_match_has_one_giver",
                violation_error_message="Välj ett företag eller skriv en annan givare, inte båda.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.UniqueConstraint(fields=("juror", "team", "criterion"), name="campaigns_mark_once"),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__lte", 10)), name="campaigns_mark_at_most_ten"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "pending")),
                    models.Q(
                        models.Q(("state", "pending"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="campaigns_entry_decided_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["competition", "-received_on", "-id"], name="campaigns_contribution_newest"),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["team", "received_on"], name="campaigns_contribution_team"),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("team__isnull", True)), fields=["competition"], name="campaigns_contribution_left"
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("giver_approved_by__isnull", False)),
                fields=["competition", "-entered_at"],
                name="campaigns_contribution_named",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("giver_approved_by__isnull", True), ("show_giver", True)),
                fields=["competition"],
                name="campaigns_contribution_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__gt", 0), ("reverses__isnull", True)),
                    models.Q(("amount__lt", 0), ("reverses__isnull", False)),
                    _connector="OR",
                ),
                name="campaigns_contribution_sign",
                violation_error_message="Beloppet ska vara större än noll.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("match__isnull", True), ("channel", "match"), _connector="OR"),
                name="campaigns_contribution_match_is_company_money",
                violation_error_message="Bara pengar med kanalen Matchning betalar en matchning.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="campaigns_contribution_reversal_has_reason",
                violation_error_message="Skriv varför bidraget rättas.",
            ),
        ),
    ]
