"""The order that each list shall have on every database: rows as plain Python sorts them, and a table of all lists."""

from collections.abc import Callable
from itertools import chain
from typing import NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, Model, QuerySet
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone

from campaigns.models import Contribution
from core.models import User
from core.text import search_key, sort_key
from crm.models import Sponsorship
from imports.models import ImportRow


class Term(NamedTuple):
    """What rows are sorted by: a path of fields, or a function of the row. What is empty comes last unless told."""

    of: str | Callable[[Model], object]
    falling: bool = False
    empty_first: bool = False

    def value(self, row: Model):
        if callable(self.of):
            return self.of(row)
        for part in self.of.split("__"):
            if row is None:
                return None
            # The keys that a row keeps are worked out anew.
            if part == "sort_key":
                return sort_key(row.sort_text())
            row = search_key(*row.search_parts()) if part == "search_key" else getattr(row, part)
        return row


def terms_of(model: type[Model], name: str) -> list[Term]:
    """A name as `order_by` takes it; a relation is in the order of the model that it points to."""
    path, falling, target = name.lstrip("-"), name.startswith("-"), model
    for part in path.split("__"):
        try:
            target = (target._meta.pk if part == "pk" else target._meta.get_field(part)).related_model
        except FieldDoesNotExist:
            target = None  # worked out by the queryset
    if target is None:
        return [Term(path, falling)]
    under = [(own.lstrip("-"), own.startswith("-") != falling) for own in target._meta.ordering]
    return [term for own, down in under for term in terms_of(model, f"{'-' if down else ''}{path}__{own}")]


def sorted_rows(rows: list[Model], terms: list[Term]) -> list[Model]:
    """By the terms, the last first; ties by key, the way of the last term."""
    for term in reversed([*terms, Term("pk", terms[-1].falling)]):
        filled = [row for row in rows if term.value(row) not in (None, "")]
        empty = [row for row in rows if term.value(row) in (None, "")]
        # A stable sort keeps the order of the terms before, in either direction.
        filled.sort(key=term.value, reverse=term.falling)
        rows = empty + filled if term.empty_first else filled + empty
    return rows


class List(NamedTuple):
    asked: dict[str, str] = {}  # the query that shows all its rows
    key: Callable[[], int] | None = None  # in its address: whose list it is
    order: tuple[str, ...] = ()  # where the table says none


def most_common(rows: QuerySet, of: str) -> int:
    return rows.order_by().values_list(of).annotate(number=Count("pk")).order_by("-number", of)[0][0]


def goal_of_most_partners() -> int:
    return most_common(Sponsorship.objects.active_on(timezone.localdate()), "goal__number")


LISTS = {
    "accounts:invitation_list": List(),
    "accounts:key_list": List(),
    "accounts:user_list": List(),
    "campaigns:activity_list": List(),
    "campaigns:competition_list": List(),
    "campaigns:contribution_list": List(key=lambda: most_common(Contribution.objects.all(), "competition")),
    "campaigns:entry_list": List(order=("turn", "-happened_on", "-pk")),
    "campaigns:idea_list": List(),
    "core:audit_list": List(),
    "core:changeset_list": List(),
    "crm:company_list": List(),
    "crm:contact_list": List(),
    "crm:delivery_list": List(),
    "crm:document_list": List(),
    "crm:interaction_list": List(),
    "crm:lapse_list": List(),
    "crm:promise_matrix": List(key=goal_of_most_partners, order=("tier__rank", "company__sort_key", "pk")),
    "crm:renewal_list": List(),
    "crm:sponsorship_list": List({"scope": "all"}),
    "crm:tag_list": List(),
    "duplicates:company_pair_list": List(),
    "duplicates:contact_pair_list": List(),
    "finance:instalment_list": List(),
    "finance:instalment_reminders": List(),
    "finance:invoice_basis": List({"until": "2199-12-31"}),
    "imports:import_detail": List(key=lambda: most_common(ImportRow.objects.all(), "batch")),
    "imports:import_list": List(order=("-made_at", "-pk")),
    "inbox:enquiry_list": List(),
    "inbox:inbound_list": List({"show": "all"}),
    "inbox:rule_list": List(),
    "finance:export_list": List(),
    "finance:known_list": List(),
    "finance:received_list": List(asked={"period_from": "2020-01-01"}),  # else of this year
    "finance:bankfile_list": List(order=("-read_at", "-pk")),
    "finance:payment_list": List(),
    "mailing:letter_list": List(),
    "mailing:suppression_list": List(),
    "finance:ledgerexport_list": List(order=("-made_at", "-pk")),
    "payroll:list": List(),
    "payroll:overdue": List(),
    "privacy:erasure_list": List(),
    "privacy:hold_list": List(),
    "privacy:request_list": List(),
    "workplaces:proposal_list": List({"show": "all"}),
}

# Columns whose tables sort by more than the names they give.
OWN_ORDER: dict[tuple[str, str], Callable[[bool], list[Term]]] = {
    # Sole traders as if without number: their place would tell it.
    ("crm:company_list", "orgnr"): lambda falling: [
        Term(lambda row: None if row.is_sole_trader else row.orgnr, falling),
        Term("sort_key"),
    ],
    # Never reached is longest ago.
    ("crm:company_list", "last_contact_at"): lambda falling: [
        Term("last_contact_at", falling, empty_first=not falling),
        Term("sort_key"),
    ],
    ("crm:delivery_list", "due_on"): lambda falling: [
        Term("due_on", falling),
        Term("sponsorship__company__sort_key"),
    ],
    ("crm:sponsorship_list", "amount"): lambda falling: [Term("yearly", falling)],
}

API_LISTS: dict[str, list[str | Term]] = {
    "allocation": ["-payment__booked_on"],
    "auditentry": ["-number"],
    "affiliation": ["-is_primary", "contact__sort_key", "-starts", "pk"],
    "changeset": ["-made_at"],
    "company": ["sort_key"],
    "competition": ["-opens_on"],
    "contact": ["sort_key"],
    "contribution": ["-received_on"],
    "datarequest": ["due_on", "pk"],
    "delivery": ["due_on"],
    "document": ["-dated_on"],
    "enquiry": ["-received_at"],
    "entry": [Term(lambda row: row.state != "pending"), "-happened_on"],
    "exportrecord": ["-made_at"],
    "goal": ["number"],
    "idea": ["sort_key"],
    "inboundmail": ["-received_at"],
    "import": ["-made_at"],
    "bankfile": ["-read_at"],
    "interaction": ["-happened_at"],
    "knownagreement": ["agreement_no"],
    "instalment": ["due_on"],
    "globalgoalreason": ["goal", "global_goal__number"],
    "goalsection": ["goal", "kind", "position"],
    "letter": ["-made_at"],
    "sharetext": ["goal", "channel"],
    "waytohelp": ["goal", "audience", "position"],
    "lapsereason": ["position"],
    "lockedmonth": ["-month"],
    "match": ["pk"],
    "nextstep": ["due_on", Term("due_at", empty_first=True)],
    "pause": ["-until"],
    "payment": ["-booked_on"],
    "savedview": ["sort_key"],
    "sponsorship": ["-pk"],
    "stagerule": ["pk"],
    "tag": ["sort_key"],
    "team": ["sort_key"],
    "user": ["sort_key"],
}


def table_of(name: str, user: User, **asked: str):
    """The table of a list page, without the page around it."""
    page = LISTS[name]
    url = reverse(name, args=[page.key()] if page.key else [])
    request = RequestFactory().get(url, page.asked | asked)
    found = resolve(url)
    request.user, request.htmx, request.resolver_match = user, False, found
    return found.func(request, **found.kwargs).context_data["table"]


def terms_of_column(name: str, table, column, *, falling: bool) -> list[Term]:
    if hasattr(table, f"order_{column.name}"):
        return OWN_ORDER[name, column.name](falling)
    names = column.column.order_by or [str(column.accessor).replace(".", "__")]
    model = table.data.data.model
    terms = [term for each in names for term in terms_of(model, each)]
    return [term._replace(falling=term.falling != falling) for term in terms]


def disorders_of(name: str, user: User) -> tuple[int, list[str]]:
    """How many rows a list page has, and each way to sort it that gives another order than Python's."""
    table, wrong = table_of(name, user), []
    chosen = [(each.lstrip("-"), each.startswith("-")) for each in table.order_by or ()]
    ways = {"": [terms_of_column(name, table, table.columns[alias], falling=down) for alias, down in chosen]}
    if not chosen:
        ways[""] = [terms_of(table.data.data.model, each) for each in LISTS[name].order]
    for column in table.columns.iterall():
        if column.orderable:
            for sign in ("", "-"):
                ways[sign + column.name] = [terms_of_column(name, table, column, falling=bool(sign))]
    for sort, terms in ways.items():
        table = table_of(name, user, **({"sort": sort} if sort else {}))
        rows = list(table.data.data)
        expected = [row.pk for row in sorted_rows(rows, [*chain(*terms)])]
        page = [row.record.pk for row in table.paginated_rows]
        if [row.pk for row in rows] != expected or page != expected[: len(page)]:
            wrong.append(sort)
    return len(rows), wrong


def api_order(name: str, client) -> tuple[list[int], list[int]]:
    """The keys in an API list, page after page, and as Python sorts the same rows."""
    found, url = [], f"{reverse(f'api:{name}-list')}?page_size=200"
    while url:
        answer = client.get(url).json()
        found += [row["id"] for row in answer["results"]]
        url = answer["next"]
    model = resolve(reverse(f"api:{name}-list")).func.cls.queryset.model
    rows = model._default_manager.in_bulk(found)
    terms = [term for each in API_LISTS[name] for term in ([each] if isinstance(each, Term) else terms_of(model, each))]
    return found, [row.pk for row in sorted_rows(list(rows.values()), terms)]
