"""Find companies and contacts by former names."""

from django.db.models import Q, QuerySet

from core.text import search_key
from crm.name_keys import name_key, name_keys

_SHORTEST = 3


def former_name_filter(name: str) -> Q:
    """A prefilter for `formerly_named`: rows with other names whose search text holds the longest word of `name`.

    Empty if that word is shorter than three characters.
    """
    longest = max(search_key(name).split(), key=len, default="")
    return ~Q(other_names="") & Q(search_key__holds=longest) if len(longest) >= _SHORTEST else Q()


def formerly_named(rows: QuerySet, name: str) -> list:
    """The companies or contacts in `rows` with `name` as a former name. One query; none if the name is too short."""
    candidates = former_name_filter(name)
    if not candidates:
        return []
    key = name_key(name)
    return [row for row in rows.filter(candidates).order_by("sort_key", "pk") if key in name_keys(row.former)]
