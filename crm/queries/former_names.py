"""Whom a name may mean that had it before."""

from django.db.models import Q, QuerySet

from core.text import search_key
from crm.name_keys import name_key, name_keys

_SHORTEST = 3


def asked_by_former_name(name: str) -> Q:
    """Those worth comparing: their former names, among all that they are searched by, may hold the longest word."""
    longest = max(search_key(name).split(), key=len, default="")
    return ~Q(other_names="") & Q(search_key__holds=longest) if len(longest) >= _SHORTEST else Q()


def once_called(rows: QuerySet, name: str) -> list:
    """Of companies or people, those that had the name before. One query, none for a name too short."""
    asked = asked_by_former_name(name)
    if not asked:
        return []
    key = name_key(name)
    return [row for row in rows.filter(asked).order_by("sort_key", "pk") if key in name_keys(row.former)]
