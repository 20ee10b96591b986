import datetime as dt
from functools import cache

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from knox.models import AbstractAuthToken
from simple_history.models import HistoricalRecords

from core.days import WRONG_YEAR, is_likely_year
from core.errors import StaleVersion
from core.querysets import SavedViewQuerySet
from core.text import SORT_KEY_LENGTH, search_key, sort_key, visible, visible_lines

MOST = {models.IntegerField: 2**31 - 1, models.SmallIntegerField: 2**15 - 1}  # that PostgreSQL keeps; SQLite more


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


class User(AbstractUser):
    language = models.CharField(_("språk"), max_length=2, choices=Language, default=Language.SV)
    theme = models.CharField(_("utseende"), max_length=5, choices=Theme, default=Theme.AUTO)
    shortcuts = models.BooleanField(
        _("kortkommandon med en tangent"),
        default=True,
        help_text=_("L loggar en kontakt och / söker. Stäng av om du använder röststyrning eller skärmläsare."),
    )

    digest = models.CharField(
        _("sammandrag med e-post"),
        max_length=6,
        choices=DigestPace,
        default=DigestPace.NONE,
        help_text=_("Det som står på Idag, och bara när där står något."),
    )

    class Meta:
        verbose_name = _("användare")
        verbose_name_plural = pgettext_lazy("flera", "användare")
        ordering = ["first_name", "last_name", "username"]

    def __str__(self):
        return self.get_full_name() or self.username

    @property
    def initials(self):
        return "".join(part[0] for part in str(self).split()[:2]).upper()


@cache
def _text_fields(model: type[models.Model]) -> list[tuple[models.Field, bool]]:
    """Its fields of text, and whether they are of several lines."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, models.CharField | models.TextField)]
    return [(field, isinstance(field, models.TextField)) for field in fields if not field.choices]


class Worded(models.Model):
    """Texts are kept as core.text says and no longer than their fields allow, by whatever channel they came."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        """Django asks the length of lines alone."""
        exclude, errors = set(exclude or ()), {}
        for field, in_lines in _text_fields(type(self)):
            text = self.__dict__.get(field.attname)
            if not text or not isinstance(text, str) or field.name in exclude:
                continue
            text = visible_lines(text) if in_lines else visible(text)
            setattr(self, field.attname, text)
            if in_lines and field.max_length:
                try:
                    MaxLengthValidator(field.max_length)(text)
                except ValidationError as error:
                    errors[field.name] = error
        try:
            super().clean_fields(exclude=exclude | errors.keys())
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)


class ApiToken(Worded, AbstractAuthToken):
    name = models.CharField(
        _("namn"), max_length=80, help_text=_("Vad nyckeln används till, så att du känner igen den.")
    )

    class Meta:
        verbose_name = _("API-nyckel")
        verbose_name_plural = _("API-nycklar")
        ordering = ["-created"]

    def __str__(self):
        return self.name


class Digest(models.Model):
    """That somebody's digest of a day or a week is taken on: the row is there before the mail is sent.

    So a run beside this one or after it sends nothing, and one that is killed between the two has lost that mail:
    at most once, and never twice.
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
    """The one address at which a person's calendar may be read without logging in. The address itself is not kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_link")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("kalenderlänk")
        verbose_name_plural = _("kalenderlänkar")

    def __str__(self):
        return str(self.user)


class RecordHistory(HistoricalRecords):
    """Of the fields that no history keeps, a model may lack some; the admin's page of a version looks them up."""

    def fields_included(self, model):
        return [field for field in super().fields_included(model) if field.name not in model.derived_fields]

    def create_history_model(self, model, inherited):
        historical = super().create_history_model(model, inherited)
        had = {field.name for field in model._meta.fields}
        kept_out = [*self.excluded_fields, *model.derived_fields]
        historical._history_excluded_fields = [name for name in kept_out if name in had]
        return historical


def _slip(field: models.Field, value) -> ValidationError | None:
    """What is wrong with a value that is a slip of the hand, or what programs write for nothing, as 1900-01-01 is.

    Some sums take no other years, and the databases keep different numbers.
    """
    if isinstance(field, models.DateField) and isinstance(value, dt.date):
        return None if is_likely_year(value) else ValidationError(WRONG_YEAR, code="year")
    if isinstance(field, models.IntegerField) and not isinstance(field, models.BigIntegerField) and value is not None:
        small = isinstance(field, models.SmallIntegerField)
        most = MOST[models.SmallIntegerField if small else models.IntegerField]
        return None if value <= most else ValidationError(_("Talet är för stort."), code="max_value")
    return None


class Record(Worded):
    """A business row: every change is kept in history, and a save of a copy gone stale is refused."""

    # What services count from other rows and keep here by updates of their own. No save of the row writes them,
    # or a copy read before the counting would put the old value back, and no history keeps them.
    derived_fields: tuple[str, ...] = ()
    # Rules that reach beyond the row stand in its services, so rows are never saved as they are, many at once.
    changed_by_services = False
    # By permission, the fields that it opens to those who may not change the row as a whole: core.field_permissions.
    lesser_permissions: dict[str, tuple[str, ...]] = {}
    # The fields that not all who may see the row may read, each with the permission it takes: core.field_permissions.
    guarded_fields: dict[str, str] = {}

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    history = RecordHistory(
        inherit=True,
        excluded_fields=["version", "search_key", "sort_key", "match_key", "created_at"],
        history_change_reason_field=models.TextField(null=True),
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Raise StaleVersion if somebody saved this row since this instance was read."""
        seen = self.version
        try:
            with transaction.atomic():
                if not self._state.adding:
                    self.claim_version()
                    self._leave_out_derived(kwargs)
                super().save(*args, **kwargs)
        except BaseException:
            self.version = seen  # nothing was written: a second attempt asks for the same version again
            raise

    def _leave_out_derived(self, options: dict):
        if self.derived_fields and options.get("update_fields") is None:
            names = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            options["update_fields"] = names.difference(self.derived_fields)

    def clean_fields(self, exclude=None):
        """With bounds for every day and whole number, beside what each field says of itself. See _slip."""
        wrong = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            wrong = error.update_error_dict(wrong)
        for field in self._meta.concrete_fields:
            if field.name in wrong or field.name in (exclude or ()):
                continue
            if slip := _slip(field, getattr(self, field.attname)):
                wrong[field.name] = [slip]
        if wrong:
            raise ValidationError(wrong)

    def claim_version(self, **values):
        """Take the next version inside the caller's transaction, and write the values along with it.

        Raise StaleVersion if somebody else took it.
        """
        row = type(self)._base_manager.filter(pk=self.pk, version=self.version)
        if not row.update(version=F("version") + 1, **values):
            raise StaleVersion(self)
        self.version += 1


class Searchable(Worded):
    """Keeps `search_key` in step with what the subclass says it is made of."""

    search_key = models.TextField(editable=False, default="")
    has_search_index = False  # whether a migration has called core.search.install for the table

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        keys = self.fill_keys()
        if update_fields is not None:
            update_fields = keys.union(update_fields)
        super().save(*args, update_fields=update_fields, **kwargs)

    def search_parts(self) -> list[str]:
        return [str(self)]

    def fill_keys(self) -> set[str]:
        """Fill the keys and return the names of their fields."""
        self.search_key = search_key(*self.search_parts())
        return {"search_key"}


class Sortable(Searchable):
    """Searchable, and sorted as Swedes sort by the same text on every database."""

    sort_key = models.CharField(editable=False, default="", max_length=SORT_KEY_LENGTH, db_index=True)

    class Meta:
        abstract = True

    def sort_text(self) -> str:
        return str(self)

    def fill_keys(self) -> set[str]:
        self.sort_key = sort_key(self.sort_text())
        return super().fill_keys() | {"sort_key"}


class SavedView(Record, Sortable):
    """A list as somebody wants to see it: its filters, order and columns, as its address says them."""

    owner = models.ForeignKey(User, models.CASCADE, verbose_name=_("ägare"), related_name="saved_views", editable=False)
    list_name = models.CharField(_("lista"), max_length=80, editable=False)  # the name of its address
    name = models.CharField(_("namn"), max_length=60)
    query = models.TextField(_("urval"), blank=True, editable=False)
    shared = models.BooleanField(_("delad"), default=False, help_text=_("Alla som ser listan kan välja vyn."))

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("sparad vy")
        verbose_name_plural = _("sparade vyer")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "list_name", "name"],
                name="core_savedview_name_once",
                violation_error_message=_("Du har redan en vy med det namnet på listan."),
            ),
        ]
        permissions = [("share_savedview", "Can share views of lists, and change those shared by others")]

    def __str__(self):
        return self.name

    def may_be_changed_by(self, user) -> bool:
        return self.owner_id == user.pk or (self.shared and user.has_perm("core.share_savedview"))


class DefaultView(models.Model):
    """The view that a person's list opens with."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("användare"), related_name="default_views")
    list_name = models.CharField(_("lista"), max_length=80)
    view = models.ForeignKey(SavedView, models.CASCADE, verbose_name=_("vy"), related_name="default_for")

    class Meta:
        verbose_name = _("förvald vy")
        verbose_name_plural = _("förvalda vyer")
        constraints = [models.UniqueConstraint(fields=["user", "list_name"], name="core_defaultview_one_a_list")]

    def __str__(self):
        return f"{self.user}: {self.view}"


class Sequence(models.Model):
    """Gapless numbers for agreements and references; never from personal data."""

    name = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    @classmethod
    def next(cls, name: str) -> int:
        """Take the next number, starting at 1. The caller's transaction holds the row until it commits."""
        with transaction.atomic():
            cls.objects.get_or_create(name=name)
            cls.objects.filter(name=name).update(last=F("last") + 1)
            return cls.objects.get(name=name).last


class SentForm(models.Model):
    """A form that was saved, so that the same form sent again is answered with what it became.

    Holds no words of people: the row that was saved says its own name, for as long as it is there.
    """

    key = models.CharField(max_length=64, primary_key=True)  # hash of who sent it, where, and the form's own token
    place = models.CharField(max_length=64, db_index=True)  # hash of who sent it and where
    written = models.CharField(max_length=64)  # hash of what it said
    url = models.TextField(blank=True)  # where it led
    record_model = models.CharField(max_length=100, blank=True)
    record_key = models.CharField(max_length=128, blank=True)  # also of a row whose key is no number
    record_version = models.PositiveIntegerField(null=True)  # as the form left it
    removes = models.BooleanField(default=False)  # whether the form took that row away
    saved_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("skickat formulär")
        verbose_name_plural = _("skickade formulär")

    def __str__(self):
        return self.url

    def remember(self, *, url: str, record=None):
        self.url, self.removes = url, False
        if isinstance(record, models.Model) and record.pk is not None:
            self.record_model, self.record_key = record._meta.label_lower, str(record.pk)
            rows = type(record)._base_manager.filter(pk=record.pk)
            self.record_version = rows.values_list("version", flat=True).first() if hasattr(record, "version") else None
        else:
            self.record_model, self.record_key, self.record_version = "", "", None

    def remember_removal(self, model: type[models.Model], key):
        self.record_model, self.record_key, self.removes = model._meta.label_lower, str(key), True

    def record(self) -> models.Model | None:
        """The row that was saved; None when it is gone, or when more than one row was."""
        if not self.record_model:
            return None
        return apps.get_model(self.record_model)._base_manager.filter(pk=self.record_key).first()

    def stands(self, *, untouched: bool = False) -> bool:
        """Whether what was saved is there still: neither removed nor taken back, or it may be done again.

        `untouched` asks of an edit whether the row is as it left it: one that was saved since may have been put back.
        """
        if not self.record_model:
            return True
        record = self.record()
        if self.removes:
            return record is None
        if record is None or getattr(record, "is_taken_back", False):
            return False
        return not untouched or getattr(record, "version", None) == self.record_version
