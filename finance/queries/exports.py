"""What was in an export, and what two of the same list differ by."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from core.spreadsheets import Kind
from core.spreadsheets.kept import digest_of, unpacked
from finance.models import ExportRecord
from finance.queries.known_agreements import NOTHING, Difference
from goals.models import Goal

MOST_OTHERS = 12


def kinds_of(record: ExportRecord) -> list[Kind]:
    return [Kind[column["kind"]] for column in record.columns]


def rows_of(record: ExportRecord) -> list[list]:
    return list(unpacked(bytes(record.packed), kinds_of(record)))


def is_whole(record: ExportRecord) -> bool:
    """Whether the kept rows are those that were written, by their digest."""
    return digest_of(bytes(record.packed)) == record.sha256


def others_of(record: ExportRecord) -> list[ExportRecord]:
    """Earlier exports of the same list, the latest first."""
    same = ExportRecord.objects.filter(kind=record.kind, pk__lt=record.pk).defer("packed").select_related("made_by")
    return [each for each in same.order_by("-pk")[: 10 * MOST_OTHERS] if each.path == record.path][:MOST_OTHERS]


@dataclass(frozen=True)
class ChangedRow:
    """A row that one of two exports has and the other has not, or with other kronor or another place."""

    name: str
    kind: Difference
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True)
class ExportComparison:
    """The kronor of the rows sum to the difference of the two exports."""

    before: Decimal
    after: Decimal
    rows: list[ChangedRow]

    @property
    def sums(self) -> list[tuple[Difference, int, Decimal]]:
        number = Counter(row.kind for row in self.rows)
        by_kind = {kind: [row.difference for row in self.rows if row.kind == kind] for kind in Difference}
        return [(kind, number[kind], sum(found, NOTHING)) for kind, found in by_kind.items()]


def can_compare(*records: ExportRecord) -> bool:
    """Whether each of them has columns that say which row is which, and its kronor."""
    roles = [{column["role"] for column in record.columns} for record in records]
    return all({"key", "kronor"} <= each for each in roles)


def compare_exports(was: ExportRecord, now: ExportRecord) -> ExportComparison:
    """Both must be of one list: see can_compare. One query."""
    goals = {name: str(goal.pk) for goal in Goal.objects.only("name", "name_en") for name in (goal.name, goal.name_en)}
    befores, afters = _by_key(was, goals), _by_key(now, goals)
    rows = []
    for key in sorted(befores.keys() | afters.keys()):
        before, after = befores.get(key), afters.get(key)
        kronor = tuple(each[0] if each else NOTHING for each in (before, after))
        if before is None or after is None:
            kind = Difference.NEW if before is None else Difference.LOST
        elif any(before[1][name] != after[1][name] for name in before[1].keys() & after[1].keys()):
            kind = Difference.MOVED
        elif kronor[0] == kronor[1]:
            continue
        else:
            kind = Difference.UP if kronor[1] > kronor[0] else Difference.DOWN
        rows.append(ChangedRow(" · ".join(filter(None, key)), kind, *kronor))
    sums = (sum((kronor for kronor, _place in each.values()), NOTHING) for each in (befores, afters))
    return ExportComparison(*sums, rows)


def _by_key(record: ExportRecord, goals: dict[str, str]) -> dict[tuple[str, ...], tuple[Decimal, dict[str, str]]]:
    """Kronor and place of each row. Who downloads chooses columns and language: `goals` are one by both their names."""
    roles = [column["role"] for column in record.columns]
    places = [column.get("name", "") for column in record.columns if column["role"] == "place"]
    found: dict = {}
    for row in rows_of(record):
        of = {role: [value for value, each in zip(row, roles, strict=True) if each == role] for role in roles}
        key = tuple("" if value is None else str(value) for value in of["key"])
        kronor = sum((value for value in of["kronor"] if value is not None), NOTHING)
        former, _place = found.get(key, (NOTHING, ()))  # a list may have a row twice
        told = (goals.get(str(value), str(value)) for value in of.get("place", ()))
        found[key] = former + kronor, dict(zip(places, told, strict=True))
    return found
