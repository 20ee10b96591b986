from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from campaigns.models import Activity, Competition, Entry, EntryPicture
from core.forms import StyledModelForm, VersionedModelForm
from core.images import PhotographField


class ActivityField(forms.ModelChoiceField):
    """One competition's activities as they were when it opened, with their points where points decide."""

    def __init__(self, competition: Competition, **kwargs):
        self.has_points = competition.is_contest
        self.kinds = {kind["id"]: kind for kind in competition.catalogue}
        super().__init__(Activity.objects.filter(pk__in=self.kinds), **kwargs)

    def label_from_instance(self, obj):
        kind = self.kinds[obj.pk]
        if not self.has_points:
            return kind["name"]
        return (
            ngettext(
                "%(name)s, %(points)s poäng, högst %(cap)s räknas",
                "%(name)s, %(points)s poäng, högst %(cap)s räknas",
                kind["points"],
            )
            % kind
        )


class EntryForm(VersionedModelForm):
    class Meta:
        model = Entry
        fields = ["team", "activity", "title", "text", "took_part", "happened_on"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "took_part": forms.NumberInput(attrs={"min": 0, "inputmode": "numeric"}),
        }

    def __init__(self, *args, competition: Competition, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = competition.teams.all()
        self.fields["activity"] = ActivityField(
            competition,
            label=self.fields["activity"].label,
            help_text=_("Katalogen så som den var när tävlingen öppnade."),
        )
        self.fields["activity"].widget.attrs["class"] = "form-select"
        bounds = {"min": competition.opens_on.isoformat(), "max": competition.closes_on.isoformat()}
        self.fields["happened_on"].widget.attrs |= bounds


class EntryReasonForm(VersionedModelForm):
    reason = forms.CharField(label=_("Skäl"), max_length=200, help_text=_("Laget får läsa det."))

    class Meta:
        model = Entry
        fields = []


class PictureForm(StyledModelForm):
    """core.images inspects the file's content when it is saved, whatever its name."""

    class Meta:
        model = EntryPicture
        fields = ["image", "alt"]
        field_classes = {"image": PhotographField}
        widgets = {"image": forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"})}
        help_texts = {"image": _("PNG, JPEG eller WebP, högst 8 MB. Plats och tid som kameran skrivit in tas bort.")}
