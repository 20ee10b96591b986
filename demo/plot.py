"""The demo data's sponsorships and their outcomes. Months are relative to the current one."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto

from crm.models import Stage


class Fate(Enum):
    SIGNED = auto()
    ENDED_EARLY = auto()
    DECLINED = auto()
    OPEN = auto()


@dataclass(frozen=True)
class Deal:
    """`amount` None: the offer's amount; `starts_in` None: no period agreed."""

    company: str
    goal: int
    tier: int
    starts_in: int | None
    amount: int | None
    fate: Fate
    stage: Stage = Stage.PROPOSAL
    days: int = 0


# Company, goal, tier's rank, first month, and the agreed amount (None: the offer's).
# A year that began 10 or 11 months ago ends within ninety days.
_SIGNED = [
    ("Strömhare", 1, 1, -19, None),
    ("Strömhare", 1, 1, -7, None),
    ("Strömhare", 1, 1, 5, 275000),
    ("Tegelnäva", 1, 2, -22, 80000),
    ("Tegelnäva", 1, 2, -10, None),
    ("Tegelnäva", 1, 2, 2, 110000),
    ("Kvarnrost", 1, 2, -10, None),
    ("Vassruggens", 1, 2, -3, 85000),
    ("Hotell", 1, 2, 1, None),
    ("Blåhake", 1, 3, -11, None),
    ("Brödkavelns", 1, 3, -5, 30000),
    ("Kryddkvastens", 1, 3, -2, None),
    ("Granbarkens", 1, 3, 2, None),
    ("Café", 1, 4, -6, None),
    ("Lillpiggvarens", 1, 4, -9, 5000),
    ("Grindslantens", 2, 1, -8, 200000),
    ("Näverlur", 2, 2, -11, None),
    ("Lokvindens", 2, 2, -4, None),
    ("Åkerbärets", 2, 3, -10, 25000),
    ("Pilfinkens", 2, 3, -1, None),
    ("Snökornas", 2, 3, -16, 35000),
    ("Rödhakens", 2, 3, 1, None),
    ("Ängshattens", 2, 4, -5, None),
    ("Skvattrams", 2, 4, -3, None),
    ("Sparkassan", 3, 1, -5, None),
    ("Näverlur", 3, 2, -18, None),
    ("Ullvivans", 3, 2, -10, 90000),
    ("Stiftelsen", 3, 2, -1, None),
    ("Älgörtens", 3, 3, -7, None),
    ("Kajutan", 3, 3, -11, None),
    ("Fjärilshavets", 3, 3, -2, 30000),
    ("Ådalsvidens", 3, 3, 1, None),
    ("Tallkottens", 3, 4, -9, None),
    ("Humlesurr", 3, 4, -4, None),
    ("Pärlugglans", 3, 4, -13, None),
    ("Nordanvinge", 4, 1, -9, None),
    ("Lärkfalk", 4, 2, -11, 75000),
    ("Vinterrågens", 4, 2, 3, None),
    ("Stenmurklans", 4, 3, -6, None),
    ("Bitfjäderns", 4, 3, -10, None),
    ("Molnvaktens", 4, 3, -13, None),
    ("Tofsmesens", 4, 4, -3, None),
    ("Idrottsföreningen", 4, 4, -8, None),
    ("Gråalens", 4, 4, -2, None),
    ("Hjortronfors", 5, 1, -4, None),
    ("Bergslöks", 5, 2, -6, None),
    ("Silverpoppelns", 5, 2, -10, None),
    ("Kvarnrost", 5, 3, 1, None),
    ("Kugghjulsparken", 5, 3, -8, None),
    ("Jungfruslända", 5, 3, -11, 35000),
    ("Svartkajans", 5, 3, -1, None),
    ("Rödhakens", 5, 3, -20, None),
    ("Zinkhattens", 5, 4, -7, None),
    ("Östanvinds", 5, 4, -2, 8000),
]
_ENDED_EARLY = [
    ("Fjällrutans", 1, 3, -8),
    ("Café", 3, 4, -8),
    ("Ekorrdrevets", 4, 4, -6),
]
# Company, goal, tier's rank, first month if proposed, stage, and days in the stage: some longer than expected, some
# past the warning.
_OPEN = [
    ("Isfågelns", 1, 3, 2, Stage.PROPOSAL, 12),
    ("Rallarrosens", 1, 3, None, Stage.MEETING, 52),
    ("Molnvaktens", 2, 3, 1, Stage.PROPOSAL, 38),
    ("Silverpoppelns", 2, 2, None, Stage.CONTACTED, 9),
    ("Tranbärsmyrens", 3, 2, None, Stage.MEETING, 24),
    ("Mossgläntans", 3, 4, None, Stage.LEAD, 35),
    ("Höstrågens", 4, 3, None, Stage.CONTACTED, 48),
    ("Backsvalans", 4, 4, 2, Stage.PROPOSAL, 65),
    ("Blåhake", 5, 2, 3, Stage.PROPOSAL, 5),
    ("Lokvindens", 5, 2, None, Stage.MEETING, 10),
    ("Skrovspantets", 5, 4, None, Stage.LEAD, 8),
    ("Müslibruket", 5, 4, None, Stage.CONTACTED, 26),
]
_DECLINED = [
    ("Storspovens", 1, 3),
    ("Öringdragets", 2, 4),
    ("Kvartsglans", 3, 4),
    ("Åkerbärets", 5, 4),
]

DEALS = [
    *(Deal(*row, Fate.SIGNED) for row in _SIGNED),
    *(Deal(*row, None, Fate.ENDED_EARLY) for row in _ENDED_EARLY),
    *(Deal(*row[:4], None, Fate.OPEN, *row[4:]) for row in _OPEN),
    *(Deal(*row, 2, None, Fate.DECLINED) for row in _DECLINED),
]

# Goal, figure, unit, and its values half a year apart, the latest last.
EXAMPLE_FIGURES = [
    (1, "Nätter på härbärget i månaden", "nätter", [640, 655, 610, 580, 560, 535]),
    (2, "Kvinnor som fått stöd under halvåret", "personer", [48, 55, 61, 58, 72, 79]),
    (3, "Besök på våra mötesplatser i månaden", "besök", [820, 790, 905, 980, 1040, 1130]),
    (4, "Stödsamtal med unga under halvåret", "samtal", [310, 355, 390, 420, 415, 468]),
    (5, "Gått vidare till arbete eller studier", "personer", [14, 17, 16, 22, 25, 29]),
]
# Goal, years since it began to apply, kronor per year. Goal 4 has none, to show that case on the coverage page.
EXAMPLE_AIMS = [
    (1, 1, 700_000),
    (1, 0, 800_000),
    (2, 1, 400_000),
    (3, 0, 500_000),
    (5, 1, 450_000),
]
# Of a town: name, unit, value.
TOWN_FIGURES = [
    ("Lever i hemlöshet i Västerås", "personer", 419),
    ("Akut hemlösa, utan någonstans att ta vägen", "personer", 96),
    ("Besöker dagcentralen en vanlig månad", "personer", 150),
]
TOWN_SOURCE = "Stadsmissionens egna uppgifter, lästa i november 2026"
TOWN_READ_ON = dt.date(2026, 11, 1)
EXAMPLE_SUFFIX = "(exempeldata)"
