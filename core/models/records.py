import datetime as dt
from collections.abc import Callable
from contextvars import ContextVar
from copy import copy
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models, transaction
from django.db.models import F
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from core.active_language import language_now
from core.days import WRONG_YEAR, is_likely_year
from core.errors import StaleVersion
from core.models.checks import gathered
from core.text import SORT_KEY_LENGTH, search_key, sort_key, visible, visible_lines

_WITHOUT_NUL = ProhibitNullCharactersValidator()  # SQLite stores a NUL, PostgreSQL cannot
MOST = {models.IntegerField: 2**31 - 1, models.SmallIntegerField: 2**15 - 1}  # PostgreSQL's largest; SQLite stores more


deleted_together: ContextVar[list | None] = ContextVar("deleted_together", default=None)


@cache
def _text_fields(model: type[models.Model]) -> list[tuple[models.Field, bool]]:
    """The model's free-text fields, and whether each is multi-line."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, models.CharField | models.TextField)]
    return [(field, isinstance(field, models.TextField)) for field in fields if not field.choices]


@cache
def _labels(field: models.Field, language: str | None) -> dict:
    with override(language):
        return {value: str(label) for value, label in field.flatchoices}


class Worded(models.Model):
    """Normalise text as core.text does, refuse NUL and enforce max_length, whatever channel it comes by."""

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field):  # noqa: N802  Django's name
        """As Django's, which makes the mapping anew and translates every label each time it is asked for one."""
        value, labels = getattr(self, field.attname), _labels(field, language_now())
        if value not in labels:
            labels = dict(field.flatchoices)  # those of a callable may have grown
        return force_str(labels.get(value, value), strings_only=True)

    def readers(self) -> dict[str, Callable[[str], str]]:
        """By field name, what reads a value as people write it: a number with spaces. It may raise ValidationError."""
        return {}

    def clean_fields(self, exclude=None):
        """Read values first. Check max_length of TextField too, which Django enforces only in forms."""
        exclude, errors = set(exclude or ()), {}
        for name, read in self.readers().items():
            if name in exclude or not getattr(self, name):
                continue
            try:
                setattr(self, name, read(getattr(self, name)))
            except ValidationError as error:
                errors[name] = error
        for field, in_lines in _text_fields(type(self)):
            text = self.__dict__.get(field.attname)
            if not text or not isinstance(text, str) or field.name in exclude or field.name in errors:
                continue
            text = visible_lines(text) if in_lines else visible(text)
            setattr(self, field.attname, text)
            try:
                _WITHOUT_NUL(text)
                if in_lines and field.max_length:
                    MaxLengthValidator(field.max_length)(text)
            except ValidationError as error:
                errors[field.name] = error
        try:
            super().clean_fields(exclude=exclude | errors.keys())
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)


class RecordManager(HistoryManager):
    @classmethod
    @cache
    def from_queryset(cls, queryset_class, class_name=None):
        """Made once: `history` of a row asks for the class each time, and every save for `history`."""
        return super().from_queryset(queryset_class, class_name)


class RecordHistory(HistoricalRecords):
    """Exclude derived fields, and list only excluded fields that the model has: the admin's version page reads each."""

    def post_delete(self, instance, using=None, **kwargs):
        """The history of rows deleted together is written by who deletes them: core.bulk_save.delete_records."""
        together = deleted_together.get()
        if together is None:
            super().post_delete(instance, using=using, **kwargs)
        else:
            together.append(copy(instance))  # Django takes the key from the instance itself

    def _get_history_change_reason_field(self):
        """Each history its own field: an update of one shared by all would write to the history made last."""
        return copy(super()._get_history_change_reason_field())

    def fields_included(self, model):
        return [field for field in super().fields_included(model) if field.name not in model.derived_fields]

    def create_history_model(self, model, inherited):
        historical = super().create_history_model(model, inherited)
        had = {field.name for field in model._meta.fields}
        kept_out = [*self.excluded_fields, *model.derived_fields]
        historical._history_excluded_fields = [name for name in kept_out if name in had]
        return historical


def _slip(field: models.Field, value) -> ValidationError | None:
    """The error of a date or whole number outside the plausible range, such as a placeholder 1900-01-01; else None.

    Some sums overflow for other years, and the databases store different ranges of numbers.
    """
    if isinstance(field, models.DateField) and isinstance(value, dt.date):
        return None if is_likely_year(value) else ValidationError(WRONG_YEAR, code="year")
    if isinstance(field, models.IntegerField) and not isinstance(field, models.BigIntegerField) and value is not None:
        small = isinstance(field, models.SmallIntegerField)
        most = MOST[models.SmallIntegerField if small else models.IntegerField]
        return None if value <= most else ValidationError(_("Talet är för stort."), code="max_value")
    return None


class Record(Worded):
    """A business row: every change is recorded in history, and saving a stale copy is refused."""

    # Fields that services compute from other rows and write with queryset updates. Saving the row skips them, since a
    # copy read earlier would restore the old value; history does not record them.
    derived_fields: tuple[str, ...] = ()
    # True when services enforce rules that involve other rows, so rows are never saved directly in bulk.
    changed_by_services = False
    # Per permission, the fields that it opens to users without change permission: core.field_permissions.
    lesser_permissions: dict[str, tuple[str, ...]] = {}
    # The fields that need a further permission to read: core.field_permissions.
    guarded_fields: dict[str, str] = {}

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    history = RecordHistory(
        inherit=True,
        history_manager=RecordManager,
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
            self.version = seen  # nothing was written: a retry must claim the same version
            raise

    def _leave_out_derived(self, options: dict):
        if self.derived_fields and options.get("update_fields") is None:
            names = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            options["update_fields"] = names.difference(self.derived_fields)

    def clean_fields(self, exclude=None):
        """Besides the fields' own validation, bound every date and whole number. See _slip."""
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

    def get_constraints(self):
        return [(model, gathered(model)) for model, _constraints in super().get_constraints()]

    def claim_version(self, **values):
        """Increment the version and write the values in the same update, inside the caller's transaction.

        Raise StaleVersion if the row has changed since it was read.
        """
        row = type(self)._base_manager.filter(pk=self.pk, version=self.version)
        if not row.update(version=F("version") + 1, **values):
            raise StaleVersion(self)
        self.version += 1


class Searchable(Worded):
    """Keep `search_key` in step with the subclass's `search_parts`."""

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
    """Searchable, with a `sort_key` that gives Swedish order on every database."""

    sort_key = models.CharField(editable=False, default="", max_length=SORT_KEY_LENGTH, db_index=True)

    class Meta:
        abstract = True

    def sort_text(self) -> str:
        return str(self)

    def fill_keys(self) -> set[str]:
        self.sort_key = sort_key(self.sort_text())
        return super().fill_keys() | {"sort_key"}
