"""Sponsorships that renew others."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.services import save_record
from crm.models import Sponsorship, Stage
from crm.queries.renewals import chain_of, chains_of, term_changes
from crm.services.amendments import amend_sponsorship
from crm.services.renewals import NotSigned, renew_sponsorship, renewal_terms
from crm.services.sponsorships import (
    AlreadyRenewed,
    HasSuccessor,
    OverlappingSponsorship,
    decline_sponsorship,
    move_sponsorship,
    sign_sponsorship,
)
from crm.services.undo_signing import unsign_sponsorship
from tests import clock
from tests.crm.random_periods import A_DAY, raw_sponsorship
from tests.crm.renewals import renewed, upgraded
from tests.factories import (
    SIGNED_ON,
    YEAR_END,
    CompanyFactory,
    SponsorshipFactory,
    UserFactory,
    get_goal,
    get_offer,
    get_tier,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.days, pytest.mark.database]
JULY = dt.date(2027, 7, 1)


# --- Renewing --------------------------------------------------------------------------------------


@clock.pinned
def test_renewal_begins_the_day_after_on_the_terms_of_the_last_day():
    signed = signed_sponsorship(payment_note="Faktura i mars", notice_days=30)
    amend_sponsorship(signed, starts=JULY, amount=Decimal(45000), reason="Prov", by=UserFactory())
    renewal = renew_sponsorship(Sponsorship.objects.get())
    assert (renewal.stage, renewal.renews, renewal.starts, renewal.ends) == (
        Stage.LEAD,
        signed,
        dt.date(2028, 1, 1),
        dt.date(2028, 12, 31),
    )
    same = "company", "goal", "tier", "owner", "payment_note", "notice_days"
    assert [getattr(renewal, name) for name in same] == [getattr(signed, name) for name in same]
    assert (renewal.amount, renewal.agreement_no != signed.agreement_no) == (Decimal(45000), True)


@clock.pinned
@pytest.mark.parametrize(
    ("starts", "ends", "next_starts", "next_ends"),
    [
        ("2027-07-01", "2028-06-30", "2028-07-01", "2029-06-30"),
        ("2027-01-01", "2027-06-30", "2027-07-01", "2027-12-31"),
        ("2027-03-01", "2028-02-29", "2028-03-01", "2029-02-28"),
        ("2027-01-11", "2027-01-20", "2027-01-21", "2027-01-30"),
        ("2028-02-29", "2029-02-28", "2029-03-01", "2030-02-28"),
        ("2028-02-29", "2032-02-28", "2032-02-29", "2036-02-28"),
        ("2027-08-31", "2028-02-29", "2028-03-01", "2028-08-31"),
    ],
)
def test_renewal_is_as_long_as_what_it_renews(starts, ends, next_starts, next_ends):
    starts, ends, *following = map(dt.date.fromisoformat, (starts, ends, next_starts, next_ends))
    renewal = renew_sponsorship(signed_sponsorship(starts=starts, ends=ends))
    assert [renewal.starts, renewal.ends] == following


@pytest.mark.parametrize("years", [1, 3])
def test_renewal_of_what_took_over_by_a_change_of_tier_is_as_long_as_was_agreed(years):
    ends = dt.date(2027 + years, 4, 30)
    signed = signed_sponsorship(starts=dt.date(2027, 5, 1), ends=ends)
    for tier, starts in (("Partner", dt.date(2027, 9, 1)), ("Huvudpartner", dt.date(2028, 1, 1))):
        signed = upgraded(signed, starts=starts, tier=get_tier(tier))
    renewal = renew_sponsorship(signed)
    assert (renewal.starts, renewal.ends) == (ends + A_DAY, dt.date(ends.year + years, 4, 30))
    assert renewal_terms(sign_sponsorship(renewal, signed_on=SIGNED_ON), today=renewal.starts)["ends"] == dt.date(
        ends.year + 2 * years, 4, 30
    )


def test_what_ended_long_ago_begins_again_next_month():
    signed = signed_sponsorship(starts=dt.date(2024, 1, 1), ends=dt.date(2024, 12, 31))
    terms = renewal_terms(signed, today=dt.date(2026, 12, 24))
    assert (terms["starts"], terms["ends"]) == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))


def test_only_what_is_signed_is_renewed_and_only_once():
    with pytest.raises(NotSigned):
        renew_sponsorship(SponsorshipFactory())
    signed = signed_sponsorship()
    renewal = renew_sponsorship(signed)
    with pytest.raises(AlreadyRenewed) as refusal:
        renew_sponsorship(signed)
    assert refusal.value.context == {"sponsorship": renewal}
    decline_sponsorship(renewal, reason="Nej")
    again = renew_sponsorship(signed)
    with pytest.raises(AlreadyRenewed):
        move_sponsorship(renewal, to=Stage.CONTACTED)
    decline_sponsorship(again, reason="Nej")
    assert move_sponsorship(renewal, to=Stage.CONTACTED).stage == Stage.CONTACTED


def test_database_refuses_a_second_successor_that_is_not_declined():
    signed = signed_sponsorship()
    terms = {"offer": get_offer(), "company": signed.company, "owner": signed.owner, "signed_on": None}
    rows = [
        raw_sponsorship(**terms, stage=stage, renews=signed) for stage in (Stage.DECLINED, Stage.LEAD, Stage.DECLINED)
    ]
    Sponsorship.objects.bulk_create(rows)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sponsorship.objects.bulk_create([raw_sponsorship(**terms, stage=Stage.PROPOSAL, renews=signed)])


@pytest.mark.parametrize("wrong", ["company", "stage", "starts"])
def test_renewal_of_anothers_of_a_lead_or_from_too_early_a_day_is_refused(wrong):
    signed, company = signed_sponsorship(), CompanyFactory()
    fields = {"company": signed.company, "starts": dt.date(2028, 1, 1), "ends": dt.date(2028, 12, 31), "renews": signed}
    fields |= {
        "company": {"company": company},
        "stage": {"renews": SponsorshipFactory(company=signed.company)},
        "starts": {"starts": YEAR_END},
    }[wrong]
    with pytest.raises(ValidationError) as refusal:
        SponsorshipFactory(**fields)
    assert list(refusal.value.error_dict) == ["starts" if wrong == "starts" else "renews"]


def test_signature_is_not_taken_back_while_another_renews_it():
    signed, user = signed_sponsorship(), UserFactory()
    renewal = renew_sponsorship(signed)
    with pytest.raises(HasSuccessor):
        unsign_sponsorship(signed, by=user, reason="Fel")
    decline_sponsorship(renewal, reason="Nej")
    unsign_sponsorship(Sponsorship.objects.get(pk=signed.pk), by=user, reason="Fel")


def test_what_begins_the_day_after_on_the_goal_becomes_a_renewal_when_signed():
    first = signed_sponsorship()
    next_year = {"company": first.company, "starts": dt.date(2028, 1, 1), "ends": dt.date(2028, 12, 31)}
    elsewhere = signed_sponsorship(**next_year, goal=get_goal(2))
    gap = signed_sponsorship(**next_year | {"starts": dt.date(2028, 1, 2), "ends": dt.date(2028, 1, 2)})
    with pytest.raises(OverlappingSponsorship):
        signed_sponsorship(**next_year)
    unsign_sponsorship(gap, by=UserFactory(), reason="Fel")
    follows = signed_sponsorship(**next_year)
    assert [each.renews for each in (elsewhere, gap, follows)] == [None, None, first]


# --- Kinds -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "renewal"),
        ({"amount": Decimal(40001)}, "upgrade"),
        ({"amount": Decimal(39999)}, "downgrade"),
        ({"amount": None}, "renewal"),
        ({"tier": "Partner", "amount": Decimal(1)}, "upgrade"),
        ({"tier": "Vänföretag", "amount": Decimal(99999)}, "downgrade"),
        ({"goal": 2}, "renewal"),
    ],
)
def test_kind_is_by_tier_and_then_by_amount(changes, kind):
    found = {"tier": get_tier, "goal": get_goal}
    signed = signed_sponsorship()
    renewal = renew_sponsorship(
        signed, **{name: found.get(name, lambda x: x)(value) for name, value in changes.items()}
    )
    kinds = dict(Sponsorship.objects.with_kind().values_list("pk", "kind"))
    assert kinds == {signed.pk: "new", renewal.pk: kind}
    assert Sponsorship.objects.get(pk=renewal.pk).kind == kind


def test_kind_compares_with_the_amount_of_the_last_day():
    signed = signed_sponsorship()
    amend_sponsorship(signed, starts=JULY, amount=Decimal(50000), reason="Prov", by=UserFactory())
    renewal = renew_sponsorship(Sponsorship.objects.get(), amount=Decimal(45000))
    assert renewal.kind == "downgrade"


def test_changed_terms_are_shown_before_and_after():
    renewal = renew_sponsorship(signed_sponsorship(), tier=get_tier("Partner"), amount=Decimal(75000))
    told = [(each.label, each.before, each.after) for each in term_changes(renewal)]
    kronor = "40\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr", "75\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr"
    assert told == [("Nivå", "Sponsor", "Partner"), ("Belopp per år", *kronor)]
    assert term_changes(renewal.renews) == []


# --- Chains ----------------------------------------------------------------------------------------


def test_chain_is_the_same_from_any_link_without_declined_ones(django_assert_num_queries):
    first = signed_sponsorship()
    decline_sponsorship(renew_sponsorship(first), reason="Nej")
    second = renewed(first)
    third = renew_sponsorship(second)
    other = SponsorshipFactory(company=first.company, goal=get_goal(2))
    for link in (first, second, third):
        with django_assert_num_queries(2):
            assert chain_of(link) == [first, second, third]
    assert chain_of(other) == [other]
    assert [len(chain) for chain in chains_of(first.company.sponsorships.order_by("-pk"))] == [1, 1, 3]


# --- Notice ----------------------------------------------------------------------------------------


def test_day_of_notice_is_by_the_tier_until_signed_and_then_stands():
    tier, lead = get_tier("Sponsor"), SponsorshipFactory()
    own = SponsorshipFactory(notice_days=10)
    assert [each.notice_date for each in (lead, own)] == [YEAR_END - 90 * A_DAY, YEAR_END - 10 * A_DAY]
    signed = sign_sponsorship(lead, signed_on=SIGNED_ON)
    save_record(tier, notice_days=30)
    later = SponsorshipFactory()
    expected = {signed: 90, own: 10, later: 30}
    days = dict(Sponsorship.objects.with_notice_on().values_list("pk", "notice_on"))
    assert days == {each.pk: YEAR_END - number * A_DAY for each, number in expected.items()}
    assert {each.pk: each.notice_date for each in Sponsorship.objects.all()} == days
