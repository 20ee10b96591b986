from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.models import Activity, Competition, CompetitionState, Idea
from core.forms import RowsField, StyledForm, VersionedModelForm
from core.images import PhotographField
from goals.models import Goal


class IdeaForm(VersionedModelForm):
    goals = RowsField(
        Goal.objects.all(),
        label=_("Mål"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Inget valt: passar alla mål."),
    )

    class Meta:
        model = Idea
        fields = [
            "name",
            "name_en",
            "summary",
            "summary_en",
            "how_to",
            "how_to_en",
            "time",
            "cost",
            "size",
            "picture",
            "picture_alt",
            "picture_alt_en",
            "activity",
            "is_public",
        ]
        field_classes = {"picture": PhotographField}
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 2}),
            "summary_en": forms.Textarea(attrs={"rows": 2}),
            "how_to": forms.Textarea(attrs={"rows": 10}),
            "how_to_en": forms.Textarea(attrs={"rows": 10}),
        }
        help_texts = {
            "how_to": _("Tom rad ger nytt stycke. **fetstil**, - punktlista, [länkens text](https://adress).")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        free = Activity.objects.filter(idea__isnull=True)
        self.fields["activity"].queryset = free | Activity.objects.filter(idea=self.instance.pk)
        if self.instance.pk:
            self.initial["goals"] = [goal.pk for goal in self.instance.goals.all()]


class IdeaActivityForm(StyledForm):
    """What the idea gives in points, and the open competition that is to have it at once."""

    points = forms.IntegerField(
        label=_("Poäng"), min_value=1, max_value=100, initial=10, help_text=_("De brukar ligga mellan 5 och 25.")
    )
    cap = forms.IntegerField(label=_("Högst antal som räknas"), min_value=1, max_value=20, initial=2)
    competition = forms.ModelChoiceField(
        Competition.objects.none(),
        label=_("Också i en tävling som redan är öppen"),
        required=False,
        empty_label=_("Nej, i dem som öppnar från och med nu"),
        help_text=_("Tavlan visar att aktiviteten kom till, och varför."),
    )
    reason = forms.CharField(label=_("Skäl, om tävlingen är öppen"), max_length=300, required=False)

    def __init__(self, *args, idea: Idea, may_amend: bool, **kwargs):
        super().__init__(*args, **kwargs)
        open_ones = Competition.objects.filter(state=CompetitionState.OPEN).order_by("closes_on", "pk")
        self.fields["competition"].queryset = open_ones
        if idea.activity_id is not None:
            del self.fields["points"], self.fields["cap"]
            self.fields["competition"].required = True
            self.fields["competition"].empty_label = ""
        if not may_amend:
            del self.fields["competition"], self.fields["reason"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("competition") and not cleaned.get("reason", "").strip():
            self.add_error("reason", ValidationError(_("Skriv ett skäl.")))
        return cleaned
