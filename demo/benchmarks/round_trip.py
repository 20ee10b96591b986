"""Rows of every kind that are hard to export and import unchanged, for the benchmark of ten thousand each.

Written in bulk, with the values that the services would have stored.
"""

import datetime as dt
from decimal import Decimal

from stdnum import luhn

from core.models import User
from crm.models import (
    OPEN,
    Affiliation,
    Company,
    CompanyStatus,
    Contact,
    Direction,
    Interaction,
    InteractionKind,
    Outcome,
    Pause,
    Sponsorship,
    SponsorshipAmendment,
    Stage,
    Tag,
)
from goals.models import Goal, TierOffer

BATCH = 500
COMPOSED = ("Åkeri", "Ångström & Søn", "ÉCLAT", "Über", "Straße", "Säg, Allt; AB", 'Citat "inuti"', "Två\tord")
DECOMPOSED = (
    "O\u0308l och vatten",
    "A\u030angbåten",
)  # ö and å in decomposed form, as macOS writes them; cp1252 has no combining characters
BEGINNINGS = ("", "=", "+46 ", "-", "@", "'", "007 ", "=1+1 ", '=cmd|"/c calc"!A1 ', "_x0041_", "1e5 ", "2026-03-01 ")
TEXTS = (
    "",
    "=1+1",
    "rad ett\r\nrad två\n\n- slut",
    "'citat",
    "00123",
    "1 234,50",
    "46082",
    "Å" * 300,
    "tabb\toch; semikolon, komma",
    "lodrätt\x0bhopp",
)
PHONES = ("", "+46701740605", "+4721234567", "+358401234567", "+14155552671", "+46771793336")
A_DAY = dt.date(2026, 3, 1)
A_MOMENT = dt.datetime(2026, 3, 1, 6, 30, tzinfo=dt.UTC)


def _name(number: int, letters: tuple[str, ...]) -> str:
    return f"{BEGINNINGS[number % len(BEGINNINGS)]}{letters[number % len(letters)]} {number}"


def _orgnr(number: int) -> tuple[str | None, bool]:
    """The number of a company or a sole trader, or None; and whether it is a sole trader's."""
    if number % 7 == 0:
        return None, False
    digits = f"{811200 + number % 18 + 1:06}{number // 18 % 1000:03}" if number % 7 == 1 else f"5896{number:05}"
    return digits + luhn.calc_check_digit(digits), number % 7 == 1


def _save(rows: list) -> list:
    for row in rows:
        if hasattr(row, "fill_keys"):
            row.fill_keys()
    return type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)


def make_companies(size: int, users: list[User], letters: tuple[str, ...]) -> list[Company]:
    taken, rows = set(), []
    for number in range(size):
        orgnr, personal = _orgnr(number)
        if orgnr in taken:
            orgnr, personal = None, False
        taken.add(orgnr)
        rows.append(
            Company(
                name="Lika AB" if number % 50 == 3 else _name(number, letters),
                orgnr=orgnr,
                is_sole_trader=personal,
                status=CompanyStatus.values[number % 4],
                trade=letters[number % len(letters)],
                employees=(None, 0, 7, 1234)[number % 4],
                street=f"Ö{number} gatan",
                postal_code=f"{number % 100000:05}",
                city=("Västerås", "ÖREBRO", "Ål", "")[number % 4],
                website=("", "http://lika.example", "https://a.example/ö?x=1")[number % 3],
                invoice_email=f"faktura{number}@a.example" if number % 3 else "",
                invoice_reference=f"{number:08}",
                bankgiro="9000001" if number % 2 else "",
                swish="1234567890" if number % 3 else "",
                owner=[*users, None][number % (len(users) + 1)],
                notes=TEXTS[number % len(TEXTS)],
            )
        )
    rows = _save(rows)
    tags = [Tag.objects.create(name=name) for name in ("nät å", "=tagg", "007")]
    through = Company.tags.through
    through.objects.bulk_create(
        [through(company=row, tag=tags[place]) for row in rows for place in range(row.pk % 4)], batch_size=BATCH
    )
    return rows


def make_contacts(size: int, companies: list[Company], letters: tuple[str, ...]) -> list[Contact]:
    people = _save(
        [
            Contact(
                first_name="Samma" if number % 40 == 3 else _name(number, letters),
                last_name=("Öberg, den äldre", "", "=Ek", "'O")[number % 4],
                email=f"person{number}@a.example" if number % 3 else "",
                phone=PHONES[number % len(PHONES)],
                do_not_contact=number % 9 == 0,
                data_source=TEXTS[number % 6].replace("\r\n", " ").replace("\n", " "),
                notes=TEXTS[number % len(TEXTS)],
            )
            for number in range(size)
        ]
    )
    roles = [
        Affiliation(
            contact=person,
            company=companies[(number * 7 + place) % len(companies)],
            role=("", "Chef, inköp", "=VD", "+1")[(number + place) % 4],
            ends=dt.date(2020, 1, 1) if (number + place) % 11 == 0 else None,
        )
        for number, person in enumerate(people)
        for place in range(number % 4)
    ]
    Affiliation.objects.bulk_create(roles, batch_size=BATCH)
    return people


def make_interactions(size: int, companies: list[Company], people: list[Contact], users: list[User]):
    goals = [None, *Goal.objects.all()]
    rows = _save(
        [
            Interaction(
                happened_at=A_MOMENT + dt.timedelta(minutes=37 * (number // 2), seconds=number % 3),
                kind=InteractionKind.values[number % len(InteractionKind.values)],
                direction=Direction.values[number % len(Direction.values)],
                outcome=Outcome.values[number % len(Outcome.values)],
                goal=goals[number % len(goals)],
                text=TEXTS[number % len(TEXTS)],
                logged_by=users[number % len(users)],
            )
            for number in range(size)
        ]
    )
    for through, name, others in (
        (Interaction.companies.through, "company", companies),
        (Interaction.contacts.through, "contact", people),
    ):
        links = [
            through(interaction=row, **{name: others[(number * 3 + place) % len(others)]})
            for number, row in enumerate(rows)
            for place in range(1 + number % 3)
        ]
        through.objects.bulk_create(links, batch_size=BATCH)


def make_sponsorships(size: int, companies: list[Company], users: list[User]):
    """Sponsorships in threes: an agreement with an amendment, its renewal, and a dialogue to renew that."""
    offers = list(TierOffer.objects.filter(seats=None).select_related("tier"))
    made: list[Sponsorship] = []
    for number in range(size):
        round_, place = divmod(number, 3)
        offer = offers[round_ % len(offers)]
        made.append(
            Sponsorship(
                agreement_no=f"RT{number:06}",
                company=companies[round_ % len(companies)],
                goal_id=offer.goal_id,
                tier=offer.tier,
                starts=dt.date(2024 + place, 1, 1),
                ends=dt.date(2024 + place, 12, 31),
                amount=Decimal("1234.50") + number,
                payment_note=("", "=A1", "00123", "+46", "å ä ö")[number % 5],
                owner=users[number % len(users)],
                notice_days=(None, 0, 90)[number % 3],
                offer_amount=None,
            )
        )
        _settle(made[-1], round_, place, offer)
    _save(made)
    renewing = [(made[at - 1], made[at]) for at in range(1, size) if at % 3 and made[at - 1].is_signed]
    for old, new in renewing:
        new.renews = old
    Sponsorship.objects.bulk_update([new for _old, new in renewing], ["renews"], batch_size=BATCH)
    _amend_and_pause(made, users[0])


def _settle(row: Sponsorship, round_: int, place: int, offer: TierOffer):
    if place < 2 and round_ % 4:
        row.stage, row.signed_on = Stage.SIGNED, row.starts - dt.timedelta(days=20)
        row.tier_name, row.offer_amount = offer.tier.name, offer.yearly_amount
        if place == 1 and round_ % 5 == 0:
            row.stage, row.ended_on, row.closing_reason = Stage.ENDED_EARLY, dt.date(2025, 6, 30), "Flyttar"
    elif round_ % 6 == 0:
        row.stage, row.closing_reason = Stage.DECLINED, "Nej, tack"
    else:
        row.stage = OPEN[round_ % len(OPEN)]
        if round_ % 3 == 0:
            row.starts = row.ends = row.amount = None


def _amend_and_pause(made: list[Sponsorship], by: User):
    amended = [row for row in made if row.stage == Stage.SIGNED and row.pk % 2]
    SponsorshipAmendment.objects.bulk_create(
        [
            SponsorshipAmendment(
                sponsorship=row,
                starts=row.starts + dt.timedelta(days=90),
                amount=row.amount + 1,
                reason="Mer",
                made_by=by,
            )
            for row in amended
        ],
        batch_size=BATCH,
    )
    waiting = [row for row in made if row.stage in OPEN]
    Pause.objects.bulk_create(
        [
            Pause(company_id=row.company_id, sponsorship=row, until=dt.date(2027, 1, 1), reason="Bokslut", made_by=by)
            for row in waiting
        ],
        batch_size=BATCH,
    )
