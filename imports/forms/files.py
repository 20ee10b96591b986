from django import forms
from django.core.exceptions import ValidationError

from core.errors import Refusal
from core.spreadsheets.reader import Limits, TableTooLarge, mended, read_table


class ListFileField(forms.FileField):
    """A list in xlsx or csv. Of the cleaned file, `table` has the cells and `mended` how many were wrongly encoded."""

    widget = forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"})

    def __init__(self, *, limits: Limits, **kwargs):
        super().__init__(**kwargs)
        self.limits = limits

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file:
            try:
                if file.size > self.limits.bytes:
                    raise TableTooLarge.than(self.limits)
                file.table, file.mended = mended(read_table(file.read(), self.limits))
            except Refusal as refusal:
                raise ValidationError(str(refusal)) from None
        return file
