"""Keys for comparing names and addresses, without database access."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from core.text import bounded, normalised, search_key

MATCH_KEY_LENGTH = 160

_LEGAL_FORMS = frozenset(
    "ab aktiebolag aktiebolaget publ hb handelsbolag handelsbolaget kb kommanditbolag kommanditbolaget "
    "ek for ekonomisk forening ekforening enskild firma".split()
)
_FILLERS = frozenset({"och", "and"})
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")
_SAME_LETTERS = str.maketrans("åäæöøü", "aaaoou")
_NO_LETTER = re.compile(r"[^\w]+")
_AB_AFTER = re.compile(r"(?: (?:ab|aktiebolag|publ))+$")
_AB_BEFORE = re.compile(r"^(?:ab|aktiebolaget) ")

# Public providers: a shared domain here does not mean the same organisation.
SHARED_DOMAINS = frozenset(
    "gmail.com googlemail.com hotmail.com hotmail.se outlook.com outlook.se live.com live.se msn.com yahoo.com "
    "yahoo.se icloud.com me.com mac.com telia.com bredband.net comhem.se spray.se passagen.se tele2.se bahnhof.se "
    "swipnet.se mail.com proton.me protonmail.com facebook.com instagram.com linkedin.com wordpress.com wixsite.com "
    "sites.google.com".split()
)


def name_key(text: str) -> str:
    """The name without legal form, fillers, punctuation, case and diacritics: `Åkeri & Co AB` -> `akeri co`."""
    plain = normalised(search_key(text).translate(_SAME_LETTERS), "NFD")
    words = _NOT_A_WORD.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).split()
    telling = [word for word in words if word not in _LEGAL_FORMS and word not in _FILLERS]
    return " ".join(telling or words)[:MATCH_KEY_LENGTH]


def name_keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(name_key, names)))


def bare_name(text: str) -> str:
    """A company's name without AB and (publ), diacritics kept: ÅKERIET AB equals Åkeriet, but not Akeriet."""
    name = " ".join(_NO_LETTER.sub(" ", search_key(text)).split())
    return _AB_BEFORE.sub("", _AB_AFTER.sub("", name)) or search_key(text)


def domain_of(address: str) -> str:
    """The domain of a web or e-mail address; empty for SHARED_DOMAINS."""
    address = bounded(address)  # bound the length, because urlsplit normalises its input
    host = address.rpartition("@")[2] if "@" in address else urlsplit(address).hostname or ""
    host = host.casefold().strip(".").removeprefix("www.")
    return "" if host in SHARED_DOMAINS or "." not in host else host
