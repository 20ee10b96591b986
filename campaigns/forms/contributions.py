from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Batch, Channel, Competition, Contribution, Match, Team
from campaigns.services.match_payments import promised_by
from campaigns.services.team_lookup import Names, team_label
from core.days import validate_has_been
from core.forms import StyledForm, VersionedModelForm
from core.money import MoneyFormField

GRID_ROWS = 10
MOST_ROWS = 200


class TeamTextField(forms.CharField):
    """A team by code, name, company or a prefix of them; or a giver of a match by name."""

    default_error_messages = {
        "none": _("Inget lag i tävlingen heter så."),
        "several": _("Flera lag kan vara det: %(teams)s."),
        "elsewhere": _("Koden är %(team)s i %(competition)s. Lägg in bidraget där."),
    }

    def __init__(self, *, names: Names, **kwargs):
        super().__init__(max_length=120, **kwargs)
        self.names = names

    def clean(self, value) -> Team | Match | None:
        text = super().clean(value)
        found = self.names.named(text)
        if not found and (promise := promised_by(self.names.matches, text)):
            return promise
        if text and not found:
            raise ValidationError(self.error_messages["none"], code="none")
        if len(found) > 1:
            names = ", ".join(team.name for team in found)
            raise ValidationError(self.error_messages["several"], code="several", params={"teams": names})
        if found and found[0] in self.names.elsewhere:
            names = {"competition": found[0].competition, "team": found[0]}
            raise ValidationError(self.error_messages["elsewhere"], code="elsewhere", params=names)
        return found[0] if found else None


def late_reason() -> forms.CharField:
    return forms.CharField(
        label=_("Varför pengarna kommer efter avgörandet"),
        max_length=200,
        help_text=_("Resultatet ändras inte. Skälet står vid bidraget."),
    )


class GridForm(StyledForm):
    """The values shared by all rows."""

    received_on = forms.DateField(label=_("Mottaget den"), widget=forms.DateInput, validators=[validate_has_been])

    def __init__(self, *args, competition: Competition, **kwargs):
        today = max(timezone.localdate(), competition.opens_on)
        day = today if competition.is_decided else min(today, competition.takes_money_until)
        kwargs["initial"] = {"received_on": day} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if competition.is_decided:
            self.fields["reason"] = late_reason()


class GridRow(StyledForm):
    amount = MoneyFormField(label=_("Belopp"))
    channel = forms.ChoiceField(label=_("Kanal"), choices=Channel.choices, initial=Channel.SWISH)
    giver = forms.CharField(label=_("Givare"), max_length=120, required=False)
    show_giver = forms.BooleanField(label=_("Får synas"), required=False)
    message = forms.CharField(label=_("Meddelande"), max_length=200, required=False)

    field_order = ["team", "amount", "channel", "giver", "show_giver", "message"]

    def __init__(self, *args, names: Names, **kwargs):
        super().__init__(*args, **kwargs)
        widget = forms.TextInput(attrs={"list": "teams", "autocomplete": "off"})
        self.fields["team"] = TeamTextField(label=_("Lag"), names=names, widget=widget, required=False)
        self.order_fields(self.field_order)
        for name, field in self.fields.items():
            field.widget.attrs["data-grid"] = name
            if name in ("giver", "message"):
                field.widget.attrs["autocomplete"] = "off"

    def has_changed(self):
        """A row with only the channel set is empty."""
        return bool({"team", "amount", "giver", "message"} & set(self.changed_data))

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount is not None and amount <= 0:
            raise ValidationError(_("Beloppet ska vara större än noll."))
        return amount

    def clean(self):
        data = super().clean()
        if data.get("show_giver") and not data.get("giver"):
            self.add_error("giver", _("Skriv namnet på den som vill synas."))
        if isinstance(data.get("team"), Match):
            if data.get("channel") == Channel.MATCH:
                data["match"], data["team"] = data["team"], None
            else:
                self.add_error("team", _("Givaren har lovat matchning. Välj kanalen Matchning, eller ett lag."))
        return data


class BaseGrid(forms.BaseFormSet):
    def clean(self):
        if not any(self.errors) and not self.typed():
            raise ValidationError(_("Fyll i minst en rad."))

    def typed(self) -> list[tuple[int, dict]]:
        """The non-empty rows, each with its index in the form."""
        return [(place, form.cleaned_data) for place, form in enumerate(self.forms) if form.has_changed()]


def grid_rows(names: Names, data=None):
    formset = forms.formset_factory(
        GridRow, formset=BaseGrid, extra=GRID_ROWS, absolute_max=MOST_ROWS, max_num=MOST_ROWS
    )
    return formset(data, prefix="rows", form_kwargs={"names": names})


class MatchPaidField(forms.ModelChoiceField):
    def __init__(self, competition: Competition, **kwargs):
        super().__init__(competition.matches.select_related("company"), required=False, **kwargs)
        self.widget.attrs["class"] = "form-select"


class ReverseForm(VersionedModelForm):
    team = forms.ModelChoiceField(
        label=_("Flytta till ett annat lag"),
        queryset=None,
        required=False,
        empty_label=_("Nej, ta bara tillbaka bidraget"),
        help_text=_(
            "Referens, dag, givare och meddelande följer med. Också lag i andra tävlingar som tar emot pengar."
        ),
    )
    reason = forms.CharField(
        label=_("Skäl"), max_length=200, help_text=_("Står kvar i historiken, till exempel Fel lag eller Fel belopp.")
    )

    class Meta:
        model = Contribution
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        teams = Team.objects.taking_money().exclude(pk=self.instance.team_id).select_related("competition")
        self.fields["team"].queryset = teams.order_by("competition__sort_key", "competition", "sort_key", "pk")
        self.fields["team"].label_from_instance = lambda team: f"{team.competition}: {team_label(team)}"
        if self.instance.is_company_money:
            self.fields["match"] = MatchPaidField(
                self.instance.competition,
                label=_("Räkna som betalning av en matchning"),
                empty_label=_("Nej"),
            )
            self.order_fields(["team", "match", "reason"])


class AssignForm(VersionedModelForm):
    class Meta:
        model = Contribution
        fields = ["team"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = self.instance.competition.teams.all()
        self.fields["team"].empty_label = _("Välj lag")
        self.fields["team"].required = not self.instance.is_company_money
        if self.instance.is_company_money:
            self.fields["match"] = MatchPaidField(
                self.instance.competition,
                label=_("Matchning som betalas"),
                empty_label=_("Ingen: pengar som lagets företag gav utan löfte"),
            )

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("team") and not data.get("match"):
            self.add_error("team", _("Välj ett lag eller en matchning."))
        return data


class UndoBatchForm(VersionedModelForm):
    reason = forms.CharField(label=_("Skäl"), max_length=200)

    class Meta:
        model = Batch
        fields = []
