"""Texts with fields in braces: `Hej {förnamn}!`"""

import re
from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_FIELD = re.compile(r"\{([^{}\n]{1,40})\}")


def fields_in(text: str) -> list[str]:
    return list(dict.fromkeys(match[1].strip() for match in _FIELD.finditer(text)))


def check_fields(text: str, known: Collection[str]):
    """Raise ValidationError for each field that is not known, and for a brace that is no part of one."""
    unknown = [name for name in fields_in(text) if name not in known]
    errors = [_("Fältet {%(name)s} finns inte här.") % {"name": name} for name in unknown]
    if set("{}") & set(_FIELD.sub("", text)):
        errors.append(_("En klammer är inte en del av ett fält. Skriv fält som {namn}."))
    if errors:
        raise ValidationError(errors)


def merged(text: str, values: Mapping[str, str], *, kept: Collection[str] = ()) -> str:
    """The text with the values in place of its fields, but for those `kept`.

    A line whose fields are all empty is left out, so that `Diplomet: {diplom}` needs no other text without one.
    """
    return "\n".join(line for line in (_line(line, values, kept) for line in text.split("\n")) if line is not None)


def _line(line: str, values: Mapping[str, str], kept: Collection[str]) -> str | None:
    names = fields_in(line)
    if names and not any(name in kept or values.get(name) for name in names):
        return None

    def put(match: re.Match) -> str:
        name = match[1].strip()
        return match[0] if name in kept else str(values.get(name, ""))

    return _FIELD.sub(put, line)
