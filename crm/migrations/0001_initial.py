import core.fields
import core.images
import core.money
import crm.models.documents
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import phonenumber_field.modelfields
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("goals", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("search_key", models.TextField(default="", editable=False)),
                ("sort_key", models.CharField(db_index=True, default="", editable=False, max_length=200)),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="etikett")),
            ],
            options={
                "verbose_name": "etikett",
                "verbose_name_plural": "etiketter",
                "ordering": ["sort_key"],
            },
        ),
        migrations.CreateModel(
            name="Company",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("search_key", models.TextField(default="", editable=False)),
                ("sort_key", models.CharField(db_index=True, default="", editable=False, max_length=200)),
                ("name", models.CharField(max_length=160, verbose_name="namn")),
                (
                    "orgnr",
                    models.CharField(
                        blank=True,
                        help_text="Tio siffror, med eller utan bindestreck.",
                        max_length=10,
                        null=True,
                        verbose_name="organisationsnummer",
                    ),
                ),
                (
                    "other_names",
                    models.TextField(
                        blank=True,
                        help_text="Tidigare namn, eller namn i dagligt tal. Företaget hittas på dem också.",
                        max_length=400,
                        verbose_name="andra namn",
                    ),
                ),
                ("match_key", models.CharField(db_index=True, default="", editable=False, max_length=160)),
                ("is_sole_trader", models.BooleanField(default=False, editable=False, verbose_name="enskild firma")),
                ("trade", models.CharField(blank=True, max_length=80, verbose_name="bransch")),
                ("employees", models.PositiveIntegerField(blank=True, null=True, verbose_name="antal anställda")),
                ("street", models.CharField(blank=True, max_length=120, verbose_name="gatuadress")),
                ("postal_code", models.CharField(blank=True, max_length=10, verbose_name="postnummer")),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="ort")),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True,
                        help_text="Växeln eller kundtjänst, inte någon persons.",
                        max_length=128,
                        region=None,
                        verbose_name="telefon",
                    ),
                ),
                ("website", core.fields.WebAddressField(blank=True, verbose_name="webbplats")),
                (
                    "logo",
                    models.ImageField(
                        blank=True,
                        help_text="PNG, JPEG eller WebP, högst 1 MB. Visas på webbplatsen när företaget är partner.",
                        upload_to="logos",
                        validators=[
                            django.core.validators.FileExtensionValidator(["png", "jpg", "jpeg", "webp"]),
                            core.images.validate_logo,
                        ],
                        verbose_name="logotyp",
                    ),
                ),
                ("invoice_email", models.EmailField(blank=True, max_length=254, verbose_name="e-post för faktura")),
                ("invoice_reference", models.CharField(blank=True, max_length=80, verbose_name="fakturareferens")),
                ("swish", models.CharField(blank=True, max_length=20, verbose_name="Swishnummer")),
                ("bankgiro", models.CharField(blank=True, max_length=20, verbose_name="bankgiro")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("prospect", "Prospekt"),
                            ("active", "Aktiv"),
                            ("paused", "Vilande"),
                            ("ended", "Avslutad"),
                        ],
                        default="prospect",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("notes", models.TextField(blank=True, max_length=100000, verbose_name="anteckningar")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="registrerad")),
                ("last_contact_at", models.DateTimeField(editable=False, null=True, verbose_name="senaste kontakt")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="companies",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ansvarig",
                    ),
                ),
                (
                    "tags",
                    models.ManyToManyField(
                        blank=True, related_name="companies", to="crm.tag", verbose_name="etiketter"
                    ),
                ),
            ],
            options={
                "verbose_name": "företag",
                "verbose_name_plural": "företag",
                "ordering": ["sort_key", "pk"],
                "permissions": [
                    ("view_sole_trader_orgnr", "Can see the personal number of a sole trader"),
                    ("view_notes", "Can see notes about companies and people"),
                    ("change_company_invoice", "Can change what a company's invoices need, and nothing else of it"),
                    ("merge_company", "Can merge companies, and take that back"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Affiliation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("role", models.CharField(blank=True, max_length=80, verbose_name="roll")),
                ("starts", models.DateField(blank=True, null=True, verbose_name="från")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="till och med")),
                (
                    "is_primary",
                    models.BooleanField(
                        default=False,
                        help_text="Den vi ringer först på företaget. Märket försvinner när uppdraget är slut.",
                        verbose_name="huvudkontakt",
                    ),
                ),
                ("at_start", models.JSONField(editable=False, null=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="affiliations",
                        to="crm.company",
                        verbose_name="företag",
                    ),
                ),
            ],
            options={
                "verbose_name": "uppdrag",
                "verbose_name_plural": "uppdrag",
                "ordering": [
                    "-is_primary",
                    "contact__sort_key",
                    models.OrderBy(models.F("starts"), descending=True, nulls_last=True),
                    "pk",
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("search_key", models.TextField(default="", editable=False)),
                ("sort_key", models.CharField(db_index=True, default="", editable=False, max_length=200)),
                ("first_name", models.CharField(max_length=80, verbose_name="förnamn")),
                ("last_name", models.CharField(blank=True, max_length=80, verbose_name="efternamn")),
                (
                    "other_names",
                    models.TextField(
                        blank=True,
                        help_text="Till exempel namnet före ett giftermål.",
                        max_length=400,
                        verbose_name="andra namn",
                    ),
                ),
                ("match_key", models.CharField(db_index=True, default="", editable=False, max_length=160)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-post")),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None, verbose_name="telefon"
                    ),
                ),
                (
                    "other_emails",
                    models.TextField(
                        blank=True, help_text="En på varje rad.", max_length=1000, verbose_name="fler e-postadresser"
                    ),
                ),
                (
                    "former_emails",
                    models.TextField(
                        blank=True,
                        help_text="En på varje rad. Vi skriver aldrig dit, men känner igen äldre mejl på dem.",
                        max_length=1000,
                        verbose_name="tidigare e-postadresser",
                    ),
                ),
                (
                    "other_phones",
                    models.TextField(
                        blank=True,
                        help_text="Ett på varje rad, till exempel växeln.",
                        max_length=400,
                        verbose_name="fler telefonnummer",
                    ),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        choices=[
                            ("legitimate_interest", "Berättigat intresse"),
                            ("contract", "Avtal"),
                            ("consent", "Samtycke"),
                        ],
                        default="legitimate_interest",
                        max_length=20,
                        verbose_name="rättslig grund",
                    ),
                ),
                (
                    "data_source",
                    models.CharField(
                        blank=True,
                        help_text="Var uppgifterna kommer från, till exempel visitkort på mässa.",
                        max_length=160,
                        verbose_name="källa",
                    ),
                ),
                ("do_not_contact", models.BooleanField(default=False, verbose_name="vill inte bli kontaktad")),
                ("notes", models.TextField(blank=True, max_length=100000, verbose_name="anteckningar")),
                (
                    "companies",
                    models.ManyToManyField(related_name="contacts", through="crm.Affiliation", to="crm.company"),
                ),
            ],
            options={
                "verbose_name": "kontaktperson",
                "verbose_name_plural": "kontaktpersoner",
                "ordering": ["sort_key", "pk"],
                "permissions": [("merge_contact", "Can merge people, and take that back")],
            },
        ),
        migrations.AddField(
            model_name="affiliation",
            name="contact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="affiliations",
                to="crm.contact",
                verbose_name="kontaktperson",
            ),
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("search_key", models.TextField(default="", editable=False)),
                ("text", models.CharField(max_length=200, verbose_name="motprestation")),
                (
                    "quantity",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="antal"
                    ),
                ),
                ("market_value", core.money.MoneyField(default=0, verbose_name="marknadsvärde")),
                ("is_extra", models.BooleanField(default=False, editable=False, verbose_name="extra löfte")),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="ordning")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="senast")),
                ("doer_role", models.CharField(blank=True, max_length=80, verbose_name="roll som gör det")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planerad"),
                            ("ongoing", "Pågår"),
                            ("delivered", "Levererad"),
                            ("waived", "Avstådd"),
                            ("void", "Ej aktuell"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                ("reason", models.CharField(blank=True, editable=False, max_length=300, verbose_name="skäl")),
                (
                    "delivered",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="levererat antal"),
                ),
                ("delivered_on", models.DateField(editable=False, null=True, verbose_name="levererad den")),
                ("used", models.BooleanField(editable=False, null=True, verbose_name="använd av företaget")),
                (
                    "delivered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="levererad av",
                    ),
                ),
                (
                    "doer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deliveries",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vem gör det",
                    ),
                ),
            ],
            options={
                "verbose_name": "leverans",
                "verbose_name_plural": "leveranser",
                "ordering": ["sponsorship", "position", models.OrderBy(models.F("due_on"), nulls_last=True), "pk"],
            },
        ),
        migrations.CreateModel(
            name="DeliveryPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "quantity",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="antal"
                    ),
                ),
                ("delivered_on", models.DateField(verbose_name="levererad den")),
                ("used", models.BooleanField(blank=True, null=True, verbose_name="använd av företaget")),
                (
                    "delivered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="levererad av",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="crm.delivery",
                        verbose_name="leverans",
                    ),
                ),
            ],
            options={
                "verbose_name": "delleverans",
                "verbose_name_plural": "delleveranser",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAffiliation",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("role", models.CharField(blank=True, max_length=80, verbose_name="roll")),
                ("starts", models.DateField(blank=True, null=True, verbose_name="från")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="till och med")),
                (
                    "is_primary",
                    models.BooleanField(
                        default=False,
                        help_text="Den vi ringer först på företaget. Märket försvinner när uppdraget är slut.",
                        verbose_name="huvudkontakt",
                    ),
                ),
                ("at_start", models.JSONField(editable=False, null=True)),
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
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="crm.contact",
                        verbose_name="kontaktperson",
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
                "verbose_name": "historical uppdrag",
                "verbose_name_plural": "historical uppdrag",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCompany",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("name", models.CharField(max_length=160, verbose_name="namn")),
                (
                    "orgnr",
                    models.CharField(
                        blank=True,
                        help_text="Tio siffror, med eller utan bindestreck.",
                        max_length=10,
                        null=True,
                        verbose_name="organisationsnummer",
                    ),
                ),
                (
                    "other_names",
                    models.TextField(
                        blank=True,
                        help_text="Tidigare namn, eller namn i dagligt tal. Företaget hittas på dem också.",
                        max_length=400,
                        verbose_name="andra namn",
                    ),
                ),
                ("is_sole_trader", models.BooleanField(default=False, editable=False, verbose_name="enskild firma")),
                ("trade", models.CharField(blank=True, max_length=80, verbose_name="bransch")),
                ("employees", models.PositiveIntegerField(blank=True, null=True, verbose_name="antal anställda")),
                ("street", models.CharField(blank=True, max_length=120, verbose_name="gatuadress")),
                ("postal_code", models.CharField(blank=True, max_length=10, verbose_name="postnummer")),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="ort")),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True,
                        help_text="Växeln eller kundtjänst, inte någon persons.",
                        max_length=128,
                        region=None,
                        verbose_name="telefon",
                    ),
                ),
                ("website", core.fields.WebAddressField(blank=True, verbose_name="webbplats")),
                (
                    "logo",
                    models.TextField(
                        blank=True,
                        help_text="PNG, JPEG eller WebP, högst 1 MB. Visas på webbplatsen när företaget är partner.",
                        max_length=100,
                        validators=[
                            django.core.validators.FileExtensionValidator(["png", "jpg", "jpeg", "webp"]),
                            core.images.validate_logo,
                        ],
                        verbose_name="logotyp",
                    ),
                ),
                ("invoice_email", models.EmailField(blank=True, max_length=254, verbose_name="e-post för faktura")),
                ("invoice_reference", models.CharField(blank=True, max_length=80, verbose_name="fakturareferens")),
                ("swish", models.CharField(blank=True, max_length=20, verbose_name="Swishnummer")),
                ("bankgiro", models.CharField(blank=True, max_length=20, verbose_name="bankgiro")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("prospect", "Prospekt"),
                            ("active", "Aktiv"),
                            ("paused", "Vilande"),
                            ("ended", "Avslutad"),
                        ],
                        default="prospect",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("notes", models.TextField(blank=True, max_length=100000, verbose_name="anteckningar")),
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ansvarig",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical företag",
                "verbose_name_plural": "historical företag",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalContact",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("first_name", models.CharField(max_length=80, verbose_name="förnamn")),
                ("last_name", models.CharField(blank=True, max_length=80, verbose_name="efternamn")),
                (
                    "other_names",
                    models.TextField(
                        blank=True,
                        help_text="Till exempel namnet före ett giftermål.",
                        max_length=400,
                        verbose_name="andra namn",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-post")),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None, verbose_name="telefon"
                    ),
                ),
                (
                    "other_emails",
                    models.TextField(
                        blank=True, help_text="En på varje rad.", max_length=1000, verbose_name="fler e-postadresser"
                    ),
                ),
                (
                    "former_emails",
                    models.TextField(
                        blank=True,
                        help_text="En på varje rad. Vi skriver aldrig dit, men känner igen äldre mejl på dem.",
                        max_length=1000,
                        verbose_name="tidigare e-postadresser",
                    ),
                ),
                (
                    "other_phones",
                    models.TextField(
                        blank=True,
                        help_text="Ett på varje rad, till exempel växeln.",
                        max_length=400,
                        verbose_name="fler telefonnummer",
                    ),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        choices=[
                            ("legitimate_interest", "Berättigat intresse"),
                            ("contract", "Avtal"),
                            ("consent", "Samtycke"),
                        ],
                        default="legitimate_interest",
                        max_length=20,
                        verbose_name="rättslig grund",
                    ),
                ),
                (
                    "data_source",
                    models.CharField(
                        blank=True,
                        help_text="Var uppgifterna kommer från, till exempel visitkort på mässa.",
                        max_length=160,
                        verbose_name="källa",
                    ),
                ),
                ("do_not_contact", models.BooleanField(default=False, verbose_name="vill inte bli kontaktad")),
                ("notes", models.TextField(blank=True, max_length=100000, verbose_name="anteckningar")),
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
                "verbose_name": "historical kontaktperson",
                "verbose_name_plural": "historical kontaktpersoner",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDeliveryPart",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "quantity",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="antal"
                    ),
                ),
                ("delivered_on", models.DateField(verbose_name="levererad den")),
                ("used", models.BooleanField(blank=True, null=True, verbose_name="använd av företaget")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "delivered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="levererad av",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="crm.delivery",
                        verbose_name="leverans",
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
                "verbose_name": "historical delleverans",
                "verbose_name_plural": "historical delleveranser",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInteraction",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "Samtal"),
                            ("email", "E-post"),
                            ("meeting", "Möte"),
                            ("visit", "Besök"),
                            ("event", "Evenemang"),
                        ],
                        default="call",
                        max_length=10,
                        verbose_name="typ",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("out", "Från oss"), ("in", "Till oss")],
                        default="out",
                        max_length=3,
                        verbose_name="riktning",
                    ),
                ),
                ("happened_at", core.fields.MomentField(default=django.utils.timezone.now, verbose_name="när")),
                ("text", models.TextField(blank=True, max_length=100000, verbose_name="vad som sades")),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="ämne")),
                ("quoted", models.TextField(blank=True, max_length=100000, verbose_name="tidigare i mejlet")),
                ("message_id", models.CharField(blank=True, editable=False, max_length=250)),
                ("mail_fingerprint", models.CharField(blank=True, editable=False, max_length=64)),
                ("logged_again", models.BooleanField(default=False, editable=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("reached", "Fick kontakt"),
                            ("positive", "Positivt"),
                            ("negative", "Tackade nej"),
                            ("no_answer", "Nådde ingen"),
                        ],
                        default="reached",
                        max_length=10,
                        verbose_name="utfall",
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
                    "logged_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="loggad av",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical kontakt",
                "verbose_name_plural": "historical kontakter",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
            name="HistoricalProof",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "image",
                    models.TextField(
                        blank=True,
                        max_length=100,
                        validators=[
                            django.core.validators.FileExtensionValidator(["png", "jpg", "jpeg", "webp"]),
                            core.images.validate_picture,
                        ],
                        verbose_name="foto",
                    ),
                ),
                ("link", core.fields.WebAddressField(blank=True, verbose_name="länk")),
                (
                    "text",
                    models.CharField(
                        blank=True, help_text="Vad fotot eller länken visar.", max_length=300, verbose_name="anteckning"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="crm.delivery",
                        verbose_name="leverans",
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
                    "part",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Tom när beviset gäller löftet som helhet.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="crm.deliverypart",
                        verbose_name="delleverans",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical bevis",
                "verbose_name_plural": "historical bevis",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
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
                "verbose_name": "historical regel för ett steg",
                "verbose_name_plural": "historical regler för steg",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Interaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("search_key", models.TextField(default="", editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "Samtal"),
                            ("email", "E-post"),
                            ("meeting", "Möte"),
                            ("visit", "Besök"),
                            ("event", "Evenemang"),
                        ],
                        default="call",
                        max_length=10,
                        verbose_name="typ",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("out", "Från oss"), ("in", "Till oss")],
                        default="out",
                        max_length=3,
                        verbose_name="riktning",
                    ),
                ),
                ("happened_at", core.fields.MomentField(default=django.utils.timezone.now, verbose_name="när")),
                ("text", models.TextField(blank=True, max_length=100000, verbose_name="vad som sades")),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="ämne")),
                ("quoted", models.TextField(blank=True, max_length=100000, verbose_name="tidigare i mejlet")),
                ("message_id", models.CharField(blank=True, editable=False, max_length=250)),
                ("mail_fingerprint", models.CharField(blank=True, editable=False, max_length=64)),
                ("logged_again", models.BooleanField(default=False, editable=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("reached", "Fick kontakt"),
                            ("positive", "Positivt"),
                            ("negative", "Tackade nej"),
                            ("no_answer", "Nådde ingen"),
                        ],
                        default="reached",
                        max_length=10,
                        verbose_name="utfall",
                    ),
                ),
                (
                    "companies",
                    models.ManyToManyField(related_name="interactions", to="crm.company", verbose_name="företag"),
                ),
                (
                    "contacts",
                    models.ManyToManyField(
                        blank=True, related_name="interactions", to="crm.contact", verbose_name="personer"
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interactions",
                        to="goals.goal",
                        verbose_name="mål",
                    ),
                ),
                (
                    "logged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interactions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="loggad av",
                    ),
                ),
            ],
            options={
                "verbose_name": "kontakt",
                "verbose_name_plural": "kontakter",
                "ordering": ["-happened_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("company", "Företag"), ("contact", "Person")], max_length=10, verbose_name="slag"
                    ),
                ),
                ("lost", models.PositiveBigIntegerField(verbose_name="gick upp i ett annat")),
                ("kept", models.PositiveBigIntegerField(verbose_name="behölls")),
                ("leads_to", models.PositiveBigIntegerField(verbose_name="finns nu som")),
                (
                    "changeset",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merge",
                        to="core.changeset",
                        verbose_name="ändring",
                    ),
                ),
            ],
            options={
                "verbose_name": "sammanslagning",
                "verbose_name_plural": "sammanslagningar",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "image",
                    models.ImageField(
                        blank=True,
                        upload_to="proofs",
                        validators=[
                            django.core.validators.FileExtensionValidator(["png", "jpg", "jpeg", "webp"]),
                            core.images.validate_picture,
                        ],
                        verbose_name="foto",
                    ),
                ),
                ("link", core.fields.WebAddressField(blank=True, verbose_name="länk")),
                (
                    "text",
                    models.CharField(
                        blank=True, help_text="Vad fotot eller länken visar.", max_length=300, verbose_name="anteckning"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tillagt")),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proofs",
                        to="crm.delivery",
                        verbose_name="leverans",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        blank=True,
                        help_text="Tom när beviset gäller löftet som helhet.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proofs",
                        to="crm.deliverypart",
                        verbose_name="delleverans",
                    ),
                ),
            ],
            options={
                "verbose_name": "bevis",
                "verbose_name_plural": "bevis",
                "ordering": ["pk"],
            },
        ),
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
                (
                    "companies",
                    models.ManyToManyField(
                        related_name="removed_interactions", to="crm.company", verbose_name="företag"
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="borttagen av",
                    ),
                ),
            ],
            options={
                "verbose_name": "borttagen kontakt",
                "verbose_name_plural": "borttagna kontakter",
                "ordering": ["-removed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Sponsorship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "agreement_no",
                    models.CharField(editable=False, max_length=20, unique=True, verbose_name="avtalsnummer"),
                ),
                ("starts", models.DateField(blank=True, null=True, verbose_name="från")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="till och med")),
                ("amount", core.money.MoneyField(blank=True, null=True, verbose_name="belopp per år")),
                ("payment_note", models.CharField(blank=True, max_length=200, verbose_name="betalning")),
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
                        default="lead",
                        editable=False,
                        max_length=12,
                        verbose_name="steg",
                    ),
                ),
                (
                    "stage_since",
                    models.DateField(
                        default=django.utils.timezone.localdate, editable=False, verbose_name="i steget sedan"
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="tecknat den")),
                ("ended_on", models.DateField(editable=False, null=True, verbose_name="avslutat den")),
                ("closing_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="skäl")),
                (
                    "tier_name",
                    models.CharField(blank=True, editable=False, max_length=80, verbose_name="nivå vid tecknandet"),
                ),
                ("offer_amount", core.money.MoneyField(editable=False, null=True, verbose_name="erbjudandets belopp")),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Lämna tomt för det som gäller på nivån.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(730)],
                        verbose_name="besked före slutet, dagar",
                    ),
                ),
                (
                    "lapse_note",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="mer om varför"),
                ),
                ("years_from", models.DateField(editable=False, null=True, verbose_name="avtalsår räknas från")),
                ("carried", models.IntegerField(default=0, editable=False, verbose_name="rest från avrundning")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="registrerat")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sponsorships",
                        to="crm.company",
                        verbose_name="företag",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sponsorships",
                        to="goals.goal",
                        verbose_name="mål",
                    ),
                ),
                (
                    "lapse_reason",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sponsorships",
                        to="crm.lapsereason",
                        verbose_name="varför det inte förnyades",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sponsorships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ansvarig",
                    ),
                ),
                (
                    "renews",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="crm.sponsorship",
                        verbose_name="förnyar",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signed",
                        to="crm.contact",
                        verbose_name="tecknat av",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sponsorships",
                        to="goals.tier",
                        verbose_name="nivå",
                    ),
                ),
            ],
            options={
                "verbose_name": "sponsorskap",
                "verbose_name_plural": "sponsorskap",
                "ordering": ["-pk"],
                "permissions": [
                    ("change_payment_note", "Can change how a sponsorship is paid, and nothing else of it"),
                    ("sign_sponsorship", "Can sign sponsorships"),
                    ("end_sponsorship", "Can end signed sponsorships early"),
                    ("unsign_sponsorship", "Can take back a signature made by mistake"),
                    ("change_signed_sponsorship", "Can correct what is signed"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("until", models.DateField(verbose_name="till och med")),
                ("reason", models.CharField(max_length=200, verbose_name="skäl")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="crm.company",
                        verbose_name="företag",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
                (
                    "sponsorship",
                    models.ForeignKey(
                        blank=True,
                        help_text="Tomt när pausen gäller hela företaget.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="crm.sponsorship",
                        verbose_name="sponsorskap",
                    ),
                ),
            ],
            options={
                "verbose_name": "paus",
                "verbose_name_plural": "pauser",
                "ordering": ["-until", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="NextStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("what", models.CharField(max_length=200, verbose_name="vad")),
                ("due_on", models.DateField(verbose_name="när")),
                (
                    "due_at",
                    models.TimeField(
                        blank=True, help_text="Tomt när det gäller hela dagen.", null=True, verbose_name="klockan"
                    ),
                ),
                ("done_at", models.DateTimeField(editable=False, null=True, verbose_name="klart")),
                (
                    "assignee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_steps",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vem",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="next_steps",
                        to="crm.company",
                        verbose_name="företag",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="next_steps",
                        to="crm.contact",
                        verbose_name="kontaktperson",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="avklarat av",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="next_steps",
                        to="crm.interaction",
                        verbose_name="bestämdes vid",
                    ),
                ),
                (
                    "sponsorship",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="next_steps",
                        to="crm.sponsorship",
                        verbose_name="sponsorskap",
                    ),
                ),
            ],
            options={
                "verbose_name": "nästa steg",
                "verbose_name_plural": "nästa steg",
                "ordering": ["due_on", models.OrderBy(models.F("due_at"), nulls_first=True), "pk"],
            },
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
        migrations.CreateModel(
            name="HistoricalSponsorship",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "agreement_no",
                    models.CharField(db_index=True, editable=False, max_length=20, verbose_name="avtalsnummer"),
                ),
                ("starts", models.DateField(blank=True, null=True, verbose_name="från")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="till och med")),
                ("amount", core.money.MoneyField(blank=True, null=True, verbose_name="belopp per år")),
                ("payment_note", models.CharField(blank=True, max_length=200, verbose_name="betalning")),
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
                        default="lead",
                        editable=False,
                        max_length=12,
                        verbose_name="steg",
                    ),
                ),
                (
                    "stage_since",
                    models.DateField(
                        default=django.utils.timezone.localdate, editable=False, verbose_name="i steget sedan"
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="tecknat den")),
                ("ended_on", models.DateField(editable=False, null=True, verbose_name="avslutat den")),
                ("closing_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="skäl")),
                (
                    "tier_name",
                    models.CharField(blank=True, editable=False, max_length=80, verbose_name="nivå vid tecknandet"),
                ),
                ("offer_amount", core.money.MoneyField(editable=False, null=True, verbose_name="erbjudandets belopp")),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Lämna tomt för det som gäller på nivån.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(730)],
                        verbose_name="besked före slutet, dagar",
                    ),
                ),
                (
                    "lapse_note",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="mer om varför"),
                ),
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ansvarig",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="crm.contact",
                        verbose_name="tecknat av",
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
                (
                    "lapse_reason",
                    models.ForeignKey(
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
                (
                    "renews",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="crm.sponsorship",
                        verbose_name="förnyar",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical sponsorskap",
                "verbose_name_plural": "historical sponsorskap",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPause",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("until", models.DateField(verbose_name="till och med")),
                ("reason", models.CharField(max_length=200, verbose_name="skäl")),
                ("made_at", models.DateTimeField(blank=True, editable=False, verbose_name="när")),
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
                    "sponsorship",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Tomt när pausen gäller hela företaget.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="crm.sponsorship",
                        verbose_name="sponsorskap",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical paus",
                "verbose_name_plural": "historical pauser",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalNextStep",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("what", models.CharField(max_length=200, verbose_name="vad")),
                ("due_on", models.DateField(verbose_name="när")),
                (
                    "due_at",
                    models.TimeField(
                        blank=True, help_text="Tomt när det gäller hela dagen.", null=True, verbose_name="klockan"
                    ),
                ),
                ("done_at", models.DateTimeField(editable=False, null=True, verbose_name="klart")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vem",
                    ),
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
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="crm.contact",
                        verbose_name="kontaktperson",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="avklarat av",
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
                    "origin",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="crm.interaction",
                        verbose_name="bestämdes vid",
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
                "verbose_name": "historical nästa steg",
                "verbose_name_plural": "historical nästa steg",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDocument",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreement", "Avtal"),
                            ("offer", "Offert"),
                            ("logo", "Logotyp"),
                            ("minutes", "Protokoll"),
                            ("letter", "Brev och mejl"),
                            ("other", "Övrigt"),
                        ],
                        default="agreement",
                        max_length=10,
                        verbose_name="typ",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="titel")),
                (
                    "dated_on",
                    models.DateField(
                        default=django.utils.timezone.localdate,
                        help_text="Dagen som dokumentet gäller från.",
                        verbose_name="datum",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=100000, verbose_name="anteckning")),
                (
                    "file",
                    models.TextField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        validators=[
                            django.core.validators.FileExtensionValidator(
                                ["pdf", "png", "jpg", "jpeg", "docx", "xlsx", "pptx", "txt", "eml"]
                            )
                        ],
                        verbose_name="fil",
                    ),
                ),
                ("file_name", models.CharField(editable=False, max_length=120, verbose_name="filnamn")),
                ("size", models.PositiveBigIntegerField(editable=False, verbose_name="storlek")),
                ("sha256", models.CharField(db_index=True, editable=False, max_length=64)),
                (
                    "added_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="upplagt"),
                ),
                ("removed_at", models.DateTimeField(editable=False, null=True, verbose_name="borttaget")),
                ("removal_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="skäl")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="upplagt av",
                    ),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="borttaget av",
                    ),
                ),
                (
                    "interaction",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="crm.interaction",
                        verbose_name="kom med",
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
                "verbose_name": "historical dokument",
                "verbose_name_plural": "historical dokument",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDelivery",
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
                ("market_value", core.money.MoneyField(default=0, verbose_name="marknadsvärde")),
                ("is_extra", models.BooleanField(default=False, editable=False, verbose_name="extra löfte")),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="ordning")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="senast")),
                ("doer_role", models.CharField(blank=True, max_length=80, verbose_name="roll som gör det")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planerad"),
                            ("ongoing", "Pågår"),
                            ("delivered", "Levererad"),
                            ("waived", "Avstådd"),
                            ("void", "Ej aktuell"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                ("reason", models.CharField(blank=True, editable=False, max_length=300, verbose_name="skäl")),
                (
                    "delivered",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="levererat antal"),
                ),
                ("delivered_on", models.DateField(editable=False, null=True, verbose_name="levererad den")),
                ("used", models.BooleanField(editable=False, null=True, verbose_name="använd av företaget")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "delivered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="levererad av",
                    ),
                ),
                (
                    "doer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
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
                "verbose_name": "historical leverans",
                "verbose_name_plural": "historical leveranser",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("search_key", models.TextField(default="", editable=False)),
                ("sort_key", models.CharField(db_index=True, default="", editable=False, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreement", "Avtal"),
                            ("offer", "Offert"),
                            ("logo", "Logotyp"),
                            ("minutes", "Protokoll"),
                            ("letter", "Brev och mejl"),
                            ("other", "Övrigt"),
                        ],
                        default="agreement",
                        max_length=10,
                        verbose_name="typ",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="titel")),
                (
                    "dated_on",
                    models.DateField(
                        default=django.utils.timezone.localdate,
                        help_text="Dagen som dokumentet gäller från.",
                        verbose_name="datum",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=100000, verbose_name="anteckning")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        upload_to=crm.models.documents.document_path,
                        validators=[
                            django.core.validators.FileExtensionValidator(
                                ["pdf", "png", "jpg", "jpeg", "docx", "xlsx", "pptx", "txt", "eml"]
                            )
                        ],
                        verbose_name="fil",
                    ),
                ),
                ("file_name", models.CharField(editable=False, max_length=120, verbose_name="filnamn")),
                ("size", models.PositiveBigIntegerField(editable=False, verbose_name="storlek")),
                ("sha256", models.CharField(db_index=True, editable=False, max_length=64)),
                (
                    "added_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="upplagt"),
                ),
                ("removed_at", models.DateTimeField(editable=False, null=True, verbose_name="borttaget")),
                ("removal_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="skäl")),
                (
                    "added_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="upplagt av",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="crm.company",
                        verbose_name="företag",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="borttaget av",
                    ),
                ),
                (
                    "interaction",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="documents",
                        to="crm.interaction",
                        verbose_name="kom med",
                    ),
                ),
                (
                    "sponsorship",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="crm.sponsorship",
                        verbose_name="sponsorskap",
                    ),
                ),
            ],
            options={
                "verbose_name": "dokument",
                "verbose_name_plural": "dokument",
                "ordering": ["-dated_on", "-pk"],
                "permissions": [("remove_document", "Can remove documents")],
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="sponsorship",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                to="crm.sponsorship",
                verbose_name="sponsorskap",
            ),
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
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ändrat av",
                    ),
                ),
                (
                    "sponsorship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amendments",
                        to="crm.sponsorship",
                        verbose_name="sponsorskap",
                    ),
                ),
            ],
            options={
                "verbose_name": "ändrat belopp",
                "verbose_name_plural": "ändrade belopp",
                "ordering": ["sponsorship", "starts"],
            },
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ("lead", "contacted", "meeting", "proposal"))),
                        name="crm_stagerule_open_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("probability__lte", 100)), name="crm_stagerule_probability_in_percent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("warning_days__gte", models.F("expected_days"))),
                        name="crm_stagerule_days_in_order",
                        violation_error_message="Varningen kan inte komma före den väntade tiden.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts__isnull", True), ("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"
                ),
                name="crm_affiliation_dates_in_order",
                violation_error_message="Slutdatum kan inte ligga före startdatum.",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverypart",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gte", 1)), name="crm_deliverypart_is_something"
            ),
        ),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(fields=["-happened_at", "-id"], name="crm_interaction_newest"),
        ),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(fields=["goal", "-happened_at"], name="crm_interaction_goal"),
        ),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(
                condition=models.Q(("message_id", ""), _negated=True),
                fields=["message_id"],
                name="crm_interaction_mail_no",
            ),
        ),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(
                condition=models.Q(("mail_fingerprint", ""), _negated=True),
                fields=["mail_fingerprint"],
                name="crm_interaction_mail",
            ),
        ),
        migrations.AddConstraint(
            model_name="interaction",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("message_id", ""), _negated=True), ("logged_again", False)),
                fields=("message_id",),
                name="crm_interaction_mail_once",
                violation_error_message="Mejlet är redan loggat.",
            ),
        ),
        migrations.AddConstraint(
            model_name="interaction",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("logged_again", False), ("message_id", ""), models.Q(("mail_fingerprint", ""), _negated=True)
                ),
                fields=("mail_fingerprint",),
                name="crm_interaction_pasted_once",
                violation_error_message="Mejlet är redan loggat.",
            ),
        ),
        migrations.AddIndex(
            model_name="merge",
            index=models.Index(fields=["kind", "leads_to"], name="crm_merge_leads_to"),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(fields=("kind", "lost"), name="crm_merge_lost_once"),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.CheckConstraint(
                condition=models.Q(("image", ""), ("link", ""), ("text", ""), _negated=True),
                name="crm_proof_shows_something",
                violation_error_message="Ta ett foto, skriv en länk eller en anteckning.",
            ),
        ),
        migrations.AddIndex(
            model_name="sponsorship",
            index=models.Index(fields=["goal", "tier", "starts", "ends"], name="crm_sponsorship_seats"),
        ),
        migrations.AddIndex(
            model_name="sponsorship",
            index=models.Index(
                fields=["stage", "ends", "starts", "ended_on", "company"], name="crm_sponsorship_ending"
            ),
        ),
        migrations.AddIndex(
            model_name="sponsorship",
            index=models.Index(fields=["company", "stage", "ends"], name="crm_sponsorship_company"),
        ),
        migrations.AddIndex(
            model_name="sponsorship",
            index=models.Index(fields=["stage", "stage_since"], name="crm_sponsorship_standing"),
        ),
        migrations.AddConstraint(
            model_name="sponsorship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts__isnull", True), ("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"
                ),
                name="crm_sponsorship_dates_in_order",
                violation_error_message="Slutdatum kan inte ligga före startdatum.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sponsorship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage__in", ("signed", "ended_early")), _negated=True),
                    models.Q(
                        ("amount__isnull", False),
                        ("ends__isnull", False),
                        ("signed_on__isnull", False),
                        ("starts__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="crm_sponsorship_signed_is_complete",
                violation_error_message="Ett tecknat sponsorskap måste ha period, belopp och datum för tecknandet.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sponsorship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_on__isnull", False), ("ended_on__lte", models.F("ends")), ("stage", "ended_early")
                    ),
                    models.Q(models.Q(("stage", "ended_early"), _negated=True), ("ended_on__isnull", True)),
                    _connector="OR",
                ),
                name="crm_sponsorship_ended_has_date",
            ),
        ),
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
        migrations.AddConstraint(
            model_name="sponsorship",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("stage", "declined"), _negated=True),
                    models.Q(("ended_on__isnull", True), ("ended_on__gte", models.F("starts")), _connector="OR"),
                ),
                fields=("renews",),
                name="crm_sponsorship_one_successor",
                violation_error_message="Det sponsorskapet förnyas redan av ett annat.",
            ),
        ),
        migrations.AddIndex(
            model_name="pause",
            index=models.Index(fields=["company", "until"], name="crm_pause_current"),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="crm_pause_has_a_reason"
            ),
        ),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)), fields=["assignee", "due_on"], name="crm_nextstep_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                    models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                    _connector="OR",
                ),
                name="crm_nextstep_done_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["-dated_on", "-id"], name="crm_document_newest"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("company", "sha256"),
                name="crm_document_once_at_company",
                violation_error_message="Filen finns redan bland företagets dokument.",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("removed_at__isnull", True),
                        ("removed_by__isnull", True),
                        models.Q(("file", ""), _negated=True),
                    ),
                    models.Q(("file", ""), ("removed_at__isnull", False), ("removed_by__isnull", False)),
                    _connector="OR",
                ),
                name="crm_document_removed_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state__in", ("planned", "ongoing"))),
                fields=["due_on", "id"],
                name="crm_delivery_owed",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("delivered_by__isnull", False), ("delivered_on__isnull", False), ("state", "delivered")),
                    models.Q(
                        models.Q(("state", "delivered"), _negated=True),
                        ("delivered_by__isnull", True),
                        ("delivered_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="crm_delivery_delivered_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("delivered", models.F("quantity")), ("state", "delivered")),
                    models.Q(models.Q(("state", "delivered"), _negated=True), ("delivered__lt", models.F("quantity"))),
                    _connector="OR",
                ),
                name="crm_delivery_delivered_when_all_are",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("used__isnull", True), ("state", "delivered"), _connector="OR"),
                name="crm_delivery_used_when_delivered",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("waived", "void")), models.Q(("reason", ""), _negated=True)),
                    models.Q(models.Q(("state__in", ("waived", "void")), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="crm_delivery_set_aside_has_reason",
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
        migrations.AddIndex(
            model_name="company",
            index=models.Index(fields=["sort_key", "id"], name="crm_company_sorted"),
        ),
        migrations.AddIndex(
            model_name="company",
            index=models.Index(fields=["last_contact_at", "id"], name="crm_company_last_contact"),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.UniqueConstraint(
                fields=("orgnr",),
                name="crm_company_orgnr_unique",
                violation_error_code="unique",
                violation_error_message="Det finns redan ett företag med det organisationsnumret.",
            ),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.CheckConstraint(
                condition=models.Q(("orgnr", ""), _negated=True), name="crm_company_orgnr_not_blank"
            ),
        ),
    ]
