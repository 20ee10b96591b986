"""Signed terms are editable only with the permission to correct them, on every channel."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from config.roles import ADMINISTRATOR, FINANCE, PARTNER_MANAGER, ROLES
from core.services import save_record
from crm.models import FROZEN_WHEN_SIGNED, Sponsorship, Stage
from crm.services.amendments import amend_sponsorship
from crm.services.deliveries import deliver, update_delivery
from crm.services.extra_deliveries import add_extra_delivery
from crm.services.renewals import renew_sponsorship
from crm.services.sponsorships import (
    AmendedOutside,
    HasSuccessor,
    NoSeatLeft,
    OverlappingSponsorship,
    SignedIsFrozen,
    decline_sponsorship,
    end_sponsorship,
    move_sponsorship,
    sign_sponsorship,
    update_sponsorship,
)
from crm.services.undo_signing import take_back_end
from goals.models import DueRule
from goals.services import BenefitTerms, save_offer
from tests import clock
from tests.crm.random_periods import A_DAY
from tests.factories import (
    YEAR_END,
    YEAR_START,
    CompanyFactory,
    NextStepFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    get_goal,
    get_offer,
    get_tier,
    signed_sponsorship,
)

pytestmark = pytest.mark.django_db

ADVICE = "Ändra beloppet från en dag, byt nivå, förnya eller avsluta i förtid i stället."


def other_values(signed: Sponsorship) -> dict:
    """Another value for each frozen field."""
    return {
        "company": CompanyFactory(),
        "goal": get_goal(2),
        "tier": get_tier("Partner"),
        "starts": YEAR_START + dt.timedelta(days=1),
        "ends": YEAR_END + dt.timedelta(days=1),
        "amount": Decimal(1),
        "notice_days": 1,
        "renews": signed_sponsorship(company=signed.company, starts=dt.date(2026, 1, 1), ends=dt.date(2026, 12, 31)),
        "signed_on": signed.signed_on - dt.timedelta(days=1),
        "signed_by": contact_at(signed.company),
        "tier_name": "Något annat",
        "offer_amount": Decimal(1),
    }


def correction_form(signed: Sponsorship, **fields) -> dict:
    return {
        "version": signed.version,
        "company_0": signed.company_id,
        "company_1": signed.company.name,
        "goal": signed.goal_id,
        "tier": signed.tier_id,
        "starts": signed.starts,
        "ends": signed.ends,
        "amount": "40 000",
        "owner": signed.owner_id,
        "payment_note": "",
        "notice_days": 90,
        "signed_on": signed.signed_on,
        "reason": "Fel i underlaget",
        **fields,
    }


def test_only_administrators_may_correct():
    assert {role for role, rights in ROLES.items() if "crm.change_signed_sponsorship" in rights} == {ADMINISTRATOR}


@pytest.mark.parametrize("field", [name.removesuffix("_id") for name in FROZEN_WHEN_SIGNED])
def test_service_and_row_refuse_each_frozen_field_and_say_what_to_do(field, make_user):
    signed = signed_sponsorship()
    value = other_values(signed)[field]
    for by in (None, make_user(PARTNER_MANAGER), make_user(FINANCE)):
        with pytest.raises(SignedIsFrozen, match=ADVICE):
            update_sponsorship(Sponsorship.objects.get(pk=signed.pk), by=by, **{field: value})
    with pytest.raises(ValidationError, match=ADVICE):
        save_record(Sponsorship.objects.get(pk=signed.pk), **{field: value})


def test_what_is_not_signed_is_free_and_what_is_signed_keeps_its_note_and_owner_free():
    lead = update_sponsorship(SponsorshipFactory(), amount=Decimal(1), notice_days=1)
    signed, owner = signed_sponsorship(), UserFactory()
    signed = update_sponsorship(signed, payment_note="Två fakturor", owner=owner)
    assert (lead.amount, signed.payment_note, signed.owner) == (Decimal(1), "Två fakturor", owner)


# --- Page -----------------------------------------------------------------------------------------


def test_page_lets_a_manager_change_nothing_that_is_signed(client_for):
    signed = signed_sponsorship()
    client = client_for(PARTNER_MANAGER)
    url = reverse("crm:sponsorship_edit", args=[signed.pk])
    page = client.get(url)
    assert set(page.context["form"].fields) == {"owner", "payment_note", "version"}
    assert ADVICE in page.content.decode()
    client.post(url, correction_form(signed, amount="1", tier=get_tier("Partner").pk))
    signed.refresh_from_db()
    assert (signed.amount, signed.tier.name) == (Decimal(40000), "Sponsor")


def test_page_lets_an_administrator_correct_with_a_reason(client_for):
    signed = signed_sponsorship()
    client, url = client_for(ADMINISTRATOR), reverse("crm:sponsorship_edit", args=[signed.pk])
    missing = client.post(url, correction_form(signed, amount="35 000", reason=""))
    assert missing.context["form"].errors.keys() == {"reason"}
    assert missing.context["form"]["amount"].value() == "35 000"
    tier = get_tier("Partner")
    assert client.post(url, correction_form(signed, amount="35 000", tier=tier.pk)).status_code == 302
    signed.refresh_from_db()
    assert (signed.amount, signed.tier_name, signed.offer_amount) == (Decimal(35000), "Partner", Decimal(100000))
    latest = signed.history.first()
    assert (latest.history_change_reason, latest.history_user) == ("Fel i underlaget", client.user)


def test_correction_with_an_impossible_year_is_an_error_at_the_date(client_for):
    signed = signed_sponsorship()
    response = client_for(ADMINISTRATOR).post(
        reverse("crm:sponsorship_edit", args=[signed.pk]), correction_form(signed, ends="0027-12-31")
    )
    assert list(response.context["form"].errors) == ["ends"]


# --- Within seats, periods, amendments and renewals -----------------------------------------------


def decline(renewal: Sponsorship) -> Sponsorship:
    return decline_sponsorship(renewal, reason="Nej")


def end_before_it_began(renewal: Sponsorship) -> Sponsorship:
    signed = sign_sponsorship(renewal, signed_on=timezone.localdate())
    return end_sponsorship(signed, on=timezone.localdate(), reason="Nej")


def test_correction_takes_no_seat_that_is_taken_and_no_days_that_are(make_user):
    administrator = make_user(ADMINISTRATOR)
    signed_sponsorship(tier=get_tier("Huvudpartner"))
    signed = signed_sponsorship()
    with pytest.raises(NoSeatLeft):
        update_sponsorship(
            Sponsorship.objects.get(pk=signed.pk), by=administrator, reason="Fel", tier=get_tier("Huvudpartner")
        )
    later = signed_sponsorship(company=signed.company, starts=dt.date(2028, 2, 1), ends=dt.date(2028, 12, 31))
    with pytest.raises(OverlappingSponsorship):
        update_sponsorship(later, by=administrator, reason="Fel", starts=YEAR_END)
    assert Sponsorship.objects.get(pk=signed.pk).tier.name == "Sponsor"


def test_correction_leaves_no_amendment_outside_and_no_renewal_behind(make_user):
    administrator, july = make_user(ADMINISTRATOR), dt.date(2027, 7, 1)
    amended = signed_sponsorship()
    amend_sponsorship(amended, starts=july, amount=Decimal(1), reason="Prov", by=administrator)
    for fields in ({"ends": dt.date(2027, 6, 30)}, {"starts": july}):
        with pytest.raises(AmendedOutside):
            update_sponsorship(Sponsorship.objects.get(pk=amended.pk), by=administrator, reason="Fel", **fields)
    renewed = signed_sponsorship()
    renew_sponsorship(renewed)
    for fields in ({"ends": dt.date(2028, 1, 1)}, {"company": CompanyFactory()}):
        with pytest.raises(HasSuccessor):
            update_sponsorship(Sponsorship.objects.get(pk=renewed.pk), by=administrator, reason="Fel", **fields)
    corrected = update_sponsorship(
        Sponsorship.objects.get(pk=renewed.pk), by=administrator, ends=dt.date(2027, 11, 30), reason="Fel datum"
    )
    assert corrected.ends == dt.date(2027, 11, 30)


@pytest.mark.parametrize("came_to_nothing", [decline, end_before_it_began])
def test_renewal_that_came_to_nothing_goes_to_the_right_company_with_what_it_renews(make_user, came_to_nothing):
    administrator, right = make_user(ADMINISTRATOR), CompanyFactory()
    signed = signed_sponsorship()
    renewal = renew_sponsorship(signed)
    step = NextStepFactory(company=signed.company, sponsorship=renewal)
    came_to_nothing(renewal)
    update_sponsorship(Sponsorship.objects.get(pk=signed.pk), by=administrator, reason="Fel företag", company=right)
    moved = Sponsorship.objects.get(pk=renewal.pk)
    step.refresh_from_db()
    assert (moved.company, moved.renews, step.company) == (right, signed, right)
    if came_to_nothing is decline:
        assert move_sponsorship(moved, to=Stage.PROPOSAL).company == right
    else:
        assert take_back_end(moved, by=administrator, reason="Fel").company == right


def test_declined_renewal_of_days_that_are_agreed_since_renews_nothing_more(make_user):
    administrator, right = make_user(ADMINISTRATOR), CompanyFactory()
    signed = signed_sponsorship()
    renewal = decline(renew_sponsorship(signed))
    changes = {"company": right, "ends": signed.ends + 30 * A_DAY}
    update_sponsorship(Sponsorship.objects.get(pk=signed.pk), by=administrator, reason="Fel företag", **changes)
    moved = Sponsorship.objects.get(pk=renewal.pk)
    assert (moved.company, moved.renews) == (right, None)


def yearly(text: str, day: str, value: int = 1000) -> BenefitTerms:
    rule = {"due_rule": DueRule.YEARLY, "due_date": dt.date.fromisoformat(f"2027-{day}")}
    return BenefitTerms(text=text, market_value=Decimal(value), **rule)


def offer_of(tier: str, *benefits: BenefitTerms):
    offer = get_offer(tier=tier)
    save_offer(offer, benefits=benefits, removed=[benefit.pk for benefit in offer.benefits.all()])


def promised(signed: Sponsorship) -> list[tuple]:
    owed = signed.deliveries.owed().order_by("due_on", "text")
    return [(each.text, str(each.due_on), int(each.market_value)) for each in owed]


def test_promises_are_those_of_the_right_tier_and_period(make_user):
    offer_of("Sponsor", yearly("Logotyp", "03-01"), yearly("Julkort", "12-01"), yearly("Fika", "05-01"))
    offer_of("Partner", yearly("Logotyp", "04-01", 2000), yearly("Besök", "06-01"), yearly("Fika", "05-01"))
    administrator = make_user(ADMINISTRATOR)
    with clock.travel(dt.date(2027, 5, 2)):
        signed = signed_sponsorship()
        add_extra_delivery(signed, text="Tårta", quantity=1, market_value=Decimal(0), due_on=dt.date(2027, 5, 5))
        deliver(signed.deliveries.get(text="Fika"), by=administrator, on=dt.date(2027, 5, 1))
        right = {"by": administrator, "reason": "Läste fel"}
        update_sponsorship(Sponsorship.objects.get(), tier=get_tier("Partner"), **right)
    assert promised(signed) == [
        ("Logotyp", "2027-04-01", 2000),
        ("Tårta", "2027-05-05", 0),
        ("Besök", "2027-06-01", 1000),
    ]
    assert signed.deliveries.get(state="void").reason == "Avtalet rättades: Läste fel"
    moved = signed.deliveries.get(text="Besök")
    update_delivery(moved, due_on=dt.date(2028, 2, 2), doer=None, doer_role="")
    offer_of("Partner", yearly("Logotyp", "04-01", 9000), yearly("Besök", "06-01"), yearly("Nytt sedan dess", "06-01"))
    period = {"starts": dt.date(2028, 1, 1), "ends": dt.date(2028, 12, 31)}
    update_sponsorship(Sponsorship.objects.get(), **period, **right)
    assert promised(signed) == [
        ("Tårta", "2027-05-05", 0),
        ("Besök", "2028-02-02", 1000),
        ("Logotyp", "2028-04-01", 2000),
    ]


def test_correction_of_the_amount_leaves_the_promises(make_user):
    signed = signed_sponsorship()
    before = list(signed.deliveries.order_by("pk").values_list("pk", "version"))
    update_sponsorship(signed, by=make_user(ADMINISTRATOR), reason="Fel", amount=Decimal(5))
    assert list(signed.deliveries.order_by("pk").values_list("pk", "version")) == before != []


# --- API and admin --------------------------------------------------------------------------------


def test_api_refuses_with_words_and_code_and_lets_an_administrator(api_client_for):
    signed = signed_sponsorship()
    url, version = reverse("api:sponsorship-detail", args=[signed.pk]), {"If-Match": f'"{signed.version}"'}
    refused = api_client_for(PARTNER_MANAGER).patch(url, {"amount": "1"}, headers=version)
    assert (refused.status_code, refused.json()["code"]) == (409, "signed_is_frozen")
    assert ADVICE in refused.json()["detail"]
    administrator = api_client_for(ADMINISTRATOR)
    asked = administrator.patch(url, {"amount": "1"}, headers=version)
    assert (asked.status_code, asked.json()) == (400, {"reason": ["Det är tecknat. Skriv varför det rättas."]})
    allowed = administrator.patch(url, {"amount": "1", "reason": "Fel i underlaget"}, headers=version)
    assert (allowed.status_code, allowed.json()["amount"]) == (200, "1.00")
    assert signed.history.first().history_change_reason == "Fel i underlaget"


def test_admin_shows_what_is_signed_and_changes_nothing(client_for):
    signed = signed_sponsorship()
    amend_sponsorship(signed, starts=dt.date(2027, 7, 1), amount=Decimal(1), reason="Prov", by=UserFactory())
    client = client_for(ADMINISTRATOR)
    for url in (
        reverse("admin:crm_sponsorship_change", args=[signed.pk]),
        reverse("admin:crm_sponsorshipamendment_change", args=[signed.amendments.get().pk]),
    ):
        assert client.get(url).status_code == 200
        assert client.post(url, {"amount": "1", "stage": Stage.LEAD}).status_code == 403
    assert client.get(reverse("admin:crm_sponsorship_add")).status_code == 403
    signed.refresh_from_db()
    assert (signed.amount, signed.stage) == (Decimal(40000), Stage.SIGNED)
