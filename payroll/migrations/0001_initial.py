import core.days
import core.documents
import core.money
import core.querysets
import django.core.validators
import django.db.models.deletion
import django.db.models.lookups
import payroll.models.schemes
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
            name="HistoricalPayrollScheme",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "reference",
                    models.CharField(db_index=True, editable=False, max_length=25, verbose_name="betalningsreferens"),
                ),
                ("starts", models.DateField(verbose_name="från")),
                (
                    "ends",
                    models.DateField(
                        blank=True, help_text="Tomt: tills vidare.", null=True, verbose_name="till och med"
                    ),
                ),
                (
                    "payday",
                    models.PositiveSmallIntegerField(
                        default=25,
                        help_text="Dag i månaden, 1 till 31.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="lönedag",
                    ),
                ),
                (
                    "remittance_day",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="Dag i månaden. Ligger den före lönedagen menas månaden efter; är bankerna stängda, nästa bankdag.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="pengarna hos oss senast",
                    ),
                ),
                (
                    "match_rate",
                    models.DecimalField(
                        decimal_places=1,
                        default=0,
                        help_text="100 dubblar gåvorna. 0: ingen matchning.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="procent av gåvan",
                    ),
                ),
                (
                    "match_month_cap",
                    core.money.MoneyField(
                        blank=True, min_value=Decimal("0.01"), null=True, verbose_name="högst per månad"
                    ),
                ),
                (
                    "match_total_cap",
                    core.money.MoneyField(
                        blank=True, min_value=Decimal("0.01"), null=True, verbose_name="högst sammanlagt"
                    ),
                ),
                (
                    "document",
                    models.TextField(
                        blank=True,
                        help_text="PDF, PNG eller JPEG, högst 10 MB. Ladda inte upp listor med namn eller löner.",
                        max_length=100,
                        validators=[
                            django.core.validators.FileExtensionValidator(["pdf", "png", "jpg", "jpeg"]),
                            core.documents.validate_document,
                        ],
                        verbose_name="avtal eller bilaga",
                    ),
                ),
                ("document_sha256", models.CharField(blank=True, editable=False, max_length=64)),
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
                        verbose_name="arbetsgivare",
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
                "verbose_name": "historical gåva via lön",
                "verbose_name_plural": "historical gåvor via lön",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PayrollMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("month", models.DateField(editable=False, verbose_name="månad")),
                ("payday", models.DateField(editable=False, verbose_name="lönedag")),
                ("due_on", models.DateField(editable=False, verbose_name="pengarna senast")),
                ("expected", core.money.MoneyField(default=0, editable=False, verbose_name="väntat")),
                (
                    "expected_heads",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="väntat antal personer"),
                ),
                ("percents", models.JSONField(default=dict, editable=False, verbose_name="fördelning")),
                (
                    "match_rate",
                    models.DecimalField(
                        decimal_places=1, default=0, editable=False, max_digits=5, verbose_name="matchning, procent"
                    ),
                ),
                ("match_cap", core.money.MoneyField(editable=False, null=True, verbose_name="matchning, högst")),
                (
                    "match_due",
                    core.money.MoneyField(default=0, editable=False, verbose_name="matchning enligt avtalet"),
                ),
                ("owes_match", models.BooleanField(default=False, editable=False, verbose_name="matchning obetald")),
                ("frozen_at", models.DateTimeField(editable=False, null=True, verbose_name="fryst")),
                ("declared", core.money.MoneyField(blank=True, null=True, verbose_name="anmält belopp")),
                (
                    "declared_heads",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="anmält antal personer"),
                ),
                ("is_closed", models.BooleanField(default=False, editable=False, verbose_name="stängd")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="stängd den")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("leaver", "Någon har slutat"),
                            ("leave", "Någon är ledig eller sjuk"),
                            ("joiner", "Någon har börjat ge"),
                            ("changed", "Ändrat belopp"),
                            ("rounding", "Avrundning"),
                            ("match", "Matchningen ingår"),
                            ("no_match", "Matchningen uteblir"),
                            ("period", "Fel period"),
                            ("within", "Liten skillnad, inom gränsen"),
                            ("other", "Annat"),
                        ],
                        max_length=8,
                        verbose_name="skäl till skillnaden",
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=200, verbose_name="kommentar")),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="stängd av",
                    ),
                ),
            ],
            options={
                "verbose_name": "månad",
                "verbose_name_plural": "månader",
                "ordering": ["-month", "-pk"],
                "permissions": [
                    ("close_payrollmonth", "Can close payroll months"),
                    ("reopen_payrollmonth", "Can reopen closed payroll months"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayrollReceipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("amount", core.money.MoneyField(min_value=None, verbose_name="belopp")),
                (
                    "match_part",
                    core.money.MoneyField(
                        default=0,
                        help_text="Hålls isär från medarbetarnas pengar.",
                        min_value=None,
                        verbose_name="varav företagets matchning",
                    ),
                ),
                ("received_on", models.DateField(validators=[core.days.validate_has_been], verbose_name="mottaget")),
                (
                    "external_id",
                    models.CharField(
                        blank=True,
                        help_text="Hindrar att samma betalning läggs in två gånger.",
                        max_length=80,
                        verbose_name="bankens referens",
                    ),
                ),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="inlagd")),
                ("is_reversed", models.BooleanField(default=False, editable=False, verbose_name="rättad")),
                ("reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="skäl")),
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
                    "month",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="payroll.payrollmonth",
                        verbose_name="månad",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="payroll.payrollreceipt",
                        verbose_name="rättar",
                    ),
                ),
            ],
            options={
                "verbose_name": "inbetalning via lön",
                "verbose_name_plural": "inbetalningar via lön",
                "ordering": ["-received_on", "-pk"],
                "permissions": [("reverse_payrollreceipt", "Can reverse payroll receipts")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPayrollReceipt",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("amount", core.money.MoneyField(min_value=None, verbose_name="belopp")),
                (
                    "match_part",
                    core.money.MoneyField(
                        default=0,
                        help_text="Hålls isär från medarbetarnas pengar.",
                        min_value=None,
                        verbose_name="varav företagets matchning",
                    ),
                ),
                ("received_on", models.DateField(validators=[core.days.validate_has_been], verbose_name="mottaget")),
                (
                    "external_id",
                    models.CharField(
                        blank=True,
                        help_text="Hindrar att samma betalning läggs in två gånger.",
                        max_length=80,
                        verbose_name="bankens referens",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "month",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="payroll.payrollmonth",
                        verbose_name="månad",
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
                        to="payroll.payrollreceipt",
                        verbose_name="rättar",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical inbetalning via lön",
                "verbose_name_plural": "historical inbetalningar via lön",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PayrollScheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "reference",
                    models.CharField(editable=False, max_length=25, unique=True, verbose_name="betalningsreferens"),
                ),
                ("starts", models.DateField(verbose_name="från")),
                (
                    "ends",
                    models.DateField(
                        blank=True, help_text="Tomt: tills vidare.", null=True, verbose_name="till och med"
                    ),
                ),
                (
                    "payday",
                    models.PositiveSmallIntegerField(
                        default=25,
                        help_text="Dag i månaden, 1 till 31.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="lönedag",
                    ),
                ),
                (
                    "remittance_day",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="Dag i månaden. Ligger den före lönedagen menas månaden efter; är bankerna stängda, nästa bankdag.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="pengarna hos oss senast",
                    ),
                ),
                (
                    "match_rate",
                    models.DecimalField(
                        decimal_places=1,
                        default=0,
                        help_text="100 dubblar gåvorna. 0: ingen matchning.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="procent av gåvan",
                    ),
                ),
                (
                    "match_month_cap",
                    core.money.MoneyField(
                        blank=True, min_value=Decimal("0.01"), null=True, verbose_name="högst per månad"
                    ),
                ),
                (
                    "match_total_cap",
                    core.money.MoneyField(
                        blank=True, min_value=Decimal("0.01"), null=True, verbose_name="högst sammanlagt"
                    ),
                ),
                (
                    "document",
                    models.FileField(
                        blank=True,
                        help_text="PDF, PNG eller JPEG, högst 10 MB. Ladda inte upp listor med namn eller löner.",
                        upload_to=payroll.models.schemes.document_path,
                        validators=[
                            django.core.validators.FileExtensionValidator(["pdf", "png", "jpg", "jpeg"]),
                            core.documents.validate_document,
                        ],
                        verbose_name="avtal eller bilaga",
                    ),
                ),
                ("document_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="registrerat")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payroll_schemes",
                        to="crm.company",
                        verbose_name="arbetsgivare",
                    ),
                ),
                (
                    "coordinator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="payroll_schemes",
                        to="crm.contact",
                        verbose_name="samordnare",
                    ),
                ),
            ],
            options={
                "verbose_name": "gåva via lön",
                "verbose_name_plural": "gåvor via lön",
                "ordering": ["-pk"],
                "permissions": [("view_payroll_document", "Can read the document of a payroll scheme")],
            },
        ),
        migrations.AddField(
            model_name="payrollmonth",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="months",
                to="payroll.payrollscheme",
                verbose_name="gåva via lön",
            ),
        ),
        migrations.CreateModel(
            name="PayrollBand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fixed", "Fast belopp"),
                            ("per_mille", "Promille av lönen"),
                            ("rounding", "Avrundning nedåt"),
                            ("mixed", "Blandat"),
                        ],
                        default="fixed",
                        max_length=9,
                        verbose_name="sätt att ge",
                    ),
                ),
                (
                    "amount",
                    core.money.MoneyField(
                        blank=True,
                        help_text="Fast: per person och månad. Avrundning: till närmaste.",
                        null=True,
                        verbose_name="kronor",
                    ),
                ),
                (
                    "per_mille",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.1")),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="promille",
                    ),
                ),
                (
                    "heads",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="antal personer"
                    ),
                ),
                ("expected", core.money.MoneyField(blank=True, null=True, verbose_name="summa per månad")),
                ("starts", models.DateField(verbose_name="från")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="till och med")),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="payroll.payrollscheme",
                        verbose_name="gåva via lön",
                    ),
                ),
            ],
            options={
                "verbose_name": "grupp",
                "verbose_name_plural": "grupper",
                "ordering": ["starts", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPayrollShare",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="procent",
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
                    "scheme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="payroll.payrollscheme",
                        verbose_name="gåva via lön",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical andel",
                "verbose_name_plural": "historical andelar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPayrollMonth",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("month", models.DateField(editable=False, verbose_name="månad")),
                ("payday", models.DateField(editable=False, verbose_name="lönedag")),
                ("due_on", models.DateField(editable=False, verbose_name="pengarna senast")),
                ("expected", core.money.MoneyField(default=0, editable=False, verbose_name="väntat")),
                (
                    "expected_heads",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="väntat antal personer"),
                ),
                ("percents", models.JSONField(default=dict, editable=False, verbose_name="fördelning")),
                (
                    "match_rate",
                    models.DecimalField(
                        decimal_places=1, default=0, editable=False, max_digits=5, verbose_name="matchning, procent"
                    ),
                ),
                ("match_cap", core.money.MoneyField(editable=False, null=True, verbose_name="matchning, högst")),
                (
                    "match_due",
                    core.money.MoneyField(default=0, editable=False, verbose_name="matchning enligt avtalet"),
                ),
                ("owes_match", models.BooleanField(default=False, editable=False, verbose_name="matchning obetald")),
                ("frozen_at", models.DateTimeField(editable=False, null=True, verbose_name="fryst")),
                ("declared", core.money.MoneyField(blank=True, null=True, verbose_name="anmält belopp")),
                (
                    "declared_heads",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="anmält antal personer"),
                ),
                ("is_closed", models.BooleanField(default=False, editable=False, verbose_name="stängd")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="stängd den")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("leaver", "Någon har slutat"),
                            ("leave", "Någon är ledig eller sjuk"),
                            ("joiner", "Någon har börjat ge"),
                            ("changed", "Ändrat belopp"),
                            ("rounding", "Avrundning"),
                            ("match", "Matchningen ingår"),
                            ("no_match", "Matchningen uteblir"),
                            ("period", "Fel period"),
                            ("within", "Liten skillnad, inom gränsen"),
                            ("other", "Annat"),
                        ],
                        max_length=8,
                        verbose_name="skäl till skillnaden",
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=200, verbose_name="kommentar")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="stängd av",
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
                    "scheme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="payroll.payrollscheme",
                        verbose_name="gåva via lön",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical månad",
                "verbose_name_plural": "historical månader",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPayrollBand",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fixed", "Fast belopp"),
                            ("per_mille", "Promille av lönen"),
                            ("rounding", "Avrundning nedåt"),
                            ("mixed", "Blandat"),
                        ],
                        default="fixed",
                        max_length=9,
                        verbose_name="sätt att ge",
                    ),
                ),
                (
                    "amount",
                    core.money.MoneyField(
                        blank=True,
                        help_text="Fast: per person och månad. Avrundning: till närmaste.",
                        null=True,
                        verbose_name="kronor",
                    ),
                ),
                (
                    "per_mille",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.1")),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="promille",
                    ),
                ),
                (
                    "heads",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="antal personer"
                    ),
                ),
                ("expected", core.money.MoneyField(blank=True, null=True, verbose_name="summa per månad")),
                ("starts", models.DateField(verbose_name="från")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="till och med")),
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
                    "scheme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="payroll.payrollscheme",
                        verbose_name="gåva via lön",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical grupp",
                "verbose_name_plural": "historical grupper",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PayrollShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="procent",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payroll_shares",
                        to="goals.goal",
                        verbose_name="mål",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="payroll.payrollscheme",
                        verbose_name="gåva via lön",
                    ),
                ),
            ],
            options={
                "verbose_name": "andel",
                "verbose_name_plural": "andelar",
                "ordering": ["goal__number"],
            },
        ),
        migrations.AddConstraint(
            model_name="payrollreceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("amount__gt", 0),
                        ("match_part__gte", 0),
                        ("match_part__lte", models.F("amount")),
                        ("reverses__isnull", True),
                    ),
                    models.Q(
                        ("amount__lt", 0),
                        ("match_part__gte", models.F("amount")),
                        ("match_part__lte", 0),
                        ("reverses__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="payroll_receipt_sign",
                violation_error_message="Beloppet ska vara större än noll, och matchningen en del av det.",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrollreceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="payroll_receipt_reversal_has_reason",
                violation_error_message="Skriv varför inbetalningen rättas.",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrollscheme",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                name="payroll_scheme_dates_in_order",
                violation_error_message="Slutdatum kan inte ligga före startdatum.",
            ),
        ),
        migrations.AddIndex(
            model_name="payrollmonth",
            index=models.Index(condition=models.Q(("is_closed", False)), fields=["due_on"], name="payroll_month_due"),
        ),
        migrations.AddIndex(
            model_name="payrollmonth",
            index=models.Index(fields=["payday"], name="payroll_month_payday"),
        ),
        migrations.AddConstraint(
            model_name="payrollmonth",
            constraint=models.UniqueConstraint(fields=("scheme", "month"), name="payroll_month_once"),
        ),
        migrations.AddConstraint(
            model_name="payrollmonth",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.EndsWith(core.querysets.Iso("month"), "-01"),
                name="payroll_month_first_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrollmonth",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("frozen_at__isnull", False), ("is_closed", True)),
                    models.Q(
                        ("closed_at__isnull", True), ("closed_by__isnull", True), ("is_closed", False), ("reason", "")
                    ),
                    _connector="OR",
                ),
                name="payroll_month_closed_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrollband",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                name="payroll_band_dates_in_order",
                violation_error_message="Slutdatum kan inte ligga före startdatum.",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrollband",
            constraint=models.CheckConstraint(condition=models.Q(("heads__gte", 1)), name="payroll_band_has_heads"),
        ),
        migrations.AddConstraint(
            model_name="payrollband",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("amount__gt", 0), ("expected__isnull", True), ("kind", "fixed"), ("per_mille__isnull", True)
                    ),
                    models.Q(
                        ("amount__gt", 0),
                        ("expected__isnull", False),
                        ("kind", "rounding"),
                        ("per_mille__isnull", True),
                    ),
                    models.Q(
                        ("amount__isnull", True),
                        ("expected__isnull", False),
                        ("kind", "per_mille"),
                        ("per_mille__gt", 0),
                    ),
                    models.Q(
                        ("amount__isnull", True),
                        ("expected__isnull", False),
                        ("kind", "mixed"),
                        ("per_mille__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="payroll_band_terms_fit_kind",
                violation_error_message="Uppgifterna hör inte ihop med sättet att ge.",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrollband",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("kind", "per_mille"), _negated=True), ("heads__gte", 5), _connector="OR"),
                name="payroll_band_no_salary",
                violation_error_message="Färre än fem som ger promille redovisas tillsammans med andra.",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrollshare",
            constraint=models.UniqueConstraint(fields=("scheme", "goal"), name="payroll_share_once"),
        ),
        migrations.AddConstraint(
            model_name="payrollshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent__range", (1, 100))), name="payroll_share_percent"
            ),
        ),
    ]
