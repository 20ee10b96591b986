from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.forms.entries import ActivityField
from campaigns.models import Entry, Team
from core.forms import StyledForm
from core.kept_photos import KeptPhotoField

MOST_AT_ONCE = 3


class TeamReportForm(StyledForm):
    name = forms.CharField(label=_("Lagets namn"), max_length=80, help_text=_("Så som det står på tavlan."))
    heads = forms.IntegerField(
        label=_("Antal personer på arbetsplatsen"),
        min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
        help_text=_("Alla som kan vara med, också den som inte ger något."),
    )
    reason = forms.CharField(
        label=_("Varför antalet ändras"),
        max_length=300,
        required=False,
        help_text=_("Behövs bara om du ändrar antalet. Det står på tavlan när vi har godkänt det."),
    )
    participants = forms.IntegerField(
        label=_("Hur många som har deltagit"),
        min_value=0,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
        help_text=_("Hur många olika personer som har gjort något. En siffra, inga namn."),
    )

    def __init__(self, *args, team: Team, **kwargs):
        super().__init__(*args, **kwargs)
        self.team = team
        competition = team.competition
        self.initial |= {"name": team.name, "heads": team.heads}
        if team.participants_reported:
            self.initial["participants"] = team.participants
        if not competition.is_locked or team.heads is None:
            del self.fields["reason"]
        if not (competition.is_running and competition.has_begun):
            del self.fields["participants"]

    def clean(self):
        cleaned = super().clean()
        changed = "heads" in cleaned and cleaned["heads"] != self.team.heads
        if "reason" in self.fields and changed and not cleaned.get("reason"):
            self.add_error("reason", _("Skriv varför antalet ändras."))
        return cleaned


class ActivityReportForm(StyledForm):
    """What the team has done; the pictures are kept when something else has to be mended."""

    title = forms.CharField(label=_("Rubrik"), max_length=120)
    text = forms.CharField(
        label=_("Vad ni gjorde"),
        required=False,
        max_length=Entry._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    took_part = forms.IntegerField(
        label=_("Hur många som var med"),
        min_value=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
        help_text=_("En siffra, inga namn."),
    )
    happened_on = forms.DateField(label=_("När"))

    def __init__(self, *args, team: Team, entry: Entry | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        competition = team.competition
        kind = ActivityField(competition, label=_("Aktivitet"))
        self.fields = {"activity": kind, **self.fields}
        bounds = {"min": competition.opens_on.isoformat(), "max": competition.closes_on.isoformat()}
        self.fields["happened_on"].widget.attrs |= bounds
        today = timezone.localdate()
        self.initial.setdefault("happened_on", min(max(today, competition.opens_on), competition.closes_on))
        if entry:
            self.initial |= {name: getattr(entry, name) for name in ("title", "text", "took_part", "happened_on")}
            self.initial["activity"] = entry.activity_id
        else:
            for number in range(1, MOST_AT_ONCE + 1):
                self.fields[f"picture_{number}"] = KeptPhotoField(label=_("Bild"), required=False)
                self.fields[f"alt_{number}"] = alt_field()

    def clean(self):
        cleaned = super().clean()
        for number in range(1, MOST_AT_ONCE + 1):
            if cleaned.get(f"picture_{number}") and not cleaned.get(f"alt_{number}"):
                self.add_error(f"alt_{number}", _("Skriv vad bilden visar."))
        return cleaned

    @property
    def more_pictures(self) -> list[forms.BoundField]:
        """The fields of all pictures but the first."""
        names = [f"{part}_{number}" for number in range(2, MOST_AT_ONCE + 1) for part in ("picture", "alt")]
        return [self[name] for name in names if name in self.fields]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        later = {field.name for field in self.more_pictures}
        return [field for field in self if field.name not in later]

    @property
    def has_more_pictures(self) -> bool:
        return any(field.errors or field.data for field in self.more_pictures)

    @property
    def pictures(self) -> list:
        numbers = range(1, MOST_AT_ONCE + 1)
        data = self.cleaned_data
        return [(data[f"picture_{n}"], data[f"alt_{n}"]) for n in numbers if data.get(f"picture_{n}")]

    def row_fields(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("activity", "title", "text", "took_part", "happened_on")}


class PictureReportForm(StyledForm):
    picture = KeptPhotoField(label=_("Bild"))
    alt = forms.CharField(label=_("Vad bilden visar"), max_length=200, help_text=_("För den som inte ser bilden."))


def alt_field() -> forms.CharField:
    return forms.CharField(
        label=_("Vad bilden visar"), max_length=200, required=False, help_text=_("För den som inte ser bilden.")
    )
