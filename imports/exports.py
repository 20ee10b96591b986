from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Blank, Column, Export, Template
from core.spreadsheets.columns import numbered, unique_headings
from imports.models import Import, ImportRow
from imports.services.model_resource import ModelResource
from imports.services.registry import ADDED_TO_MISTAKES


def template_of(resource: type[ModelResource]) -> Template:
    columns = [
        Blank(
            header=str(column.label),
            example=str(column.example),
            help=str(column.help),
            required=column.required,
            choices=tuple(column.choices()) if column.choices else (),
        )
        for column in resource.columns
        if column.in_template
    ]
    return Template(title=str(resource.label), filename=resource.template, columns=columns)


def _what_is_wrong(row: ImportRow) -> str:
    lines = [f"{column}: {why}" if column else why for column, _value, why in row.mistakes or row.left_out]
    return "\n".join([*lines, *([gettext("Raden läses in utan värdet.")] if row.left_out else [])])


class MistakesExport(Export):
    """The rows with mistakes, cell by cell, and what is wrong with each.

    Rows that were read in without a value are included: corrected and uploaded, they get the value.
    """

    title = _("Rader med fel")
    filename = "rader-med-fel"

    def __init__(self, *, batch: Import, **kwargs):
        super().__init__(queryset=batch.rows.with_mistakes(), **kwargs)
        self.batch = batch
        self.filters = [(gettext("Fil"), batch.source)]

    def columns(self):
        # If the file is such a workbook itself, it has these columns already.
        added = {str(label) for label in ADDED_TO_MISTAKES}
        named = numbered(self.batch.headings)
        own = [place for place, heading in enumerate(named) if heading not in added]
        headings = unique_headings([*(named[place] for place in own), *map(str, ADDED_TO_MISTAKES)])
        width = len(named)
        return [
            Column(heading, self._reader(place))
            for heading, place in zip(headings, [*own, width, width + 1], strict=True)
        ]

    def _reader(self, place: int):
        width = len(self.batch.headings)
        if place == width:
            return lambda row: row.number
        if place > width:
            return _what_is_wrong
        return lambda row: row.cells[place] if place < len(row.cells) else ""
