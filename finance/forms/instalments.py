import datetime as dt
import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.days import is_likely_year
from core.forms import StyledForm, VersionedModelForm
from core.money import NoAmount, format_amount, parse_amount
from finance.models import InstalmentPlan
from finance.rules.instalment_plans import Rhythm

MOST_DAYS = 60
_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*[:;,\t]?\s*(.*)")


def _line(day: str, amount: str | None) -> str:
    return day if amount is None else f"{day} {format_amount(Decimal(amount), unit=False)}"


class OwnDaysField(forms.CharField):
    """A day on each line, with or without kronor: all with, or all without."""

    default_error_messages = {
        "line": _("Skriv raden som 2027-01-15 eller 2027-01-15 60 000: %(line)s"),
        "twice": _("Dagen %(line)s står två gånger."),
        "some": _("Skriv belopp på alla rader, eller på ingen."),
        "many": _("Högst %(line)s dagar."),
        "nothing": _("Minst en rad behöver ett belopp större än noll."),
    }

    def __init__(self, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(_line(*row) for row in value)
        return value

    def to_python(self, value) -> list[tuple[dt.date, Decimal | None]]:
        lines = [line.strip() for line in super().to_python(value).splitlines() if line.strip()]
        if len(lines) > MOST_DAYS:
            raise self._wrong("many", str(MOST_DAYS))
        days = [self._day(line) for line in lines]
        seen = set()
        for day, _amount in days:
            if day in seen:
                raise self._wrong("twice", day.isoformat())
            seen.add(day)
        amounts = [amount for _day, amount in days]
        if None in amounts and any(amount is not None for amount in amounts):
            raise self._wrong("some")
        if amounts and None not in amounts and not sum(amounts):
            raise self._wrong("nothing")
        return days

    def _day(self, line: str) -> tuple[dt.date, Decimal | None]:
        found = _LINE.fullmatch(line)
        try:
            day = dt.date.fromisoformat(found[1]) if found else None
            amount = parse_amount(found[2]) if found and found[2] else None
        except (ValueError, NoAmount):
            day = None
        if day is None or not is_likely_year(day) or (amount is not None and amount < 0):
            raise self._wrong("line", line)
        return day, amount

    def _wrong(self, code: str, line: str = "") -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"line": line})


class PlanForm(VersionedModelForm):
    own_days = OwnDaysField(
        label=_("Egna dagar"),
        required=False,
        help_text=_(
            "Bara för Egna dagar. En dag då det faktureras på varje rad, gärna med kronor: 2027-01-15 60 000. "
            "Utan kronor delas beloppet lika."
        ),
    )

    class Meta:
        model = InstalmentPlan
        fields = ["rhythm", "days_to_pay", "counterpart", "vat_rate"]
        widgets = {"rhythm": forms.RadioSelect, "vat_rate": forms.RadioSelect}

    field_order = ["rhythm", "own_days", "days_to_pay", "counterpart", "vat_rate"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["counterpart"].required = False
        if self.instance.pk:
            self.initial["own_days"] = self.instance.own_days

    def clean_counterpart(self):
        return self.cleaned_data["counterpart"] or Decimal(0)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("rhythm") == Rhythm.OWN and not cleaned.get("own_days") and "own_days" not in self.errors:
            self.add_error("own_days", _("Skriv minst en dag."))
        return cleaned

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"own_days"}

    def _post_clean(self):
        # The model asks for days of its own; the service stores those of the form.
        days = self.cleaned_data.get("own_days") or []
        self.instance.own_days = [[day.isoformat(), None if amount is None else str(amount)] for day, amount in days]
        super()._post_clean()

    def terms(self) -> dict:
        names = (*self._meta.fields, "own_days")
        days = self.cleaned_data["own_days"] if self.cleaned_data["rhythm"] == Rhythm.OWN else []
        return {name: self.cleaned_data[name] for name in names} | {"own_days": days}


class InvoiceForm(StyledForm):
    number = forms.CharField(label=_("Fakturanummer"), max_length=40)
    on = forms.DateField(label=_("Fakturans dag"))
    due_on = forms.DateField(
        label=_("Förfaller"), required=False, help_text=_("Tomt: betalplanens villkor, räknat från fakturans dag.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())


class ReasonForm(StyledForm):
    on = forms.DateField(label=_("Dag"))
    reason = forms.CharField(label=_("Skäl"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())
