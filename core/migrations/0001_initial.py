import core.fields
import core.images
import django.core.validators
import phonenumber_field.modelfields
import core.addresses
import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("place", models.CharField(db_index=True, max_length=64)),
                ("written", models.CharField(max_length=64)),
                ("url", models.TextField(blank=True)),
                ("record_model", models.CharField(blank=True, max_length=100)),
                ("record_key", models.CharField(blank=True, max_length=128)),
                ("record_version", models.PositiveIntegerField(null=True)),
                ("removes", models.BooleanField(default=False)),
                ("saved_at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={
                "verbose_name": "skickat formulär",
                "verbose_name_plural": "skickade formulär",
            },
        ),
        migrations.CreateModel(
            name="Sequence",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("last", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
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
                    "theme",
                    models.CharField(
                        choices=[("auto", "Som enheten"), ("light", "Ljust"), ("dark", "Mörkt")],
                        default="auto",
                        max_length=5,
                        verbose_name="utseende",
                    ),
                ),
                (
                    "shortcuts",
                    models.BooleanField(
                        default=True,
                        help_text="L loggar kontakt, / söker, ? hjälper. Stäng av om du använder röststyrning eller skärmläsare.",
                        verbose_name="kortkommandon med en tangent",
                    ),
                ),
                ("start_done", models.BooleanField(default=False, editable=False)),
                ("news_read", models.CharField(default="", editable=False, max_length=12)),
                (
                    "digest",
                    models.CharField(
                        choices=[("none", "Aldrig"), ("daily", "Varje dag"), ("weekly", "Varje vecka")],
                        default="none",
                        help_text="Det som står på Idag, och bara när där står något.",
                        max_length=6,
                        verbose_name="sammandrag med e-post",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "användare",
                "verbose_name_plural": "användare",
                "ordering": ["first_name", "last_name", "username"],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("digest", models.CharField(max_length=128, primary_key=True, serialize=False)),
                ("token_key", models.CharField(db_index=True, max_length=25)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("expiry", models.DateTimeField(blank=True, null=True)),
                (
                    "name",
                    models.CharField(
                        help_text="Vad nyckeln används till, så att du känner igen den.",
                        max_length=80,
                        verbose_name="namn",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="auth_token_set",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "API-nyckel",
                "verbose_name_plural": "API-nycklar",
                "ordering": ["-created"],
            },
        ),
        migrations.CreateModel(
            name="CalendarLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_link",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "kalenderlänk",
                "verbose_name_plural": "kalenderlänkar",
            },
        ),
        migrations.CreateModel(
            name="Changeset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="slag")),
                ("subject", models.CharField(blank=True, max_length=80, verbose_name="slags rader")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="namn")),
                ("fields", models.JSONField(default=list, verbose_name="fält")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                ("undone_at", models.DateTimeField(editable=False, null=True, verbose_name="ångrat")),
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
                    "undone_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ångrat av",
                    ),
                ),
            ],
            options={
                "verbose_name": "ändring",
                "verbose_name_plural": "ändringar",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("model", models.CharField(max_length=80)),
                ("object_id", models.PositiveBigIntegerField()),
                ("made", models.BooleanField()),
                ("removed", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                ("first_history", models.BigIntegerField(null=True)),
                ("last_history", models.BigIntegerField(null=True)),
                ("links", models.JSONField(default=dict)),
                ("by_value", models.BooleanField(default=False)),
                ("undone", models.BooleanField(default=False)),
                (
                    "changeset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="core.changeset"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.CharField(max_length=10)),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="digests", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "sammandrag",
                "verbose_name_plural": "sammandrag",
            },
        ),
        migrations.CreateModel(
            name="HistoricalSavedView",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("list_name", models.CharField(editable=False, max_length=80, verbose_name="lista")),
                ("name", models.CharField(max_length=60, verbose_name="namn")),
                ("query", models.TextField(blank=True, editable=False, verbose_name="urval")),
                (
                    "shared",
                    models.BooleanField(
                        default=False, help_text="Alla som ser listan kan välja vyn.", verbose_name="delad"
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
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ägare",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical sparad vy",
                "verbose_name_plural": "historical sparade vyer",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("search_key", models.TextField(default="", editable=False)),
                ("sort_key", models.CharField(db_index=True, default="", editable=False, max_length=200)),
                ("list_name", models.CharField(editable=False, max_length=80, verbose_name="lista")),
                ("name", models.CharField(max_length=60, verbose_name="namn")),
                ("query", models.TextField(blank=True, editable=False, verbose_name="urval")),
                (
                    "shared",
                    models.BooleanField(
                        default=False, help_text="Alla som ser listan kan välja vyn.", verbose_name="delad"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ägare",
                    ),
                ),
            ],
            options={
                "verbose_name": "sparad vy",
                "verbose_name_plural": "sparade vyer",
                "ordering": ["sort_key", "pk"],
                "permissions": [("share_savedview", "Can share views of lists, and change those shared by others")],
            },
        ),
        migrations.CreateModel(
            name="DefaultView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("list_name", models.CharField(max_length=80, verbose_name="lista")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="default_views",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="användare",
                    ),
                ),
                (
                    "view",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="default_for",
                        to="core.savedview",
                        verbose_name="vy",
                    ),
                ),
            ],
            options={
                "verbose_name": "förvald vy",
                "verbose_name_plural": "förvalda vyer",
            },
        ),
        migrations.AddConstraint(
            model_name="changeset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="core_changeset_undone_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(fields=("model", "object_id", "changeset"), name="core_change_once"),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(fields=("user", "period"), name="core_digest_once"),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                fields=("owner", "list_name", "name"),
                name="core_savedview_name_once",
                violation_error_message="Du har redan en vy med det namnet på listan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="defaultview",
            constraint=models.UniqueConstraint(fields=("user", "list_name"), name="core_defaultview_one_a_list"),
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="slag")),
                ("title", models.CharField(max_length=200, verbose_name="vad")),
                ("arguments", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Väntar på sin tur"),
                            ("running", "Pågår"),
                            ("done", "Klart"),
                            ("failed", "Gick inte"),
                            ("cancelled", "Avbrutet"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="läge",
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=1)),
                ("task_id", models.UUIDField(null=True)),
                ("done", models.PositiveBigIntegerField(default=0)),
                ("total", models.PositiveBigIntegerField(default=0)),
                ("words", models.TextField(blank=True, verbose_name="meddelande")),
                ("url", models.CharField(blank=True, max_length=200)),
                ("file", models.FileField(blank=True, upload_to="jobs")),
                ("file_name", models.CharField(blank=True, max_length=255)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="beställt")),
                ("seen_at", models.DateTimeField(editable=False)),
                ("finished_at", models.DateTimeField(editable=False, null=True, verbose_name="klart")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
            ],
            options={
                "verbose_name": "jobb",
                "verbose_name_plural": "jobb",
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["state", "seen_at"], name="core_job_lost")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at", None), ("state__in", ["waiting", "running"])),
                            models.Q(("finished_at__isnull", False), ("state__in", ["done", "failed", "cancelled"])),
                            _connector="OR",
                        ),
                        name="core_job_finished_when_ended",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name="nummer")),
                ("at", models.DateTimeField(db_index=True, verbose_name="när")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("login", "Loggade in"),
                            ("login_failed", "Misslyckad inloggning"),
                            ("logout", "Loggade ut"),
                            ("password_changed", "Bytte lösenord"),
                            ("factor_added", "Lade till en andra faktor"),
                            ("factor_removed", "Tog bort en andra faktor"),
                            ("session_ended", "Avslutade en inloggning"),
                            ("key_made", "Gjorde en nyckel"),
                            ("key_revoked", "Återkallade en nyckel"),
                            ("user_invited", "Bjöd in en användare"),
                            ("user_made", "Ny användare"),
                            ("user_paused", "Pausade en användare"),
                            ("user_resumed", "Återaktiverade en användare"),
                            ("role_given", "Gav en roll"),
                            ("role_taken", "Tog ifrån en roll"),
                            ("handed_over", "Lämnade över"),
                            ("export", "Gjorde en arbetsbok"),
                            ("download", "Hämtade en fil"),
                            ("api_read", "Läste en lista med en nyckel"),
                            ("extract", "Tog ut allt om en person"),
                            ("erased", "Raderade personuppgifter"),
                            ("changed", "Ändrade"),
                            ("deleted", "Tog bort"),
                            ("setting_changed", "Ändrade en inställning"),
                            ("backup", "Säkerhetskopia"),
                            ("restored", "Återställde en säkerhetskopia"),
                            ("words_erased", "Raderade ord i loggen"),
                            ("cut", "Gallrade loggen"),
                        ],
                        max_length=20,
                        verbose_name="vad",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=80)),
                ("subject_id", models.PositiveBigIntegerField(null=True)),
                ("person", models.CharField(blank=True, max_length=80)),
                ("person_id", models.PositiveBigIntegerField(null=True)),
                ("facts", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("request_id", models.CharField(blank=True, max_length=64, verbose_name="anrop")),
                ("words_digest", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
                (
                    "user",
                    models.ForeignKey(
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
                "verbose_name": "loggpost",
                "verbose_name_plural": "loggposter",
                "ordering": ["-number"],
                "default_permissions": ["view"],
            },
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last", models.PositiveBigIntegerField(default=0)),
                ("newest", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "verbose_name": "loggens slut",
                "verbose_name_plural": "loggens slut",
                "default_permissions": [],
            },
        ),
        migrations.CreateModel(
            name="AuditWords",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="said",
                        serialize=False,
                        to="core.auditentry",
                    ),
                ),
                ("salt", models.CharField(max_length=32)),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="ord")),
                ("address", models.CharField(blank=True, max_length=45, verbose_name="adress")),
            ],
            options={
                "verbose_name": "ord i en loggpost",
                "verbose_name_plural": "ord i en loggpost",
                "default_permissions": [],
            },
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["subject", "subject_id"], name="core_audit_subject"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["person", "person_id"], name="core_audit_person"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["user", "-number"], name="core_audit_user"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["kind", "-number"], name="core_audit_kind"),
        ),
        migrations.CreateModel(
            name="ScheduledRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="jobb")),
                ("day", models.DateField(verbose_name="dag")),
                ("by_hand", models.BooleanField(default=False, verbose_name="för hand")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Väntar på sin tur"),
                            ("running", "Pågår"),
                            ("done", "Klart"),
                            ("failed", "Gick inte"),
                            ("cancelled", "Avbrutet"),
                        ],
                        max_length=9,
                        verbose_name="läge",
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=1)),
                ("started_at", models.DateTimeField(null=True, verbose_name="började")),
                ("seen_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True, verbose_name="klart")),
                ("result", models.JSONField(default=dict)),
                ("words", models.TextField(blank=True, verbose_name="meddelande")),
                (
                    "ordered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
            ],
            options={
                "verbose_name": "körning av återkommande jobb",
                "verbose_name_plural": "körningar av återkommande jobb",
                "ordering": ["-pk"],
                "permissions": [("run_schedule", "Får köra återkommande jobb")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("by_hand", False)),
                        fields=("name", "day"),
                        name="core_scheduledrun_once_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "running"])),
                        fields=("name",),
                        name="core_scheduledrun_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at", None), ("state__in", ["waiting", "running"])),
                            models.Q(("finished_at__isnull", False), ("state__in", ["done", "failed", "cancelled"])),
                            _connector="OR",
                        ),
                        name="core_scheduledrun_finished_when_ended",
                    ),
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="apitoken",
            options={
                "ordering": ["-created", "digest"],
                "verbose_name": "API-nyckel",
                "verbose_name_plural": "API-nycklar",
            },
        ),
        migrations.AlterModelManagers(
            name="user",
            managers=[],
        ),
        migrations.AddField(
            model_name="apitoken",
            name="addresses",
            field=models.TextField(
                blank=True,
                help_text="En per rad, till exempel 198.51.100.7 eller 2001:db8::/48. Tomt betyder varifrån som helst.",
                max_length=500,
                validators=[core.addresses.validate_networks],
                verbose_name="nätadresser",
            ),
        ),
        migrations.AddField(
            model_name="apitoken",
            name="may_write",
            field=models.BooleanField(
                default=False,
                help_text="Annars kan programmet bara läsa, vilket ofta räcker.",
                verbose_name="får skriva",
            ),
        ),
        migrations.AddField(
            model_name="apitoken",
            name="used_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="senast använd"),
        ),
        migrations.AddField(
            model_name="user",
            name="search_key",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddField(
            model_name="user",
            name="seen_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="senast här"),
        ),
        migrations.AddField(
            model_name="user",
            name="sort_key",
            field=models.CharField(db_index=True, default="", editable=False, max_length=200),
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("begun_at", models.DateTimeField(editable=False, verbose_name="inloggad")),
                ("seen_at", models.DateTimeField(editable=False, verbose_name="senast använd")),
                ("device", models.CharField(blank=True, max_length=60, verbose_name="webbläsare")),
                ("address", models.CharField(blank=True, max_length=50, verbose_name="ungefärlig adress")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="användare",
                    ),
                ),
            ],
            options={
                "verbose_name": "inloggning",
                "verbose_name_plural": "inloggningar",
                "ordering": ["-seen_at", "session_key"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalOrganisation",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "name",
                    models.CharField(
                        help_text="Som det ska stå på diplom, avtal och webbplats.", max_length=160, verbose_name="namn"
                    ),
                ),
                (
                    "short_name",
                    models.CharField(
                        blank=True,
                        help_text="Där det är ont om plats. Tomt betyder hela namnet.",
                        max_length=60,
                        verbose_name="kort namn",
                    ),
                ),
                ("orgnr", models.CharField(blank=True, max_length=10, verbose_name="organisationsnummer")),
                (
                    "bankgiro",
                    models.CharField(
                        blank=True,
                        help_text="Ett 90-konto kan skrivas både här och som plusgiro.",
                        max_length=20,
                        verbose_name="bankgiro",
                    ),
                ),
                ("plusgiro", models.CharField(blank=True, max_length=20, verbose_name="plusgiro")),
                ("swish", models.CharField(blank=True, max_length=20, verbose_name="Swishnummer")),
                ("street", models.CharField(blank=True, max_length=120, verbose_name="gatuadress")),
                ("postal_code", models.CharField(blank=True, max_length=10, verbose_name="postnummer")),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="ort")),
                ("website", core.fields.WebAddressField(blank=True, verbose_name="webbplats")),
                (
                    "logo",
                    models.TextField(
                        blank=True,
                        help_text="PNG, JPEG eller WebP, högst 1 MB. Visas på papper och på det som är öppet för alla.",
                        max_length=100,
                        validators=[
                            django.core.validators.FileExtensionValidator(["png", "jpg", "jpeg", "webp"]),
                            core.images.validate_logo,
                        ],
                        verbose_name="logotyp",
                    ),
                ),
                (
                    "privacy_name",
                    models.CharField(
                        blank=True,
                        help_text="Den som svarar på frågor om personuppgifter, eller en funktion som Dataskyddsombudet.",
                        max_length=120,
                        verbose_name="kontakt om personuppgifter",
                    ),
                ),
                (
                    "privacy_phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None, verbose_name="telefon om personuppgifter"
                    ),
                ),
                (
                    "privacy_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-post om personuppgifter"),
                ),
                (
                    "sender_name",
                    models.CharField(
                        blank=True,
                        help_text="Så heter avsändaren av mejl som skickas.",
                        max_length=80,
                        verbose_name="avsändarens namn",
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
                "verbose_name": "historical organisation",
                "verbose_name_plural": "historical organisationer",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="StartStep",
            fields=[
                ("key", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("skipped", models.BooleanField(default=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="när")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
            ],
            options={
                "verbose_name": "steg när Medspel är nytt",
                "verbose_name_plural": "steg när Medspel är nytt",
                "default_permissions": [],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "name",
                    models.CharField(
                        help_text="Som det ska stå på diplom, avtal och webbplats.", max_length=160, verbose_name="namn"
                    ),
                ),
                (
                    "short_name",
                    models.CharField(
                        blank=True,
                        help_text="Där det är ont om plats. Tomt betyder hela namnet.",
                        max_length=60,
                        verbose_name="kort namn",
                    ),
                ),
                ("orgnr", models.CharField(blank=True, max_length=10, verbose_name="organisationsnummer")),
                (
                    "bankgiro",
                    models.CharField(
                        blank=True,
                        help_text="Ett 90-konto kan skrivas både här och som plusgiro.",
                        max_length=20,
                        verbose_name="bankgiro",
                    ),
                ),
                ("plusgiro", models.CharField(blank=True, max_length=20, verbose_name="plusgiro")),
                ("swish", models.CharField(blank=True, max_length=20, verbose_name="Swishnummer")),
                ("street", models.CharField(blank=True, max_length=120, verbose_name="gatuadress")),
                ("postal_code", models.CharField(blank=True, max_length=10, verbose_name="postnummer")),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="ort")),
                ("website", core.fields.WebAddressField(blank=True, verbose_name="webbplats")),
                (
                    "logo",
                    models.ImageField(
                        blank=True,
                        help_text="PNG, JPEG eller WebP, högst 1 MB. Visas på papper och på det som är öppet för alla.",
                        upload_to="organisation",
                        validators=[
                            django.core.validators.FileExtensionValidator(["png", "jpg", "jpeg", "webp"]),
                            core.images.validate_logo,
                        ],
                        verbose_name="logotyp",
                    ),
                ),
                (
                    "privacy_name",
                    models.CharField(
                        blank=True,
                        help_text="Den som svarar på frågor om personuppgifter, eller en funktion som Dataskyddsombudet.",
                        max_length=120,
                        verbose_name="kontakt om personuppgifter",
                    ),
                ),
                (
                    "privacy_phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None, verbose_name="telefon om personuppgifter"
                    ),
                ),
                (
                    "privacy_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-post om personuppgifter"),
                ),
                (
                    "sender_name",
                    models.CharField(
                        blank=True,
                        help_text="Så heter avsändaren av mejl som skickas.",
                        max_length=80,
                        verbose_name="avsändarens namn",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisationer",
                "default_permissions": ["view", "change"],
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="core_organisation_one")],
            },
        ),
        migrations.AddField(
            model_name="user",
            name="lacks_factor",
            field=models.BooleanField(default=False, editable=False, verbose_name="saknar andra steget"),
        ),
        migrations.CreateModel(
            name="HealthReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                ("checks", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "hälsokontroll",
                "verbose_name_plural": "hälsokontroller",
                "ordering": ["-made_at", "-pk"],
                "default_permissions": ["view"],
            },
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "livstecken",
                "verbose_name_plural": "livstecken",
                "default_permissions": [],
            },
        ),
        migrations.CreateModel(
            name="MailCount",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="dag")),
                ("sent", models.PositiveIntegerField(default=0, verbose_name="skickade")),
                ("failed", models.PositiveIntegerField(default=0, verbose_name="misslyckade")),
            ],
            options={
                "verbose_name": "dag med e-post",
                "verbose_name_plural": "dagar med e-post",
                "default_permissions": [],
            },
        ),
    ]
