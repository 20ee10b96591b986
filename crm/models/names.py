"""Former names of companies and people, which searches match too."""

from django.db import models


def former_names(*texts: str, now: str, most: int) -> str:
    """Names, one per line, without duplicates or the current name; the oldest are dropped beyond `most` characters."""
    found = _by_key("\n".join(texts))
    found.pop(now.casefold(), None)
    names = list(found.values())
    while names and len("\n".join(names)) > most:
        del names[0]
    return "\n".join(names)


class Renamable(models.Model):
    """Add the previous name to `other_names` when the name is changed, whatever the channel.

    A save that also removes one of the other names, as an undo does, is taken as it is.
    """

    class Meta:
        abstract = True

    @property
    def former(self) -> list[str]:
        return self.other_names.splitlines()

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        if len(values) == len(cls._meta.concrete_fields):  # none is deferred; to ask the row which are takes longer
            row._was_called, row._had_names = str(row), row.other_names
        return row

    def fill_keys(self) -> set[str]:
        before, had = self.__dict__.get("_was_called"), self.__dict__.get("_had_names", "")
        if before and before != str(self) and _by_key(had).keys() <= _by_key(self.other_names).keys():
            most = type(self)._meta.get_field("other_names").max_length
            self.other_names = former_names(self.other_names, before, now=str(self), most=most)
        self._was_called, self._had_names = str(self), self.other_names
        return super().fill_keys() | {"other_names"}


def _by_key(text: str) -> dict[str, str]:
    """The names of the lines by their casefolded form; of several spellings the last."""
    return {line.strip().casefold(): line.strip() for line in text.splitlines() if line.strip()}
