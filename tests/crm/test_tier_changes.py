"""A change of tier ends a sponsorship the day before another starts."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from crm.models import LapseReason, Sponsorship, Stage
from crm.queries.renewals import chain_of
from crm.services.renewals import NotSigned, record_lapse
from crm.services.sponsorships import AlreadyOver, NoSeatLeft
from goals.models import TierOffer
from tests import clock
from tests.crm.random_periods import A_DAY
from tests.crm.renewals import over, renewed, upgraded
from tests.factories import YEAR_END, YEAR_START, SponsorshipFactory, get_tier, signed_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.days, pytest.mark.database]
JULY = dt.date(2027, 7, 1)


@clock.pinned
def test_another_tier_ends_the_old_the_day_before_and_signs_a_new_one_until_the_same_end():
    signed = signed_sponsorship(signed_by=None, payment_note="Två fakturor")
    new = upgraded(signed)
    old = Sponsorship.objects.get(pk=signed.pk)
    assert (old.stage, old.ended_on, old.closing_reason) == (Stage.ENDED_EARLY, JULY - A_DAY, "Växer")
    assert (new.stage, new.starts, new.ends, new.renews, new.kind) == (Stage.SIGNED, JULY, YEAR_END, old, "upgrade")
    assert (new.tier_name, new.payment_note, new.deliveries.exists()) == ("Partner", "Två fakturor", True)
    for day, tier in ((JULY - A_DAY, "Sponsor"), (JULY, "Partner"), (YEAR_END, "Partner")):
        assert [each.tier.name for each in Sponsorship.objects.active_on(day)] == [tier]


@clock.pinned
def test_why_it_will_not_be_renewed_follows_on_another_tier():
    signed = signed_sponsorship()
    reason = LapseReason.objects.first()
    record_lapse(signed, reason=reason, note="Ny vd")
    new = Sponsorship.objects.get(pk=upgraded(signed).pk)
    assert (new.lapse_reason, new.lapse_note) == (reason, "Ny vd")


@clock.pinned
def test_another_tier_without_a_seat_changes_nothing():
    signed_sponsorship(tier=get_tier("Huvudpartner"), starts=YEAR_END)
    signed = signed_sponsorship()
    with pytest.raises(NoSeatLeft):
        upgraded(signed, tier=get_tier("Huvudpartner"))
    assert (Sponsorship.objects.get(pk=signed.pk).stage, Sponsorship.objects.count()) == (Stage.SIGNED, 2)


@clock.pinned
def test_seat_that_is_left_is_free_from_the_day_of_the_change():
    signed = signed_sponsorship(tier=get_tier("Huvudpartner"))
    upgraded(signed, tier=get_tier("Sponsor"))
    rival = {"tier": get_tier("Huvudpartner"), "ends": YEAR_END}
    with pytest.raises(NoSeatLeft):
        signed_sponsorship(**rival, starts=JULY - A_DAY)
    signed_sponsorship(**rival, starts=JULY)


@clock.pinned
def test_renewal_that_exists_follows_on_the_new_tier():
    signed = signed_sponsorship()
    following = renewed(signed)
    new = upgraded(Sponsorship.objects.get(pk=signed.pk))
    assert chain_of(new) == [signed, new, following]


@pytest.mark.parametrize(
    ("field", "value"), [("starts", YEAR_START), ("starts", YEAR_END + A_DAY), ("tier", "Sponsor")]
)
def test_day_outside_the_period_and_the_same_tier_are_refused_by_field(field, value):
    signed = signed_sponsorship()
    with pytest.raises(ValidationError) as refusal:
        upgraded(signed, **{field: get_tier(value) if field == "tier" else value})
    assert list(refusal.value.error_dict) == [field]


def test_another_tier_of_what_is_over_or_not_signed_is_refused():
    with pytest.raises(AlreadyOver):
        upgraded(over(), starts=timezone.localdate() - 20 * A_DAY)
    with pytest.raises(NotSigned):
        upgraded(SponsorshipFactory())


@clock.pinned
def test_seats_are_never_oversold_by_changes_of_tier():
    """On no day are more sponsorships in force on the tier than the offer has seats."""
    TierOffer.objects.filter(goal__number=1, tier__name="Partner").update(seats=2)
    rows = [signed_sponsorship() for _ in range(6)]
    outcomes = []
    for place, row in enumerate(rows):
        try:
            upgraded(row, starts=YEAR_START + (30 * place + 1) * A_DAY)
            outcomes.append("changed")
        except NoSeatLeft:
            outcomes.append("full")
    assert outcomes == ["changed", "changed", "full", "full", "full", "full"]
    held = Sponsorship.objects.filter(tier__name="Partner")
    assert held.peak(YEAR_START, YEAR_END) == 2
