"""Queries that are built and compiled once per process, and asked with other keys each time.

To build a queryset and compile its SQL costs Django some ten times what it costs to ask and read a few rows.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable

from django.db import connections
from django.db.models import Aggregate, F, Model, QuerySet, Value, prefetch_related_objects

from core.querysets import Listed

MOST_KEPT = 20  # statements of one query, of some 40 kB: one for each combination of facts and of lengths of lists
# Stands for a key where the SQL is made: no row has it, and columns of keys, which are of 64 bits, can hold it.
FIRST_PLACE = 8_000_000_000_000_000_000
NOT_CHANGED = "A kept query is asked as it is; change the function that builds it."
READ_OF_QUERIES = frozenset({"selected", "extra_select", "values_select", "annotation_select"})  # by `values`
LENGTHS = (1, 2, 5, 10, 25, 50, 100, 200)  # of lists of keys; between them the last key is repeated

Key = int | str | list[int] | None


class KeptQuery:
    """Call it with the keys by place and the facts by name; it gives rows to iterate, not to filter further.

    `build` makes the queryset. A key may stand only as a parameter of the SQL: it is put in anew each time, but None is
    a fact. All else that the SQL depends on, as the day, is a fact: it is kept for each. Whatever else `build` reads
    must never change; while `compared` is set, as in tests, each statement is compared with what `build` makes now.
    """

    compared = False

    def __init__(self, build: Callable[..., QuerySet]):
        self.build = build
        self.statements: dict[Hashable, Statement] = {}

    def __call__(self, *keys: Key, known: dict[str, Model] | None = None, **facts: Hashable) -> QuerySet:
        """`known` has a row that they all link to, by the name of the link; it is not asked for again then."""
        if any(key == [] or (isinstance(key, int) and key >= FIRST_PLACE) for key in keys):
            return self.build(*keys, **facts)  # no row has such a key; Django knows which a column can hold
        keys = [_padded(key) if isinstance(key, list) else key for key in keys]
        shape = (*map(_shape, keys), *facts.values())
        statement = self.statements.get(shape)
        if statement is None:
            if len(self.statements) >= MOST_KEPT:
                self.statements.clear()
            statement = self.statements[shape] = self._made(keys, facts)
        if self.compared:
            fresh = self._made(keys, facts)
            if repr((statement.sql, statement.params)) != repr((fresh.sql, fresh.params)):  # JSON has no equality
                raise ValueError(f"It depends on more than its facts: {fresh.sql}")
        values = [value for key in keys if key is not None for value in (key if isinstance(key, list) else [key])]
        return statement.rows_of(values, known or {})

    def first(self, *keys: Key, **facts: Hashable) -> Model | None:
        """The first of the rows; it reads them all."""
        return next(iter(self(*keys, **facts)), None)

    def _made(self, keys: list[Key], facts: dict) -> "Statement":
        places, given = [], []
        for key in keys:
            if key is None:
                given.append(None)
                continue
            if isinstance(key, bool):
                raise TypeError("A truth is a fact, not a key.")  # it equals a number among the parameters
            number = FIRST_PLACE + len(places)
            mine = [number + each for each in range(len(key))] if isinstance(key, list) else [type(key)(number)]
            places += mine
            given.append(mine if isinstance(key, list) else mine[0])
        return Statement(self.build(*given, **facts), places)


def kept_by_key(rows: QuerySet) -> KeptQuery:
    """Those of the rows that have the keys in the list it is called with, in no order."""
    return KeptQuery(lambda keys: rows.filter(pk__in=keys).order_by())


def summed(rows: QuerySet, **sums: Aggregate) -> QuerySet:
    """As `aggregate`, but a queryset, to be kept: its only row is a tuple of the sums in the order given."""
    return rows.order_by().annotate(all_of_them=Value(1)).values("all_of_them").annotate(**sums).values_list(*sums)


def _shape(key: Key) -> int | None:
    return len(key) if isinstance(key, list) else None if key is None else 0


def _padded(keys: list[int]) -> list[int]:
    length = next((each for each in LENGTHS if each >= len(keys)), len(keys))
    return keys + keys[-1:] * (length - len(keys))


class Statement:
    """The SQL of a queryset that was built with a place in each key's stead."""

    def __init__(self, rows: QuerySet, places: list):
        self.rows, self.kind = rows, type("KeptRows", (KeptRows, type(rows)), {})
        self.compiler = rows.query.get_compiler(using=rows.db)
        self.sql, self.params = self.compiler.as_sql()
        columns = [expression for expression, _sql, _alias in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(columns)
        known = {place: number for number, place in enumerate(places)}
        self.holes = [
            (at, known[value], type(value))
            for at, value in enumerate(self.params)
            if isinstance(value, int | str) and value in known
        ]
        if {number for _at, number, _kind in self.holes} != set(known.values()):
            raise ValueError(f"A key is no parameter of {self.sql}")
        lookups = rows._prefetch_related_lookups
        self.linked = [Linked(each, rows.model) for each in lookups if isinstance(each, Listed)]
        self.others = [each for each in lookups if not isinstance(each, Listed)]

    def rows_of(self, values: list, known: dict[str, Model]) -> QuerySet:
        rows = object.__new__(self.kind)
        rows.__dict__.update(self.rows.__dict__)
        rows._query, rows._result_cache, rows._hints = KeptSql(self, values), None, {}
        fields = ((self.rows.model._meta.get_field(name), row) for name, row in known.items())
        rows._known_related_objects = {field: {row.pk: row} for field, row in fields}
        return rows

    def compiler_for(self, values: list, connection):
        compiler = object.__new__(type(self.compiler))
        compiler.__dict__.update(self.compiler.__dict__)
        params = list(self.params)
        for at, number, kind in self.holes:
            params[at] = kind(values[number])  # PostgreSQL's integers have classes of their own
        asked = self.sql, tuple(params)
        compiler.connection, compiler.klass_info = connection, _linked_once(self.compiler.klass_info)
        compiler.as_sql = lambda: asked
        compiler.get_converters = lambda _columns: self.converters
        return compiler


def _linked_once(made_of: dict | None) -> dict | None:
    """What Django makes rows of, so that what several rows link to, as a goal, is made once and not for each."""
    if not made_of or "related_klass_infos" not in made_of:
        return made_of
    linked = [_linked_once(each) | {"model": Once(each["model"])} for each in made_of["related_klass_infos"]]
    return made_of | {"related_klass_infos": linked}


class Once:
    """Stands for a model where rows are read: it makes one instance for each key."""

    def __init__(self, model: type[Model]):
        self._meta, self.make, self.made = model._meta, model.from_db, {}

    def from_db(self, db, names, values):
        key = values[names.index(self._meta.pk.attname)]
        if key not in self.made:
            self.made[key] = self.make(db, names, values)
        return self.made[key]


class KeptSql:
    """What kept rows have instead of a query: no more than it takes to read them."""

    def __init__(self, statement: Statement, values: list):
        self.statement, self.values = statement, values

    def __getattr__(self, name):
        if name not in READ_OF_QUERIES:
            raise TypeError(NOT_CHANGED)
        return getattr(self.statement.rows.query, name)

    def get_compiler(self, using=None, connection=None, **_kwargs):
        return self.statement.compiler_for(self.values, connection or connections[using])


class KeptRows:
    """Mixin of a queryset that is asked as it is: a filter on top would be lost."""

    def _clone(self):
        raise TypeError(NOT_CHANGED)

    def _prefetch_related_objects(self):
        statement = self._query.statement
        for each in statement.linked:
            each.fill(self._result_cache)
        prefetch_related_objects(self._result_cache, *statement.others)
        self._prefetch_done = True


class Linked:
    """Rows that are linked to others, as `listed` has them found: by one query that is kept, too."""

    def __init__(self, lookup: Listed, model: type[Model]):
        link = model._meta.get_field(lookup.prefetch_through)
        rows = link.related_model._default_manager.all() if lookup.queryset is None else lookup.queryset
        self.to_attr, self.back = lookup.to_attr, None
        if link.one_to_many:
            self.back, path = link.field, link.field.name
        else:
            path = link.related_query_name()
        by = F(self.back.attname if self.back else path)
        self.query = KeptQuery(lambda keys: rows.filter(**{f"{path}__in": keys}).annotate(linked_to=by))

    def fill(self, rows: list[Model]):
        found = defaultdict(list)
        by_key = {row.pk: row for row in rows}
        for each in self.query(list(by_key)):
            found[each.linked_to].append(each)
            if self.back:
                self.back.set_cached_value(each, by_key[each.linked_to])
        for row in rows:
            row.__dict__[self.to_attr] = found[row.pk]
