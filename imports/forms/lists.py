from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm
from core.spreadsheets.reader import A_REGISTER
from imports.forms.files import ListFileField
from imports.forms.meanings import MeaningsForm
from imports.models import Import
from imports.services.registry import columns_of, why_not_read

SAMPLES = 3
LONGEST_SAMPLE = 40


class UploadForm(StyledForm):
    file = ListFileField(
        label=_("Fil"),
        limits=A_REGISTER,
        help_text=_("Excel (xlsx) eller csv, högst 12 000 rader och 5 MB. Det första bladet läses."),
    )


class ValuesForm(MeaningsForm):
    """What the list's own words mean, and whether a row is read in without values that cannot be read."""

    leaves_out = forms.BooleanField(
        label=_("Läs in rader utan de värden som inte går att läsa"),
        required=False,
        help_text=_(
            "Gäller värden som en rad klarar sig utan. Det som visar vem raden gäller, eller som rör pengar, måste "
            "alltid gå att läsa."
        ),
    )

    def __init__(self, *args, batch: Import, **kwargs):
        super().__init__(*args, initial={"leaves_out": batch.leaves_out}, **kwargs)


class ColumnsForm(StyledForm):
    """For each column of the file, which field it is."""

    def __init__(self, *args, batch: Import, **kwargs):
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.known = {column.name: column for column in columns_of(batch.kind)}
        choices = [("", _("Läses inte")), *((name, column.label) for name, column in self.known.items())]
        chosen = {place: name for name, place in batch.columns.items()}
        for place, heading in self._headed():
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=chosen.get(place, "")
            )
        self.samples = self._samples()

    def _samples(self) -> list[list[str]]:
        """The first few values of each column, wherever in the list they stand."""
        samples = [[] for _heading in self.batch.headings]
        lacking = set(range(len(samples)))
        for cells in self.batch.rows.values_list("cells", flat=True).iterator():
            for place in [place for place in lacking if place < len(cells) and cells[place]]:
                if (sample := cells[place][:LONGEST_SAMPLE]) not in samples[place]:
                    samples[place].append(sample)
                if len(samples[place]) == SAMPLES:
                    lacking.remove(place)
            if not lacking:
                break
        return samples

    def lines(self) -> list[tuple]:
        """The field of each column, the first of its values, and why it is not read when that is known."""
        return [
            (self[f"column_{place}"], self.samples[place], why_not_read(self.batch.kind, heading))
            for place, heading in self._headed()
        ]

    def _headed(self) -> list[tuple[int, str]]:
        """The columns that have a name or hold anything."""
        return [(place, heading) for place, heading in enumerate(self.batch.headings) if heading]

    def clean(self):
        data = super().clean()
        taken: dict[str, str] = {}
        for place, heading in self._headed():
            name = data.get(f"column_{place}")
            if name and name in taken:
                words = gettext("%(field)s är redan vald för kolumnen %(other)s.")
                self.add_error(f"column_{place}", words % {"field": self.known[name].label, "other": taken[name]})
            elif name:
                taken[name] = heading
        if not taken and not self.errors:
            raise ValidationError(_("Välj minst en kolumn som ska läsas."))
        return data

    def columns(self) -> dict[str, int]:
        chosen = ((self.cleaned_data[f"column_{place}"], place) for place, _heading in self._headed())
        return {name: place for name, place in chosen if name}
