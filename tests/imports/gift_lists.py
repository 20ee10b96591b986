"""Lists of contributions as people bring them."""

import datetime as dt
from pathlib import PurePath

from campaigns.models import Competition
from core.spreadsheets.columns import Layout
from core.spreadsheets.reader import read_text
from imports.services.gift_columns import guess_layout, without_private_columns
from imports.services.gift_rows import Listing, Terms
from imports.services.gifts import GiftPreview, commit, prepare, preview
from tests.campaigns.factories import A_DAY, running_duel
from tests.factories import UserFactory

TODAY = dt.date(2026, 11, 20)
SWISH_HEAD = (
    "* Swish-rapport Avser 2026-11-02 - 2026-11-20 Skapad 2026-11-20\r\n"
    "Radnr,Clnr,Kontonr,Bokfdag,Transdag,Valutadag,Mottagarnr,Mottagarnamn,Avsändarnr,Avsändarnamn,Meddelande,Tid,"
    "Belopp,Orderreferens\r\n"
)
SENDER = "46700000001"


def swish_row(number: int, amount: str, message: str, *, reference: str = "", name: str = "Kim Kollega") -> str:
    return (
        f"{number},8000,12345,2026-11-11,2026-11-10,2026-11-11,1231234567,Stadsmissionen,{SENDER},{name},"
        f"{message},12:30,{amount},{reference}\r\n"
    )


def listing(
    competition: Competition, text: str, *, layout: Layout | None = None, today: dt.date = TODAY, **terms
) -> Listing:
    table = without_private_columns(read_text(text))
    terms = {"received_on": A_DAY} | terms
    return Listing(table, layout or guess_layout(table), competition, Terms(**terms), today)


def seen(competition: Competition, text: str, **terms) -> GiftPreview:
    return preview(listing(competition, text, **terms))


def entered(competition: Competition, text: str, *, ticked=(), source: str = "lista.csv", by=None, **terms):
    """Previewed and entered as a person would, without anybody else in between."""
    chosen = listing(competition, text, **terms)
    by = by or UserFactory()
    return commit(prepare(chosen, ticked=ticked, digest=preview(chosen).digest, by=by), source=PurePath(source).name)[0]


def named_duel():
    """Åkeriet with the code of the competition and 1, Bageriet with 2."""
    competition, first, second = running_duel()
    for team, name in ((first, "Åkeriet"), (second, "Bageriet")):
        team.name = name
        team.save()
    return competition, first, second
