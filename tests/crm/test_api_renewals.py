import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from config.roles import ADMINISTRATOR, COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER
from crm.models import LapseReason, Sponsorship
from tests.crm.random_periods import A_DAY
from tests.factories import SponsorshipFactory, get_tier, signed_sponsorship

AMENDMENT = {"starts": "2027-07-01", "amount": "50000", "reason": "Fler anställda"}


def act(client, sponsorship, action, sent=None):
    url = reverse(f"api:sponsorship-{action}", args=[sponsorship.pk])
    return client.post(url, sent or {}, headers={"If-Match": f'"{sponsorship.version}"'})


def tier_change() -> dict:
    return AMENDMENT | {"tier": get_tier("Partner").pk, "signed_on": "2026-11-15"}


def test_renewing_answers_with_the_renewal_and_its_version(api_client_for):
    signed = signed_sponsorship()
    response = act(api_client_for(PARTNER_MANAGER), signed, "renew", {"amount": "45000", "notice_days": 60})
    answer = response.json()
    assert (response.status_code, response["ETag"]) == (201, '"1"')
    wanted = {
        "renews": signed.pk,
        "renews_agreement_no": signed.agreement_no,
        "kind": "upgrade",
        "stage": "lead",
        "starts": "2028-01-01",
        "ends": "2028-12-31",
        "amount": "45000.00",
        "notice_days": 60,
        "notice_date": "2028-11-01",
    }
    assert {name: answer[name] for name in wanted} == wanted
    again = act(api_client_for(PARTNER_MANAGER), signed, "renew")
    assert (again.status_code, again.json()["code"]) == (409, "already_renewed")


def test_amending_answers_with_the_amounts_and_a_new_version(api_client_for):
    signed = signed_sponsorship()
    client = api_client_for(PARTNER_MANAGER)
    response = act(client, signed, "amend", AMENDMENT)
    answer = response.json()
    assert (response.status_code, response["ETag"]) == (200, f'"{signed.version + 1}"')
    assert answer["amendments"] == [AMENDMENT | {"amount": "50000.00"}]
    assert (answer["amount"], answer["amount_today"]) == ("40000.00", "40000.00")
    assert act(client, signed, "amend", AMENDMENT).status_code == 412
    signed.refresh_from_db()
    outside = act(client, signed, "amend", AMENDMENT | {"starts": "2028-01-01"})
    assert (outside.status_code, list(outside.json())) == (400, ["starts"])


def test_changing_tier_answers_with_the_new_one(api_client_for):
    signed = signed_sponsorship()
    answer = act(api_client_for(PARTNER_MANAGER), signed, "change-tier", tier_change())
    assert answer.status_code == 201
    assert [answer.json()[name] for name in ("renews", "kind", "stage", "tier_name", "starts", "ends")] == [
        signed.pk,
        "upgrade",
        "signed",
        "Partner",
        "2027-07-01",
        "2027-12-31",
    ]
    assert Sponsorship.objects.get(pk=signed.pk).ended_on == dt.date(2027, 6, 30)


def test_reason_for_a_lapse_is_one_of_the_listed(api_client_for):
    today = timezone.localdate()
    lapsed = signed_sponsorship(starts=today - 100 * A_DAY, ends=today - A_DAY)
    client = api_client_for(PARTNER_MANAGER)
    reasons = client.get(reverse("api:lapsereason-list")).json()["results"]
    assert [each["id"] for each in reasons] == list(LapseReason.objects.values_list("pk", flat=True))
    answer = act(client, lapsed, "lapse", {"reason": reasons[0]["id"], "note": "Ny vd"}).json()
    assert (answer["lapse_reason"], answer["lapse_note"]) == (reasons[0]["id"], "Ny vd")
    lapsed.refresh_from_db()
    assert act(client, lapsed, "withdraw-lapse", {}).json()["lapse_reason"] is None
    refused = act(client, SponsorshipFactory(), "lapse", {"reason": reasons[0]["id"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_lapses")


def test_kind_follows_what_is_written(api_client_for):
    signed = signed_sponsorship()
    client = api_client_for(PARTNER_MANAGER)
    lead = SponsorshipFactory(
        company=signed.company, starts=dt.date(2028, 1, 1), ends=dt.date(2028, 12, 31), amount=Decimal(1)
    )
    url = reverse("api:sponsorship-detail", args=[lead.pk])
    linked = client.patch(url, {"renews": signed.pk}, headers={"If-Match": '"1"'}).json()
    raised = client.patch(url, {"amount": "99999"}, headers={"If-Match": '"2"'}).json()
    assert (linked["kind"], raised["kind"]) == ("downgrade", "upgrade")
    listed = client.get(reverse("api:sponsorship-list"), {"scope": "all", "kind": "upgrade"}).json()["results"]
    assert [each["id"] for each in listed] == [lead.pk]


@pytest.mark.parametrize("action", ["renew", "amend", "change-tier", "lapse"])
def test_each_action_is_for_those_who_answer_for_the_partners(action, api_client_for):
    today = timezone.localdate()
    allowed = set()
    for role in (PARTNER_MANAGER, COMPETITION_LEADER, FINANCE, ADMINISTRATOR, READER):
        period = {"starts": today - 100 * A_DAY, "ends": today - A_DAY} if action == "lapse" else {}
        sent = {
            "renew": {},
            "amend": AMENDMENT,
            "change-tier": tier_change(),
            "lapse": {"reason": LapseReason.objects.first().pk},
        }[action]
        status = act(api_client_for(role), signed_sponsorship(**period), action, sent).status_code
        assert status in {200, 201, 403}
        if status != 403:
            allowed.add(role)
    assert allowed == {PARTNER_MANAGER, ADMINISTRATOR}
