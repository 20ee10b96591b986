from core.spreadsheets import Column, Export, Kind
from finance.models import ExportRecord
from finance.queries.exports import rows_of


class AgainExport(Export):
    """An earlier export made again from the rows that it kept. It is no new export of the list."""

    filename = "uttag"

    def __init__(self, *, record: ExportRecord, **kwargs):
        super().__init__(filters=record.filters, **kwargs)
        self.record, self.title = record, record.title

    def columns(self):
        return [
            Column(column["header"], _cell(at), Kind[column["kind"]], total=column["total"])
            for at, column in enumerate(self.record.columns)
        ]

    def rows(self):
        return rows_of(self.record)


def _cell(at: int):
    return lambda row: row[at]
