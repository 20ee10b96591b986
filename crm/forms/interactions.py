import re
from dataclasses import replace

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import RowsField, VersionedModelForm
from core.numbers import whole_number
from crm.forms.fields import CompanyField
from crm.forms.next_steps import WhatNextForm
from crm.models import Affiliation, Company, Contact, Interaction, NextStep, Sponsorship
from crm.name_keys import name_key
from crm.queries.former_names import formerly_named
from crm.services.interactions import NextUp

SPARE_COMPANIES = 2
NEWCOMER = frozenset({"new_name", "new_role", "new_email", "new_at"})
MOST_COMPANIES = 50  # limit per form; for more, select rows in a list and log with all of them
_MORE_COMPANY = re.compile(r"company_(\d{1,3})(?:_[01])?")


class GroupedChecks(forms.CheckboxSelectMultiple):
    """Checkboxes grouped under a heading per company, when there are several."""

    template_name = "components/grouped_checks.html"


class PeopleField(RowsField):
    def __init__(self, queryset=None, **kwargs):
        super().__init__(
            queryset=Contact.objects.none() if queryset is None else queryset,
            required=False,
            label=_("Personer"),
            widget=GroupedChecks,
            **kwargs,
        )


class InteractionForm(VersionedModelForm):
    """A logged contact. The people to choose from belong to the chosen companies."""

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
        for index in range(1, max(len(linked) - 1, self._last_used()) + SPARE_COMPANIES + 1):
            name = f"company_{index}"
            self.fields[name] = CompanyField(label=_("Fler företag"), required=False)
            self.company_names.append(name)
        self.initial |= {name: company.pk for name, company in zip(self.company_names, linked, strict=False)}
        if self.instance.pk:
            self.initial["contacts"] = [contact.pk for contact in self.instance.contacts.all()]
        self.order_fields(self.field_order)
        self.fields["contacts"].queryset = self._people()
        self._group("contacts", self._company_of_people())

    def _last_used(self) -> int:
        """The highest index of a filled `company_N` field, so that empty fields can follow it."""
        said = self.data.keys() if self.is_bound else self.initial.keys()
        values = self.data if self.is_bound else self.initial
        used = [int(found[1]) for name in said if (found := _MORE_COMPANY.fullmatch(name)) and values[name]]
        return min(max(used, default=0), MOST_COMPANIES)

    def _chosen_companies(self) -> list[int]:
        return list(dict.fromkeys(filter(None, map(self._chosen, self.company_names))))

    def _company_of_people(self) -> dict[int, Company]:
        """For each person, the first of the chosen companies where they have a role."""
        order = {pk: place for place, pk in enumerate(self._chosen_companies())}
        roles = Affiliation.objects.filter(company__in=order).select_related("company").order_by()
        return {
            role.contact_id: role.company
            for role in sorted(roles, key=lambda role: order[role.company_id], reverse=True)
        }

    def _group(self, name: str, company_of: dict[int, Company]):
        """Group the choices by company, when there are several."""
        field = self.fields[name]
        if len(set(company_of.values())) < 2:
            return
        groups: dict[str, list] = {str(company): [] for company in reversed(company_of.values())}
        for row in field.queryset:
            heading = str(company_of.get(row.pk, _("Övriga")))
            groups.setdefault(heading, []).append((row.pk, field.label_from_instance(row)))
        field.choices = [(heading, rows) for heading, rows in groups.items() if rows]

    def _people(self):
        """People with a role at a chosen company, and those already on the row."""
        at_companies = Contact.objects.filter(affiliations__company__in=self._chosen_companies())
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
    def several_are_open(self) -> bool:
        return any(any(field.value()) or field.errors for field in self.more_companies)

    @property
    def more_is_open(self) -> bool:
        """Expand the collapsed fields if a goal is set or any of them has errors."""
        folded = [self[name] for name in ("goal", "happened_at", "direction")]
        return bool(self["goal"].value()) or any(field.errors for field in folded)

    def companies(self) -> list:
        chosen = (self.cleaned_data.get(name) for name in self.company_names)
        return list(dict.fromkeys(filter(None, chosen)))

    def row_fields(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


def _step_label(step: NextStep) -> str:
    return gettext("%(step)s (redan avklarat)") % {"step": step} if step.done_at else str(step)


class QuickLogForm(WhatNextForm, InteractionForm):
    """Log a contact quickly: every field but the company has a default or is optional."""

    completes = RowsField(NextStep.objects.none(), required=False, label=_("Detta är nu klart"), widget=GroupedChecks)
    about = forms.ModelChoiceField(
        Sponsorship.objects.none(),
        required=False,
        label=_("Nästa steg gäller"),
        empty_label=_("Företaget i stort"),
    )

    new_name = forms.CharField(
        label=_("Ny person"),
        max_length=160,
        required=False,
        help_text=_("Förnamn och efternamn. Läggs in på företaget."),
    )
    new_role = forms.CharField(label=_("Roll"), max_length=80, required=False)
    new_email = forms.EmailField(label=_("E-post"), required=False)
    new_at = forms.ChoiceField(label=_("På vilket företag"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("assignee", user.pk)
        company, companies = self._chosen("company"), self._chosen_companies()
        # Accept steps completed meanwhile: they are shown as already done and must not stop the logging.
        asked = filter(None, map(whole_number, map(str, self["completes"].value() or [])))
        steps = NextStep.objects.filter(company__in=companies).select_related("company")
        steps = steps.filter(Q(done_at__isnull=True) | Q(pk__in=list(asked)))
        self.fields["completes"].queryset = steps
        self.fields["completes"].label_from_instance = _step_label
        self._group("completes", {step.pk: step.company for step in reversed(steps)} if len(companies) > 1 else {})
        if not user.has_perm("crm.add_contact"):
            for name in NEWCOMER:
                del self.fields[name]
        else:
            self._offer_places()
        if company:
            self._offer_dialogues(Sponsorship.objects.open().filter(company=company).for_table())

    def _offer_places(self):
        """Offer the chosen companies as the new person's employer; the first is the default."""
        names = dict(Company.objects.filter(pk__in=self._chosen_companies()).values_list("pk", "name"))
        self.fields["new_at"].choices = [(pk, names[pk]) for pk in self._chosen_companies() if pk in names]

    def clean(self):
        cleaned = super().clean()
        if any(cleaned.get(name) for name in ("new_role", "new_email")) and not cleaned.get("new_name"):
            self.add_error("new_name", _("Skriv personens namn."))
        if self.newcomer and (known := self._already_there()):
            words = _("%(person)s finns redan på företaget. Kryssa för personen i stället.")
            self.add_error("new_name", ValidationError(words, params={"person": known}))
        return cleaned

    def _already_there(self) -> Contact | None:
        name, email = name_key(self.cleaned_data["new_name"]), self.cleaned_data.get("new_email")
        there = Contact.objects.filter(affiliations__company__in=self._chosen_companies()).distinct()
        found = there.filter(match_key=name).first()
        found = found or next(iter(formerly_named(there, self.cleaned_data["new_name"])), None)
        return found or (there.filter(email__iexact=email).first() if email else None)

    @property
    def newcomer(self) -> dict | None:
        """The new person to register, as services.interactions expects it; None without a name."""
        data = self.cleaned_data
        if not data.get("new_name"):
            return None
        first_name, _space, last_name = data["new_name"].rpartition(" ")
        places = {str(company.pk): company for company in self.companies()}
        return {
            "first_name": first_name or last_name,
            "last_name": last_name if first_name else "",
            "email": data.get("new_email", ""),
            "role": data.get("new_role", ""),
            "company": places.get(data.get("new_at") or "", next(iter(places.values()), None)),
        }

    def dropped(self) -> dict[str, list]:
        """By field, selected rows that no longer belong to any chosen company."""
        gone = {}
        for name in ("contacts", "completes", "about"):
            value, field = self[name].value(), self.fields[name]
            asked = list(filter(None, map(whole_number, map(str, value if isinstance(value, list) else [value]))))
            rows = field.queryset.model.objects.filter(pk__in=asked).exclude(pk__in=field.queryset.values("pk"))
            gone[name] = list(rows) if asked else []
        return gone

    def _offer_dialogues(self, dialogues):
        """Offer the open dialogues; preselect if there is only one."""
        self.fields["about"].queryset = dialogues
        self.fields["about"].label_from_instance = lambda dialogue: f"{dialogue.tier}, {dialogue.goal}"
        if dialogues.count() == 1:
            self.initial.setdefault("about", dialogues.first().pk)

    @property
    def next_up(self) -> NextUp | None:
        decided = super().next_up
        return decided and replace(decided, sponsorship=self.cleaned_data["about"])


class InteractionRemoveForm(VersionedModelForm):
    class Meta:
        model = Interaction
        fields = []
