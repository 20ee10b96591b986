from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.models import Competition, CompetitionKind
from campaigns.services.competition_setup import TeamTerms
from campaigns.services.competitions import AMENDABLE, LOCKED, LOCKED_WHEN_DECIDED
from core.forms import RowsField, StyledForm, StyledModelForm, VersionedModelForm
from core.images import PhotographField
from crm.forms.fields import CompanyField, UserField
from crm.models import Company

MOST_ROWS = 60
MORE_ROWS = 3
ROWS = {
    CompetitionKind.DUEL: 2,
    CompetitionKind.COLLECTION: 1,
    CompetitionKind.OPEN: 4,
    CompetitionKind.DEPARTMENTS: 4,
}
PICTURES = {"accept": "image/png,image/jpeg,image/webp"}


class CompetitionForm(VersionedModelForm):
    """All fields except teams and rules; locked fields are left out."""

    contact = UserField(may="crm.add_interaction", label=_("Kontaktperson hos oss"))
    # Not the model's own field: the service stores another file than the uploaded one.
    picture = PhotographField(
        label=_("Bild"),
        required=False,
        widget=forms.FileInput(attrs=PICTURES),
        help_text=_("PNG, JPEG eller WebP, högst 8 MB. Plats och tid som kameran skrivit in tas bort."),
    )
    remove_picture = forms.BooleanField(label=_("Ta bort bilden"), required=False)

    class Meta:
        model = Competition
        fields = [
            "name",
            "goals",
            "opens_on",
            "closes_on",
            "late_days",
            "target",
            "swish",
            "contact",
            "on_website",
            "rules_text",
            "notes",
        ]
        widgets = {
            "goals": forms.CheckboxSelectMultiple,
            "swish": forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "123 000 00 00"}),
            "rules_text": forms.Textarea(attrs={"rows": 5}),
            "notes": forms.Textarea(attrs={"rows": 4}),
        }
        field_classes = {"goals": RowsField}
        help_texts = {
            "rules_text": _("Det som inte är poäng: vad som gäller mellan er. Står på tavlan och regelbladet."),
        }

    field_order = [*(name for name in Meta.fields if name != "notes"), "picture", "remove_picture", "notes"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        competition = self.instance
        locked = ()
        if competition.is_decided:
            locked = (*LOCKED_WHEN_DECIDED, "goals")
        elif competition.is_locked:
            locked = LOCKED
        for name in locked:
            self.fields.pop(name, None)
        if competition.swish and "swish" in self.fields:
            self.initial["swish"] = competition.swish_display
        if not competition.picture:
            del self.fields["remove_picture"]

    def row_fields(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}

    @property
    def new_picture(self):
        """A new file, "" to delete the picture, or None to leave it unchanged."""
        return self.cleaned_data.get("picture") or ("" if self.cleaned_data.get("remove_picture") else None)


class StartForm(StyledModelForm):
    """A new competition: the first fields are required, the others have sensible defaults."""

    contact = UserField(may="crm.add_interaction", label=_("Kontaktperson hos oss"))

    class Meta:
        model = Competition
        fields = [
            "kind",
            "goals",
            "opens_on",
            "closes_on",
            "name",
            "target",
            "swish",
            "late_days",
            "contact",
            "rules_text",
        ]
        widgets = {
            "kind": forms.RadioSelect,
            "goals": forms.CheckboxSelectMultiple,
            "swish": forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "123 000 00 00"}),
            "rules_text": forms.Textarea(attrs={"rows": 4}),
        }
        field_classes = {"goals": RowsField}
        help_texts = {
            "name": _("Tomt: den får heta efter lagen."),
            "goals": _("Dit pengarna går. Välj ett eller flera."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False

    def _get_validation_exclusions(self):
        """Exclude an empty name: the service fills it in from the teams and validates it."""
        exclude = super()._get_validation_exclusions()
        return exclude | {"name"} if not self.cleaned_data.get("name") else exclude

    @property
    def main(self):
        return [self[name] for name in ("goals", "opens_on", "closes_on", "name")]

    @property
    def more(self):
        return [self[name] for name in ("target", "swish", "late_days", "contact", "rules_text")]

    @property
    def has_more_errors(self) -> bool:
        return any(field.errors for field in self.more)


class TeamRowForm(StyledForm):
    """One new team. `new_company` registers the typed name, unless a company has exactly that name."""

    company = CompanyField(label=_("Företag"), required=False)
    name = forms.CharField(
        label=_("Lagets namn"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Som företaget")}),
    )
    heads = forms.IntegerField(
        label=_("Antal personer"),
        min_value=1,
        max_value=10**6,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    new_company = forms.BooleanField(label=_("Nytt företag, registrera det"), required=False)

    def __init__(self, *args, may_register: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_register:
            del self.fields["new_company"]

    @property
    def typed(self) -> str:
        _key, text = self["company"].field.widget.value_from_datadict(self.data, self.files, self.add_prefix("company"))
        return " ".join((text or "").split())

    @property
    def is_filled(self) -> bool:
        data = self.cleaned_data
        return bool(self.typed or data.get("company") or data.get("name") or data.get("heads"))

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("new_company") or not self.typed:
            return cleaned
        # Beside a company of a similar name "new" registers a new one; only an identical name is the same company.
        self.errors.pop("company", None)
        self.fields["company"].widget.alternatives = []
        same = (row for row in Company.objects.best_first(self.typed) if row.name.casefold() == self.typed.casefold())
        cleaned["company"] = next(same, None)
        return cleaned

    def terms(self, fallback: "TeamRowForm | None") -> TeamTerms:
        """`fallback` supplies the company for a row that names only a team."""
        source = self if self.typed or self.cleaned_data.get("company") or fallback is None else fallback
        company = source.cleaned_data.get("company")
        return TeamTerms(
            company=company,
            new_company="" if company else source.typed,
            name=self.cleaned_data.get("name", ""),
            heads=self.cleaned_data.get("heads"),
        )


class BaseTeamRows(forms.BaseFormSet):
    kind = CompetitionKind.DUEL

    @property
    def filled(self) -> list[TeamRowForm]:
        return [form for form in self.forms if hasattr(form, "cleaned_data") and form.is_filled]

    def clean(self):
        """Rows without a company use the first row's, in a competition within one company."""
        if any(self.errors):
            return
        rows = self.filled
        for row in rows:
            inside = self.kind == CompetitionKind.DEPARTMENTS and rows[0].typed
            if not row.typed and not row.cleaned_data.get("company") and not inside:
                row.add_error("company", ValidationError(_("Välj företaget, eller töm raden.")))

    def typed_in(self) -> list[dict]:
        """Each row's raw input, valid or not, without empty rows at the end."""
        rows = [typed_in(form) for form in self.forms]
        while rows and not any(any(value) if isinstance(value, list) else value for value in rows[-1].values()):
            rows.pop()
        return rows

    def terms(self) -> list[TeamTerms]:
        rows = self.filled
        fallback = rows[0] if rows and self.kind == CompetitionKind.DEPARTMENTS else None
        return [row.terms(fallback) for row in rows]


TeamRows = forms.formset_factory(TeamRowForm, formset=BaseTeamRows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def typed_in(form: forms.BaseForm) -> dict:
    """A bound form's raw input, valid or not, to show it again unbound and without errors."""
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }


def team_rows(kind: str, *, may_register: bool, data=None, initial=(), least: int = 0) -> BaseTeamRows:
    """As many rows as the kind of competition needs; with `data`, the submitted ones."""
    initial = list(initial)
    number = min(max(ROWS[kind], len(initial), least), MOST_ROWS)
    initial += [{} for _row in range(number - len(initial))]
    rows = TeamRows(data, initial=initial, prefix="teams", form_kwargs={"may_register": may_register})
    rows.kind = kind
    return rows


class LifeForm(VersionedModelForm):
    """A transition, for the version that the user saw."""

    class Meta:
        model = Competition
        fields = []


class DecideForm(LifeForm):
    comment = forms.CharField(
        label=_("Kommentar"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vad den som läser resultatet om fem år behöver veta. Sparas med det."),
    )


class ReopenForm(LifeForm):
    reason = forms.CharField(label=_("Skäl"), max_length=300, help_text=_("Står på tavlan."))


class AmendTermsForm(VersionedModelForm):
    reason = forms.CharField(label=_("Skäl"), max_length=300, help_text=_("Står på tavlan."))

    class Meta:
        model = Competition
        fields = AMENDABLE

    def terms(self) -> dict:
        return {name: self.cleaned_data[name] for name in AMENDABLE}


class CloneForm(StyledModelForm):
    contact = UserField(may="crm.add_interaction", label=_("Kontaktperson hos oss"))

    class Meta:
        model = Competition
        fields = ["name", "opens_on", "closes_on", "contact"]
