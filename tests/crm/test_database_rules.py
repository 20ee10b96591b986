"""The database itself refuses overlapping periods and oversold seats, without the services.

On SQLite the rules are triggers. If a test here fails after a migration of `crm_sponsorship` or `goals_tieroffer`, the
migration dropped them: see crm/migrations/0002_periods_and_seats.py.
"""

import datetime as dt
import importlib
from random import Random

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from core.services import save_record
from crm.models import Company, Sponsorship, Stage
from goals.models import TierOffer
from tests import SOAKING
from tests.crm.random_periods import A_DAY, days_of, most_on_one_day, random_spans, raw_sponsorship
from tests.factories import CompanyFactory, SponsorshipFactory, UserFactory, get_offer, get_tier

PAIRS = 2_000 if SOAKING else 300
JANUARY, JUNE, JULY, DECEMBER = dt.date(2030, 1, 1), dt.date(2030, 6, 30), dt.date(2030, 7, 1), dt.date(2030, 12, 31)
YEAR = {"starts": JANUARY, "ends": DECEMBER}
OVERLAP = "crm_sponsorship_overlap"
SEATS = "crm_sponsorship_seats"

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def owner():
    return UserFactory()


def refused(row: Sponsorship, rule: str) -> bool:
    """Try to insert the row; only the named constraint may refuse it."""
    try:
        with transaction.atomic():
            Sponsorship.objects.bulk_create([row])
    except IntegrityError as error:
        if rule not in str(error):
            raise
        return True
    return False


def check_against_oracle(attempts: list[tuple[Sponsorship, bool]], rule: str):
    """Insert in bulk the rows that the oracle allows, and one by one those that it refuses."""
    Sponsorship.objects.bulk_create([row for row, allowed in attempts if allowed])
    for row, allowed in attempts:
        if not allowed:
            assert refused(row, rule), f"{row.starts} {row.ends} {row.ended_on} went through"


def test_the_rules_exist_after_migrate():
    """A migration that rebuilds one of the tables would drop the triggers."""
    names = {
        "sqlite": (
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'crm%' ORDER BY name",
            [
                *(
                    f"{table}_words_{event}"
                    for table in ("crm_company", "crm_contact", "crm_interaction")
                    for event in ("delete", "insert", "update")
                ),
                "crm_sponsorship_overlap_INSERT",
                "crm_sponsorship_overlap_UPDATE",
                "crm_sponsorship_seats_INSERT",
                "crm_sponsorship_seats_UPDATE",
                "crm_sponsorshipevent_final_delete",
                "crm_sponsorshipevent_final_insert",
                "crm_sponsorshipevent_final_update",
                "crm_tieroffer_seats_INSERT",
                "crm_tieroffer_seats_UPDATE",
            ],
        ),
        "postgresql": (
            """
            SELECT conname FROM pg_constraint WHERE contype = 'x'
            UNION SELECT tgname FROM pg_trigger
            WHERE NOT tgisinternal AND tgenabled = 'O' AND tgname LIKE 'crm%' ORDER BY 1
            """,
            [
                "crm_sponsorship_overlap",
                "crm_sponsorship_seats_insert",
                "crm_sponsorship_seats_update",
                "crm_sponsorshipevent_final_delete",
                "crm_sponsorshipevent_final_update",
                "crm_tieroffer_seats",
            ],
        ),
    }
    query, expected = names[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert [name for (name,) in cursor.fetchall()] == expected


@pytest.mark.django_db(transaction=True)
def test_a_later_migration_can_change_the_tables_when_it_takes_the_rules_off_and_on(owner):
    rules = importlib.import_module("crm.migrations.0002_periods_and_seats")
    apps = MigrationLoader(connection).project_state().apps
    offer, company = get_offer(tier="Huvudpartner"), CompanyFactory()
    Sponsorship.objects.bulk_create([raw_sponsorship(offer=offer, company=company, owner=owner, **YEAR)])

    for null in (True, False):  # in both directions
        with connection.schema_editor() as editor:
            rules.OFF.code(apps, editor)
            for model, name in (("sponsorship", "payment_note"), ("tieroffer", "is_example")):
                table = apps.get_model("crm" if model == "sponsorship" else "goals", model)
                before = table._meta.get_field(name).clone()
                after = before.clone()
                before.null, after.null = not null, null
                for field in (before, after):
                    field.set_attributes_from_name(name)
                    field.model = table
                editor.alter_field(table, before, after)
            rules.ON.code(apps, editor)

    assert refused(raw_sponsorship(offer=get_offer(), company=company, owner=owner, **YEAR), OVERLAP)
    assert refused(raw_sponsorship(offer=offer, company=CompanyFactory(), owner=owner, **YEAR), SEATS)
    with pytest.raises(IntegrityError, match=SEATS):
        TierOffer.objects.filter(pk=offer.pk).update(seats=0)


# --- Overlap --------------------------------------------------------------------------------------


def test_overlap_is_refused_exactly_when_two_periods_share_a_day(owner):
    random = Random(1)
    offer, other_tier = get_offer(tier="Sponsor"), get_offer(tier="Vänföretag")
    companies = Company.objects.bulk_create(CompanyFactory.build_batch(PAIRS))
    firsts, attempts = [], []
    for company in companies:
        first, second = (
            raw_sponsorship(
                offer=random.choice([offer, other_tier]),
                company=company,
                owner=owner,
                **random_spans(random, around=JANUARY),
            )
            for _ in range(2)
        )
        firsts.append(first)
        attempts.append((second, set(days_of(first)).isdisjoint(days_of(second))))
    Sponsorship.objects.bulk_create(firsts)
    assert PAIRS / 4 < sum(allowed for _, allowed in attempts) < PAIRS * 3 / 4
    check_against_oracle(attempts, OVERLAP)


def test_overlap_is_per_company_and_goal_and_not_per_tier(owner):
    company = CompanyFactory()
    Sponsorship.objects.bulk_create(
        [
            raw_sponsorship(offer=get_offer(1), company=company, owner=owner, **YEAR),
            raw_sponsorship(offer=get_offer(2), company=company, owner=owner, **YEAR),
            raw_sponsorship(offer=get_offer(1), company=CompanyFactory(), owner=owner, **YEAR),
        ]
    )
    assert refused(raw_sponsorship(offer=get_offer(1, "Partner"), company=company, owner=owner, **YEAR), OVERLAP)


@pytest.mark.parametrize("stage", [Stage.LEAD, Stage.CONTACTED, Stage.MEETING, Stage.PROPOSAL, Stage.DECLINED])
def test_what_is_not_signed_neither_overlaps_nor_takes_a_seat(owner, stage):
    offer, company = get_offer(tier="Huvudpartner"), CompanyFactory()
    rows = [
        raw_sponsorship(offer=offer, company=company, owner=owner, stage=each, **YEAR)
        for each in (Stage.SIGNED, stage, stage)
    ]
    assert len(Sponsorship.objects.bulk_create(rows)) == 3


def test_overlap_within_one_statement_writes_nothing(owner):
    company = CompanyFactory()
    rows = [
        raw_sponsorship(offer=get_offer(), company=company, owner=owner, starts=JANUARY, ends=JUNE),
        raw_sponsorship(offer=get_offer(), company=company, owner=owner, starts=JUNE, ends=DECEMBER),
    ]
    with pytest.raises(IntegrityError, match=OVERLAP), transaction.atomic():
        Sponsorship.objects.bulk_create(rows)
    assert Sponsorship.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"starts": JUNE},
        {"stage": Stage.SIGNED, "ended_on": None},
        {"ended_on": JULY},
        {"goal": 1},
    ],
)
def test_overlap_by_update_is_refused(owner, change):
    company = CompanyFactory()
    first = raw_sponsorship(
        offer=get_offer(1), company=company, owner=owner, **YEAR, stage=Stage.ENDED_EARLY, ended_on=JUNE
    )
    goal = 2 if "goal" in change else 1
    starts = JUNE if "goal" in change else JULY
    second = raw_sponsorship(offer=get_offer(goal), company=company, owner=owner, starts=starts, ends=DECEMBER)
    Sponsorship.objects.bulk_create([first, second])
    row = first if {"stage", "ended_on"} & set(change) else second
    if "goal" in change:
        change = {"goal": first.goal}
    with pytest.raises(IntegrityError, match=OVERLAP), transaction.atomic():
        Sponsorship.objects.filter(pk=row.pk).update(**change)


def test_signing_two_overlapping_rows_in_one_update_is_refused():
    company = CompanyFactory()
    SponsorshipFactory.create_batch(2, company=company, owner=UserFactory())
    with pytest.raises(IntegrityError, match=OVERLAP), transaction.atomic():
        Sponsorship.objects.update(stage=Stage.SIGNED, signed_on=JANUARY)
    assert not Sponsorship.objects.signed().exists()


# --- Seats ----------------------------------------------------------------------------------------


def test_seats_are_refused_exactly_when_two_periods_share_a_day_and_there_is_one_seat(owner):
    """Each pair has its own offer and weeks, so that all can be inserted in bulk."""
    random = Random(2)
    TierOffer.objects.update(seats=1)
    offers = list(TierOffer.objects.all())
    companies = iter(Company.objects.bulk_create(CompanyFactory.build_batch(2 * PAIRS)))
    firsts, attempts = [], []
    for pair in range(PAIRS):
        weeks, place = divmod(pair, len(offers))
        spans = (random_spans(random, around=JANUARY + 40 * weeks * A_DAY) for _ in range(2))
        first, second = (
            raw_sponsorship(offer=offers[place], company=next(companies), owner=owner, **span) for span in spans
        )
        firsts.append(first)
        attempts.append((second, most_on_one_day([first, second]) < 2))
    Sponsorship.objects.bulk_create(firsts)
    assert PAIRS / 4 < sum(allowed for _, allowed in attempts) < PAIRS * 3 / 4
    check_against_oracle(attempts, SEATS)


def test_seats_are_counted_day_by_day_when_there_are_several(owner):
    random = Random(3)
    offer = get_offer(tier="Partner")
    TierOffer.objects.filter(pk=offer.pk).update(seats=2)
    companies = Company.objects.bulk_create(CompanyFactory.build_batch(6))
    outcomes = []
    for group in range(60):
        sold = []
        for company in companies:
            row = raw_sponsorship(
                offer=offer, company=company, owner=owner, **random_spans(random, around=JANUARY + 40 * group * A_DAY)
            )
            allowed = most_on_one_day([*sold, row]) <= 2
            assert refused(row, SEATS) is not allowed
            outcomes.append(allowed)
            if allowed:
                sold.append(row)
    assert 100 < sum(outcomes) < 300


def test_seats_without_a_number_are_never_full(owner):
    rows = [
        raw_sponsorship(offer=get_offer(tier="Vänföretag"), company=company, owner=owner, **YEAR)
        for company in CompanyFactory.create_batch(10)
    ]
    assert len(Sponsorship.objects.bulk_create(rows)) == 10


def test_seats_are_per_goal_and_tier(owner):
    rows = [
        raw_sponsorship(offer=get_offer(goal, "Huvudpartner"), company=CompanyFactory(), owner=owner, **YEAR)
        for goal in range(1, 6)
    ]
    assert len(Sponsorship.objects.bulk_create(rows)) == 5


def test_seats_oversold_within_one_statement_writes_nothing(owner):
    rows = [
        raw_sponsorship(offer=get_offer(tier="Partner"), company=company, owner=owner, **YEAR)
        for company in CompanyFactory.create_batch(5)
    ]
    with pytest.raises(IntegrityError, match=SEATS), transaction.atomic():
        Sponsorship.objects.bulk_create(rows)
    assert Sponsorship.objects.count() == 0
    assert len(Sponsorship.objects.bulk_create(rows[:4])) == 4


@pytest.mark.parametrize("change", ["stage", "starts", "ended_on", "tier"])
def test_seats_oversold_by_update_is_refused(owner, change):
    offer = get_offer(tier="Huvudpartner")
    first = raw_sponsorship(
        offer=offer, company=CompanyFactory(), owner=owner, **YEAR, stage=Stage.ENDED_EARLY, ended_on=JUNE
    )
    second = raw_sponsorship(
        offer=get_offer(tier="Sponsor") if change == "tier" else offer,
        company=CompanyFactory(),
        owner=owner,
        starts=JUNE if change in {"stage", "tier"} else JULY,
        ends=DECEMBER,
        stage=Stage.PROPOSAL if change == "stage" else Stage.SIGNED,
    )
    Sponsorship.objects.bulk_create([first, second])
    row, values = {
        "stage": (second, {"stage": Stage.SIGNED}),
        "starts": (second, {"starts": JUNE}),
        "ended_on": (first, {"ended_on": JULY}),
        "tier": (second, {"tier": get_tier("Huvudpartner")}),
    }[change]
    with pytest.raises(IntegrityError, match=SEATS), transaction.atomic():
        Sponsorship.objects.filter(pk=row.pk).update(**values)


# --- Fewer seats ----------------------------------------------------------------------------------


def day_of_the_database() -> dt.date:
    """Today by the database's clock, which the tests do not control."""
    today = {"sqlite": "date('now', 'localtime')", "postgresql": "(now() AT TIME ZONE 'Europe/Stockholm')::date::text"}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {today[connection.vendor]}")
        return dt.date.fromisoformat(cursor.fetchone()[0])


def sell(offer: TierOffer, number: int, *, starts: dt.date, ends: dt.date):
    owner = UserFactory()
    Sponsorship.objects.bulk_create(
        [
            raw_sponsorship(offer=offer, company=company, owner=owner, starts=starts, ends=ends)
            for company in CompanyFactory.create_batch(number)
        ]
    )


@pytest.mark.parametrize(("from_now", "until"), [(-300, 2), (-2, 300), (60, 90)])
def test_seats_may_not_become_fewer_than_are_sold_from_today_on(from_now, until):
    today, offer = day_of_the_database(), get_offer(tier="Partner")
    sell(offer, 3, starts=today + from_now * A_DAY, ends=today + until * A_DAY)
    offers = TierOffer.objects.filter(pk=offer.pk)
    assert offers.update(seats=3) == 1
    with pytest.raises(IntegrityError, match=SEATS), transaction.atomic():
        offers.update(seats=2)
    assert offers.get().seats == 3


def test_seats_sold_one_after_another_need_only_one_seat():
    today, offer = day_of_the_database(), get_offer(tier="Partner")
    for month in range(3):
        sell(offer, 1, starts=today + 30 * month * A_DAY, ends=today + (30 * month + 29) * A_DAY)
    assert TierOffer.objects.filter(pk=offer.pk).update(seats=1) == 1


def test_seats_may_become_fewer_than_were_sold_in_the_past():
    today, offer = day_of_the_database(), get_offer(tier="Partner")
    sell(offer, 4, starts=today - 400 * A_DAY, ends=today - 2 * A_DAY)
    assert TierOffer.objects.filter(pk=offer.pk).update(seats=1) == 1


def test_what_was_sold_before_the_seats_became_fewer_can_still_be_edited_and_shortened():
    today, offer = day_of_the_database(), get_offer(tier="Partner")
    sell(offer, 4, starts=today - 400 * A_DAY, ends=today - 2 * A_DAY)
    TierOffer.objects.filter(pk=offer.pk).update(seats=1)
    first, second, *_ = Sponsorship.objects.all()
    save_record(first, payment_note="Betalt i två delar")
    save_record(second, stage=Stage.ENDED_EARLY, ended_on=today - 30 * A_DAY)
    with pytest.raises(IntegrityError, match=SEATS), transaction.atomic():
        Sponsorship.objects.filter(pk=second.pk).update(ended_on=today - 29 * A_DAY)


@pytest.mark.parametrize("way", ["made anew", "moved from another tier"])
def test_an_offer_cannot_come_with_fewer_seats_than_are_sold(way):
    today, offer = day_of_the_database(), get_offer(tier="Partner")
    sell(offer, 3, starts=today, ends=today + 300 * A_DAY)
    offer.delete()
    with pytest.raises(IntegrityError, match=SEATS), transaction.atomic():
        if way == "made anew":
            TierOffer.objects.create(goal=offer.goal, tier=offer.tier, yearly_amount=100, seats=2)
        else:
            TierOffer.objects.filter(pk=get_offer(tier="Huvudpartner").pk).update(tier=offer.tier)


# --- Required fields ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"starts": None}, "crm_sponsorship_signed_is_complete"),
        ({"ends": None}, "crm_sponsorship_signed_is_complete"),
        ({"amount": None}, "crm_sponsorship_signed_is_complete"),
        ({"signed_on": None}, "crm_sponsorship_signed_is_complete"),
        ({"ends": JANUARY - A_DAY}, "crm_sponsorship_dates_in_order"),
        ({"ended_on": JUNE}, "crm_sponsorship_ended_has_date"),
        ({"stage": Stage.PROPOSAL, "ended_on": JUNE}, "crm_sponsorship_ended_has_date"),
        ({"stage": Stage.ENDED_EARLY}, "crm_sponsorship_ended_has_date"),
        ({"stage": Stage.ENDED_EARLY, "ended_on": DECEMBER + A_DAY}, "crm_sponsorship_ended_has_date"),
    ],
)
def test_a_row_that_cannot_be_is_refused(owner, fields, rule):
    row = raw_sponsorship(offer=get_offer(), company=CompanyFactory(), owner=owner, **YEAR | fields)
    assert refused(row, rule)
