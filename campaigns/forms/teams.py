from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Competition, Team
from campaigns.services.teams import NAME_IS_TAKEN, name_is_taken
from core.forms import VersionedModelForm
from crm.forms.fields import CompanyField, ContactField

NUMERIC = {"inputmode": "numeric", "min": 1}


def reason_field() -> forms.CharField:
    return forms.CharField(label=_("Skäl"), max_length=300, help_text=_("Står på tavlan."))


class TeamForm(VersionedModelForm):
    company = CompanyField()
    name = forms.CharField(
        label=_("Lagets namn"),
        max_length=80,
        required=False,
        help_text=_("Så som det står på tavlan. Tomt: företagets namn."),
    )
    coordinator = ContactField(
        label=_("Samordnare"), required=False, help_text=_("Den på arbetsplatsen som håller i det.")
    )

    class Meta:
        model = Team
        fields = ["company", "name", "heads", "coordinator", "join_until"]
        widgets = {"heads": forms.NumberInput(attrs=NUMERIC)}
        help_texts = {"join_until": _("Sista dagen för kollegor att gå med i laget.")}

    def __init__(self, *args, competition: Competition, **kwargs):
        super().__init__(*args, **kwargs)
        self.competition = competition
        team = self.instance
        if competition.is_locked and team.pk:
            del self.fields["company"]
            if team.heads is not None:
                del self.fields["heads"]
        elif competition.is_locked:
            self.fields["heads"].required = True
            self.fields["reason"] = reason_field()
        if team.pk:
            self.fields["name"].required = True

    def clean(self):
        cleaned = super().clean()
        company = cleaned.get("company")
        if not cleaned.get("name") and company and "name" not in self.errors:
            cleaned["name"] = company.name[:80]
        name, team = cleaned.get("name"), Team(pk=self.instance.pk, competition=self.competition)
        if name and name != self.initial.get("name") and name_is_taken(team, name):
            self.add_error("name", NAME_IS_TAKEN)
        return cleaned

    def row_fields(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}


class ConfirmHeadsForm(VersionedModelForm):
    class Meta:
        model = Team
        fields = ["heads", "heads_confirmed_by", "heads_confirmed_on"]
        widgets = {"heads": forms.NumberInput(attrs=NUMERIC)}
        help_texts = {"heads_confirmed_by": _("Namnet på den på arbetsplatsen som står för uppgiften.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True
        if self.instance.competition.is_locked and self.instance.heads is not None:
            del self.fields["heads"]
        if self.instance.coordinator and not self.instance.heads_confirmed_by:
            self.initial["heads_confirmed_by"] = str(self.instance.coordinator)
        self.initial["heads_confirmed_on"] = self.instance.heads_confirmed_on or timezone.localdate()


class ConfirmParticipantsForm(VersionedModelForm):
    class Meta:
        model = Team
        fields = ["participants", "participants_confirmed_by", "participants_confirmed_on"]
        widgets = {"participants": forms.NumberInput(attrs={"inputmode": "numeric", "min": 0})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True
        if self.instance.coordinator and not self.instance.participants_confirmed_by:
            self.initial["participants_confirmed_by"] = str(self.instance.coordinator)
        self.initial["participants_confirmed_on"] = self.instance.participants_confirmed_on or timezone.localdate()


class AmendHeadsForm(VersionedModelForm):
    reason = reason_field()

    class Meta:
        model = Team
        fields = ["heads", "heads_confirmed_by", "heads_confirmed_on"]
        widgets = {"heads": forms.NumberInput(attrs=NUMERIC)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True
        self.initial |= {"heads_confirmed_by": "", "heads_confirmed_on": timezone.localdate()}


class WithdrawTeamForm(VersionedModelForm):
    reason = reason_field()

    class Meta:
        model = Team
        fields = []


class RemoveTeamForm(VersionedModelForm):
    class Meta:
        model = Team
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.competition.is_locked:
            self.fields["reason"] = reason_field()
