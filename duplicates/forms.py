from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm
from crm.forms.fields import CompanyField, ContactField
from crm.models import Company, Contact
from duplicates.services.merging import BOTH, Party, chosen_fields

ONE, OTHER = "one", "other"


class MergeForm(StyledForm):
    """Choose which of two to keep, and whose value for each field where they differ."""

    def __init__(self, *args, one: Party, other: Party, kept: Party, words, **kwargs):
        super().__init__(*args, **kwargs)
        self.one, self.other = one, other
        self.fields["keep"] = forms.ChoiceField(
            label=_("Behåll"), choices=[(ONE, str(one)), (OTHER, str(other))], widget=forms.RadioSelect
        )
        self.initial["keep"] = OTHER if kept == other else ONE
        self.differing = []
        for field in chosen_fields(type(one)):
            values = {ONE: words(one, field), OTHER: words(other, field)}
            if values[ONE] == values[OTHER]:
                continue
            choices = [(side, value or _("tomt")) for side, value in values.items()]
            if field.name == "notes" and all(values.values()):
                choices.append((BOTH, _("Båda, efter varandra")))
            self.fields[field.name] = forms.ChoiceField(
                label=capfirst(str(field.verbose_name)), choices=choices, widget=forms.RadioSelect
            )
            side, another = (OTHER, ONE) if kept == other else (ONE, OTHER)
            self.initial[field.name] = side if values[side] else another
            if len(choices) > len(values):
                self.initial[field.name] = BOTH
            if isinstance(field, models.BooleanField):  # a yes from either, such as a wish not to be contacted, is kept
                self.initial[field.name] = ONE if getattr(one, field.name) else OTHER
            self.differing.append(field.name)

    def rows(self) -> list:
        return [self[name] for name in self.differing]

    def choices(self) -> dict:
        """The arguments for duplicates.services.merging.merge."""
        data = self.cleaned_data
        side = data["keep"]
        kept, lost = (self.one, self.other) if side == ONE else (self.other, self.one)
        return {
            "kept": kept,
            "lost": lost,
            "take": {name for name in self.differing if data[name] not in {side, BOTH}},
            "both": {name for name in self.differing if data[name] == BOTH},
        }


class MergeCompanyWithForm(StyledForm):
    other = CompanyField(label=_("Slå ihop med"))


class MergeContactWithForm(StyledForm):
    other = ContactField(label=_("Slå ihop med"))


MERGE_WITH_FORMS = {Company: MergeCompanyWithForm, Contact: MergeContactWithForm}
