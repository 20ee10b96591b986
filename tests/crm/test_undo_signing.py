"""An early end and a change of tier made by mistake are taken back or put right, and the page tells it all."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from config.roles import ADMINISTRATOR, FINANCE, PARTNER_MANAGER
from core.errors import StaleVersion
from crm.models import DeliveryState, Sponsorship, Stage
from crm.queries.renewals import story_of
from crm.services.amendments import amend_sponsorship, change_tier, remove_amendment
from crm.services.deliveries import deliver, reopen_delivery, start_delivery
from crm.services.extra_deliveries import add_extra_delivery
from crm.services.renewals import renew_sponsorship
from crm.services.sponsorships import HasSuccessor, NoSeatLeft, end_sponsorship, sign_sponsorship, update_sponsorship
from crm.services.undo_signing import DeliveredSince, NotEndedEarly, correct_end, take_back_end, unsign_sponsorship
from goals.services import BenefitTerms, save_offer
from tests.clock import travel
from tests.crm.random_periods import A_DAY
from tests.factories import CompanyFactory, UserFactory, get_offer, get_tier, signed_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HALF, YEAR = 100 * A_DAY, 364 * A_DAY


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


def running(**fields) -> Sponsorship:
    """In force for half a year, with deliveries due before and after the dates on which the tests end it."""
    starts = timezone.localdate() - HALF
    terms = [
        BenefitTerms(text=text, market_value=Decimal(100), due_rule="after_start", due_days=days)
        for text, days in (("Tidigt", 10), ("Mitt i", 115), ("Sent", 300))
    ]
    tier = fields.get("tier") or get_tier("Sponsor")
    save_offer(get_offer(1, tier.name), benefits=terms)
    return signed_sponsorship(starts=starts, ends=starts + YEAR, signed_on=starts, **fields)


def again(sponsorship: Sponsorship) -> Sponsorship:
    return Sponsorship.objects.get(pk=sponsorship.pk)


def states(sponsorship: Sponsorship) -> dict:
    ours = sponsorship.deliveries.filter(text__in=("Tidigt", "Mitt i", "Sent", "Extra"))
    return dict(ours.values_list("text", "state"))


PLANNED, VOID = DeliveryState.PLANNED, DeliveryState.VOID
ALL_OWED = {"Tidigt": PLANNED, "Mitt i": PLANNED, "Sent": PLANNED}


def test_undoing_an_early_end_restores_its_deliveries(today):
    signed, by = running(), UserFactory()
    worth = signed.amounts_by_year()
    end_sponsorship(signed, on=today, reason="Konkurs")
    assert states(signed) == {"Tidigt": PLANNED, "Mitt i": VOID, "Sent": VOID}
    take_back_end(again(signed), by=by, reason="Fel företag")
    back = again(signed)
    assert (back.stage, back.ended_on, back.closing_reason) == (Stage.SIGNED, None, "")
    assert (back.amounts_by_year(), states(back)) == (worth, ALL_OWED)
    latest = back.history.first()
    assert (latest.history_change_reason, latest.history_user) == ("Fel företag", by)


def test_deliveries_set_aside_for_another_reason_stay_so(today):
    signed = running()
    signed.deliveries.filter(text="Sent").update(state=VOID, reason="Ville inte")
    end_sponsorship(signed, on=today, reason="Konkurs")
    take_back_end(again(signed), by=UserFactory(), reason="Fel")
    assert states(signed) == ALL_OWED | {"Sent": VOID}


def test_end_is_undone_only_where_there_is_one_and_room_for_it(today):
    signed, by = running(tier=get_tier("Huvudpartner")), UserFactory()
    with pytest.raises(NotEndedEarly):
        take_back_end(signed, by=by, reason="Fel")
    end_sponsorship(signed, on=today, reason="Konkurs")
    with pytest.raises(StaleVersion):
        stale = again(signed)
        Sponsorship.objects.filter(pk=signed.pk).update(version=99)
        take_back_end(stale, by=by, reason="Fel")
    dates = {"starts": today + A_DAY, "ends": today + YEAR}
    signed_sponsorship(company=CompanyFactory(), tier=get_tier("Huvudpartner"), signed_on=today, **dates)
    with pytest.raises(NoSeatLeft):
        take_back_end(again(signed), by=by, reason="Fel")
    assert again(signed).stage == Stage.ENDED_EARLY


def test_end_that_another_one_follows_is_not_taken_back(today):
    signed = running()
    end_sponsorship(signed, on=today, reason="Ny period")
    renew_sponsorship(again(signed))
    with pytest.raises(HasSuccessor):
        take_back_end(again(signed), by=UserFactory(), reason="Fel")


@pytest.mark.parametrize(("later", "middle"), [(20, PLANNED), (-5, VOID)])
def test_last_day_is_put_right(today, later, middle):
    signed, by = running(), UserFactory()
    end_sponsorship(signed, on=today, reason="Konkurs")
    right = today + later * A_DAY
    correct_end(again(signed), on=right, closing_reason="Flyttar", by=by, reason="Läste fel")
    ended = again(signed)
    assert (ended.ended_on, ended.closing_reason, ended.stage) == (right, "Flyttar", Stage.ENDED_EARLY)
    assert states(ended) == {"Tidigt": PLANNED, "Mitt i": middle, "Sent": VOID}
    assert ended.history.first().history_change_reason == "Läste fel"
    take_back_end(ended, by=by, reason="Fel företag")
    assert states(ended) == ALL_OWED


def test_last_day_stays_within_the_period_and_before_what_follows(today):
    signed, by = running(), UserFactory()
    end_sponsorship(signed, on=today, reason="Konkurs")
    for day in (signed.starts - A_DAY, signed.ends):
        with pytest.raises(ValidationError) as refusal:
            correct_end(again(signed), on=day, closing_reason="Konkurs", by=by, reason="Fel")
        assert list(refusal.value.error_dict) == ["on"]
    sign_sponsorship(renew_sponsorship(again(signed), starts=today + 10 * A_DAY), signed_on=today)
    with pytest.raises(HasSuccessor):
        correct_end(again(signed), on=today + 10 * A_DAY, closing_reason="Konkurs", by=by, reason="Fel")
    correct_end(again(signed), on=today + 9 * A_DAY, closing_reason="Konkurs", by=by, reason="Fel")


# --- A change of tier -----------------------------------------------------------------------------


def exchanged(today, **fields) -> tuple[Sponsorship, Sponsorship]:
    signed = running(**fields)
    terms = {"tier": get_tier("Partner"), "amount": Decimal(100_000), "signed_on": today, "reason": "Växer"}
    changed = change_tier(signed, starts=today + A_DAY, **terms)
    return again(signed), again(changed)


def test_change_of_tier_is_undone_as_a_pair(today):
    before, changed = exchanged(today, amount=Decimal(36500))
    by = UserFactory()
    assert (changed.replaces, before.is_exchanged, before.stage_label) == (before, True, "Bytte nivå")
    unsign_sponsorship(changed, by=by, reason="Fel nivå")
    before, changed = again(before), again(changed)
    assert (before.stage, before.last_day, states(before)) == (Stage.SIGNED, before.ends, ALL_OWED)
    assert (changed.stage, changed.renews, changed.closing_reason) == (Stage.DECLINED, None, "Fel nivå")
    assert sum(dict(before.amounts_by_year()).values()) == 36500
    assert {row.history.first().history_user for row in (before,)} == {by}
    update_sponsorship(changed, payment_note="Går att spara")


def test_renewal_that_followed_follows_on_the_first_again(today):
    signed = running()
    renewal = sign_sponsorship(renew_sponsorship(signed), signed_on=today)
    terms = {"tier": get_tier("Partner"), "amount": Decimal(1), "signed_on": today, "reason": "Växer"}
    changed = change_tier(again(signed), starts=today + A_DAY, **terms)
    assert again(renewal).renews == changed
    unsign_sponsorship(again(changed), by=UserFactory(), reason="Fel nivå")
    assert again(renewal).renews == signed
    assert again(signed).successor == renewal


def test_undo_restores_extra_deliveries_unless_delivered_since(today):
    signed = running()
    add_extra_delivery(signed, text="Extra", quantity=1, market_value=Decimal(5), due_on=today + 50 * A_DAY)
    terms = {"tier": get_tier("Partner"), "amount": Decimal(1), "signed_on": today, "reason": "Växer"}
    changed = change_tier(again(signed), starts=today + A_DAY, **terms)
    extra = changed.deliveries.get(text="Extra")
    deliver(extra, by=UserFactory(), on=today)
    with pytest.raises(DeliveredSince):
        unsign_sponsorship(again(changed), by=UserFactory(), reason="Fel nivå")
    reopen_delivery(changed.deliveries.get(text="Extra"))
    unsign_sponsorship(again(changed), by=UserFactory(), reason="Fel nivå")
    assert states(signed) == ALL_OWED | {"Extra": PLANNED}


def test_signature_after_a_real_end_is_undone_alone(today):
    signed = running()
    end_sponsorship(signed, on=today, reason="Ny period")
    renewal = sign_sponsorship(renew_sponsorship(again(signed)), signed_on=today)
    unsign_sponsorship(again(renewal), by=UserFactory(), reason="Fel")
    assert (again(renewal).stage, again(signed).stage) == (Stage.PROPOSAL, Stage.ENDED_EARLY)


# --- Pages and API --------------------------------------------------------------------------------


def test_pages_offer_and_do_what_the_role_may(client_for, today):
    signed = running()
    end_sponsorship(signed, on=today, reason="Konkurs")
    signed = again(signed)
    undo, correct = (reverse(f"crm:sponsorship_{name}", args=[signed.pk]) for name in ("take_back_end", "correct_end"))
    finance, manager = client_for(FINANCE), client_for(PARTNER_MANAGER)
    for url in (undo, correct):
        assert finance.get(url).status_code == 403
        assert [url in each.get(signed.get_absolute_url()).content.decode() for each in (finance, manager)] == [
            False,
            True,
        ]
    assert manager.post(undo, {"version": signed.version}).context["form"].errors.keys() == {"reason"}
    right = {"version": signed.version, "on": today + A_DAY, "closing_reason": "Konkurs", "reason": "Läste fel"}
    assert manager.post(correct, right).status_code == 302
    signed = again(signed)
    assert manager.post(undo, {"version": signed.version, "reason": "Fel företag"}).status_code == 302
    page = manager.get(signed.get_absolute_url()).content.decode()
    assert ("Fel företag" in page, "Läste fel" in page, "Avsluta i förtid" in page) == (True, True, True)


def test_page_of_the_upgraded_says_so_and_leads_to_taking_it_back(client_for, today):
    before, changed = exchanged(today)
    client = client_for(ADMINISTRATOR)
    badge = '<span class="badge stage-ended_early">Bytte nivå</span>'
    url = reverse("crm:sponsorship_unsign", args=[changed.pk])
    for page in (before.get_absolute_url(), changed.get_absolute_url()):
        assert "Ta tillbaka nivåbytet" in client.get(page).content.decode()
    assert badge in client.get(before.get_absolute_url()).content.decode()
    query = {"period_from": before.starts, "period_to": today}
    assert badge in client.get(reverse("crm:sponsorship_list"), query).content.decode()
    assert before.agreement_no in client.get(url).context["intro"]
    assert client.post(url, {"version": changed.version, "reason": "Fel nivå"}).status_code == 302
    assert again(before).stage == Stage.SIGNED


def test_api_takes_back_and_corrects_with_a_reason(api_client_for, today):
    signed = running()
    end_sponsorship(signed, on=today, reason="Konkurs")
    manager = api_client_for(PARTNER_MANAGER)

    def post(action, **body):
        version = {"If-Match": f'"{again(signed).version}"'}
        return manager.post(reverse(f"api:sponsorship-{action}", args=[signed.pk]), body, headers=version)

    right = {"on": (today + A_DAY).isoformat(), "closing_reason": "Konkurs"}
    assert post("correct-end", **right).json() == {"reason": ["Det här fältet är obligatoriskt."]}
    assert post("correct-end", **right, reason="Läste fel").json()["ended_on"] == right["on"]
    assert post("take-back-end").status_code == 400
    assert post("take-back-end", reason="Fel företag").json()["stage"] == "signed"
    assert post("take-back-end", reason="Fel företag").json()["code"] == "not_ended_early"
    assert post("unsign", reason="Fel").status_code == 403


# --- End to end -----------------------------------------------------------------------------------


def told(sponsorship: Sponsorship) -> list:
    return [(each.reason, *((f.label, f.old, f.new) for f in each.fields)) for each in story_of(sponsorship)]


def test_page_shows_amendments_also_when_deleted(client_for, today):
    signed, user = running(amount=Decimal(100)), UserFactory()
    day = today + A_DAY
    label, nbsp = f"Belopp per år från och med {day}", "\N{NO-BREAK SPACE}"
    amendment = amend_sponsorship(signed, starts=day, amount=Decimal(250), reason="Fler anställda", by=user)
    remove_amendment(amendment, by=user, reason="Fel belopp")
    amend_sponsorship(again(signed), starts=day, amount=Decimal(300), reason="Rätt belopp", by=user)
    unsign_sponsorship(again(signed), by=user, reason="Fel företag")
    story = [each for each in told(again(signed)) if len(each) == 2 and each[1][0] == label]
    assert story == [
        ("Fel företag", (label, f"300{nbsp}kr", "")),
        ("Rätt belopp", (label, "", f"300{nbsp}kr")),
        ("Fel belopp", (label, f"250{nbsp}kr", "")),
        ("Fler anställda", (label, "", f"250{nbsp}kr")),
    ]
    page = client_for(FINANCE).get(signed.get_absolute_url()).content.decode()
    assert [words in page for words in ("Fler anställda", "Fel belopp", "Rätt belopp", "Fel företag")] == [True] * 4


def test_signed_amount_is_corrected_with_a_reason_only(make_user):
    signed, administrator = signed_sponsorship(), make_user(ADMINISTRATOR)
    for reason in ("", "  "):
        with pytest.raises(ValidationError) as refusal:
            update_sponsorship(again(signed), by=administrator, reason=reason, amount=Decimal(1))
        assert list(refusal.value.error_dict) == ["reason"]
    assert again(signed).amount == signed.amount
    update_sponsorship(again(signed), by=administrator, payment_note="Autogiro")


def test_end_is_undone_beside_a_renewal_that_was_begun_before(client_for, today):
    signed = running()
    renewal = renew_sponsorship(signed)
    stood = again(signed).stage_since
    end_sponsorship(again(signed), on=today, reason="Fel knapp")
    client = client_for(PARTNER_MANAGER)
    url = reverse("crm:sponsorship_take_back_end", args=[signed.pk])
    assert url in client.get(signed.get_absolute_url()).content.decode()
    client.post(url, {"version": again(signed).version, "reason": "Fel knapp"})
    back = again(signed)
    assert (back.stage, back.ended_on, back.successor, back.stage_since) == (Stage.SIGNED, None, renewal, stood)


def test_ongoing_deliveries_are_ongoing_again_after_the_undo(today):
    signed = running()
    start_delivery(signed.deliveries.get(text="Sent"))
    with travel(today + dt.timedelta(days=3)):
        end_sponsorship(again(signed), on=timezone.localdate(), reason="Fel")
        take_back_end(again(signed), by=UserFactory(), reason="Fel")
    assert states(signed) == ALL_OWED | {"Sent": DeliveryState.ONGOING}
    assert again(signed).stage_since == signed.signed_on


def test_sponsorship_ended_before_it_began_was_never_in_force(client_for, today):
    starts = today + HALF
    coming = signed_sponsorship(starts=starts, ends=starts + YEAR, signed_on=today)
    end_sponsorship(coming, on=today, reason="Ångrade sig")
    client, ended = client_for(ADMINISTRATOR), again(coming)
    assert (ended.never_began, ended.may_lapse_on(today), running().never_began) == (True, False, False)
    page = client.get(ended.get_absolute_url()).content.decode()
    assert ("Trädde aldrig i kraft" in page, "varför det inte förnyades" in page) == (True, False)


def test_page_explains_what_prevents_undoing_an_end(client_for, today):
    signed = running()
    end_sponsorship(signed, on=today, reason="Fel knapp")
    following = renew_sponsorship(again(signed))  # starts before the agreed end
    page = client_for(PARTNER_MANAGER).get(signed.get_absolute_url()).content.decode()
    words = f"Slutet går inte att ta tillbaka medan {following.agreement_no} börjar före det avtalade slutet."
    assert (words in page, reverse("crm:sponsorship_take_back_end", args=[signed.pk]) in page) == (True, False)


def owed_after(sponsorship: Sponsorship) -> dict[str, int]:
    """By text, how many days after the first day what has a day is due."""
    owed = sponsorship.deliveries.owed().filter(due_on__isnull=False)
    return {each.text: (each.due_on - sponsorship.starts).days for each in owed}


def test_undoing_an_end_restores_deliveries_of_the_right_tier(today, make_user):
    sponsorship, by = running(tier=get_tier("Sponsor")), make_user(ADMINISTRATOR)
    terms = [
        BenefitTerms(text=text, market_value=Decimal(100), due_rule="after_start", due_days=days)
        for text, days in (("Tidigt", 10), ("Middag", 110), ("Sent", 310))
    ]
    save_offer(get_offer(1, "Partner"), benefits=terms)
    end_sponsorship(sponsorship, on=today, reason="Konkurs")
    update_sponsorship(again(sponsorship), by=by, reason="Läste fel", tier=get_tier("Partner"))
    assert owed_after(sponsorship) == {"Tidigt": 10}
    take_back_end(again(sponsorship), by=by, reason="Fel företag")
    assert owed_after(sponsorship) == {"Tidigt": 10, "Middag": 110, "Sent": 310}
    assert sponsorship.deliveries.get(text="Mitt i").reason == "Avtalet rättades: Läste fel"


def test_undoing_a_corrected_end_restores_its_deliveries(today, make_user):
    sponsorship, by = running(), make_user(ADMINISTRATOR)
    end_sponsorship(sponsorship, on=today, reason="Konkurs")
    correct_end(again(sponsorship), on=today, closing_reason="Sålt", by=by, reason="Fel skäl")
    assert sponsorship.deliveries.get(text="Sent").reason == "Sponsorskapet avslutades i förtid: Sålt"
    take_back_end(again(sponsorship), by=by, reason="Fel företag")
    assert states(sponsorship) == ALL_OWED
