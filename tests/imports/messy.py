"""A register as companies really keep theirs: blank lines, doubles, bad numbers, every way to write a date."""

import csv
import io
import random

from tests.factories import make_orgnr

TOWNS = ["Västerås", "Köping", "Hallstahammar", "Sala", "Surahammar", "Fagersta"]
KINDS = ["Bygg", "Åkeri", "Bageri", "Måleri", "Rör & värme", "Städ", "Teknik", "Hälsa"]
DAYS = ["2026-03-01", "1/3 2026", "1 mars 2026", "46082", "20260301", "1.3.2026", "den 1 mars 2026"]
HEADINGS = [
    "Kundnr",
    "Företagsnamn",
    "Organisationsnummer",
    "Adress",
    "Postnr",
    "Postort",
    "Anställda",
    "Mejl",
    "Postort",
    "",
]
CONTACT_HEADINGS = ["Namn", "Företag", "Titel", "Mobil", "E-post"]


def _orgnr(number: int, chance: random.Random) -> str:
    digits = make_orgnr(number)
    return chance.choice([digits, f"{digits[:6]}-{digits[6:]}", f"16{digits}", f" {digits[:6]} {digits[6:]} "])


def messy_companies(number: int, *, seed: int = 7) -> list[list[str]]:
    """`number` rows below a title, a blank line and the headings; every seventh is wrong, doubled or blank."""
    chance = random.Random(seed)
    table = [["Kundregister 2026"], [], HEADINGS]
    for index in range(1, number + 1):
        name = f"{chance.choice(KINDS)} i {chance.choice(TOWNS)} {index} AB"
        orgnr = _orgnr(index, chance)
        row = [
            f"{index:05}", name, orgnr, "Storgatan 1 ", f"{chance.randint(70000, 79999)}", chance.choice(TOWNS),
            chance.choice(["", "12", "1 200", "7.0"]), f"faktura{index}@företag{index}.example".replace("ö", "o"),
            "dubblett av rubrik", "",
        ]  # fmt: skip
        if index % 28 == 0:
            row[2] = "556703-7486"  # check digit
        elif index % 21 == 0:
            row[6] = "många"
        elif index % 14 == 0:
            row[7] = "inte en adress"
        elif index % 7 == 0:
            table.append(list(table[-1]))  # a double
            row = [""] * len(HEADINGS)
        table.append(row)
    return table


def as_csv(table: list[list[str]], *, encoding: str = "cp1252", delimiter: str = ";") -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(table)
    return file.getvalue().encode(encoding)
