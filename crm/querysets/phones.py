import re

from core.querysets import SearchableQuerySet

_PHONE_NUMBER = re.compile(r"[+\d(][\d\s()./\N{EN DASH}-]{4,}")
_NOT_IN_PHONE_KEY = re.compile(r"[^+\d]")


def is_phone_number(text: str) -> bool:
    return bool(_PHONE_NUMBER.fullmatch(text.strip()))


class ReachableQuerySet(SearchableQuerySet):
    def matching(self, text: str):
        """Match words as usual, and phone numbers in any grouping: `070-174 06 05`, `+46 (0)70 174 06 05`."""
        if is_phone_number(text):
            text = _NOT_IN_PHONE_KEY.sub("", text.replace("(0)", ""))
            text = f"+{text[2:]}" if text.startswith("00") else text
        return super().matching(text)
