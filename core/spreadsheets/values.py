"""Parse cell values: days, moments, yes and no."""

import datetime as dt
import re

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from core.days import FIRST_YEAR, LAST_YEAR
from core.text import search_key

# Marks a formula without a stored value, because the program that wrote it did not calculate it.
UNSOLVED = "=\N{HORIZONTAL ELLIPSIS}"
# Marks a number with more digits than a workbook keeps.
ROUNDED = "\N{ALMOST EQUAL TO}"
# Excel's formula errors, in English and Swedish.
ERRORS = frozenset(
    """#n/a #saknas! #ref! #referens! #div/0! #division/0! #value! #värdefel! #name? #namn? #null! #skärning! #num!
    #ogiltigt! #spill! #spilla! #calc! #beräkna! #getting_data #hämtar_data""".split()
)
DATE_FORMATS = ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y.%m.%d", "%y%m%d", "%d.%m.%Y")
MONTHS = (
    ("jan", "januari", "january"),
    ("feb", "februari", "february"),
    ("mar", "mars", "march"),
    ("apr", "april"),
    ("maj", "may"),
    ("jun", "juni", "june"),
    ("jul", "juli", "july"),
    ("aug", "augusti", "august"),
    ("sep", "sept", "september"),
    ("okt", "oktober", "oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
)
_MONTH = {word: number for number, words in enumerate(MONTHS, start=1) for word in words}
_TIME = re.compile(r"[ T](?:kl\.? ?)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)? ?(Z|[+-]\d{2}:?\d{2})?$")
# 1/3 2026 and 1/3-2026 are 1 March; 1/3/2026 is ambiguous, since it may be American.
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})[ -]{1,2}(\d{4})")
_WORDED = re.compile(r"(?:\D+ )?(?:den )?(\d{1,2})[.:ae]? ([^\W\d]+)\.? (\d{4})")
# Days since 1899-12-30, as a workbook stores dates in cells without a date format: 1954 to 2119.
_SERIAL = re.compile(r"(?:[2-7]\d{4})(?:[.,]\d+)?")
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  Excel knows no zones
YES = frozenset({"ja", "j", "x", "1", "yes", "y", "sant", "true"})
NO = frozenset({"", "nej", "n", "0", "no", "falskt", "false"})


def why_unreadable(cell: str) -> str:
    """The reason why a cell has no readable value in any column; empty if it may have one."""
    if cell == UNSOLVED:
        return gettext("Formeln är inte uträknad. Öppna filen i Excel, spara den och ladda upp den igen.")
    if cell.startswith(ROUNDED):
        return gettext("Excel har avrundat numret, för det har fler än 15 siffror. Skriv det som text i filen.")
    if cell.casefold() in ERRORS:
        return gettext("Cellen har ett fel från Excel, %(cell)s. Rätta den.") % {"cell": cell}
    return ""


def mended_words(cells: int) -> str:
    """The message about a list in which core.spreadsheets.reader repaired so many cells."""
    words = ngettext(
        "Å, ä och ö var felkodade i %(number)s cell. Den är rättad här; se efter att det blev rätt.",
        "Å, ä och ö var felkodade i %(number)s celler. De är rättade här; se efter att det blev rätt.",
        cells,
    )
    return words % {"number": number_format(cells, use_l10n=True)}


def read_day(text: str) -> dt.date | None:
    """Parse a day in Swedish notation, with or without a time; None for anything else."""
    moment = read_moment(text)
    return moment and moment.date()


def read_moment(text: str) -> dt.datetime | None:
    """Parse a day and time, midnight by default, without a zone; None for anything else."""
    text = " ".join(text.split())
    if _SERIAL.fullmatch(text):
        return _EPOCH + dt.timedelta(seconds=round(float(text.replace(",", ".")) * 86_400))
    time = _TIME.search(text)
    try:
        day = _day(text[: time.start()] if time else text)
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            return None
        hour, minute, second = map(int, (part or 0 for part in time.groups()[:3])) if time else (0, 0, 0)
        return _here(dt.datetime.combine(day, dt.time(hour, minute, second)), (time and time[4]) or "")
    except (ValueError, OverflowError):
        return None


def _here(moment: dt.datetime, zone: str) -> dt.datetime:
    """Convert a moment such as `2021-03-12T10:00:00Z` to Swedish local time."""
    if not zone:
        return moment
    aware = dt.datetime.fromisoformat(f"{moment.isoformat()}{zone.replace('Z', '+00:00')}")
    return timezone.make_naive(aware, timezone.get_default_timezone())


def _day(text: str) -> dt.date | None:
    for form in DATE_FORMATS:
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
        return dt.date(year, month, day)
    if match := _WORDED.fullmatch(text.casefold()):
        day, word, year = match.groups()
        return dt.date(int(year), _MONTH[word], int(day)) if word in _MONTH else None
    return None


def read_yes_no(text: str) -> bool | None:
    """None for anything but yes or no."""
    said = search_key(text)
    if said in YES:
        return True
    return False if said in NO else None
