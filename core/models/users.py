from django.contrib.auth.models import AbstractUser, Permission, UserManager
from django.db import models
from django.dispatch import Signal
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from knox.models import AbstractAuthToken

from core.addresses import IPAddress, parse_networks, validate_networks
from core.kept_queries import KeptQuery
from core.models.records import Sortable, Worded
from core.querysets import SearchableQuerySet

access_ended = Signal()  # with `user`: whatever else opens something as them ends now


class Language(models.TextChoices):
    SV = "sv", _("Svenska")
    EN = "en", _("Engelska")


class Theme(models.TextChoices):
    AUTO = "auto", _("Som enheten")
    LIGHT = "light", _("Ljust")
    DARK = "dark", _("Mörkt")


class DigestPace(models.TextChoices):
    NONE = "none", _("Aldrig")
    DAILY = "daily", _("Varje dag")
    WEEKLY = "weekly", _("Varje vecka")


def _names(permissions: models.QuerySet) -> models.QuerySet:
    return permissions.values_list("content_type__app_label", "codename").order_by()


# Each page asks for these.
_BY_KEY = KeptQuery(lambda user: User.objects.filter(pk=user).order_by())
_ALL_PERMISSIONS = KeptQuery(lambda: _names(Permission.objects.all()))
_OWN_PERMISSIONS = KeptQuery(lambda user: _names(Permission.objects.filter(user=user)))
_PERMISSIONS_OF_ROLES = KeptQuery(lambda user: _names(Permission.objects.filter(group__user=user)))


class Users(UserManager.from_queryset(SearchableQuerySet)):
    use_in_migrations = False

    def get(self, *args, **kwargs):
        """Each request asks for its user by the key alone. A manager of linked users is of a class of its own."""
        if type(self) is not Users or args or kwargs.keys() != {"pk"} or not isinstance(kwargs["pk"], int):
            return super().get(*args, **kwargs)
        user = _BY_KEY.first(kwargs["pk"])
        if user is None:
            raise self.model.DoesNotExist
        return user


class User(Sortable, AbstractUser):
    language = models.CharField(_("språk"), max_length=2, choices=Language, default=Language.SV)
    theme = models.CharField(_("utseende"), max_length=5, choices=Theme, default=Theme.AUTO)
    shortcuts = models.BooleanField(
        _("kortkommandon med en tangent"),
        default=True,
        help_text=_("L loggar kontakt, / söker, ? hjälper. Stäng av om du använder röststyrning eller skärmläsare."),
    )

    digest = models.CharField(
        _("sammandrag med e-post"),
        max_length=6,
        choices=DigestPace,
        default=DigestPace.NONE,
        help_text=_("Det som står på Idag, och bara när där står något."),
    )
    mail_notices = models.BooleanField(
        _("mejl när något blir ditt"),
        default=True,
        help_text=_("När en kollega ger dig ett steg eller en förfrågan, och när en ny förfrågan kommer in."),
    )
    # Whether they have seen that all is done that a new installation needs; then nobody counts it for them again.
    start_done = models.BooleanField(default=False, editable=False)
    news_read = models.CharField(max_length=12, default="", editable=False)  # the version whose news they have read
    seen_at = models.DateTimeField(_("senast här"), null=True, editable=False)  # core.sessions

    # Whether a role of theirs requires a second factor and they have none; accounts.second_factor counts it.
    lacks_factor = models.BooleanField(_("saknar andra steget"), default=False, editable=False)

    objects = Users()

    class Meta:
        verbose_name = _("användare")
        verbose_name_plural = pgettext_lazy("flera", "användare")
        ordering = ["first_name", "last_name", "username"]

    def __str__(self):
        return self.get_full_name() or self.username

    def save(self, *args, **kwargs):
        """A new password ends all that the old one opened, however it was set."""
        is_new_password = self._password is not None and not self._state.adding
        super().save(*args, **kwargs)
        if is_new_password:
            self.end_access()

    def end_access(self):
        """End every session, API key and link of theirs, for good."""
        self.sessions.all().delete()
        self.auth_token_set.all().delete()
        CalendarLink.objects.filter(user=self).delete()
        access_ended.send(sender=type(self), user=self)

    def search_parts(self):
        return [str(self), self.username, self.email]

    @cached_property
    def _user_perm_cache(self) -> set[str]:
        """What Django's backend keeps of the user's own permissions, and below of those of the roles."""
        return self._names_of(_OWN_PERMISSIONS)

    @cached_property
    def _group_perm_cache(self) -> set[str]:
        return self._names_of(_PERMISSIONS_OF_ROLES)

    def _names_of(self, permissions: KeptQuery) -> set[str]:
        return {f"{app}.{name}" for app, name in (_ALL_PERMISSIONS() if self.is_superuser else permissions(self.pk))}

    @property
    def initials(self):
        return "".join(part[0] for part in str(self).split()[:2]).upper()


class ApiToken(Worded, AbstractAuthToken):
    """A key that lets a program in as its user, within the limits that it was made with."""

    name = models.CharField(
        _("namn"), max_length=80, help_text=_("Vad nyckeln används till, så att du känner igen den.")
    )
    may_write = models.BooleanField(
        _("får skriva"), default=False, help_text=_("Annars kan programmet bara läsa, vilket ofta räcker.")
    )
    addresses = models.TextField(
        _("nätadresser"),
        max_length=500,
        blank=True,
        validators=[validate_networks],
        help_text=_("En per rad, till exempel 198.51.100.7 eller 2001:db8::/48. Tomt betyder varifrån som helst."),
    )
    used_at = models.DateTimeField(_("senast använd"), null=True, editable=False)  # at most every hour

    class Meta:
        verbose_name = _("API-nyckel")
        verbose_name_plural = _("API-nycklar")
        ordering = ["-created", "digest"]

    def __str__(self):
        return self.name

    @property
    def has_expired(self) -> bool:
        return self.expiry is not None and self.expiry <= timezone.now()

    def lets_in(self, address: IPAddress | None) -> bool:
        """Whether it may be used from this address; None is an unknown one."""
        networks = parse_networks(self.addresses)
        return not networks or (address is not None and any(address in network for network in networks))


class Digest(models.Model):
    """Claims a user's digest of a day or a week; the row is committed before the mail is sent.

    So a concurrent or later run sends nothing, and a run killed in between loses that mail: at-most-once delivery.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="digests")
    period = models.CharField(max_length=10)  # 2026-11-26, or 2026-W48
    taken_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sammandrag")
        verbose_name_plural = pgettext_lazy("flera", "sammandrag")
        constraints = [models.UniqueConstraint(fields=["user", "period"], name="core_digest_once")]

    def __str__(self):
        return f"{self.user} {self.period}"


class CalendarLink(models.Model):
    """The one URL at which a user's calendar is readable without login. Only the hash of its token is stored."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_link")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("kalenderlänk")
        verbose_name_plural = _("kalenderlänkar")

    def __str__(self):
        return str(self.user)
