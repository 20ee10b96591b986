import secrets
from dataclasses import replace
from hashlib import sha256

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import VersionedModelForm
from core.numbers import whole_number
from crm.forms.fields import CompanyField
from crm.forms.next_steps import WhatNextForm
from crm.models import Contact, Interaction, NextStep, Sponsorship
from crm.services.interactions import NextUp

SPARE_COMPANIES = 2


class PeopleField(forms.ModelMultipleChoiceField):
    def __init__(self, queryset=None, **kwargs):
        super().__init__(
            queryset=Contact.objects.none() if queryset is None else queryset,
            required=False,
            label=_("Personer"),
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )


class InteractionForm(VersionedModelForm):
    """A row in the log. The people to choose from are those of the companies chosen."""

    company = CompanyField()
    contacts = PeopleField()

    class Meta:
        model = Interaction
        fields = ["kind", "outcome", "direction", "happened_at", "goal", "text"]
        widgets = {
            "kind": forms.RadioSelect,
            "outcome": forms.RadioSelect,
            "direction": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 4}),
        }

    field_order = ["company", "contacts", "kind", "outcome", "text", "goal", "happened_at", "direction"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        linked = list(self.instance.companies.all()) if self.instance.pk else []
        self.company_names = ["company"]
        for index in range(1, max(len(linked), 1) + SPARE_COMPANIES):
            name = f"company_{index}"
            self.fields[name] = CompanyField(label=_("Fler företag"), required=False)
            self.company_names.append(name)
        self.initial |= {name: company.pk for name, company in zip(self.company_names, linked, strict=False)}
        if self.instance.pk:
            self.initial["contacts"] = [contact.pk for contact in self.instance.contacts.all()]
        self.order_fields(self.field_order)
        self.fields["contacts"].queryset = self._people()

    def _people(self):
        """People with a role at a chosen company, and those already on the row."""
        chosen = [self._chosen(name) for name in self.company_names]
        at_companies = Contact.objects.filter(affiliations__company__in=filter(None, chosen))
        if self.instance.pk:
            at_companies |= Contact.objects.filter(interactions=self.instance)
        return at_companies.distinct()

    def _chosen(self, name: str) -> int | None:
        field, bound = self.fields[name], self[name]
        try:
            company = field.clean(bound.data) if self.is_bound else field.clean(field.prepare_value(bound.initial))
        except forms.ValidationError:
            return None
        return company and company.pk

    @property
    def more_companies(self):
        return [self[name] for name in self.company_names[1:]]

    @property
    def more_is_open(self) -> bool:
        """Show what is usually folded away when there is something in it to see or to mend."""
        folded = [self[name] for name in ("goal", "happened_at", "direction")] + self.more_companies
        return bool(self["goal"].value()) or any(field.errors for field in folded)

    def companies(self) -> list:
        chosen = (self.cleaned_data[name] for name in self.company_names)
        return list(dict.fromkeys(filter(None, chosen)))

    def row_fields(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class QuickLogForm(WhatNextForm, InteractionForm):
    """Everything but the company has an answer already; the text is what one comes to write."""

    # This form's own, so that it is logged once even when it is sent twice.
    form_token = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput, initial=secrets.token_urlsafe)
    completes = forms.ModelMultipleChoiceField(
        NextStep.objects.none(), required=False, label=_("Detta är nu klart"), widget=forms.CheckboxSelectMultiple
    )
    about = forms.ModelChoiceField(
        Sponsorship.objects.none(),
        required=False,
        label=_("Nästa steg gäller"),
        empty_label=_("Företaget i stort"),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("assignee", user.pk)
        company = self._chosen("company")
        steps = NextStep.objects.open().filter(company=company) if company else NextStep.objects.none()
        self.fields["completes"].queryset = steps
        if company:
            self._offer_dialogues(Sponsorship.objects.open().filter(company=company).for_table())

    def dropped(self) -> dict[str, list]:
        """By field, what was chosen and belongs to none of the companies that are chosen now."""
        gone = {}
        for name in ("contacts", "completes", "about"):
            value, field = self[name].value(), self.fields[name]
            asked = list(filter(None, map(whole_number, map(str, value if isinstance(value, list) else [value]))))
            rows = field.queryset.model.objects.filter(pk__in=asked).exclude(pk__in=field.queryset.values("pk"))
            gone[name] = list(rows) if asked else []
        return gone

    def _offer_dialogues(self, dialogues):
        """Where there is only one, it is most likely what was talked about."""
        self.fields["about"].queryset = dialogues
        self.fields["about"].label_from_instance = lambda dialogue: f"{dialogue.tier}, {dialogue.goal}"
        if dialogues.count() == 1:
            self.initial.setdefault("about", dialogues.first().pk)

    @property
    def form_key(self) -> str:
        """The form with what is written in it; empty without one.

        Whoever goes back to a form that is sent already, and writes something else in it, logs something else.
        """
        if not self.cleaned_data["form_token"]:
            return ""
        written = sorted((name, values) for name, values in self.data.lists() if name in self._written_names())
        return sha256(repr(written).encode()).hexdigest()

    def _written_names(self) -> set[str]:
        """As the browser names them; a field of two boxes has a name for each."""
        return {name for field in self.fields for name in (field, f"{field}_0", f"{field}_1")}

    @property
    def next_up(self) -> NextUp | None:
        decided = super().next_up
        return decided and replace(decided, sponsorship=self.cleaned_data["about"])


class InteractionRemoveForm(VersionedModelForm):
    class Meta:
        model = Interaction
        fields = []
