from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inbox.forms.enquiries import EnquiryForm
from workplaces.models import MAKES_TEAM, StartKind

NEEDS_GOAL = (StartKind.COLLECTION, StartKind.CHALLENGE)
ON_BEHALF, PRIVATELY = "company", "private"
ASKED = ["behalf", "company_name", "orgnr", "size", "team_name", "opponent", "person_name", "email", "phone", "message"]


class StartForm(EnquiryForm):
    """What a workplace wants to begin; the fields are those that its kind asks for."""

    size = forms.IntegerField(
        label=_("Hur många är ni på arbetsplatsen?"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
        help_text=_("Ungefär räcker. Det går att ändra sedan."),
    )
    team_name = forms.CharField(
        label=_("Lagets namn"), max_length=80, required=False, help_text=_("Tomt: arbetsplatsens namn.")
    )
    opponent = forms.CharField(label=_("Vilka vill ni utmana?"), max_length=160, required=False)
    behalf = forms.ChoiceField(
        label=_("Du skriver"),
        choices=[(ON_BEHALF, _("för arbetsplatsen")), (PRIVATELY, _("som privatperson på arbetsplatsen"))],
        initial=ON_BEHALF,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, kind: StartKind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["company_name"].label = _("Arbetsplatsens namn")
        if kind in MAKES_TEAM:  # a partner or an employer is asked as any company
            self.fields["goals"].label = _("Vilket mål vill ni samla in till?")
            self.fields["goals"].help_text = _("Välj ett eller flera.")
            self.fields["message"].label = _("Idéer och frågor")
            self.fields["message"].help_text = _("Vad vill ni göra? Vill ni ha tips på aktiviteter? Några ord räcker.")
        self.fields["goals"].required = kind in NEEDS_GOAL
        unasked = {
            "opponent": kind != StartKind.CHALLENGE,
            "team_name": kind in (StartKind.PARTNER, StartKind.PAYROLL),
            "goals": kind == StartKind.JOIN,
            "behalf": kind != StartKind.COLLECTION,
        }
        for name in [name for name, is_out in unasked.items() if is_out]:
            del self.fields[name]
        if "opponent" in self.fields:
            self.fields["opponent"].required = True

    def clean_opponent(self):
        opponent = self.cleaned_data["opponent"]
        if opponent.casefold() == self.cleaned_data.get("company_name", "").casefold():
            raise ValidationError(_("Det är er egen arbetsplats. Vilka vill ni utmana?"))
        return opponent

    @property
    def goals(self) -> list:
        return list(self.cleaned_data.get("goals", ()))

    def terms(self) -> dict:
        """The fields of Start."""
        data = self.cleaned_data
        texts = {name: data.get(name, "") for name in ("team_name", "opponent")}
        return {"kind": self.kind, "size": data["size"], "privately": data.get("behalf") == PRIVATELY, **texts}

    @property
    def asked(self) -> list:
        """The fields in the order that they are asked for, but for the last ones, which the page places itself."""
        return [self[name] for name in ASKED if name in self.fields]
