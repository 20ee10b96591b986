"""Keep each list of money that is downloaded."""

from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext

from core.spreadsheets import Column, Export
from core.spreadsheets.kept import Compares, list_exported
from finance.models import ExportRecord

SEARCH = "q"


def connect():
    """Listen to lists that are made; finance.apps calls it once."""
    list_exported.connect(_exported, dispatch_uid="finance.exports")


def _exported(export: Export, **kwargs):
    record_export(export)


def record_export(export: Export) -> ExportRecord:
    """Keep the rows of a workbook that has been written, without the words that were searched for.

    Those may be who paid, and what is kept cannot be changed when somebody is to be forgotten.
    """
    packed, digest = export.kept.finish()
    address, sought = _without_search(export.address)
    return ExportRecord.objects.create(
        kind=f"{type(export).__module__.partition('.')[0]}.{type(export).__name__}",
        title=str(export.title),
        address=address,
        filters=[
            [str(label), gettext("sökord som inte sparas") if str(words) == sought else str(words)]
            for label, words in export.filters
        ],
        columns=[_column(each, export.compares) for each in export.chosen_columns() if each.kept],
        rows=export.row_count,
        sums=[[_words_of(column), str(total)] for column, total in export.written_sums],
        sha256=digest,
        packed=packed,
        made_by=export.user,
    )


def _without_search(address: str) -> tuple[str, str | None]:
    path, _mark, query = address.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    sought = next((value.strip() for name, value in pairs if name == SEARCH and value.strip()), None)
    others = urlencode([pair for pair in pairs if pair[0] != SEARCH])
    return f"{path}?{others}".rstrip("?"), sought


def _words_of(column: Column) -> str:
    return " ".join(str(column.header).split())


def _column(column: Column, compares: Compares | None) -> dict:
    role, name = "", ""
    if compares:
        name = column.value if isinstance(column.value, str) else column.of
        roles = {"key": name in compares.key, "kronor": column.total and name in compares.kronor}
        roles["place"] = name in compares.place
        role = next((each for each, has in roles.items() if has), "")
    kept = {"header": _words_of(column), "kind": column.kind.name, "total": column.total, "role": role}
    return kept | ({"name": name} if role == "place" else {})
