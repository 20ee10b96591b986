import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Channel, Competition, Contribution, Team
from core.days import validate_has_been
from core.forms import StyledForm, VersionedModelForm
from core.money import MoneyFormField
from core.text import search_key

GRID_ROWS = 10
MOST_ROWS = 200


class TeamTextField(forms.CharField):
    """A team by what people type: its code, its name, the company's name, or the beginning of one of them."""

    default_error_messages = {
        "none": _("Inget lag i tävlingen heter så."),
        "several": _("Flera lag kan vara det: %(teams)s."),
    }

    def __init__(self, *, teams: list[Team], **kwargs):
        super().__init__(max_length=120, **kwargs)
        self.teams = teams

    def clean(self, value) -> Team | None:
        text = search_key(super().clean(value))
        if not text:
            return None
        for fits in (str.__eq__, str.startswith):
            found = [team for team in self.teams if any(fits(name, text) for name in team_names(team))]
            if len(found) == 1:
                return found[0]
            if found:
                names = ", ".join(team.name for team in found)
                raise ValidationError(self.error_messages["several"], code="several", params={"teams": names})
        raise ValidationError(self.error_messages["none"], code="none")


def team_names(team: Team) -> list[str]:
    return [search_key(name) for name in (team.code, team.name, team.company.name, team_label(team))]


def team_label(team: Team) -> str:
    return f"{team.name} ({team.code})"


class GridForm(StyledForm):
    """What holds for all the rows. `key` is this form's own, so that it enters once even when it is sent twice."""

    received_on = forms.DateField(label=_("Mottaget den"), widget=forms.DateInput, validators=[validate_has_been])
    key = forms.CharField(max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args, competition: Competition, **kwargs):
        day = min(max(timezone.localdate(), competition.opens_on), competition.takes_money_until)
        kwargs["initial"] = {"received_on": day, "key": uuid.uuid4().hex} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class GridRow(StyledForm):
    amount = MoneyFormField(label=_("Belopp"))
    channel = forms.ChoiceField(label=_("Kanal"), choices=Channel.choices, initial=Channel.SWISH)
    giver = forms.CharField(label=_("Givare"), max_length=120, required=False)
    show_giver = forms.BooleanField(label=_("Får synas"), required=False)
    message = forms.CharField(label=_("Meddelande"), max_length=200, required=False)

    field_order = ["team", "amount", "channel", "giver", "show_giver", "message"]

    def __init__(self, *args, teams: list[Team], **kwargs):
        super().__init__(*args, **kwargs)
        widget = forms.TextInput(attrs={"list": "teams", "autocomplete": "off"})
        self.fields["team"] = TeamTextField(label=_("Lag"), teams=teams, widget=widget, required=False)
        self.order_fields(self.field_order)
        for name, field in self.fields.items():
            field.widget.attrs["data-grid"] = name
            if name in ("giver", "message"):
                field.widget.attrs["autocomplete"] = "off"

    def has_changed(self):
        """A row where only the channel was set is an empty row."""
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
        return data


class BaseGrid(forms.BaseFormSet):
    def clean(self):
        if not any(self.errors) and not self.typed():
            raise ValidationError(_("Fyll i minst en rad."))

    def typed(self) -> list[tuple[int, dict]]:
        """The rows that have something, each with its place in the form."""
        return [(place, form.cleaned_data) for place, form in enumerate(self.forms) if form.has_changed()]


def grid_rows(teams: list[Team], data=None):
    formset = forms.formset_factory(
        GridRow, formset=BaseGrid, extra=GRID_ROWS, absolute_max=MOST_ROWS, max_num=MOST_ROWS
    )
    return formset(data, prefix="rows", form_kwargs={"teams": teams})


class ReverseForm(VersionedModelForm):
    reason = forms.CharField(
        label=_("Skäl"), max_length=200, help_text=_("Står kvar i historiken, till exempel Fel lag eller Fel belopp.")
    )

    class Meta:
        model = Contribution
        fields = []


class AssignForm(VersionedModelForm):
    class Meta:
        model = Contribution
        fields = ["team"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = self.instance.competition.teams.all()
        self.fields["team"].required = True
        self.fields["team"].empty_label = _("Välj lag")
