"""Shared fields for deciding the next step or a pause."""

import datetime as dt

from dateutil.relativedelta import relativedelta
from django import forms
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm, VersionedModelForm
from core.workdays import next_workday
from crm.forms.fields import CompanyField, ContactField, UserField
from crm.models import NextStep
from crm.services.interactions import NextUp

ANY_STEP = _("Hör av dig")  # default text when only a day is given


class When(models.TextChoices):
    NONE = "", _("Bestäm senare")
    TOMORROW = "tomorrow", _("I morgon")
    WEEK = "week", _("Om en vecka")
    MONTH = "month", _("Om en månad")
    DATE = "date", _("Välj dag")
    NOTHING = "nothing", _("Inget, för att …")


SOON = {
    When.TOMORROW: next_workday,
    When.WEEK: lambda today: today + relativedelta(weeks=1),
    When.MONTH: lambda today: today + relativedelta(months=1),
}


def day_of(when: When, today: dt.date) -> dt.date:
    return SOON[when](today)


def soon_label(when: When, today: dt.date) -> str:
    """Label the next workday "tomorrow" only if it is tomorrow, else by its date."""
    day = day_of(when, today)
    if when == When.TOMORROW and day != today + dt.timedelta(days=1):
        return capfirst(date_format(day, "l j F"))
    return str(when.label)


def when_choices() -> list[tuple[str, str]]:
    today = timezone.localdate()
    return [(when.value, soon_label(when, today) if when in SOON else when.label) for when in When]


class WhatNextForm(StyledForm):
    """A step with a day, or a pause with a reason and an end; may be left empty."""

    what_next = forms.CharField(
        label=_("Vad händer sedan"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": ANY_STEP}),
    )
    when = forms.ChoiceField(label=_("När"), choices=when_choices, required=False, widget=forms.RadioSelect)
    due_on = forms.DateField(label=_("Dag"), required=False)
    due_at = forms.TimeField(label=_("Klockan"), required=False)
    assignee = UserField(may="crm.change_nextstep", label=_("Vem"), required=False)
    reason = forms.CharField(
        label=_("Varför inget"),
        max_length=200,
        required=False,
        help_text=_("Till exempel: de vill bli kontaktade efter bokslutet."),
    )
    paused_until = forms.DateField(label=_("Till och med"), required=False)

    def clean(self):
        cleaned = super().clean()
        explained = cleaned.get("reason") or cleaned.get("paused_until")
        if not cleaned.get("when") and explained:
            cleaned["when"] = When.NOTHING  # without JavaScript all fields are visible
        if cleaned.get("when") == When.NOTHING:
            self._clean_reason(cleaned)
        elif explained:
            self.add_error("when", _("Välj Inget, för att …, eller ta bort skälet."))
        else:
            self._clean_step(cleaned)
        return cleaned

    def _clean_step(self, cleaned: dict):
        when, what = cleaned.get("when"), cleaned.get("what_next")
        if when and when != When.DATE:
            cleaned["due_on"] = day_of(when, timezone.localdate())
        if (what or when or cleaned.get("due_at")) and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("when", _("Välj när nästa steg ska ske."))
        if cleaned.get("due_on") and not what:
            cleaned["what_next"] = str(ANY_STEP)

    def _clean_reason(self, cleaned: dict):
        if cleaned.get("what_next"):
            self.add_error("what_next", _("Ta bort texten, eller välj en dag när det ska ske."))
        if not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Skriv varför, så att den som undrar får veta."))
        until = cleaned.get("paused_until")
        if not until and "paused_until" not in self.errors:
            self.add_error("paused_until", _("Välj till och med vilken dag."))
        if until and until <= timezone.localdate():
            self.add_error("paused_until", _("Välj en dag efter i dag."))

    @property
    def next_up(self) -> NextUp | None:
        """The decision; None if the form is empty."""
        data = self.cleaned_data
        if data["when"] == When.NOTHING:
            return NextUp(on=data["paused_until"], reason=data["reason"])
        if not data["what_next"]:
            return None
        return NextUp(on=data["due_on"], at=data["due_at"], what=data["what_next"], assignee=data["assignee"])


class DecideNextForm(WhatNextForm):
    """As WhatNextForm, but a decision is required."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["when"].choices = [choice for choice in when_choices() if choice[0]]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.next_up:
            self.add_error("what_next", _("Skriv vad som ska ske, eller välj Inget, för att …"))
        return cleaned


class MoveStepForm(StyledForm):
    """Move a step from Idag: by chip, by date, to another user, or both."""

    when = forms.ChoiceField(choices=[(when, when.label) for when in SOON], required=False)
    due_on = forms.DateField(required=False)
    assignee = UserField(may="crm.change_nextstep", required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("when"):
            cleaned["due_on"] = day_of(cleaned["when"], timezone.localdate())
        if not self.errors and not (cleaned.get("due_on") or cleaned.get("assignee")):
            raise forms.ValidationError(_("Välj en dag eller en person."))
        return cleaned


class NextStepForm(VersionedModelForm):
    company = CompanyField()
    contact = ContactField(label=_("Kontaktperson"), required=False)
    assignee = UserField(may="crm.change_nextstep", label=_("Vem"))

    class Meta:
        model = NextStep
        fields = ["what", "due_on", "due_at", "assignee", "company", "contact"]
