"""Sponsorships that ended without a renewal, and ones that never began."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from crm.models import Company, LapseReason, Sponsorship
from crm.queries.renewals import RenewalShare, chain_of, renewal_share, renewal_shares
from crm.services.amendments import amend_sponsorship
from crm.services.renewals import NothingLapses, RenewalBegun, record_lapse, renew_sponsorship, withdraw_lapse
from crm.services.sponsorships import AlreadyRenewed, decline_sponsorship, end_sponsorship
from crm.services.undo_signing import correct_end, take_back_end
from tests.crm.random_periods import A_DAY
from tests.crm.renewals import over, renewed, upgraded
from tests.factories import YEAR_END, SponsorshipFactory, UserFactory, contact_at, get_goal, signed_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.days, pytest.mark.database]
JULY = dt.date(2027, 7, 1)


def never_begun(before: Sponsorship) -> Sponsorship:
    """A signed renewal, ended today before its first day."""
    renewal = renewed(before, signed_on=timezone.localdate())
    return end_sponsorship(renewal, on=timezone.localdate(), reason="Ångrade sig")


def running(**fields) -> Sponsorship:
    today = timezone.localdate()
    return signed_sponsorship(**{"starts": today - 100 * A_DAY, "ends": today + 100 * A_DAY} | fields)


# --- Never began -----------------------------------------------------------------------------------


def test_renewal_that_never_began_leaves_what_it_was_to_renew():
    today, signed = timezone.localdate(), running()
    never_begun(signed)
    signed = Sponsorship.objects.get(pk=signed.pk)
    assert (signed.successor, signed.has_signed_successor) == (None, False)
    assert list(Sponsorship.objects.to_renew(today).with_is_renewed().values_list("is_renewed", flat=True)) == [False]
    assert record_lapse(signed, reason=LapseReason.objects.first()).may_lapse_on(today)
    assert chain_of(signed) == [signed]
    assert renewed(signed, signed_on=today).renews == signed


def test_never_begun_sponsorship_is_neither_ended_nor_a_renewal():
    today = timezone.localdate()
    signed = running(ends=today + 2 * A_DAY)
    renewal = never_begun(signed)
    assert renewal.ended_on < renewal.starts
    found = Sponsorship.objects.over_between(today, today + 2 * A_DAY)
    assert renewal_share(found) == RenewalShare(1, 0, signed.amount, Decimal(0))


def test_never_begun_sponsorship_is_renewed_as_its_predecessor():
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


def test_end_of_never_begun_sponsorship_is_undone_unless_replaced():
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


# --- Lapses ----------------------------------------------------------------------------------------


def test_reason_is_given_for_what_is_over_and_not_renewed():
    lapsed, reason = over(), LapseReason.objects.first()
    record_lapse(lapsed, reason=reason, note="Ny vd")
    stored = Sponsorship.objects.get()
    assert (stored.lapse_reason, stored.lapse_note) == (reason, "Ny vd")
    for other in (SponsorshipFactory(), renewed(over()).renews):
        with pytest.raises(NothingLapses):
            record_lapse(other, reason=reason)


def test_lapse_is_recorded_before_the_end_and_undone():
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
    renew_sponsorship(over(amount=Decimal(20000), goal=get_goal(2)))  # a dialogue does not count as a renewal
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
