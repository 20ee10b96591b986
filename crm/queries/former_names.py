"""Find companies and contacts by former names."""

from django.db.models import Q, QuerySet

from core.text import search_key
from crm.name_keys import name_key, name_keys

_SHORTEST = 3


def asked_by_former_name(name: str) -> Q:
    """A prefilter for `once_called`: rows with other names whose search text holds the longest word of `name`.

    Empty if that word is shorter than three characters.
    """
    longest = max(search_key(name).split(), key=len, default="")
    return ~Q(other_names="") & Q(search_key__holds=longest) if len(longest) >= _SHORTEST else Q()


def once_called(rows: QuerySet, name: str) -> list:
    """The companies or contacts in `rows` with `name` as a former name. One query; none if the name is too short."""
    asked = asked_by_former_name(name)
    if not asked:
        return []
    key = name_key(name)
    return [row for row in rows.filter(asked).order_by("sort_key", "pk") if key in name_keys(row.former)]
