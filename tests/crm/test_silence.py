"""Partners without contact for longer than their tier allows."""

import datetime as dt

import pytest

from crm.models import Company
from goals.models import Tier
from tests.crm.planning import TUESDAY, active_company, day, moment
from tests.factories import InteractionFactory, PauseFactory, get_goal, signed_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def partner(tier: str, *, last: dt.datetime | None, **fields) -> Company:
    tier = Tier.objects.get(name=tier)
    company = signed_sponsorship(tier=tier, starts=day(-300), ends=day(60), signed_on=day(-300), **fields).company
    if last:
        InteractionFactory(companies=[company], happened_at=last)
    return company


def silent(on: dt.date = TUESDAY) -> set[Company]:
    return set(Company.objects.silent_on(on))


@pytest.mark.parametrize(
    ("tier", "days", "is_silent"),
    [("Huvudpartner", 29, False), ("Huvudpartner", 30, True), ("Sponsor", 89, False), ("Sponsor", 90, True)],
)
@pytest.mark.parametrize("hour", [0, 23])
def test_partner_is_silent_when_its_tiers_days_have_passed(tier, days, is_silent, hour):
    company = partner(tier, last=moment(day(-days), hour))
    assert silent() == ({company} if is_silent else set())
    seen = Company.objects.with_silence_rule(TUESDAY).get(pk=company.pk)
    assert seen.silent_days(TUESDAY) == (days if is_silent else None)


def test_strictest_of_several_tiers_rules():
    company = partner("Sponsor", last=moment(day(-40)), goal=get_goal(1))
    assert silent() == set()
    signed_sponsorship(
        company=company,
        goal=get_goal(2),
        tier=Tier.objects.get(name="Huvudpartner"),
        starts=day(-10),
        ends=day(200),
        signed_on=day(-10),
    )
    assert silent() == {company}


def test_tier_without_rule_bears_any_silence():
    partner("Sponsor", last=None)
    Tier.objects.filter(name="Sponsor").update(silent_after_days=None)
    assert silent() == set()


def test_partner_never_reached_is_silent_and_one_that_is_paused_or_no_partner_today_is_not():
    never = partner("Sponsor", last=None)
    PauseFactory(company=partner("Sponsor", last=None))
    active_company()
    assert silent() == {never}
    assert silent(day(61)) == set()


def test_call_nobody_took_breaks_no_silence():
    company = partner("Huvudpartner", last=moment(day(-50)))
    InteractionFactory(companies=[company], happened_at=moment(day(-1)), outcome="no_answer")
    assert silent() == {company}


def test_silence_is_one_query(django_assert_num_queries):
    for goal in (1, 2, 3):
        partner("Huvudpartner", last=None, goal=get_goal(goal))
    with django_assert_num_queries(1):
        assert len(Company.objects.silent_on(TUESDAY)) == 3
