"""Save many rows in a few queries, with the validation, versions and history of `core.services.save_record`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from simple_history.signals import post_create_historical_record, pre_create_historical_record
from simple_history.utils import get_change_reason_from_object

from core.at_end_of_act import one_act
from core.errors import StaleVersion
from core.models import Record, Searchable
from core.models.records import deleted_together
from core.services import save_record

CHUNK = 500  # keys per query: SQLite allows some thousand parameters
MADE, CHANGED, DELETED = "+", "~", "-"


@dataclass(frozen=True)
class Unsaved:
    """A new or existing row, with the fields and many-to-many links to save."""

    record: Record
    fields: dict = field(default_factory=dict)
    links: dict[str, Sequence[models.Model]] = field(default_factory=dict)


@transaction.atomic
def save_records(unsaved: Iterable[Unsaved], *, validated: bool = False) -> list[Record]:
    """Save rows of one model as `save_record` does: validated, versioned, and recorded in history in this order.

    `validated`: the caller has already called validate_records, before taking locks.

    Uniqueness and checks are left to the table's constraints; when one refuses, full_clean finds the message. The
    number of queries does not depend on the number of rows. Sends the history's signals, but not Django's.

    Raises ValidationError by field and StaleVersion. Errors do not identify the row; retry in smaller batches. Raises
    IntegrityError for rows that conflict with each other. Then nothing is written.
    """
    unsaved = list(unsaved)
    if not connection.features.can_return_rows_from_bulk_insert:  # SQLite before 3.35
        return [save_record(each.record, links=each.links, **each.fields) for each in unsaved]
    records = [each.record for each in unsaved]
    if not records:
        return records
    for each in unsaved:
        for name, value in each.fields.items():
            setattr(each.record, name, value)
    if not validated:
        validate_records(records)
    before = [(record.pk, record.version, record._state.adding) for record in records]
    try:
        with transaction.atomic():
            _write(unsaved)
    except BaseException as error:
        for record, was in zip(records, before, strict=True):
            record.pk, record.version, record._state.adding = was
        if isinstance(error, IntegrityError):
            for record in records:
                record.full_clean()
        raise
    return records


@transaction.atomic
def delete_records(rows: models.QuerySet):
    """Delete rows and what goes with them, with the same history as one at a time, in a few queries for any number."""
    deleted: list[Record] = []
    token = deleted_together.set(deleted)
    try:
        rows.delete()
    finally:
        deleted_together.reset(token)
    for model in dict.fromkeys(map(type, deleted)):
        gone = [record for record in deleted if type(record) is model]
        keep_history(gone, [DELETED] * len(gone))


def validate_records(records: list[Record]):
    """Do the validation of `full_clean`, except constraints; check foreign keys with one query each."""
    if not records:
        return
    pointers = [pointer for pointer in records[0]._meta.concrete_fields if pointer.is_relation]
    for record in records:
        pointing = {pointer.name for pointer in pointers if getattr(record, pointer.attname) is not None}
        try:
            record.full_clean(exclude=pointing, validate_unique=False, validate_constraints=False)
        except ValidationError:
            record.full_clean()  # report all of its errors together
            raise
    for pointer in pointers:
        there = _there(pointer, {getattr(record, pointer.attname) for record in records} - {None})
        for record in records:
            value = getattr(record, pointer.attname)
            if value is not None and value not in there:
                try:
                    pointer.validate(value, record)
                except ValidationError as error:
                    raise ValidationError({pointer.name: error}) from None


def _there(pointer: models.ForeignKey, keys: set) -> set:
    name, found = pointer.target_field.name, set()
    rows = pointer.remote_field.model._base_manager.complex_filter(pointer.get_limit_choices_to())
    for some in chunks(keys):
        found.update(rows.filter(**{f"{name}__in": some}).values_list(name, flat=True))
    return found


def _write(unsaved: list[Unsaved]):
    records = [each.record for each in unsaved]
    kinds = [MADE if record._state.adding else CHANGED for record in records]
    model = type(records[0])
    for record in records:
        if isinstance(record, Searchable):
            record.fill_keys()
    made = [record for record, kind in zip(records, kinds, strict=True) if kind == MADE]
    model._base_manager.bulk_create(made)
    kept_out = {model._meta.pk.name, "version", *model.derived_fields}
    written = [each for each in model._meta.concrete_fields if each.name not in kept_out]
    _update([record for record, kind in zip(records, kinds, strict=True) if kind == CHANGED], written)
    keep_history(records, kinds)
    for name in {name: None for each in unsaved for name in each.links}:
        _link({each.record: each.links[name] for each in unsaved if name in each.links}, name, made=set(made))


def _update(records: list[Record], fields: list[models.Field]):
    """Increment each row's version and write its fields together. Raise StaleVersion if any row has changed."""
    values = [[field.pre_save(record, add=False) for field in fields] for record in records]
    computed = any(hasattr(value, "resolve_expression") for row in values for value in row)
    if computed or len({record.pk for record in records}) < len(records):
        for record, row in zip(records, values, strict=True):
            record.claim_version(**{field.name: value for field, value in zip(fields, row, strict=True)})
        return
    if not records:
        return
    quote, meta = connection.ops.quote_name, records[0]._meta
    places = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    version = quote(meta.get_field("version").column)
    sql = (
        f"UPDATE {quote(meta.db_table)} SET {places}, {version} = {version} + 1 "  # noqa: S608
        f"WHERE {quote(meta.pk.column)} = %s AND {version} = %s"
    )
    said = [
        [field.get_db_prep_save(value, connection=connection) for field, value in zip(fields, row, strict=True)]
        for row in values
    ]
    keyed = [[*row, each.pk, each.version] for row, each in zip(said, records, strict=True)]
    point = transaction.savepoint()
    with connection.cursor() as cursor:
        cursor.executemany(sql, keyed)
        number = cursor.rowcount
    if number != len(records):
        transaction.savepoint_rollback(point)
        raise StaleVersion(_stale(records))
    transaction.savepoint_commit(point)
    for record in records:
        record.version += 1


def _stale(records: list[Record]) -> Record:
    stored = {}
    for keys in chunks(record.pk for record in records):
        stored |= dict(type(records[0])._base_manager.filter(pk__in=keys).values_list("pk", "version"))
    return next((each for each in records if stored.get(each.pk) != each.version), records[0])


def keep_history(records: list[Record], kinds: list[str]):
    """Write the history that saving each row would, and send its signals."""
    historical = type(records[0]).history.model
    told = []
    for record, kind in zip(records, kinds, strict=True):
        said = {
            "history_date": timezone.now(),
            "history_user": historical.get_default_history_user(record),
            "history_change_reason": get_change_reason_from_object(record),
        }
        values = {each.attname: getattr(record, each.attname) for each in historical.tracked_fields}
        row = historical(history_type=kind, **said, **values)
        told.append(said | {"sender": historical, "instance": record, "history_instance": row, "using": None})
        pre_create_historical_record.send(**told[-1])
    historical.objects.bulk_create([each["history_instance"] for each in told])
    with one_act():
        for each in told:
            post_create_historical_record.send(**each)


def _link(targets: dict[Record, Sequence[models.Model]], name: str, *, made: set[Record]):
    """Replace each row's links of that relation."""
    relation = type(next(iter(targets)))._meta.get_field(name)
    through = relation.remote_field.through
    ours, theirs = (
        through._meta.get_field(end).attname for end in (relation.m2m_field_name(), relation.m2m_reverse_field_name())
    )
    wanted = {(record.pk, target.pk): None for record, linked in targets.items() for target in linked}
    there = {}
    for keys in chunks(record.pk for record in targets.keys() - made):
        links = through._base_manager.filter(**{f"{ours}__in": keys})
        there |= {(one, other): pk for pk, one, other in links.values_list("pk", ours, theirs)}
    for keys in chunks(pk for pair, pk in there.items() if pair not in wanted):
        through._base_manager.filter(pk__in=keys).delete()
    new = [through(**{ours: one, theirs: other}) for one, other in wanted if (one, other) not in there]
    through._base_manager.bulk_create(new, ignore_conflicts=True)
    for record in targets:
        getattr(record, "_prefetched_objects_cache", {}).pop(name, None)


class Insert:
    """New rows of a model without history, prepared before the transaction, which then only inserts.

    `later` names the fields whose values, the same for all rows, are given to `write`.
    """

    def __init__(self, rows: Sequence[models.Model], *, later: Sequence[str] = ()):
        self._model, self._later = type(rows[0]) if rows else None, later
        if rows:
            self._fields = [each for each in self._model._meta.concrete_fields if not each.primary_key]
            own = [each for each in self._fields if each.name not in later]
            self._values = [
                [each.get_db_prep_save(each.pre_save(row, add=True), connection=connection) for each in own]
                for row in rows
            ]
            self._own = own

    def write(self, **said: models.Model):
        if self._model is None:
            return
        quote = connection.ops.quote_name
        names = [quote(each.column) for each in (*self._own, *map(self._model._meta.get_field, self._later))]
        places = ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {quote(self._model._meta.db_table)} ({', '.join(names)}) VALUES ({places})",  # noqa: S608
                [[*values, *(said[name].pk for name in self._later)] for values in self._values],
            )


def chunks(keys: Iterable) -> Iterable[list]:
    keys = list(dict.fromkeys(keys))
    return (keys[at : at + CHUNK] for at in range(0, len(keys), CHUNK))
