import datetime as dt
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone

from crm.models import CompanyStatus, Outcome, Sponsorship, Stage
from crm.queries.coverage import months_from
from crm.queries.prospects import SHOWN, SIZED, Points, prospects
from crm.services.sponsorships import decline_sponsorship
from tests.factories import (
    CompanyFactory,
    InteractionFactory,
    SponsorshipFactory,
    contact_at,
    get_goal,
    get_tier,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

A_DAY = dt.timedelta(days=1)
DAY = dt.date(2027, 1, 20)
MARCH = months_from(DAY)[2]


def found(*, tier: str = "Partner", day: dt.date = DAY, month=MARCH) -> dict:
    rows = prospects(get_goal(), get_tier(tier), month, day=day).shown
    return {row.company.name: [(reason.points, reason.words) for reason in row.reasons] for row in rows}


def named(name: str, **fields):
    return CompanyFactory(name=name, **fields)


def partner(name: str, starts: dt.date, ends: dt.date, **fields) -> Sponsorship:
    return signed_sponsorship(company=named(name), starts=starts, ends=ends, tier=get_tier("Partner"), **fields)


def test_each_company_says_why_it_is_there_and_the_strongest_comes_first():
    named("Stor AB", employees=100)
    partner("Slutar AB", dt.date(2026, 3, 1), dt.date(2027, 2, 28))
    partner("Förr AB", dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    SponsorshipFactory(company=named("Samtal AB"), tier=get_tier("Partner"), stage=Stage.MEETING)
    SponsorshipFactory(company=named("Annan AB"))
    InteractionFactory(
        companies=[named("Glad AB")],
        goal=get_goal(),
        outcome=Outcome.POSITIVE,
        happened_at=dt.datetime(2026, 5, 4, 22, 30, tzinfo=dt.UTC),
    )
    Sponsorship.objects.update(stage_since=dt.date(2027, 1, 2))
    for number, name in ((4, "Minst AB"), (40, "Mellan AB"), (50, "Mest AB")):
        holder = named(name, employees=number)
        signed_sponsorship(company=holder, goal=get_goal(2), tier=get_tier("Partner"), starts=DAY, ends=DAY)
    assert found() == {
        "Slutar AB": [(Points.LAPSES, "Avtalet om målet löper ut 2027-02-28 och har ingen fortsättning.")],
        "Samtal AB": [(Points.OPEN_TIER, "Öppen dialog om nivån: Möte sedan 2027-01-02.")],
        "Annan AB": [(Points.OPEN_GOAL, "Öppen dialog om målet som Sponsor: Uppslag sedan 2027-01-02.")],
        "Förr AB": [(Points.FORMER, "Har burit målet förut, senast till och med 2025-12-31.")],
        "Glad AB": [(Points.POSITIVE, "Positiv kontakt om målet 2026-05-05.")],
        "Stor AB": [(Points.SIZE, "100 anställda; den mellersta på nivån i dag har 40.")],
        "Mest AB": [(Points.SIZE, "50 anställda; den mellersta på nivån i dag har 40.")],
        "Mellan AB": [(Points.SIZE, "40 anställda; den mellersta på nivån i dag har 40.")],
    }
    order = ["Slutar AB", "Samtal AB", "Annan AB", "Förr AB", "Glad AB", "Stor AB", "Mest AB", "Mellan AB"]
    assert list(found()) == order


def test_reasons_add_up():
    both, one = named("Båda AB", employees=1), named("Ett AB", employees=9)
    for company in (both, one):
        signed_sponsorship(company=company, starts=dt.date(2025, 1, 1), ends=dt.date(2025, 12, 31))
    InteractionFactory(
        companies=[both], goal=get_goal(), outcome=Outcome.POSITIVE, happened_at=dt.datetime(2026, 5, 4, tzinfo=dt.UTC)
    )
    assert [(name, [points for points, _words in reasons]) for name, reasons in found().items()] == [
        ("Båda AB", [Points.FORMER, Points.POSITIVE]),
        ("Ett AB", [Points.FORMER]),
    ]


def test_company_that_carries_the_goal_longer_is_left_out():
    longer = partner("Längre AB", dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    follower = partner("Fortsätter AB", dt.date(2026, 2, 1), dt.date(2027, 1, 31))
    signed_sponsorship(company=follower.company, starts=dt.date(2027, 4, 1), ends=dt.date(2028, 3, 31))
    for company in (longer.company, follower.company):
        InteractionFactory(companies=[company], goal=get_goal(), outcome=Outcome.POSITIVE)
    assert found() == {}


def test_contact_about_another_goal_an_old_one_and_one_that_was_not_positive_do_not_count():
    InteractionFactory(companies=[named("Annat AB")], goal=get_goal(2), outcome=Outcome.POSITIVE)
    InteractionFactory(companies=[named("Nådd AB")], goal=get_goal())
    old = dt.datetime(2024, 12, 1, tzinfo=dt.UTC)
    InteractionFactory(companies=[named("Gammal AB")], goal=get_goal(), outcome=Outcome.POSITIVE, happened_at=old)
    assert found() == {}


def test_company_that_declined_within_a_year_or_is_ended_is_left_out():
    kind = {"goal": get_goal(), "outcome": Outcome.POSITIVE}
    declined, long_ago, again, ended = (named(name) for name in ("Nej AB", "Länge sedan AB", "Igen AB", "Slut AB"))
    for company in (declined, long_ago, again, ended):
        InteractionFactory(companies=[company], **kind)
    for company, since in ((declined, DAY - 100 * A_DAY), (again, DAY - 100 * A_DAY), (long_ago, DAY - 365 * A_DAY)):
        refused = decline_sponsorship(SponsorshipFactory(company=company), reason="Nej")
        Sponsorship.objects.filter(pk=refused.pk).update(stage_since=since)
    SponsorshipFactory(company=again)
    ended.status = CompanyStatus.ENDED
    ended.save()
    assert set(found()) == {"Länge sedan AB", "Igen AB"}


def test_size_alone_brings_in_the_largest_only_and_the_page_is_bounded():
    signed_sponsorship(
        company=named("Minst AB", employees=10), goal=get_goal(2), tier=get_tier("Partner"), starts=DAY, ends=DAY
    )
    for number in range(SIZED + 5):
        named(f"Stort {number}", employees=100 + number)
    assert len(found()) == SIZED
    for _number in range(SHOWN):
        SponsorshipFactory()
    rows = prospects(get_goal(), get_tier("Partner"), MARCH, day=DAY)
    assert (len(rows.shown), rows.count) == (SHOWN, SHOWN + SIZED)


@pytest.mark.parametrize("number", [1, 30])
def test_gap_costs_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    today = timezone.localdate()
    tier = get_tier("Sponsor")
    for _number in range(number):
        ends = today + 20 * A_DAY
        signed_sponsorship(company=CompanyFactory(employees=5), starts=today - 100 * A_DAY, ends=ends)
        SponsorshipFactory()
        InteractionFactory(goal=get_goal(), outcome=Outcome.POSITIVE, happened_at=timezone.now())
    client = client_for("Partneransvarig")
    month = (today + 20 * A_DAY).replace(day=1)
    with django_assert_num_queries(19):
        client.get(reverse("crm:coverage_gap", args=[1, tier.pk, month.year, month.month]))


def test_gap_leads_to_a_dialogue_that_begins_where_the_old_agreement_ends(client_for):
    today = timezone.localdate()
    first = today.replace(day=1) + relativedelta(months=1)
    ends = first + 14 * A_DAY
    signed = partner("Slutar AB", today, ends)
    contact_at(signed.company)
    client = client_for("Partneransvarig")
    tier = signed.tier
    response = client.get(reverse("crm:coverage_gap", args=[1, tier.pk, first.year, first.month]))
    assert (response.context["cell"].taken, response.context["cell"].lapsing) == (1, 1)
    text = response.content.decode()
    assert "Inget följer" in text
    starts, until = ends + A_DAY, ends + relativedelta(years=1)
    create = reverse("crm:sponsorship_create")
    query = (
        f"company={signed.company_id}&amp;goal={signed.goal_id}&amp;tier={tier.pk}&amp;starts={starts}&amp;ends={until}"
    )
    assert f'href="{create}?{query}"' in text
    form = client.get(f"{create}?{query.replace('&amp;', '&')}").context["form"]
    shown = {name: form[name].value() for name in ("goal", "tier", "starts", "ends")}
    assert shown == {
        "goal": str(signed.goal_id),
        "tier": str(tier.pk),
        "starts": starts.isoformat(),
        "ends": until.isoformat(),
    }


def test_open_dialogue_is_continued_rather_than_duplicated(client_for):
    lead = SponsorshipFactory(tier=get_tier("Partner"), amount=Decimal(1))
    today = timezone.localdate()
    url = reverse("crm:coverage_gap", args=[1, lead.tier_id, today.year, today.month])
    text = client_for("Partneransvarig").get(url).content.decode()
    assert f'href="{lead.get_absolute_url()}">Till dialogen' in text
    assert "Börja dialog" not in text


def test_reader_sees_who_fits_but_begins_nothing(client_for):
    InteractionFactory(companies=[named("Glad AB")], goal=get_goal(), outcome=Outcome.POSITIVE)
    today = timezone.localdate()
    url = reverse("crm:coverage_gap", args=[1, get_tier("Partner").pk, today.year, today.month])
    text = client_for("Läsare").get(url).content.decode()
    assert ("Glad AB" in text, "Börja dialog" in text) == (True, False)


@pytest.mark.parametrize("away", [-1, 24])
def test_month_outside_the_two_years_is_not_found(client_for, away):
    month = timezone.localdate().replace(day=1) + relativedelta(months=away)
    url = reverse("crm:coverage_gap", args=[1, get_tier("Partner").pk, month.year, month.month])
    assert client_for("Läsare").get(url).status_code == 404


def test_gap_without_anybody_says_what_to_do(client_for):
    today = timezone.localdate()
    url = reverse("crm:coverage_gap", args=[1, get_tier("Partner").pk, today.year, today.month])
    text = client_for("Läsare").get(url).content.decode()
    assert "Inget företag passar än" in text
    assert "Ingen är tecknad på nivån den månaden." in text
