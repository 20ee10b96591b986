"""Amounts amended within a period, compared with an oracle that sums day by day."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from core.errors import StaleVersion
from core.money import amount_in_period
from core.services import save_record
from crm.models import Sponsorship, SponsorshipAmendment, Stage
from crm.services.amendments import amend_sponsorship, remove_amendment
from crm.services.renewals import NotSigned
from crm.services.sponsorships import end_sponsorship
from crm.services.undo_signing import unsign_sponsorship
from tests.crm.random_periods import A_DAY, raw_sponsorship
from tests.factories import CompanyFactory, SponsorshipFactory, UserFactory, get_offer, signed_sponsorship

pytestmark = pytest.mark.database

needs_database = pytest.mark.django_db

payable = st.integers(0, 10**9).map(lambda ore: Decimal(ore) / 100)
starting = st.one_of(
    st.dates(dt.date(1999, 1, 1), dt.date(2040, 12, 31)),
    st.sampled_from([dt.date(2024, 2, 29), dt.date(2023, 3, 1), dt.date(2000, 2, 29), dt.date(2027, 2, 28)]),
)


def anniversary(starts: dt.date, years: int) -> dt.date:
    try:
        return starts.replace(year=starts.year + years)
    except ValueError:  # 29 February in a common year
        return dt.date(starts.year + years, 3, 1)


def owed_by_the_end_of_each_day(yearly: Decimal, starts: dt.date, ends: dt.date, changes: dict) -> dict:
    """Cumulative kronor by day, rounded to the öre; each day is worth its share of its agreement year."""
    owed, so_far = {starts - A_DAY: Decimal(0)}, Fraction(0)
    day, rate, year = starts, yearly, 0
    length = (anniversary(starts, 1) - starts).days
    while day <= ends:
        rate = changes.get(day, rate)
        if day == anniversary(starts, year + 1):
            year += 1
            length = (anniversary(starts, year + 1) - day).days
        so_far += Fraction(rate) / length
        ore, rest = divmod(so_far.numerator * 100, so_far.denominator)
        owed[day] = Decimal(ore + (2 * rest >= so_far.denominator)) / 100
        day += A_DAY
    return owed


@st.composite
def amended_agreements(draw):
    starts = draw(starting)
    ends = starts + dt.timedelta(days=draw(st.integers(1, 1500)))
    days = draw(st.lists(st.integers(1, (ends - starts).days), max_size=4, unique=True))
    changes = {starts + dt.timedelta(days=day): draw(payable) for day in sorted(days)}
    return draw(payable), starts, ends, changes


@given(agreement=amended_agreements())
def test_each_year_of_an_amended_agreement_is_what_its_days_add_up_to(agreement):
    yearly, starts, ends, changes = agreement
    owed = owed_by_the_end_of_each_day(*agreement)
    total = Decimal(0)
    for year in range(starts.year, ends.year + 1):
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        amount = amount_in_period(
            yearly=yearly,
            starts=starts,
            ends=ends,
            period_from=first,
            period_to=last,
            changes=list(changes.items()),
        )
        assert amount == owed[min(last, ends)] - owed[max(first, starts) - A_DAY]
        total += amount
    assert total == owed[ends]


@given(agreement=amended_agreements(), from_day=st.integers(-50, 1500), length=st.integers(0, 900))
def test_any_period_of_an_amended_agreement_is_what_its_days_add_up_to(agreement, from_day, length):
    yearly, starts, ends, changes = agreement
    first = starts + dt.timedelta(days=from_day)
    last = first + dt.timedelta(days=length)
    amount = amount_in_period(
        yearly=yearly, starts=starts, ends=ends, period_from=first, period_to=last, changes=list(changes.items())
    )
    owed = owed_by_the_end_of_each_day(*agreement)
    if max(first, starts) > min(last, ends):
        assert amount == 0
    else:
        assert amount == owed[min(last, ends)] - owed[max(first, starts) - A_DAY]


def random_agreements(number: int) -> list[Sponsorship]:
    """Signed rows without, with one and with several amendments; some ended early, before or after an amendment."""
    random = Random(number)
    offer, owner = get_offer(tier="Sponsor"), UserFactory()
    rows = []
    for company in CompanyFactory.create_batch(number):
        starts = dt.date(2024, 1, 15) + random.randrange(900) * A_DAY
        ends = starts + random.randrange(1, 900) * A_DAY
        row = raw_sponsorship(offer=offer, company=company, owner=owner, starts=starts, ends=ends)
        row.amount = Decimal(random.randrange(10**7)) / 100
        if random.random() < 0.3:
            row.stage, row.ended_on = Stage.ENDED_EARLY, starts + random.randrange((ends - starts).days) * A_DAY
        row.save()
        days = random.sample(range(1, (ends - starts).days + 1), min(random.randrange(4), (ends - starts).days))
        SponsorshipAmendment.objects.bulk_create(
            SponsorshipAmendment(
                sponsorship=row,
                starts=starts + day * A_DAY,
                amount=Decimal(random.randrange(10**7)) / 100,
                reason="Prov",
                made_by=owner,
            )
            for day in days
        )
        rows.append(row)
    return rows


@needs_database
def test_sums_of_the_database_are_those_of_the_days(django_assert_num_queries):
    """The sums of lists, goals' panels and exports, with and without amendments."""
    rows = random_agreements(40)
    expected = {}
    for year in range(2024, 2030):
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        amount = Decimal(0)
        for row in rows:
            changes = {each.starts: each.amount for each in row.amendments.all()}
            owed = owed_by_the_end_of_each_day(row.amount, row.starts, row.last_day, changes)
            before, until = max(first, row.starts) - A_DAY, min(last, row.last_day)
            amount += owed[until] - owed[before] if before < until else 0
        expected[first, last] = amount
    for (first, last), amount in expected.items():
        with django_assert_num_queries(2):
            assert Sponsorship.objects.in_period(first, last) == amount
        assert sum(row.amount_between(first, last) for row in rows) == amount
    assert [sum(dict(row.amounts_by_year()).get(year, 0) for row in rows) for year in range(2024, 2030)] == [
        *expected.values()
    ]


@needs_database
@pytest.mark.parametrize("number", [1, 30])
def test_sums_cost_the_same_queries_however_many_are_amended(number, django_assert_num_queries):
    random_agreements(number)
    with django_assert_num_queries(2):
        Sponsorship.objects.in_period(dt.date(2024, 1, 1), dt.date(2030, 12, 31))


@needs_database
def test_yearly_amount_of_the_database_is_that_of_the_row_on_any_day():
    rows = random_agreements(25)
    for day in (
        dt.date(2023, 1, 1),
        dt.date(2024, 12, 31),
        dt.date(2025, 6, 1),
        dt.date(2026, 1, 1),
        dt.date(2030, 1, 1),
    ):
        yearly = dict(Sponsorship.objects.with_yearly(day).values_list("pk", "yearly"))
        assert yearly == {row.pk: row.yearly_on(day) for row in rows}
        assert Sponsorship.objects.per_year(day) == sum(yearly.values())
    final = dict(Sponsorship.objects.with_final_amount().values_list("pk", "final_amount"))
    assert final == {row.pk: row.final_yearly for row in rows}


# --- Creating amendments --------------------------------------------------------------------------

JULY = dt.date(2027, 7, 1)


@needs_database
def test_amount_counts_from_its_day_on_and_the_past_stands():
    signed, user = signed_sponsorship(amount=Decimal(36500)), UserFactory()
    before = signed.amount_between(dt.date(2027, 1, 1), dt.date(2027, 6, 30))
    amend_sponsorship(signed, starts=JULY, amount=Decimal(73000), reason="Fler anställda", by=user)
    amended = Sponsorship.objects.get()
    assert amended.amount == Decimal(36500)
    assert amended.amount_between(dt.date(2027, 1, 1), dt.date(2027, 6, 30)) == before == Decimal(18100)
    assert amended.amount_between(JULY, dt.date(2027, 12, 31)) == Decimal(36800)
    assert [amended.yearly_on(day) for day in (JULY - A_DAY, JULY, dt.date(2099, 1, 1))] == [36500, 73000, 73000]
    [history] = SponsorshipAmendment.history.all()
    assert (history.made_by, history.reason) == (user, "Fler anställda")


@needs_database
@pytest.mark.parametrize("day", [dt.date(2026, 12, 31), dt.date(2027, 1, 1), dt.date(2028, 1, 1)])
def test_day_outside_the_period_or_its_first_is_refused_beside_the_day(day):
    signed = signed_sponsorship()
    with pytest.raises(ValidationError) as refusal:
        amend_sponsorship(signed, starts=day, amount=Decimal(1), reason="Prov", by=UserFactory())
    assert list(refusal.value.error_dict) == ["starts"]
    assert not SponsorshipAmendment.objects.exists()


@needs_database
def test_same_amount_and_same_day_twice_are_refused():
    signed, user = signed_sponsorship(), UserFactory()
    with pytest.raises(ValidationError) as refusal:
        amend_sponsorship(signed, starts=JULY, amount=signed.amount, reason="Prov", by=user)
    assert list(refusal.value.error_dict) == ["amount"]
    signed = Sponsorship.objects.get()
    amend_sponsorship(signed, starts=JULY, amount=Decimal(1), reason="Prov", by=user)
    with pytest.raises(ValidationError):
        amend_sponsorship(Sponsorship.objects.get(), starts=JULY, amount=Decimal(2), reason="Prov", by=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        SponsorshipAmendment.objects.bulk_create(
            [SponsorshipAmendment(sponsorship=signed, starts=JULY, amount=3, reason="Prov", made_by=user)]
        )


@needs_database
def test_only_what_is_signed_is_amended_and_with_the_latest_version():
    lead, user = SponsorshipFactory(), UserFactory()
    with pytest.raises(NotSigned):
        amend_sponsorship(lead, starts=JULY, amount=Decimal(1), reason="Prov", by=user)
    signed = signed_sponsorship()
    seen = Sponsorship.objects.get(pk=signed.pk)
    save_record(signed, payment_note="Ny")
    with pytest.raises(StaleVersion):
        amend_sponsorship(seen, starts=JULY, amount=Decimal(1), reason="Prov", by=user)


@needs_database
def test_amendment_after_an_early_end_counts_nothing():
    signed = signed_sponsorship(amount=Decimal(36500))
    amend_sponsorship(signed, starts=JULY, amount=Decimal(99999), reason="Prov", by=UserFactory())
    end_sponsorship(signed, on=dt.date(2027, 1, 10), reason="Konkurs")
    ended = Sponsorship.objects.get()
    assert (sum(dict(ended.amounts_by_year()).values()), ended.final_yearly) == (Decimal(1000), Decimal(36500))
    assert Sponsorship.objects.in_period(dt.date(2027, 1, 1), dt.date(2027, 12, 31)) == Decimal(1000)


@needs_database
def test_amendment_that_is_undone_leaves_the_amount_before_it():
    signed = signed_sponsorship()
    amendment = amend_sponsorship(signed, starts=JULY, amount=Decimal(1), reason="Fel", by=UserFactory())
    remove_amendment(amendment, by=UserFactory(), reason="Fel")
    assert Sponsorship.objects.get().final_yearly == signed.amount
    assert [row.history_type for row in SponsorshipAmendment.history.order_by("history_id")] == ["+", "-"]


@needs_database
def test_taking_back_a_signature_takes_its_amendments_along():
    signed, user = signed_sponsorship(), UserFactory()
    amend_sponsorship(signed, starts=JULY, amount=Decimal(1), reason="Prov", by=user)
    unsign_sponsorship(signed, by=user, reason="Fel företag")
    assert not SponsorshipAmendment.objects.exists()
