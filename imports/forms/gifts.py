from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.forms.contributions import late_reason
from campaigns.models import Channel, Competition
from core.days import validate_has_been
from core.errors import Refusal
from core.forms import StyledForm
from core.spreadsheets.columns import Layout
from core.spreadsheets.reader import A_LIST, mended, read_text, require_whole_rows
from imports.forms.files import ListFileField
from imports.meanings import Meanings
from imports.services.gift_columns import GiftField
from imports.services.gift_rows import Terms

TEXT_INPUT = 2 * 1024 * 1024


class SourceForm(StyledForm):
    """A list, pasted or in a file."""

    text = forms.CharField(
        label=_("Klistra in från Excel eller banken"),
        required=False,
        strip=False,
        max_length=TEXT_INPUT,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "paste"}),
        help_text=_("Markera cellerna, rubrikerna med, och kopiera. Högst 1 000 rader."),
    )
    file = ListFileField(
        label=_("Eller välj en fil"),
        required=False,
        limits=A_LIST,
        help_text=_("Excel (xlsx) eller csv, till exempel bankens Swish-rapport. Högst 3 MB."),
    )

    def clean(self):
        data = super().clean()
        text, file = data.get("text", ""), data.get("file")
        if bool(text.strip()) == bool(file):
            if not self.errors:
                raise ValidationError(
                    _("Välj antingen en fil eller klistra in, inte båda.")
                    if file
                    else _("Klistra in en lista eller välj en fil.")
                )
            return data
        try:
            data["table"], self.mended = (file.table, file.mended) if file else mended(read_text(text))
            require_whole_rows(data["table"])
        except Refusal as refusal:
            raise ValidationError({"file" if file else "text": str(refusal)}) from None
        return data


class MappingForm(StyledForm):
    """Which column is what, and what holds for the rows that do not say."""

    channel = forms.ChoiceField(label=_("Kanal för alla rader"), choices=Channel.choices)
    received_on = forms.DateField(
        label=_("Dag för rader utan dag"), required=False, widget=forms.DateInput, validators=[validate_has_been]
    )
    team = forms.ModelChoiceField(
        label=_("Lag för rader utan lag"), required=False, queryset=None, empty_label=_("Inget lag")
    )
    leaves_out = forms.BooleanField(
        label=_("Lägg in rader utan de värden som inte går att läsa"),
        required=False,
        help_text=_("Vems pengarna är, belopp, dag, kanal och referens måste alltid gå att läsa."),
    )
    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=TEXT_INPUT)
    source = forms.CharField(widget=forms.HiddenInput, max_length=200)

    def __init__(self, *args, competition: Competition, layout: Layout, **kwargs):
        super().__init__(*args, **kwargs)
        self.layout = layout
        self.fields["team"].queryset = competition.teams.all()
        if competition.is_decided:
            self.fields["reason"] = late_reason()
            self.fields["reason"].required = False  # to look at the list needs none
        choices = [("", _("Finns inte")), *((str(place), name) for place, name in enumerate(layout.headings))]
        for name in GiftField:
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=name.label, choices=choices, required=name == GiftField.AMOUNT
            )
            self.fields[f"column_{name}"].widget.attrs["class"] = "form-select"

    def columns(self) -> list:
        return [self[f"column_{name}"] for name in GiftField]

    def terms_fields(self) -> list:
        return [self[name] for name in ("channel", "received_on", "team", "leaves_out")]

    @property
    def can_be_shown(self) -> bool:
        """Whether what each row would come to can be told: only to enter it needs a reason."""
        return not set(self.errors) - {"reason"}

    def clean(self):
        data = super().clean()
        if "reason" in self.fields:
            self.fields["reason"].required = True  # and says so
        taken = {}
        for name in GiftField:
            place = data.get(f"column_{name}")
            if place and place in taken:
                words = _("Kolumnen är redan vald som %(other)s.") % {"other": taken[place]}
                self.add_error(f"column_{name}", words)
            elif place:
                taken[place] = name.label
        return data

    def mapped(self) -> Layout:
        columns = {
            name: int(self.cleaned_data[f"column_{name}"]) for name in GiftField if self.cleaned_data[f"column_{name}"]
        }
        return Layout(self.layout.headings, self.layout.start, columns)

    def terms(self, meanings: Meanings) -> Terms:
        names = ("channel", "received_on", "team", "leaves_out")
        said = {name: self.cleaned_data[name] for name in names}
        return Terms(**said, reason=self.cleaned_data.get("reason", ""), meanings=meanings)
