import django.db.models.deletion
import imports.models
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalImport",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("kind", models.CharField(choices=imports.models.kinds, max_length=12, verbose_name="innehåll")),
                ("source", models.CharField(max_length=200, verbose_name="fil")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Utkast"),
                            ("reading", "Läses in"),
                            ("done", "Importerad"),
                            ("undoing", "Ångras"),
                            ("undone", "Ångrad"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="läge",
                    ),
                ),
                ("headings", models.JSONField(default=list, verbose_name="rubriker")),
                ("columns", models.JSONField(blank=True, default=dict, verbose_name="kolumner")),
                (
                    "leaves_out",
                    models.BooleanField(default=True, verbose_name="rader läses in utan värden som inte går att läsa"),
                ),
                ("meanings", models.JSONField(blank=True, default=dict, verbose_name="vad orden betyder")),
                ("made_at", models.DateTimeField(blank=True, editable=False, verbose_name="uppladdad")),
                ("done_at", models.DateTimeField(editable=False, null=True, verbose_name="importerad")),
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
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical import",
                "verbose_name_plural": "historical importer",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("kind", models.CharField(choices=imports.models.kinds, max_length=12, verbose_name="innehåll")),
                ("source", models.CharField(max_length=200, verbose_name="fil")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Utkast"),
                            ("reading", "Läses in"),
                            ("done", "Importerad"),
                            ("undoing", "Ångras"),
                            ("undone", "Ångrad"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="läge",
                    ),
                ),
                ("headings", models.JSONField(default=list, verbose_name="rubriker")),
                ("columns", models.JSONField(blank=True, default=dict, verbose_name="kolumner")),
                (
                    "leaves_out",
                    models.BooleanField(default=True, verbose_name="rader läses in utan värden som inte går att läsa"),
                ),
                ("meanings", models.JSONField(blank=True, default=dict, verbose_name="vad orden betyder")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="uppladdad")),
                ("done_at", models.DateTimeField(editable=False, null=True, verbose_name="importerad")),
                (
                    "changeset",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batch",
                        to="core.changeset",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "importer",
                "ordering": ["-made_at", "-pk"],
                "permissions": [("undo_import", "Can take back an import")],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="rad")),
                ("cells", models.JSONField(default=list, verbose_name="celler")),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[("new", "Ny"), ("change", "Ändras"), ("same", "Oförändrad"), ("wrong", "Fel")],
                        max_length=6,
                        verbose_name="vad som händer",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="vad raden gäller")),
                ("target", models.PositiveBigIntegerField(null=True, verbose_name="finns som")),
                ("changes", models.JSONField(default=list, verbose_name="ändringar")),
                ("mistakes", models.JSONField(default=list, verbose_name="fel")),
                ("left_out", models.JSONField(default=list, verbose_name="värden som inte läses in")),
                ("words", models.JSONField(default=list)),
                ("digest", models.CharField(blank=True, max_length=16)),
                ("moved", models.BooleanField(default=False, verbose_name="annorlunda sedan förhandsgranskningen")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="imports.import",
                        verbose_name="import",
                    ),
                ),
            ],
            options={
                "verbose_name": "importrad",
                "verbose_name_plural": "importrader",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="ImportShape",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=imports.models.kinds, max_length=12)),
                ("digest", models.CharField(max_length=64)),
                ("columns", models.JSONField(default=dict)),
                ("used_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "digest"), name="imports_importshape_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("reading", "undoing"))),
                fields=("state",),
                name="imports_import_one_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["batch", "status", "number"], name="imports_importrow_status"),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(fields=("batch", "number"), name="imports_importrow_once"),
        ),
    ]
