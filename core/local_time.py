"""Convert between local wall time and UTC, across daylight-saving changes too.

One rule for forms, API and lists. A repeated time is the first one, in summer time, unless marked as the second (RFC
5545, section 3.3.5; Python's `fold`, PEP 495). A time skipped by the change is refused.
"""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

FIRST, SECOND = "0", "1"
WHICH = ((FIRST, _("Första gången, sommartid")), (SECOND, _("Andra gången, normaltid")))


def is_ambiguous(wall: dt.datetime) -> bool:
    earlier, later = (_offset(wall, fold) for fold in (0, 1))
    return earlier > later


def moment_of(wall: dt.datetime) -> dt.datetime:
    """The moment in UTC of a time in the current zone; raises ValidationError for a skipped time.

    In UTC because Python compares a repeated time unequal to any time in another zone.
    """
    earlier, later = (_offset(wall, fold) for fold in (0, 1))
    if earlier < later:
        raise ValidationError(
            _("Den tiden finns inte: den natten ställs klockan fram en timme. Välj en tid före eller efter."),
            code="no_such_time",
        )
    return _utc(wall.replace(tzinfo=timezone.get_current_timezone()))


def wall_of(moment: dt.datetime) -> dt.datetime:
    """The local wall time to the minute; `fold` is 1 for the second of a repeated time."""
    return timezone.localtime(moment).replace(tzinfo=None, second=0, microsecond=0)


def _utc(moment: dt.datetime) -> dt.datetime:
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        raise ValidationError(_("Så långt bort går det inte att räkna tid."), code="out_of_range") from None


def _offset(wall: dt.datetime, fold: int) -> dt.timedelta:
    return timezone.get_current_timezone().utcoffset(wall.replace(fold=fold))


# --- In a form ------------------------------------------------------------------------------------


def _wall(value) -> dt.datetime | None:
    """Parse text, or a time with or without a zone; None for anything else."""
    try:
        found = parse_datetime(value) if isinstance(value, str) else value
        return wall_of(found) if found and timezone.is_aware(found) else found
    except (ValueError, OverflowError):
        return None


class MomentInput(forms.DateTimeInput):
    """A time field, with a select for repeated times; the select's name ends in `_1`."""

    template_name = "components/moment.html"

    def format_value(self, value):
        return super().format_value(_wall(value) or value)

    def get_context(self, name, value, attrs):
        context, wall = super().get_context(name, value, attrs), _wall(value)
        if wall and is_ambiguous(wall):
            context["widget"] |= {"which": WHICH, "chosen": str(wall.fold)}
        return context

    def value_from_datadict(self, data, files, name):
        typed, which = super().value_from_datadict(data, files, name), data.get(f"{name}_1")
        wall = _wall(typed)
        if which not in (FIRST, SECOND) or wall is None or not is_ambiguous(wall):
            return typed
        return moment_of(wall.replace(fold=int(which))).isoformat()


class MomentBoundField(forms.BoundField):
    @property
    def data(self):
        """An unchanged value, shown to the minute, keeps the seconds of the stored moment."""
        typed, shown = super().data, self.initial
        said, was = _wall(typed), _wall(shown)
        if said is None or said != was or not isinstance(shown, dt.datetime):
            return typed
        says_which = f"{self.html_name}_1" in self.form.data
        return typed if says_which and said.fold != was.fold else shown.isoformat()


class MomentField(forms.DateTimeField):
    widget = MomentInput

    def get_bound_field(self, form, field_name):
        return MomentBoundField(form, self, field_name)

    def to_python(self, value):
        try:
            found = super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            found = error.params["datetime"]
        if found is None:
            return None
        return moment_of(found) if timezone.is_naive(found) else _utc(found)
