import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PasswordLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("made_at", models.DateTimeField(editable=False, verbose_name="gjord")),
                ("expires_at", models.DateTimeField(editable=False, verbose_name="gäller till")),
                ("used_at", models.DateTimeField(editable=False, null=True, verbose_name="använd")),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="återkallad")),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="password_links",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "engångslänk",
                "verbose_name_plural": "engångslänkar",
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("search_key", models.TextField(default="", editable=False)),
                ("sort_key", models.CharField(db_index=True, default="", editable=False, max_length=200)),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("made_at", models.DateTimeField(editable=False, verbose_name="gjord")),
                ("expires_at", models.DateTimeField(editable=False, verbose_name="gäller till")),
                ("used_at", models.DateTimeField(editable=False, null=True, verbose_name="använd")),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="återkallad")),
                ("first_name", models.CharField(max_length=150, verbose_name="förnamn")),
                ("last_name", models.CharField(max_length=150, verbose_name="efternamn")),
                ("email", models.EmailField(max_length=254, verbose_name="e-post")),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "Engelska")],
                        default="sv",
                        max_length=2,
                        verbose_name="språk",
                    ),
                ),
                ("mailed_at", models.DateTimeField(editable=False, null=True, verbose_name="mejlad")),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
                ("roles", models.ManyToManyField(related_name="+", to="auth.group", verbose_name="roller")),
                (
                    "user",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitation",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="blev användaren",
                    ),
                ),
            ],
            options={
                "verbose_name": "inbjudan",
                "verbose_name_plural": "inbjudningar",
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("used_at__isnull", True), ("user__isnull", True)),
                            models.Q(("used_at__isnull", False), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="accounts_invitation_used_by_somebody",
                    )
                ],
            },
        ),
    ]
