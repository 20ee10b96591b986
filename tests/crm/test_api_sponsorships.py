import datetime as dt

import pytest
from django.utils import timezone

from config.roles import ADMINISTRATOR, COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER
from core.models import ApiToken
from core.services import save_record
from crm.models import Company, Sponsorship
from tests.factories import (
    CompanyFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    get_goal,
    get_offer,
    get_tier,
    signed_sponsorship,
)

SIGN = {"signed_on": "2026-11-01"}


def act(client, sponsorship, action, sent, version=None):
    return client.post(
        f"/api/v1/sponsorships/{sponsorship.pk}/{action}/",
        sent,
        headers={"If-Match": f'"{version or sponsorship.version}"'},
    )


def test_sponsorship_is_opened_as_a_lead_of_ones_own(api_client_for):
    company = CompanyFactory(name="Bageriet")
    client = api_client_for(PARTNER_MANAGER)
    response = client.post(
        "/api/v1/sponsorships/",
        {
            "company": company.pk,
            "goal": get_goal(1).pk,
            "tier": get_tier("Sponsor").pk,
            "starts": "2027-01-01",
            "ends": "2027-12-31",
            "amount": "12 500,50",
        },
    )
    answer = response.json()
    assert (response.status_code, response["ETag"]) == (201, '"1"')
    assert answer.pop("created_at")
    assert answer.pop("agreement_no").startswith("SP")
    assert answer == {
        "id": Sponsorship.objects.get().pk,
        "company": company.pk,
        "company_name": "Bageriet",
        "goal": get_goal(1).pk,
        "goal_name": "Ingen hemlöshet",
        "tier": get_tier("Sponsor").pk,
        "tier_name": "Sponsor",
        "starts": "2027-01-01",
        "ends": "2027-12-31",
        "amount": "12500.50",
        "amount_today": "12500.50",
        "amendments": [],
        "payment_note": "",
        "owner": client.user.pk,
        "owner_name": str(client.user),
        "stage": "lead",
        "phase": None,
        "stage_since": timezone.localdate().isoformat(),
        "days_in_stage": 0,
        "signed_on": None,
        "signed_by": None,
        "ended_on": None,
        "closing_reason": "",
        "offer_amount": None,
        "difference": None,
        "deliveries": [],
        "kind": "new",
        "renews": None,
        "renews_agreement_no": None,
        "notice_days": None,
        "notice_date": "2027-10-02",
        "lapse_reason": None,
        "lapse_note": "",
        "version": 1,
    }


def test_amount_as_a_number_with_decimals_is_refused(api_client_for):
    lead = SponsorshipFactory()
    response = api_client_for(PARTNER_MANAGER).patch(
        f"/api/v1/sponsorships/{lead.pk}/", {"amount": 12500.5}, headers={"If-Match": '"1"'}
    )
    assert (response.status_code, list(response.json())) == (400, ["amount"])


def test_dialogue_is_changed_with_its_current_version(api_client_for):
    lead = SponsorshipFactory()
    client, url = api_client_for(PARTNER_MANAGER), f"/api/v1/sponsorships/{lead.pk}/"
    statuses = [
        client.patch(url, {"amount": "100"}).status_code,
        client.patch(url, {"amount": "100"}, headers={"If-Match": '"1"'}).status_code,
        client.patch(url, {"amount": "200"}, headers={"If-Match": '"1"'}).status_code,
    ]
    assert (statuses, client.get(url).json()["amount"]) == ([428, 200, 412], "100.00")


def test_dates_out_of_order_are_refused_by_field(api_client_for):
    lead = SponsorshipFactory()
    response = api_client_for(PARTNER_MANAGER).patch(
        f"/api/v1/sponsorships/{lead.pk}/", {"ends": "2026-12-31"}, headers={"If-Match": '"1"'}
    )
    assert (response.status_code, "ends" in response.json()) == (400, True)


def test_dialogue_moves_to_another_stage(api_client_for):
    lead = SponsorshipFactory()
    response = act(api_client_for(PARTNER_MANAGER), lead, "move", {"to": "proposal"})
    assert (response.status_code, response.json()["stage"], response["ETag"]) == (200, "proposal", '"2"')


def test_dialogue_does_not_move_to_signed(api_client_for):
    response = act(api_client_for(PARTNER_MANAGER), SponsorshipFactory(), "move", {"to": "signed"})
    assert (response.status_code, list(response.json())) == (400, ["to"])


def test_signing_freezes_what_was_promised(api_client_for):
    lead = SponsorshipFactory(amount="30000")
    contact = contact_at(lead.company)
    offer = get_offer(1, "Sponsor")
    promised = [{"text": b.text, "market_value": f"{b.market_value:.2f}"} for b in offer.benefits.all()]
    client = api_client_for(PARTNER_MANAGER)
    response = act(client, lead, "sign", SIGN | {"signed_by": contact.pk})
    save_record(offer, yearly_amount=1)
    save_record(offer.tier, name="Supporter")
    answer = client.get(f"/api/v1/sponsorships/{lead.pk}/").json()
    assert response.json() == answer
    wanted = {
        "stage": "signed",
        "tier_name": "Sponsor",
        "amount": "30000.00",
        "offer_amount": "40000.00",
        "difference": "-10000.00",
        "signed_on": "2026-11-01",
        "signed_by": contact.pk,
        "deliveries": promised,
        "version": 2,
    }
    assert (response.status_code, promised != []) == (200, True)
    assert {name: answer[name] for name in wanted} == wanted
    assert Company.objects.get().status == "active"


def test_terms_are_sent_along_when_it_is_signed_and_otherwise_stay(api_client_for):
    lead = SponsorshipFactory(starts=None, ends=None, amount=None, notice_days=30)
    client = api_client_for(PARTNER_MANAGER)
    assert act(client, lead, "sign", SIGN).json()["code"] == "incomplete"
    backwards = act(client, lead, "sign", SIGN | {"starts": "2026-12-31", "ends": "2026-01-01", "amount": "5000.00"})
    assert (backwards.status_code, list(backwards.json())) == (400, ["ends"])
    terms = {"starts": "2026-11-01", "ends": "2027-10-31", "amount": "5000.00"}
    answer = act(client, lead, "sign", SIGN | terms).json()
    assert {name: answer[name] for name in (*terms, "stage", "notice_days")} == terms | {
        "stage": "signed",
        "notice_days": 30,
    }


def test_signing_needs_the_version_that_was_seen(api_client_for):
    lead = SponsorshipFactory()
    client = api_client_for(PARTNER_MANAGER)
    without = client.post(f"/api/v1/sponsorships/{lead.pk}/sign/", SIGN)
    stale = act(client, lead, "sign", SIGN, version=2)
    assert (without.status_code, stale.status_code) == (428, 412)
    assert Sponsorship.objects.get().stage == "lead"


def test_signing_by_somebody_from_elsewhere_is_refused(api_client_for):
    lead, stranger = SponsorshipFactory(), contact_at(CompanyFactory())
    response = act(api_client_for(PARTNER_MANAGER), lead, "sign", SIGN | {"signed_by": stranger.pk})
    assert (response.status_code, list(response.json())) == (400, ["signed_by"])


def test_last_seat_taken_is_a_refusal_with_words_and_code(api_client_for):
    signed_sponsorship(tier=get_tier("Huvudpartner"))
    lead = SponsorshipFactory(tier=get_tier("Huvudpartner"))
    response = act(api_client_for(PARTNER_MANAGER), lead, "sign", SIGN)
    assert response.status_code == 409
    assert response.json() == {
        "detail": "Alla platser på nivån är upptagna under en del av perioden.",
        "code": "no_seat_left",
    }
    assert Sponsorship.objects.get(pk=lead.pk).stage == "lead"


def test_overlap_and_incompleteness_are_refusals_with_their_codes(api_client_for):
    signed = signed_sponsorship()
    client = api_client_for(PARTNER_MANAGER)
    codes = [
        act(client, SponsorshipFactory(**fields), "sign", SIGN).json()["code"]
        for fields in ({"company": signed.company}, {"amount": None})
    ]
    assert codes == ["overlapping_sponsorship", "incomplete"]


def test_signed_sponsorship_changes_only_owner_and_payment_note(api_client_for):
    signed = signed_sponsorship()
    client, url = api_client_for(PARTNER_MANAGER), f"/api/v1/sponsorships/{signed.pk}/"
    owner = UserFactory(role=PARTNER_MANAGER)
    refused = client.patch(url, {"amount": "1"}, headers={"If-Match": f'"{signed.version}"'})
    allowed = client.patch(
        url, {"payment_note": "Två fakturor", "owner": owner.pk}, headers={"If-Match": f'"{signed.version}"'}
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "signed_is_frozen")
    assert (allowed.status_code, allowed.json()["payment_note"], allowed.json()["owner"]) == (
        200,
        "Två fakturor",
        owner.pk,
    )


def test_declined_dialogue_keeps_the_reason_and_can_be_taken_up_again(api_client_for):
    lead = SponsorshipFactory()
    client = api_client_for(PARTNER_MANAGER)
    declined = act(client, lead, "decline", {"reason": "Ny ägare"})
    again = act(client, lead, "move", {"to": "contacted"}, version=2)
    assert (declined.json()["stage"], declined.json()["closing_reason"]) == ("declined", "Ny ägare")
    assert (again.json()["stage"], again.json()["closing_reason"]) == ("contacted", "")


def test_signed_sponsorship_is_ended_early(api_client_for):
    signed = signed_sponsorship()
    response = act(api_client_for(PARTNER_MANAGER), signed, "end", {"on": "2027-06-30", "reason": "Konkurs"})
    answer = response.json()
    assert (response.status_code, answer["stage"], answer["ended_on"], answer["ends"], answer["closing_reason"]) == (
        200,
        "ended_early",
        "2027-06-30",
        "2027-12-31",
        "Konkurs",
    )


@pytest.mark.parametrize(
    ("action", "sent"), [("end", {"on": "2027-06-30"}), ("decline", {}), ("sign", {}), ("move", {})]
)
def test_action_without_what_it_asks_for_is_refused_by_field(action, sent, api_client_for):
    sponsorship = signed_sponsorship() if action == "end" else SponsorshipFactory()
    field = {"end": "reason", "decline": "reason", "sign": "signed_on", "move": "to"}[action]
    response = act(api_client_for(PARTNER_MANAGER), sponsorship, action, sent)
    assert (response.status_code, list(response.json())) == (400, [field])


@pytest.mark.parametrize(
    ("action", "sent", "may"),
    [
        ("sign", SIGN, {PARTNER_MANAGER, ADMINISTRATOR}),
        ("end", {"on": "2027-06-30", "reason": "Konkurs"}, {PARTNER_MANAGER, ADMINISTRATOR}),
        ("decline", {"reason": "Nej"}, {PARTNER_MANAGER, ADMINISTRATOR}),
        ("move", {"to": "meeting"}, {PARTNER_MANAGER, ADMINISTRATOR}),
    ],
)
def test_each_action_is_for_its_own_roles(action, sent, may, api_client_for):
    allowed = set()
    for role in (PARTNER_MANAGER, COMPETITION_LEADER, FINANCE, ADMINISTRATOR, READER):
        sponsorship = signed_sponsorship() if action == "end" else SponsorshipFactory()
        status = act(api_client_for(role), sponsorship, action, sent).status_code
        assert status in {200, 403}
        if status == 200:
            allowed.add(role)
    assert allowed == may


def test_phase_shows_where_today_falls(api_client_for):
    year = timezone.localdate().year
    phases = [
        signed_sponsorship(starts=dt.date(year + years, 1, 1), ends=dt.date(year + years, 12, 31)).pk
        for years in (-2, 0, 2)
    ]
    client = api_client_for(READER)
    assert [client.get(f"/api/v1/sponsorships/{pk}/").json()["phase"] for pk in phases] == [
        "ended",
        "active",
        "upcoming",
    ]


def test_history_names_the_user_behind_the_token(client, make_user):
    user = make_user(PARTNER_MANAGER)
    _stored, token = ApiToken.objects.create(user=user, name="Skript", may_write=True)
    lead = SponsorshipFactory()
    response = client.post(
        f"/api/v1/sponsorships/{lead.pk}/sign/",
        SIGN,
        content_type="application/json",
        headers={"Authorization": f"Token {token}", "If-Match": '"1"'},
    )
    assert response.status_code == 200
    assert [row.history_user for row in lead.history.all()] == [user, None]
    assert lead.company.history.first().history_user == user
