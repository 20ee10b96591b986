"""Forms for jurors and criteria, and the juror's sheet."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Competition, Criterion, Juror
from campaigns.queries.jury import JurySheet, TeamSheet
from campaigns.scoring import HIGHEST_MARK
from core.forms import StyledForm, VersionedModelForm
from core.models import User

MARKS = [("", _("Inget"))] + [(str(mark), str(mark)) for mark in range(HIGHEST_MARK + 1)]


class JurorForm(StyledForm):
    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Kollega"),
        required=False,
        empty_label=_("Ingen, personen är utifrån"),
        help_text=_("En kollega bedömer med sin egen inloggning."),
    )
    name = forms.CharField(
        label=_("Namn på en person utifrån"),
        max_length=120,
        required=False,
        help_text=_("Personen får en egen länk som bara gäller den här tävlingen."),
    )

    email = forms.EmailField(
        label=_("E-post till personen utifrån"),
        max_length=254,
        required=False,
        help_text=_("Dit länken och påminnelser skickas. Utan adress lämnar ni länken själva."),
    )

    def __init__(self, *args, competition: Competition, **kwargs):
        super().__init__(*args, **kwargs)
        sitting = competition.jurors.filter(user__isnull=False).values("user")
        self.fields["user"].queryset = User.objects.filter(is_active=True).exclude(pk__in=sitting)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("user")) == bool(cleaned.get("name", "").strip()):
            self.add_error("name", _("Välj antingen en kollega eller skriv namnet på någon utifrån."))
        return cleaned


class JurorReasonForm(VersionedModelForm):
    reason = forms.CharField(label=_("Skäl"), max_length=200, help_text=_("Skälet sparas i historiken."))

    class Meta:
        model = Juror
        fields = []


class CriterionForm(VersionedModelForm):
    class Meta:
        model = Criterion
        fields = ["name", "guide", "position"]
        help_texts = {"guide": _("En fråga som juryn ska svara på, till exempel: Är det nytt och eget?")}


@dataclass(frozen=True)
class TeamFields:
    """One team on the sheet, with its bound fields."""

    sheet: TeamSheet
    marks: list[tuple[Criterion, forms.BoundField]]
    recused: forms.BoundField
    reason: forms.BoundField


class JudgingForm(StyledForm):
    """A juror's whole sheet in one form; all parts are optional until it is handed in."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, sheet: JurySheet, **kwargs):
        self.sheet = sheet
        super().__init__(*args, **kwargs)
        self.initial["version"] = sheet.juror.version
        for each in sheet.teams:
            self._add_team(each)

    def _add_team(self, each: TeamSheet):
        team = each.team
        for criterion in self.sheet.criteria:
            name = mark_name(team.pk, criterion.pk)
            self.fields[name] = forms.TypedChoiceField(
                label=f"{team.name}, {criterion.name}",
                choices=MARKS,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
            self.initial[name] = each.marks.get(criterion.pk, "")
        recused, reason = f"recused-{team.pk}", f"reason-{team.pk}"
        self.fields[recused] = forms.BooleanField(
            label=_("Jag är jävig och bedömer inte det här laget"),
            required=False,
            widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        )
        self.fields[reason] = forms.CharField(
            label=_("Varför"), max_length=200, required=False, widget=forms.TextInput(attrs={"class": "form-control"})
        )
        self.initial[recused] = each.recusal is not None
        self.initial[reason] = each.recusal.reason if each.recusal else ""

    @property
    def teams(self) -> list[TeamFields]:
        return [
            TeamFields(
                sheet=each,
                marks=[(criterion, self[mark_name(each.team.pk, criterion.pk)]) for criterion in self.sheet.criteria],
                recused=self[f"recused-{each.team.pk}"],
                reason=self[f"reason-{each.team.pk}"],
            )
            for each in self.sheet.teams
        ]

    @property
    def given_marks(self) -> dict[tuple[int, int], int | None]:
        return {
            (each.team.pk, criterion.pk): self.cleaned_data[mark_name(each.team.pk, criterion.pk)]
            for each in self.sheet.teams
            for criterion in self.sheet.criteria
        }

    @property
    def given_recusals(self) -> dict[int, str]:
        return {
            each.team.pk: self.cleaned_data[f"reason-{each.team.pk}"]
            for each in self.sheet.teams
            if self.cleaned_data[f"recused-{each.team.pk}"]
        }

    def show_missing(self, places: Iterable[tuple[int, int]]):
        for team, criterion in places:
            name = mark_name(team, criterion)
            self.add_error(name if name in self.fields else None, _("Sätt ett betyg, eller kryssa för jäv."))

    def differences(self) -> list[str]:
        """One sentence for each saved value that differs from the input."""
        return [
            _("%(label)s: du valde %(typed)s, nu är %(stored)s sparat.")
            % {
                "label": self._label(name),
                "typed": _words(self[name].data),
                "stored": _words(self.initial[name]),
            }
            for name in self.changed_data
            if name != "version"
        ]

    def _label(self, name: str) -> str:
        """The label with the team's name, which the recusal checkbox lacks."""
        teams = {
            f"{kind}-{each.team.pk}": each.team.name for each in self.sheet.teams for kind in ("recused", "reason")
        }
        label = str(self.fields[name].label)
        return f"{teams[name]}, {label}" if name in teams else label

    def go_on_from(self, version: int):
        """Keep the input and let the next save overwrite this version."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = version


def mark_name(team: int, criterion: int) -> str:
    return f"mark-{team}-{criterion}"


def _words(value) -> str:
    if value in (None, ""):
        return gettext("inget")
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nej")
    return str(value)
