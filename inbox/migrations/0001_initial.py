import django.db.models.deletion
import django.utils.timezone
import inbox.models.mail
import phonenumber_field.modelfields
import simple_history.models
import uuid
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
            name="HistoricalEnquiry",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("number", models.PositiveBigIntegerField(db_index=True, editable=False, verbose_name="nummer")),
                ("company_name", models.CharField(blank=True, max_length=160, verbose_name="företagets namn")),
                ("orgnr", models.CharField(blank=True, max_length=10, verbose_name="organisationsnummer")),
                ("person_name", models.CharField(blank=True, max_length=120, verbose_name="ditt namn")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-post")),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None, verbose_name="telefon"
                    ),
                ),
                ("message", models.TextField(blank=True, max_length=4000, verbose_name="meddelande")),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "Engelska")],
                        default="sv",
                        max_length=2,
                        verbose_name="språk",
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="kom in"),
                ),
                ("sender", models.CharField(blank=True, editable=False, max_length=64)),
                ("stamp", models.CharField(db_index=True, editable=False, max_length=16, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "Ny"), ("accepted", "Omhändertagen"), ("dismissed", "Avfärdad")],
                        default="new",
                        editable=False,
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                (
                    "dismissal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spam", "Skräp"),
                            ("not_relevant", "Inget för oss"),
                            ("twice", "Samma förfrågan en gång till"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="skäl",
                    ),
                ),
                (
                    "dismissal_note",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="anteckning"),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="avslutad")),
                ("erased_at", models.DateTimeField(editable=False, null=True, verbose_name="personuppgifter raderade")),
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
                        verbose_name="ansvarig",
                    ),
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
                        verbose_name="avslutad av",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
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
                        editable=False,
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
                        verbose_name="loggad som",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical förfrågan",
                "verbose_name_plural": "historical förfrågningar",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MailDraft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("file", models.FileField(max_length=120, upload_to=inbox.models.mail.draft_path)),
                ("parsed", models.JSONField(default=dict)),
                ("refused", models.JSONField(default=dict)),
                ("typed", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mejlutkast",
                "verbose_name_plural": "mejlutkast",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("search_key", models.TextField(default="", editable=False)),
                ("number", models.PositiveBigIntegerField(editable=False, unique=True, verbose_name="nummer")),
                ("company_name", models.CharField(blank=True, max_length=160, verbose_name="företagets namn")),
                ("orgnr", models.CharField(blank=True, max_length=10, verbose_name="organisationsnummer")),
                ("person_name", models.CharField(blank=True, max_length=120, verbose_name="ditt namn")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-post")),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None, verbose_name="telefon"
                    ),
                ),
                ("message", models.TextField(blank=True, max_length=4000, verbose_name="meddelande")),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "Engelska")],
                        default="sv",
                        max_length=2,
                        verbose_name="språk",
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="kom in"),
                ),
                ("sender", models.CharField(blank=True, editable=False, max_length=64)),
                ("stamp", models.CharField(editable=False, max_length=16, null=True, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "Ny"), ("accepted", "Omhändertagen"), ("dismissed", "Avfärdad")],
                        default="new",
                        editable=False,
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                (
                    "dismissal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spam", "Skräp"),
                            ("not_relevant", "Inget för oss"),
                            ("twice", "Samma förfrågan en gång till"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="skäl",
                    ),
                ),
                (
                    "dismissal_note",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="anteckning"),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="avslutad")),
                ("erased_at", models.DateTimeField(editable=False, null=True, verbose_name="personuppgifter raderade")),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enquiries",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ansvarig",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="avslutad av",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="enquiries",
                        to="crm.company",
                        verbose_name="företag",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="enquiries",
                        to="crm.contact",
                        verbose_name="kontaktperson",
                    ),
                ),
                (
                    "goals",
                    models.ManyToManyField(blank=True, related_name="enquiries", to="goals.goal", verbose_name="mål"),
                ),
                (
                    "interaction",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="enquiries",
                        to="crm.interaction",
                        verbose_name="loggad som",
                    ),
                ),
            ],
            options={
                "verbose_name": "förfrågan",
                "verbose_name_plural": "förfrågningar",
                "ordering": ["-received_at", "-pk"],
                "indexes": [
                    models.Index(fields=["-received_at", "-id"], name="inbox_enquiry_newest"),
                    models.Index(fields=["sender", "received_at"], name="inbox_enquiry_sender"),
                    models.Index(
                        condition=models.Q(("state", "new")), fields=["received_at"], name="inbox_enquiry_waiting"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True),
                                ("closed_by__isnull", True),
                                ("erased_at__isnull", True),
                                ("state", "new"),
                            ),
                            models.Q(
                                models.Q(("state", "new"), _negated=True),
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="inbox_enquiry_closed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dismissed"), models.Q(("dismissal", ""), _negated=True)),
                            models.Q(models.Q(("state", "dismissed"), _negated=True), ("dismissal", "")),
                            _connector="OR",
                        ),
                        name="inbox_enquiry_dismissed_has_reason",
                    ),
                ],
            },
        ),
    ]
