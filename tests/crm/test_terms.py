"""Each act on a sponsorship's money is an event, by whatever way it is written, and what was known stays known."""

import datetime as dt
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from config.roles import ADMINISTRATOR
from core.bulk_save import Unsaved, delete_records, save_records
from core.services import save_record
from crm.models import Company, Sponsorship, SponsorshipEvent, Stage, TermsAct
from crm.services.amendments import amend_sponsorship, change_tier, remove_amendment
from crm.services.sponsorships import (
    decline_sponsorship,
    end_sponsorship,
    move_sponsorship,
    sign_sponsorship,
    update_sponsorship,
)
from crm.services.terms import ReasonMissing, differing
from crm.services.undo_signing import correct_end, take_back_end, unsign_sponsorship
from duplicates.services.merging import merge, undo_merge
from tests.crm.random_periods import A_DAY
from tests.factories import CompanyFactory, SponsorshipFactory, UserFactory, get_goal, get_tier, signed_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
A_KRONA_A_DAY = Decimal(365)


def running(**fields) -> Sponsorship:
    return signed_sponsorship(starts=FIRST, ends=LAST, signed_on=FIRST, **{"amount": A_KRONA_A_DAY} | fields)


def again(sponsorship: Sponsorship) -> Sponsorship:
    return Sponsorship.objects.get(pk=sponsorship.pk)


def acts(sponsorship: Sponsorship) -> list[str]:
    return [each.act for each in SponsorshipEvent.objects.filter(sponsorship=sponsorship.pk)]


def last(sponsorship: Sponsorship) -> SponsorshipEvent:
    return SponsorshipEvent.objects.filter(sponsorship=sponsorship.pk).last()


def test_dialogue_has_no_events():
    lead = SponsorshipFactory()
    move_sponsorship(lead, to=Stage.MEETING)
    decline_sponsorship(lead, reason="Nej")
    assert acts(lead) == []


def test_signature_is_one_event_with_all_terms():
    signed = running()
    event = SponsorshipEvent.objects.get()
    assert (event.act, event.number, event.applies_on) == (TermsAct.SIGNED, 1, FIRST)
    assert (event.company_key, event.company_name) == (signed.company_id, signed.company.name)
    assert (event.goal, event.tier, event.tier_name) == (signed.goal, signed.tier, "Sponsor")
    assert (event.starts, event.ends, event.amount, event.rates) == (FIRST, LAST, A_KRONA_A_DAY, [])
    assert event.amount_between(FIRST, LAST) == A_KRONA_A_DAY


def test_amendment_and_its_removal_say_from_when_and_why():
    signed, by = running(), UserFactory()
    amendment = amend_sponsorship(signed, starts=dt.date(2026, 7, 1), amount=Decimal(730), reason="Mer", by=by)
    amended = last(signed)
    assert (amended.act, amended.applies_on, amended.reason) == (TermsAct.AMENDED, dt.date(2026, 7, 1), "Mer")
    assert amended.rates == [["2026-07-01", "730.00"]]
    assert amended.amount_between(FIRST, LAST) == again(signed).amount_between(FIRST, LAST) == 181 + 2 * 184
    remove_amendment(amendment, by=by, reason="Fel avtal")
    removed = last(signed)
    assert (removed.act, removed.reason, removed.by) == (TermsAct.UNAMENDED, "Fel avtal", by)
    assert (removed.applies_on, removed.rates) == (dt.date(2026, 7, 1), [])


def test_early_end_its_correction_and_its_undoing():
    signed, by = running(), UserFactory()
    end_sponsorship(signed, on=dt.date(2026, 6, 30), reason="Konkurs")
    ended = last(signed)
    assert (ended.act, ended.reason, ended.applies_on) == (TermsAct.ENDED, "Konkurs", dt.date(2026, 7, 1))
    assert ended.amount_between(FIRST, LAST) == 181
    correct_end(again(signed), on=dt.date(2026, 7, 31), closing_reason="Konkurs", by=by, reason="Fel dag")
    take_back_end(again(signed), by=by, reason="Fel företag")
    assert acts(signed) == [TermsAct.SIGNED, TermsAct.ENDED, TermsAct.END_CORRECTED, TermsAct.REOPENED]
    assert [each.reason for each in signed.events.all()] == ["", "Konkurs", "Fel dag", "Fel företag"]


def test_one_that_never_begins_is_withdrawn():
    signed = signed_sponsorship(starts=timezone.localdate() + A_DAY, ends=LAST, signed_on=FIRST)
    end_sponsorship(signed, on=timezone.localdate(), reason="Ångrade sig")
    assert acts(signed) == [TermsAct.SIGNED, TermsAct.WITHDRAWN]
    assert not SponsorshipEvent.objects.known_at(timezone.now()).agreed_between(FIRST, LAST).exists()


def test_change_of_tier_is_one_event_of_each_with_the_reason():
    before, by = running(amount=Decimal(40000)), UserFactory()
    after = change_tier(
        before,
        starts=dt.date(2026, 7, 1),
        tier=get_tier("Partner"),
        amount=Decimal(100000),
        signed_on=FIRST,
        reason="Växer",
    )
    assert (acts(before), acts(after)) == ([TermsAct.SIGNED, TermsAct.EXCHANGED], [TermsAct.SIGNED])
    assert (last(before).reason, last(after).reason) == ("Växer", "Växer")
    assert last(after).years_from == FIRST
    unsign_sponsorship(again(after), by=by, reason="Fel")
    assert (acts(before)[2:], acts(after)[1:]) == ([TermsAct.REOPENED], [TermsAct.UNSIGNED])


def test_undone_signature_takes_its_amendments_along_as_one_event():
    signed, by = running(), UserFactory()
    amend_sponsorship(signed, starts=dt.date(2026, 7, 1), amount=Decimal(730), reason="Mer", by=by)
    unsign_sponsorship(again(signed), by=by, reason="Skrev aldrig på")
    gone = last(signed)
    assert acts(signed) == [TermsAct.SIGNED, TermsAct.AMENDED, TermsAct.UNSIGNED]
    assert (gone.is_signed, gone.reason, gone.amount_between(FIRST, LAST)) == (False, "Skrev aldrig på", 0)
    sign_sponsorship(again(signed), signed_on=FIRST)
    assert (last(signed).act, last(signed).rates) == (TermsAct.SIGNED, [])


def test_correction_says_why_and_neighbours_years_are_settled():
    first = running()
    end_sponsorship(first, on=dt.date(2026, 6, 30), reason="Ny period")
    second = signed_sponsorship(company=first.company, starts=dt.date(2026, 7, 1), ends=LAST, signed_on=FIRST)
    assert last(second).years_from == FIRST
    administrator = UserFactory(role=ADMINISTRATOR)
    update_sponsorship(again(first), by=administrator, reason="Skrev fel", starts=dt.date(2026, 2, 1))
    assert (last(first).act, last(first).reason, last(first).applies_on) == (TermsAct.CORRECTED, "Skrev fel", FIRST)
    assert (acts(second), last(second).years_from) == ([TermsAct.SIGNED, TermsAct.SETTLED], dt.date(2026, 2, 1))


def test_merge_and_its_undoing_move_what_is_agreed_with_the_reason():
    signed, kept, by = running(), CompanyFactory(name="Kvar AB"), UserFactory()
    lost = signed.company
    done = merge(lost=lost, kept=kept, by=by)
    moved = last(signed)
    assert (moved.act, moved.company_key, moved.company_name) == (TermsAct.MOVED, kept.pk, "Kvar AB")
    assert moved.reason == f"{lost.name} slogs ihop med Kvar AB"
    assert signed.events.first().company_name == lost.name
    undo_merge(done, by=by)
    assert (last(signed).act, last(signed).company_key) == (TermsAct.MOVED, lost.pk)


def test_signed_terms_written_without_a_reason_are_refused():
    signed = again(running())
    signed.is_corrected = True
    with pytest.raises(ReasonMissing), transaction.atomic():
        save_record(signed, amount=Decimal(1))
    assert (again(signed).amount, acts(signed)) == (A_KRONA_A_DAY, [TermsAct.SIGNED])


def test_many_written_at_once_are_an_event_each_and_one_is_not_removed_without_a_reason():
    some = [again(running(goal=get_goal(number))) for number in (1, 2, 3)]
    for each in some:
        each.is_corrected, each._change_reason = True, "Omräknat"
    save_records([Unsaved(each, {"amount": Decimal(730)}) for each in some], validated=True)
    assert [acts(each) for each in some] == [[TermsAct.SIGNED, TermsAct.CORRECTED]] * 3
    with pytest.raises(ReasonMissing), transaction.atomic():
        delete_records(Sponsorship.objects.filter(pk=some[0].pk))


def test_rename_is_no_act_and_what_was_known_keeps_its_name():
    signed = running()
    save_record(Company.objects.get(pk=signed.company_id), name="Nytt namn AB")
    assert acts(signed) == [TermsAct.SIGNED]
    assert last(signed).company_name != "Nytt namn AB"


def test_what_was_known_on_a_day_stays_the_same(time_machine):
    time_machine.move_to(timezone.now())
    signed = running()
    time_machine.shift(A_DAY)
    amend_sponsorship(again(signed), starts=dt.date(2026, 7, 1), amount=Decimal(730), reason="Mer", by=UserFactory())
    time_machine.shift(A_DAY)
    end_sponsorship(again(signed), on=timezone.localdate() - 5 * A_DAY, reason="Konkurs")
    today = timezone.localdate()
    known = [
        sum(each.amount_between(FIRST, LAST) for each in SponsorshipEvent.objects.known_on(today - days * A_DAY))
        for days in (3, 2, 1, 0)
    ]
    assert known == [0, 365, 181 + 2 * 184, again(signed).amount_between(FIRST, LAST)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE crm_sponsorshipevent SET amount = 1",
        "UPDATE crm_sponsorshipevent SET recorded_at = NULL",
        "DELETE FROM crm_sponsorshipevent",
    ],
)
def test_database_refuses_to_change_or_remove_an_event(sql):
    running()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    SponsorshipEvent.objects.update(reason="", company_name="")  # as an erasure does
    assert SponsorshipEvent.objects.get().amount == A_KRONA_A_DAY


def test_what_is_written_past_the_services_is_told_and_added():
    signed = running()
    assert list(differing()) == []
    Sponsorship.objects.filter(pk=signed.pk).update(amount=Decimal(1))
    assert list(differing()) == [signed.pk]
    with pytest.raises(CommandError, match="1 sponsorships differ"):
        call_command("record_terms", stdout=StringIO())
    call_command("record_terms", fix="Skrevs förbi", stdout=StringIO())
    assert (list(differing()), last(signed).act, last(signed).reason) == ([], TermsAct.CORRECTED, "Skrevs förbi")
