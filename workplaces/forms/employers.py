import datetime as dt

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from core.forms import MOST_ROWS, StyledForm
from payroll.forms import BandForm, BaseBandFormSet, DeclareForm, band_rows
from payroll.services.schemes import BandTerms
from workplaces.services.employers import TERMS

SPARE_ROWS = 2


class MonthDeclareForm(DeclareForm):
    """Declaring again replaces what was declared; taking it back is for staff."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["declared"].required = True
        self.fields["declared"].help_text = _("Det ni har dragit sammanlagt för medarbetarna.")


class MonthChoiceForm(StyledForm):
    month = forms.TypedChoiceField(label=_("Gäller från och med"), coerce=dt.date.fromisoformat)

    def __init__(self, *args, months: list[dt.date], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(day.isoformat(), formats.date_format(day, "F Y")) for day in months]


class EmployerBandForm(BandForm):
    """A group without dates: the month that the page asks for decides them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["starts"], self.fields["ends"]

    def terms(self, starts) -> BandTerms | None:
        data = self.cleaned_data
        if data.get("DELETE") or not self.is_filled:
            return None
        return BandTerms(starts=starts, key=data["key"], **{name: data[name] for name in TERMS})


EmployerBandFormSet = forms.formset_factory(
    EmployerBandForm,
    formset=BaseBandFormSet,
    extra=SPARE_ROWS,
    can_delete=True,
    can_delete_extra=False,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
)


def employer_rows(bands, data=None) -> BaseBandFormSet:
    return band_rows(bands, data, formset=EmployerBandFormSet)
