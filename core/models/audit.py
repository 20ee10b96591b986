from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models.users import User

LONGEST_WORDS = 1000


class AuditKind(models.TextChoices):
    """All kinds stand here, and no domain words: an app above names what it did by one of them and its subject."""

    LOGIN = "login", _("Loggade in")
    LOGIN_FAILED = "login_failed", _("Misslyckad inloggning")
    LOGOUT = "logout", _("Loggade ut")
    PASSWORD_CHANGED = "password_changed", _("Bytte lösenord")
    FACTOR_ADDED = "factor_added", _("Lade till en andra faktor")
    FACTOR_REMOVED = "factor_removed", _("Tog bort en andra faktor")
    SESSION_ENDED = "session_ended", _("Avslutade en inloggning")
    KEY_MADE = "key_made", _("Gjorde en nyckel")
    KEY_REVOKED = "key_revoked", _("Återkallade en nyckel")
    USER_INVITED = "user_invited", _("Bjöd in en användare")
    USER_MADE = "user_made", _("Ny användare")
    USER_PAUSED = "user_paused", _("Pausade en användare")
    USER_RESUMED = "user_resumed", _("Återaktiverade en användare")
    ROLE_GIVEN = "role_given", _("Gav en roll")
    ROLE_TAKEN = "role_taken", _("Tog ifrån en roll")
    HANDED_OVER = "handed_over", _("Lämnade över")
    EXPORT = "export", _("Gjorde en arbetsbok")
    DOWNLOAD = "download", _("Hämtade en fil")
    API_READ = "api_read", _("Läste en lista med en nyckel")
    EXTRACT = "extract", _("Tog ut allt om en person")
    ERASED = "erased", _("Raderade personuppgifter")
    CHANGED = "changed", _("Ändrade")
    DELETED = "deleted", _("Tog bort")
    SETTING_CHANGED = "setting_changed", _("Ändrade en inställning")
    BACKUP = "backup", _("Säkerhetskopia")
    RESTORED = "restored", _("Återställde en säkerhetskopia")
    WORDS_ERASED = "words_erased", _("Raderade ord i loggen")
    CUT = "cut", _("Gallrade loggen")


class AuditEntry(models.Model):
    """An act that someone may have to answer for. Written only by core.audit; the database refuses changes.

    Its digest covers the digest of the entry before it, so that none can be changed, put in or left out unseen. What
    may name a person is in AuditWords, of which the entry has only a digest: erase it, and the chain still holds.
    """

    number = models.PositiveBigIntegerField(_("nummer"), primary_key=True)  # without gaps
    at = models.DateTimeField(_("när"), db_index=True)
    kind = models.CharField(_("vad"), max_length=20, choices=AuditKind)
    # Without a constraint: the entry outlives the account.
    user = models.ForeignKey(
        User, models.DO_NOTHING, verbose_name=_("av"), related_name="+", null=True, db_constraint=False
    )
    # The row that it is about, and the person whom it concerns: label of the model (crm.Company) and key.
    subject = models.CharField(max_length=80, blank=True)
    subject_id = models.PositiveBigIntegerField(null=True)
    person = models.CharField(max_length=80, blank=True)
    person_id = models.PositiveBigIntegerField(null=True)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # numbers, names of roles; nothing of a person
    request_id = models.CharField(_("anrop"), max_length=64, blank=True)
    words_digest = models.CharField(max_length=64, blank=True)  # SHA-256 of AuditWords with its salt
    digest = models.CharField(max_length=64)  # HMAC-SHA-256, hexadecimal

    class Meta:
        verbose_name = _("loggpost")
        verbose_name_plural = _("loggposter")
        ordering = ["-number"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="core_audit_subject"),
            models.Index(fields=["person", "person_id"], name="core_audit_person"),
            models.Index(fields=["user", "-number"], name="core_audit_user"),
            models.Index(fields=["kind", "-number"], name="core_audit_kind"),
        ]

    def __str__(self):
        return f"{self.number} {self.get_kind_display()}"


class AuditWords(models.Model):
    """The part of an entry that may name a person. Never changed; erased by core.audit.erase_words."""

    entry = models.OneToOneField(AuditEntry, models.CASCADE, primary_key=True, related_name="said")
    salt = models.CharField(max_length=32)  # goes with the words, or guessing could tell what they were
    words = models.TextField(_("ord"), blank=True, max_length=LONGEST_WORDS)
    address = models.CharField(_("adress"), max_length=45, blank=True)  # shortened to its network

    class Meta:
        verbose_name = _("ord i en loggpost")
        verbose_name_plural = pgettext_lazy("flera", "ord i en loggpost")
        default_permissions = []

    def __str__(self):
        return self.words


class AuditHead(models.Model):
    """One row, the end of the chain: it tells if the newest entries were taken away. Its lock is the chain's."""

    last = models.PositiveBigIntegerField(default=0)
    newest = models.CharField(max_length=64, blank=True)  # the digest of that entry
    digest = models.CharField(max_length=64, blank=True)  # HMAC of both

    class Meta:
        verbose_name = _("loggens slut")
        verbose_name_plural = pgettext_lazy("flera", "loggens slut")
        default_permissions = []

    def __str__(self):
        return str(self.last)
