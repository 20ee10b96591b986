"""How one sponsorship follows on another, what it is beside it, and what is over without one."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.services import save_record
from crm.models import Company, LapseReason, Sponsorship, Stage
from crm.queries.renewals import RenewalShare, chain_of, chains_of, renewal_share, renewal_shares, term_changes
from crm.services.renewals import (
    NothingLapses,
    NotSigned,
    RenewalBegun,
    amend_sponsorship,
    change_tier,
    record_lapse,
    renew_sponsorship,
    renewal_terms,
    withdraw_lapse,
)
from crm.services.sponsorships import (
    AlreadyOver,
    AlreadyRenewed,
    HasSuccessor,
    NoSeatLeft,
    OverlappingSponsorship,
    decline_sponsorship,
    end_sponsorship,
    move_sponsorship,
    sign_sponsorship,
)
from crm.services.taking_back import correct_end, take_back_end, unsign_sponsorship
from goals.models import TierOffer
from tests import clock
from tests.crm.periods import A_DAY, raw_sponsorship
from tests.factories import (
    SIGNED_ON,
    YEAR_END,
    YEAR_START,
    CompanyFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    get_goal,
    get_offer,
    get_tier,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.days, pytest.mark.database]

JULY = dt.date(2027, 7, 1)


def over(**fields) -> Sponsorship:
    """Signed, and over since ten days unless told otherwise."""
    today = timezone.localdate()
    period = {"starts": today - 374 * A_DAY, "ends": today - 10 * A_DAY}
    return signed_sponsorship(**period | fields)


def renewed(sponsorship: Sponsorship, *, signed_on: dt.date = SIGNED_ON, **changes) -> Sponsorship:
    return sign_sponsorship(renew_sponsorship(sponsorship, **changes), signed_on=signed_on)


def upgraded(sponsorship: Sponsorship, **changes) -> Sponsorship:
    terms = {
        "starts": JULY,
        "tier": get_tier("Partner"),
        "amount": Decimal(90000),
        "signed_on": SIGNED_ON,
        "reason": "Växer",
    }
    return change_tier(sponsorship, **terms | changes)


# --- Renewing -------------------------------------------------------------------------------------


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


# --- Kinds ----------------------------------------------------------------------------------------


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


def test_terms_that_differ_are_told_before_and_after():
    renewal = renew_sponsorship(signed_sponsorship(), tier=get_tier("Partner"), amount=Decimal(75000))
    told = [(each.label, each.before, each.after) for each in term_changes(renewal)]
    kronor = "40\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr", "75\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr"
    assert told == [("Nivå", "Sponsor", "Partner"), ("Belopp per år", *kronor)]
    assert term_changes(renewal.renews) == []


# --- Chains ---------------------------------------------------------------------------------------


def test_chain_is_told_from_any_of_its_links_without_what_was_declined(django_assert_num_queries):
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


# --- Another tier ---------------------------------------------------------------------------------


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
    """Whatever is tried, on no day do more than the offer's seats hold the tier."""
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


# --- Notice ---------------------------------------------------------------------------------------


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


# --- What never began -----------------------------------------------------------------------------


def never_begun(before: Sponsorship) -> Sponsorship:
    """A signed renewal that is ended today, before its first day."""
    renewal = renewed(before, signed_on=timezone.localdate())
    return end_sponsorship(renewal, on=timezone.localdate(), reason="Ångrade sig")


def running(**fields) -> Sponsorship:
    today = timezone.localdate()
    return signed_sponsorship(**{"starts": today - 100 * A_DAY, "ends": today + 100 * A_DAY} | fields)


def test_renewal_that_never_began_leaves_what_it_was_to_renew():
    today, signed = timezone.localdate(), running()
    never_begun(signed)
    signed = Sponsorship.objects.get(pk=signed.pk)
    assert (signed.successor, signed.has_signed_successor) == (None, False)
    assert list(Sponsorship.objects.to_renew(today).with_is_renewed().values_list("is_renewed", flat=True)) == [False]
    assert record_lapse(signed, reason=LapseReason.objects.first()).may_lapse_on(today)
    assert chain_of(signed) == [signed]
    assert renewed(signed, signed_on=today).renews == signed


def test_what_never_began_is_not_over_and_renews_nothing():
    today = timezone.localdate()
    signed = running(ends=today + 2 * A_DAY)
    renewal = never_begun(signed)
    assert renewal.ended_on < renewal.starts
    found = Sponsorship.objects.over_between(today, today + 2 * A_DAY)
    assert renewal_share(found) == RenewalShare(1, 0, signed.amount, Decimal(0))


def test_what_never_began_is_begun_again_as_a_renewal_of_the_one_before():
    signed = running()
    first = never_begun(signed)
    again = renew_sponsorship(first)
    assert (again.renews, again.starts, again.ends) == (signed, first.starts, first.ends)
    with pytest.raises(AlreadyRenewed) as refusal:
        renew_sponsorship(first)
    assert refusal.value.context == {"sponsorship": again}
    alone = signed_sponsorship(starts=timezone.localdate() + A_DAY, ends=YEAR_END + 999 * A_DAY, goal=get_goal(2))
    end_sponsorship(alone, on=timezone.localdate(), reason="Ångrade sig")
    assert renew_sponsorship(alone).renews is None


def test_end_of_what_never_began_is_taken_back_unless_another_has_come_in_its_place():
    today, by = timezone.localdate(), UserFactory()
    signed = running()
    first = never_begun(signed)
    again = renew_sponsorship(signed)
    with pytest.raises(AlreadyRenewed):
        take_back_end(first, by=by, reason="Fel")
    first = Sponsorship.objects.get(pk=first.pk)
    with pytest.raises(AlreadyRenewed):
        correct_end(first, on=first.starts, closing_reason="Slut", by=by, reason="Fel")
    first = Sponsorship.objects.get(pk=first.pk)
    assert correct_end(first, on=today, closing_reason="Nytt ord", by=by, reason="Fel").closing_reason == "Nytt ord"
    decline_sponsorship(again, reason="Nej")
    take_back_end(first, by=by, reason="Fel")
    assert Sponsorship.objects.get(pk=signed.pk).successor == first


def test_change_of_tier_that_never_began_took_nothing_over():
    today, signed = timezone.localdate(), running()
    changed = upgraded(signed, starts=today + 50 * A_DAY, signed_on=today)
    end_sponsorship(changed, on=today, reason="Ångrade sig")
    signed = Sponsorship.objects.get(pk=signed.pk)
    assert (signed.is_exchanged, signed.stage_label) == (False, "Avslutat i förtid")
    period = (signed.ended_on, signed.ended_on)
    assert renewal_share(Sponsorship.objects.over_between(*period)) == RenewalShare(1, 0, signed.amount, Decimal(0))
    assert take_back_end(signed, by=UserFactory(), reason="Fel").last_day == today + 100 * A_DAY


# --- Lapses ---------------------------------------------------------------------------------------


def test_reason_is_given_for_what_is_over_and_not_renewed():
    lapsed, reason = over(), LapseReason.objects.first()
    record_lapse(lapsed, reason=reason, note="Ny vd")
    stored = Sponsorship.objects.get()
    assert (stored.lapse_reason, stored.lapse_note) == (reason, "Ny vd")
    for other in (SponsorshipFactory(), renewed(over()).renews):
        with pytest.raises(NothingLapses):
            record_lapse(other, reason=reason)


def test_that_nothing_follows_is_said_before_the_end_and_taken_back():
    today = timezone.localdate()
    signed, reason = over(ends=today + 20 * A_DAY), LapseReason.objects.first()
    record_lapse(signed, reason=reason)
    running, ended = Sponsorship.objects.to_renew(today), Sponsorship.objects.over_between(today, signed.ends)
    assert (list(running), list(running.not_given_up()), list(ended)) == ([signed], [], [signed])
    assert withdraw_lapse(signed).lapse_reason is None
    renewal = renew_sponsorship(signed)
    with pytest.raises(RenewalBegun):
        record_lapse(signed, reason=reason)
    decline_sponsorship(renewal, reason="Nej tack")
    record_lapse(Sponsorship.objects.get(pk=signed.pk), reason=reason)
    assert renew_sponsorship(Sponsorship.objects.get(pk=signed.pk)).renews.lapse_reason is None


def test_over_is_by_the_last_day_and_not_what_changed_tier():
    today = timezone.localdate()
    first, last = today - 30 * A_DAY, today - A_DAY
    ended = signed_sponsorship(starts=today - 100 * A_DAY, ends=today + 100 * A_DAY)
    end_sponsorship(ended, on=last, reason="Konkurs")
    changed = signed_sponsorship(starts=today - 100 * A_DAY, ends=today + 100 * A_DAY)
    upgraded(changed, starts=today - 5 * A_DAY)
    on_edges = [over(ends=day) for day in (first, last)]
    for day in (first - A_DAY, today):
        over(ends=day)
    SponsorshipFactory(starts=first, ends=last)
    found = Sponsorship.objects.over_between(first, last)
    assert set(found) == {ended, *on_edges}


def test_what_ended_early_and_was_renewed_later_is_over_and_renewed():
    today = timezone.localdate()
    signed = running()
    end_sponsorship(signed, on=today - 20 * A_DAY, reason="Flyttade")
    renewed(Sponsorship.objects.get(), starts=today - 5 * A_DAY, ends=today + 300 * A_DAY)
    share = renewal_share(Sponsorship.objects.over_between(today - 30 * A_DAY, today - A_DAY))
    assert share == RenewalShare(1, 1, signed.amount, signed.amount)


def test_share_counts_number_and_kronor_of_the_last_day(django_assert_num_queries):
    today = timezone.localdate()
    period = today - 30 * A_DAY, today - A_DAY
    assert renewal_share(Sponsorship.objects.over_between(*period)) == RenewalShare(0, 0, Decimal(0), Decimal(0))
    raised = over(amount=Decimal(10000))
    amend_sponsorship(raised, starts=today - 50 * A_DAY, amount=Decimal("30000.50"), reason="Prov", by=UserFactory())
    renewed(Sponsorship.objects.get(), amount=Decimal(1))
    over(amount=Decimal(10000))
    renew_sponsorship(over(amount=Decimal(20000), goal=get_goal(2)))  # a dialogue is no renewal yet
    found = Sponsorship.objects.over_between(*period)
    with django_assert_num_queries(1):
        share = renewal_share(found)
    assert share == RenewalShare(3, 1, Decimal("60000.50"), Decimal("30000.50"))
    assert (share.share, round(share.amount_share, 4)) == (Decimal(1) / 3, Decimal("0.5000"))
    with django_assert_num_queries(3):
        shares = renewal_shares(found)
    assert [(goal.number, tier.name, each.over, each.renewed) for goal, tier, each in shares] == [
        (1, "Sponsor", 2, 1),
        (2, "Sponsor", 1, 0),
    ]
    assert sum(each.amount_over for _goal, _tier, each in shares) == share.amount_over


def test_signatory_is_suggested_by_whoever_signed_last(client_for):
    signed = signed_sponsorship(signed_by=None)
    contact = contact_at(signed.company)
    Sponsorship.objects.filter(pk=signed.pk).update(signed_by=contact)
    renewal = renew_sponsorship(Sponsorship.objects.get(pk=signed.pk))
    response = client_for("Partneransvarig").get(f"/sponsorskap/{renewal.pk}/teckna/")
    assert response.context["form"]["signed_by"].value() == contact.pk


def test_reasons_come_with_the_installation_in_both_languages():
    names = LapseReason.objects.values_list("name", "name_en")
    assert len(names) == 7
    assert all(swedish and english for swedish, english in names)
    assert LapseReason.history.filter(history_type="+").count() == 7


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_renewing_locks_what_is_renewed():
    signed = signed_sponsorship()
    locking = []

    def watch(execute, sql, params, many, context):
        if "FOR UPDATE" in sql:
            locking.append(sql.split(" FROM ")[1].split(" ")[0])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        renew_sponsorship(signed)
    assert locking == ['"crm_sponsorship"']
    assert Company.objects.count() == 1
