"""Impossible dates are refused by the services, so on pages, API, imports and bulk edits alike."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from crm.models import CLOCK_SKEW, Delivery, Interaction, NextStep, Sponsorship, Stage
from crm.services.amendments import amend_sponsorship, change_tier
from crm.services.bulk_deliveries import deliver_many
from crm.services.deliveries import deliver
from crm.services.interactions import NextUp, log_interaction, move_next_step, plan_next_step
from crm.services.sponsorships import end_sponsorship, sign_sponsorship
from tests.factories import (
    CompanyFactory,
    NextStepFactory,
    SponsorshipFactory,
    UserFactory,
    get_tier,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
A_DAY = dt.timedelta(days=1)


def today() -> dt.date:
    return timezone.localdate()


def running(**fields) -> Sponsorship:
    return signed_sponsorship(
        **{"starts": today() - 100 * A_DAY, "ends": today() + 100 * A_DAY, "signed_on": today() - 120 * A_DAY} | fields
    )


def refused(service, *args, **fields) -> dict:
    with pytest.raises(ValidationError) as error:
        service(*args, **fields)
    return error.value.message_dict


NOT_YET = {"happened_at": ["Det har inte hänt än. Det som ska ske planerar du som nästa steg."]}


# --- Contacts --------------------------------------------------------------------------------------


def test_contact_has_happened_give_or_take_a_clock():
    by, company = UserFactory(), CompanyFactory()
    log_interaction(by=by, companies=[company], happened_at=timezone.now() + CLOCK_SKEW / 2)
    ahead = timezone.now() + 2 * CLOCK_SKEW
    assert refused(log_interaction, by=by, companies=[company], happened_at=ahead) == NOT_YET
    assert Interaction.objects.count() == 1


def test_interaction_in_the_future_is_refused_and_input_is_kept(client_for):
    client = client_for("Partneransvarig")
    data = {
        "company_0": CompanyFactory().pk,
        "kind": "call",
        "outcome": "reached",
        "direction": "out",
        "happened_at": "2099-01-01T10:00",
        "text": "Vi ses då",
    }
    response = client.post(reverse("crm:interaction_create"), data)
    form = response.context["form"]
    assert (form.errors, form["text"].value()) == (NOT_YET, "Vi ses då")


def test_contact_ahead_is_refused_in_the_api(api_client_for):
    data = {"companies": [CompanyFactory().pk], "happened_at": "2099-01-01T10:00:00Z"}
    response = api_client_for("Partneransvarig").post("/api/v1/interactions/", data)
    assert (response.status_code, response.json()) == (400, NOT_YET)


NOT_SIGNED_YET = {"signed_on": ["Dagen har inte varit än. Teckna när ni är överens."]}


# --- Signatures ------------------------------------------------------------------------------------


def test_nothing_is_signed_ahead():
    assert refused(sign_sponsorship, SponsorshipFactory(), signed_on=today() + A_DAY) == NOT_SIGNED_YET
    changes = {"starts": today(), "tier": get_tier("Vänföretag"), "amount": Decimal(1), "reason": "Prov"}
    assert refused(change_tier, running(), signed_on=today() + A_DAY, **changes) == NOT_SIGNED_YET
    assert set(Sponsorship.objects.values_list("stage", flat=True)) == {Stage.LEAD, Stage.SIGNED}


UNPAID = {"unpaid": ["Beloppet är 0 kr. Kryssa för om företaget inte ska betala något."]}


def test_signing_for_nothing_needs_one_confirmation():
    lead = SponsorshipFactory(amount=Decimal(0))
    assert refused(sign_sponsorship, lead, signed_on=today()) == UNPAID
    assert sign_sponsorship(lead, signed_on=today(), unpaid=True).amount == 0


def test_amount_of_nothing_needs_confirmation_when_it_is_amended():
    signed, change = running(), {"starts": today(), "amount": Decimal(0), "reason": "Prov", "by": UserFactory()}
    assert refused(amend_sponsorship, signed, **change) == UNPAID
    assert amend_sponsorship(signed, unpaid=True, **change).amount == 0


def test_form_asks_about_nothing_only_when_the_amount_is_nothing(client_for):
    client, lead = client_for("Partneransvarig"), SponsorshipFactory()
    url = reverse("crm:sponsorship_sign", args=[lead.pk])
    assert "unpaid" not in client.get(url).context["form"].fields
    data = {
        "version": lead.version,
        "starts": "2027-01-01",
        "ends": "2027-12-31",
        "amount": "0",
        "signed_on": today().isoformat(),
    }
    assert client.post(url, data).context["form"].errors == UNPAID
    assert client.post(url, data | {"unpaid": "on"}).status_code == 302
    assert Sponsorship.objects.get().amount == 0


def test_signing_ticks_off_the_steps_that_led_there(client_for):
    client, lead = client_for("Partneransvarig"), SponsorshipFactory()
    step = NextStepFactory(company=lead.company, sponsorship=lead, what="Skicka avtalet för underskrift")
    url = reverse("crm:sponsorship_sign", args=[lead.pk])
    assert client.get(url).context["form"]["completes"].value() == [step.pk]
    data = {"version": lead.version, "starts": "2027-01-01", "ends": "2027-12-31", "amount": "40000"}
    client.post(url, data | {"signed_on": today().isoformat(), "completes": [step.pk]})
    step.refresh_from_db()
    assert step.done_by == client.user


# --- Ended early -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("starts", "first"), [(-100, -100), (30, -120)])
def test_agreement_ends_early_within_its_period_or_before_it_began_after_it_was_signed(starts, first):
    signed = running(starts=today() + starts * A_DAY)
    for day in (today() + (first - 1) * A_DAY, signed.ends):
        assert refused(end_sponsorship, signed, on=day, reason="Prov") == {
            "on": [f"Välj en dag från och med {today() + first * A_DAY}, före det avtalade slutet {signed.ends}."]
        }
    assert end_sponsorship(signed, on=today() + first * A_DAY, reason="Prov").amounts_by_year()


def test_last_day_outside_the_period_is_reported_at_the_field(client_for):
    signed = running()
    data = {"version": signed.version, "on": "2020-01-01", "reason": "Konkurs"}
    response = client_for("Partneransvarig").post(reverse("crm:sponsorship_end", args=[signed.pk]), data)
    form = response.context["form"]
    assert (list(form.errors), form["reason"].value()) == (["on"], "Konkurs")


def test_database_keeps_no_agreement_that_ended_before_it_was_there():
    row = Sponsorship.objects.filter(pk=running().pk)
    with pytest.raises(IntegrityError, match="crm_sponsorship_ended_after_signing"), transaction.atomic():
        row.update(stage=Stage.ENDED_EARLY, ended_on=today() - 121 * A_DAY)


# --- Deliveries ------------------------------------------------------------------------------------


def test_nothing_is_delivered_before_it_was_promised():
    signed, by = running(), UserFactory()
    delivery = signed.deliveries.first()
    wrong = {"delivered_on": [f"Avtalet fanns inte då. Välj en dag från och med {today() - 120 * A_DAY}."]}
    assert refused(deliver, delivery, by=by, on=dt.date(1900, 1, 1)) == wrong
    assert refused(deliver_many, [delivery], by=by, on=dt.date(1900, 1, 1)) == wrong
    deliver(delivery, by=by, on=today() - 120 * A_DAY)
    assert Delivery.objects.get(pk=delivery.pk).delivered_on == today() - 120 * A_DAY


GONE = {"due_on": ["Dagen har redan varit. Välj i dag eller senare."]}


# --- Next steps ------------------------------------------------------------------------------------


def test_step_is_planned_for_a_day_that_comes():
    by, company = UserFactory(), CompanyFactory()
    yesterday = today() - A_DAY
    assert refused(plan_next_step, company=company, what="Ring", due_on=yesterday, assignee=by) == GONE
    assert refused(log_interaction, by=by, companies=[company], next_up=NextUp(on=yesterday, what="Ring")) == GONE
    plan_next_step(company=company, what="Ring", due_on=today(), assignee=by)
    assert NextStep.objects.get().due_on == today()


def test_late_step_stays_late_until_it_is_moved_to_a_day_that_comes(client_for, api_client_for):
    late = NextStepFactory(due_on=today() - 10 * A_DAY)
    other = UserFactory()
    assert move_next_step(late, assignee=other).assignee == other
    assert refused(move_next_step, late, due_on=today() - A_DAY) == GONE
    url = reverse("crm:nextstep_move", args=[late.pk])
    response = client_for("Partneransvarig").post(url, {"due_on": "2020-01-01"}, follow=True)
    assert [str(message) for message in response.context["messages"]] == GONE["due_on"]
    program = api_client_for("Partneransvarig")
    version = NextStep.objects.get().version
    response = program.patch(f"/api/v1/next-steps/{late.pk}/", {"due_on": "2020-01-01"}, HTTP_IF_MATCH=f'"{version}"')
    assert (response.status_code, response.json()) == (400, GONE)


def test_day_alone_plans_a_step_that_says_to_get_in_touch(client_for):
    client, company = client_for("Partneransvarig"), CompanyFactory()
    client.post(reverse("crm:company_next", args=[company.pk]), {"when": "week", "assignee": client.user.pk})
    step = NextStep.objects.get()
    assert (step.what, step.due_on) == ("Hör av dig", today() + 7 * A_DAY)
