from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.forms import StyledForm
from core.numbers import whole_number
from core.spreadsheets.columns import Layout
from finance.bankfiles.formats import read_bank_file
from finance.bankfiles.rows import MAX_FILE, BankFileTooLarge
from finance.models import Account
from finance.services.bank_lists import NEEDED, ListField

ACCOUNTS = [(value, label) for value, label in Account.choices if value != Account.CASH]


class BankFileForm(StyledForm):
    """Of the cleaned file, `content` has the bytes and `read` what was read of them."""

    file = forms.FileField(
        label=_("Fil från banken"),
        help_text=_(
            "camt.054, camt.053, Swish-rapport, äldre BgMax, eller en annan lista i csv eller xlsx. Högst 20 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".xml,.csv,.txt,.tsv,.xlsx,.bgmax,.dat"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            if file.size > MAX_FILE:
                raise BankFileTooLarge
            file.content = file.read()
            file.read_as = read_bank_file(file.content)
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from None
        return file


class ListColumnsForm(StyledForm):
    """Which column of a list is what, and the account that it is of."""

    account = forms.ChoiceField(label=_("Vilket konto pengarna kom till"), choices=ACCOUNTS)

    def __init__(self, *args, layout: Layout, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", _("Finns inte")), *((str(place), name) for place, name in enumerate(layout.headings))]
        for name in ListField:
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=name.label, choices=choices, required=name in NEEDED, initial=str(layout.columns.get(name, ""))
            )
            self.fields[f"column_{name}"].widget.attrs["class"] = "form-select"

    def clean(self):
        data, taken = super().clean(), {}
        for name in ListField:
            place = data.get(f"column_{name}")
            if place and place in taken:
                self.add_error(f"column_{name}", _("Kolumnen är redan vald som %(other)s.") % {"other": taken[place]})
            elif place:
                taken[place] = name.label
        return data

    def columns(self) -> dict[str, int]:
        places = {name: whole_number(self.cleaned_data[f"column_{name}"]) for name in ListField}
        return {name.value: place for name, place in places.items() if place is not None}
