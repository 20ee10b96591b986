"""Sponsorships that share an agreement year sum to its amount."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from core.money import amount_in_period
from crm.models import Sponsorship, Stage
from crm.queries.coverage import coverage
from crm.services.amendments import amend_sponsorship, change_tier, remove_amendment
from crm.services.renewals import renew_sponsorship
from crm.services.sponsorships import create_sponsorship, end_sponsorship, sign_sponsorship, update_sponsorship
from tests.crm.random_periods import A_DAY
from tests.crm.test_amendments import anniversary, owed_by_the_end_of_each_day, payable
from tests.factories import SIGNED_ON, CompanyFactory, UserFactory, get_tier, signed_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.database("crm.services.agreement_years")]

TIERS = "Sponsor", "Vänföretag"  # without a seat limit
FAR = dt.date(2100, 1, 1)  # all days are in the future, so an early end is possible on each

cuts = st.lists(st.tuples(st.integers(1, 1600), st.sampled_from(["tier", "end", "amend"]), payable), max_size=4)


def cut_at(agreement: Sponsorship, day: dt.date, how: str, amount: Decimal, tier: str) -> Sponsorship:
    """End, amend or change the tier of the agreement; returns the sponsorship in force from the day."""
    if how == "amend":
        if agreement.yearly_on(day) != amount:
            amend_sponsorship(
                agreement, starts=day, amount=amount, reason="Prov", by=agreement.owner, unpaid=not amount
            )
        return Sponsorship.objects.get(pk=agreement.pk)
    if how == "tier":
        return change_tier(
            agreement,
            starts=day,
            tier=get_tier(tier),
            amount=amount,
            signed_on=SIGNED_ON,
            reason="Prov",
            unpaid=not amount,
        )
    end_sponsorship(agreement, on=day - A_DAY, reason="Prov")
    terms = {"goal": agreement.goal, "tier": agreement.tier, "owner": agreement.owner, "company": agreement.company}
    follower = create_sponsorship(stage=Stage.PROPOSAL, starts=day, ends=agreement.ends, amount=amount, **terms)
    return sign_sponsorship(follower, signed_on=SIGNED_ON, unpaid=not amount)


# Without shrinking: an example takes one or two hundred queries.
@settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    starts=st.one_of(
        st.dates(FAR, dt.date(2130, 12, 31)),
        st.sampled_from([dt.date(2103, 1, 1), dt.date(2104, 2, 29), dt.date(2104, 1, 1), dt.date(2107, 3, 1)]),
    ),
    length=st.integers(2, 1600),
    yearly=payable,
    cuts=cuts,
)
def test_parts_of_a_chain_of_changes_sum_to_each_agreement_year(starts, length, yearly, cuts):
    ends, changes = starts + length * A_DAY, {}
    agreement = signed_sponsorship(
        company=CompanyFactory(orgnr=None), starts=starts, ends=ends, amount=yearly + 1, owner=UserFactory()
    )
    turn = 0
    for days, how, amount in sorted(cuts):
        day = starts + days * A_DAY
        if not agreement.starts < day <= ends or day in changes or (how != "amend" and day - A_DAY >= ends):
            continue
        turn += how == "tier"
        agreement = cut_at(agreement, day, how, amount, TIERS[turn % len(TIERS)])
        changes[day] = amount
    parts = Sponsorship.objects.filter(company=agreement.company)
    owed = owed_by_the_end_of_each_day(yearly + 1, starts, ends, changes)
    edges = sorted({starts, *(min(anniversary(starts, year), ends + A_DAY) for year in range(1, 7))})
    for first, following in pairwise(edges):
        last = following - A_DAY
        whole = owed[last] - owed[first - A_DAY]
        assert sum(part.amount_between(first, last) for part in parts) == whole
        assert parts.in_period(first, last) == whole
    for year in range(starts.year, ends.year + 1):
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        assert parts.in_period(first, last) == owed[min(last, ends)] - owed[max(first, starts) - A_DAY]


@pytest.mark.parametrize(
    ("year", "yearly", "day"),
    [(2027, 100_000, "07-01"), (2028, 100_000, "07-01"), (2027, 40_000, "10-01"), (2028, 40_000, "03-01")],
)
@pytest.mark.parametrize("how", ["tier", "end"])
def test_year_that_is_cut_is_worth_its_amount(year, yearly, day, how):
    year += 80  # years of the same lengths, in the future
    signed = signed_sponsorship(starts=dt.date(year, 1, 1), ends=dt.date(year, 12, 31), amount=Decimal(yearly))
    cut_at(signed, dt.date.fromisoformat(f"{year}-{day}"), how, Decimal(yearly), "Partner")
    [(_year, first), (_same, second)] = [each for part in Sponsorship.objects.all() for each in part.amounts_by_year()]
    assert (first + second, Sponsorship.objects.in_period(dt.date(year, 1, 1), dt.date(year, 12, 31))) == (yearly,) * 2


def cut_in_two(how: str = "tier") -> tuple[Sponsorship, Sponsorship]:
    signed = signed_sponsorship(starts=dt.date(2107, 1, 1), ends=dt.date(2107, 12, 31), amount=Decimal(100_000))
    follower = cut_at(signed, dt.date(2107, 7, 1), how, Decimal(100_000), "Partner")
    return Sponsorship.objects.get(pk=signed.pk), Sponsorship.objects.get(pk=follower.pk)


def whole() -> Decimal:
    return Sponsorship.objects.in_period(dt.date(2107, 1, 1), dt.date(2108, 12, 31))


def test_renewal_for_whole_years_after_an_early_end_is_an_agreement_by_itself():
    signed = signed_sponsorship(starts=dt.date(2107, 1, 1), ends=dt.date(2107, 12, 31), amount=Decimal(100_000))
    end_sponsorship(signed, on=dt.date(2107, 6, 30), reason="Ny period")
    renewal = renew_sponsorship(signed)
    assert (renewal.starts, renewal.ends) == (dt.date(2107, 7, 1), dt.date(2108, 6, 30))
    renewal = sign_sponsorship(renewal, signed_on=SIGNED_ON)
    assert sum(dict(renewal.amounts_by_year()).values()) == 100_000


def test_longer_follower_that_is_no_whole_years_fills_the_year_that_was_cut():
    signed = signed_sponsorship(starts=dt.date(2107, 1, 1), ends=dt.date(2107, 12, 31), amount=Decimal(100_000))
    end_sponsorship(signed, on=dt.date(2107, 6, 30), reason="Ny period")
    sign_sponsorship(renew_sponsorship(signed, ends=dt.date(2108, 12, 31)), signed_on=SIGNED_ON)
    years = [Sponsorship.objects.in_period(dt.date(y, 1, 1), dt.date(y, 12, 31)) for y in (2107, 2108)]
    assert years == [100_000, 100_000]


def test_what_follows_after_a_pause_or_an_agreed_end_has_years_of_its_own():
    signed = signed_sponsorship(starts=dt.date(2107, 1, 1), ends=dt.date(2107, 12, 31), amount=Decimal(100_000))
    renewal = sign_sponsorship(renew_sponsorship(signed), signed_on=SIGNED_ON)
    end_sponsorship(renewal, on=dt.date(2108, 3, 31), reason="Uppehåll")
    later = renew_sponsorship(renewal, starts=dt.date(2108, 5, 1), ends=dt.date(2109, 4, 30))
    later = sign_sponsorship(later, signed_on=SIGNED_ON)
    assert [part.years_from for part in (signed, renewal, later)] == [None] * 3
    assert sum(dict(later.amounts_by_year()).values()) == 100_000


@pytest.mark.parametrize("how", ["tier", "end"])
def test_change_of_the_first_part_is_included_in_the_second(how, make_user):
    first, second = cut_in_two(how)
    amendment = amend_sponsorship(
        first, starts=dt.date(2107, 3, 1), amount=Decimal("77777.77"), reason="Prov", by=first.owner
    )
    changes = {dt.date(2107, 3, 1): Decimal("77777.77"), dt.date(2107, 7, 1): Decimal(100_000)}
    owed = owed_by_the_end_of_each_day(Decimal(100_000), first.starts, second.ends, changes)
    assert whole() == owed[second.ends]
    remove_amendment(amendment, by=UserFactory(), reason="Fel")
    assert whole() == 100_000
    administrator = make_user("Administratör")
    first = Sponsorship.objects.get(pk=first.pk)
    update_sponsorship(first, by=administrator, reason="Fel dag", starts=dt.date(2107, 2, 1))
    owed = owed_by_the_end_of_each_day(Decimal(100_000), dt.date(2107, 2, 1), second.ends, {})
    assert whole() == owed[second.ends]


def test_coverage_counts_a_cut_year_as_the_lists_do():
    starts = timezone.localdate().replace(day=1) + dt.timedelta(days=32)
    starts = starts.replace(day=1)
    ends = anniversary(starts, 1) - A_DAY
    signed = signed_sponsorship(starts=starts, ends=ends, amount=Decimal(100_000), signed_on=SIGNED_ON)
    cut_at(signed, starts + 100 * A_DAY, "tier", Decimal(100_000), "Partner")
    money = coverage(timezone.localdate()).goals[0].money
    assert sum(cell.pledged for cell in money) == 100_000


def test_amount_that_continues_another_year_by_hand():
    """1 July to 31 December in an agreement year of 365 days from 1 January: 184/365 of 100,000."""
    terms = {"yearly": Decimal(100_000), "starts": dt.date(2027, 7, 1), "ends": dt.date(2027, 12, 31)}
    period = {"period_from": dt.date(2027, 1, 1), "period_to": dt.date(2027, 12, 31)}
    assert amount_in_period(**terms, **period) == Decimal("50273.22")  # 184/366
    assert amount_in_period(**terms, **period, years_from=dt.date(2027, 1, 1)) == Decimal("50410.96")
