"""What was agreed for a month whose books are closed stays; terms change from an open day on."""

import datetime as dt
from decimal import Decimal

import pytest

from core.locked_months import MonthIsLocked, lock
from crm.models import Sponsorship, SponsorshipEvent
from crm.services.amendments import amend_sponsorship, change_tier
from crm.services.sponsorships import Terms, end_sponsorship, sign_sponsorship, update_sponsorship
from crm.services.undo_signing import take_back_end, unsign_sponsorship
from duplicates.services.merging import merge, undo_merge
from tests import clock
from tests.factories import CompanyFactory, SponsorshipFactory, UserFactory, get_offer, get_tier, signed_sponsorship

pytestmark = [pytest.mark.database, pytest.mark.django_db, clock.pinned]

OCTOBER, NOVEMBER = dt.date(2026, 10, 1), dt.date(2026, 11, 1)
STARTS, ENDS = dt.date(2026, 5, 1), dt.date(2027, 4, 30)
LAST_OF_OCTOBER, TODAY = dt.date(2026, 10, 31), dt.date(2026, 11, 25)
D = Decimal


@pytest.fixture
def agreed():
    sponsorship = signed_sponsorship(starts=STARTS, ends=ENDS, amount=D(12000))
    lock(OCTOBER, by=UserFactory())
    return sponsorship


def of_october(sponsorship: Sponsorship) -> Decimal:
    return Sponsorship.objects.get(pk=sponsorship.pk).amount_between(OCTOBER, LAST_OF_OCTOBER)


def administrator():
    return UserFactory(role="Administratör")


def amend(agreed, day):
    amend_sponsorship(agreed, starts=day, amount=D(24000), reason="Mer", by=UserFactory())


def end(agreed, day):
    end_sponsorship(agreed, on=day, reason="Slut")


def exchange(agreed, day):
    get_offer(1, "Partner")
    change_tier(agreed, starts=day, tier=get_tier("Partner"), amount=D(50000), signed_on=TODAY, reason="Upp")


@pytest.mark.parametrize(
    ("change", "too_early", "open_day"),
    [
        (amend, LAST_OF_OCTOBER, NOVEMBER),
        (end, dt.date(2026, 10, 30), LAST_OF_OCTOBER),
        (exchange, LAST_OF_OCTOBER, NOVEMBER),
    ],
)
def test_terms_change_from_an_open_day_on(change, too_early, open_day, agreed):
    before, events = of_october(agreed), SponsorshipEvent.objects.count()
    with pytest.raises(MonthIsLocked):
        change(Sponsorship.objects.get(pk=agreed.pk), too_early)
    assert (of_october(agreed), SponsorshipEvent.objects.count()) == (before, events)
    change(Sponsorship.objects.get(pk=agreed.pk), open_day)
    assert of_october(agreed) == before


@pytest.mark.parametrize("take_back", ["unsign", "correct", "company"])
def test_what_covers_a_locked_month_is_not_taken_back(take_back, agreed):
    by, company = administrator(), agreed.company_id
    with pytest.raises(MonthIsLocked):
        if take_back == "unsign":
            unsign_sponsorship(agreed, by=by, reason="Fel")
        elif take_back == "correct":
            update_sponsorship(agreed, amount=D(1), by=by, reason="Fel")
        else:
            update_sponsorship(agreed, company=SponsorshipFactory().company, by=by, reason="Fel")
    stored = Sponsorship.objects.get(pk=agreed.pk)
    assert (stored.stage, stored.amount, stored.company_id) == ("signed", D(12000), company)


def test_agreement_may_be_signed_in_a_locked_month_but_not_begin_in_one():
    lock(OCTOBER, by=UserFactory())
    early, later = SponsorshipFactory(), SponsorshipFactory()
    with pytest.raises(MonthIsLocked):
        sign_sponsorship(early, signed_on=TODAY, terms=Terms(starts=LAST_OF_OCTOBER, ends=ENDS, amount=D(1000)))
    terms = Terms(starts=NOVEMBER, ends=ENDS, amount=D(1000))
    assert sign_sponsorship(later, signed_on=LAST_OF_OCTOBER, terms=terms).is_signed


def test_end_in_an_open_month_may_be_taken_back(agreed):
    end(agreed, NOVEMBER)
    before = of_october(agreed)
    take_back_end(Sponsorship.objects.get(pk=agreed.pk), by=administrator(), reason="Fel")
    assert of_october(agreed) == before


def test_agreement_that_was_over_before_the_month_may_be_corrected():
    over = signed_sponsorship(starts=dt.date(2025, 1, 1), ends=dt.date(2025, 12, 31), amount=D(1000))
    lock(OCTOBER, by=UserFactory())
    update_sponsorship(over, amount=D(1), by=administrator(), reason="Fel")
    assert Sponsorship.objects.get(pk=over.pk).amount == D(1)


def test_companies_that_are_the_same_may_be_merged_although_their_months_are_locked(agreed):
    kept, by = CompanyFactory(), administrator()
    company = agreed.company_id
    done = merge(lost=agreed.company, kept=kept, by=by)
    assert Sponsorship.objects.get(pk=agreed.pk).company == kept
    undo_merge(done, by=by)
    assert Sponsorship.objects.get(pk=agreed.pk).company_id == company
