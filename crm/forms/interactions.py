import datetime as dt

from dateutil.relativedelta import relativedelta
from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import VersionedModelForm
from crm.forms.fields import CompanyField, ContactField, UserField
from crm.models import Contact, Interaction, NextStep

SPARE_COMPANIES = 2


class When(models.TextChoices):
    NONE = "", _("Inget nu")
    TOMORROW = "tomorrow", _("I morgon")
    WEEK = "week", _("Om en vecka")
    MONTH = "month", _("Om en månad")
    DATE = "date", _("Välj dag")


def day_of(when: When, today: dt.date) -> dt.date:
    return (
        today
        + {
            When.TOMORROW: relativedelta(days=1),
            When.WEEK: relativedelta(weeks=1),
            When.MONTH: relativedelta(months=1),
        }[when]
    )


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


class QuickLogForm(InteractionForm):
    """Everything but the company has an answer already; the text is what one comes to write."""

    completes = forms.ModelMultipleChoiceField(
        NextStep.objects.none(), required=False, label=_("Detta är nu klart"), widget=forms.CheckboxSelectMultiple
    )
    when = forms.ChoiceField(label=_("När"), choices=When, required=False, widget=forms.RadioSelect)
    what_next = forms.CharField(label=_("Vad händer sedan"), max_length=200, required=False)
    due_on = forms.DateField(label=_("Dag"), required=False)
    assignee = UserField(label=_("Vem"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("assignee", user.pk)
        company = self._chosen("company")
        steps = NextStep.objects.open().filter(company=company) if company else NextStep.objects.none()
        self.fields["completes"].queryset = steps

    def clean(self):
        cleaned = super().clean()
        when, what = cleaned.get("when"), cleaned.get("what_next")
        if when and when != When.DATE:
            cleaned["due_on"] = day_of(when, timezone.localdate())
        if what and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("when", _("Välj när nästa steg ska ske."))
        if (when or cleaned.get("due_on")) and not what:
            self.add_error("what_next", _("Skriv vad som ska ske."))
        return cleaned


class NextStepForm(VersionedModelForm):
    company = CompanyField()
    contact = ContactField(label=_("Kontaktperson"), required=False)
    assignee = UserField(label=_("Vem"))

    class Meta:
        model = NextStep
        fields = ["what", "due_on", "assignee", "company", "contact"]
