"""Deliveries in parts."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from config.roles import FINANCE, PARTNER_MANAGER, READER
from core.errors import StaleVersion
from core.money import format_amount
from crm.delivery_states import worth_of
from crm.models import Delivery, DeliveryPart, DeliveryState
from crm.queries.delivery_overviews import counter_performance
from crm.services.bulk_deliveries import deliver_many
from crm.services.deliveries import (
    NotDelivered,
    NothingPromised,
    ProofContent,
    deliver,
    reopen_delivery,
    set_delivery_aside,
    set_used,
    take_back,
)
from crm.services.extra_deliveries import PromiseIsFixed, rewrite_extra_delivery
from crm.services.sponsorships import sign_sponsorship
from crm.services.undo_signing import unsign_sponsorship
from goals.services import BenefitTerms
from reports.queries.today.deliveries import deliveries_due
from reports.queries.today.scope import Scope
from tests.crm.delivery_factories import photo_with_place, promise, today
from tests.factories import CompanyFactory, UserFactory
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PERIOD = {"starts": dt.date(2025, 7, 1), "ends": dt.date(2026, 6, 30), "signed_on": dt.date(2025, 6, 1)}


def posts(quantity: int = 4, *, value: str = "1000", due: dt.date | None = None, **fields) -> Delivery:
    """A delivery of this many posts, with this total value (kronor), due today by default."""
    terms = BenefitTerms(
        text="Inlägg", quantity=quantity, market_value=Decimal(value), due_rule="on_date", due_date=due or today()
    )
    return promise(terms, **fields).deliveries.get()


def done(delivery: Delivery, quantity: int = 1, *, on: dt.date | None = None, **fields) -> Delivery:
    return deliver(delivery, by=UserFactory(), on=on or today(), quantity=quantity, **fields)


def told(delivery: Delivery) -> tuple:
    delivery.refresh_from_db()
    return delivery.state, delivery.delivered, delivery.state_words


# --- The rule ---------------------------------------------------------------------------------------


def test_promise_of_four_stays_owed_until_the_fourth_is_delivered():
    delivery = posts()
    seen = []
    for quantity in (1, 1, 2):
        done(delivery, quantity)
        seen.append((told(delivery), len(deliveries_due(Scope(today(), UserFactory(), everyone=True)))))
    assert seen == [
        (("ongoing", 1, "1 av 4 levererade"), 1),
        (("ongoing", 2, "2 av 4 levererade"), 1),
        (("delivered", 4, "Levererad"), 0),
    ]
    assert delivery.delivered_on == today()


def test_idag_says_how_far_it_has_come():
    delivery = done(posts())
    (row,) = deliveries_due(Scope(today(), UserFactory(), everyone=True))
    assert row.reasons == ["Ska levereras i dag.", "1 av 4 levererade.", f"{delivery.sponsorship.owner} gör det."]


def test_all_that_is_left_is_delivered_when_nothing_is_said():
    delivery = done(posts())
    deliver(delivery, by=UserFactory(), on=today())
    assert [part.quantity for part in delivery.parts.all()] == [1, 3]


@pytest.mark.parametrize("quantity", [0, 4, -1])
def test_more_than_is_left_or_nothing_is_refused_by_field(quantity):
    delivery = done(posts())
    with pytest.raises(ValidationError) as refused:
        done(delivery, quantity)
    assert refused.value.message_dict == {"quantity": ["Minst 1 och högst 3, som är kvar."]}
    assert told(delivery)[1] == 1


def test_rest_is_waived_with_a_reason_what_was_delivered_stays_and_the_rest_can_be_owed_again():
    delivery = done(posts())
    set_delivery_aside(delivery, to=DeliveryState.WAIVED, reason="De hinner inte")
    assert told(delivery) == ("waived", 1, "Avstådd, 1 av 4 levererade")
    assert told(reopen_delivery(delivery)) == ("planned", 1, "1 av 4 levererade")


def test_part_marked_by_mistake_is_undone_and_its_proof_stays():
    delivery = done(done(posts(2)), proof=ProofContent(text="Andra"))
    first, second = delivery.parts.all()
    assert [proof.part for proof in delivery.proofs.all()] == [second]
    assert told(reopen_delivery(delivery)) == ("planned", 1, "1 av 2 levererade")
    assert [proof.part for proof in delivery.proofs.all()] == [None]
    assert told(take_back(delivery, part=first)) == ("planned", 0, "Planerad")
    assert sorted(DeliveryPart.history.values_list("history_type", flat=True)) == ["+", "+", "-", "-"]


def test_parts_say_each_for_itself_whether_they_were_used():
    delivery = done(done(posts(2), used=True), used=False)
    assert (told(delivery)[0], delivery.used) == ("delivered", None)
    set_used(delivery, used=True, part=delivery.parts.last())
    delivery.refresh_from_db()
    assert delivery.used is True
    with pytest.raises(NotDelivered):
        set_used(posts(company=CompanyFactory()), used=True)


def test_two_who_deliver_the_same_post_at_once_deliver_one():
    delivery = posts()
    stale = Delivery.objects.get(pk=delivery.pk)
    done(delivery)
    with pytest.raises(StaleVersion):
        done(stale)
    assert told(delivery)[1] == 1


def test_many_get_one_each_or_all_that_is_left():
    first, second = done(posts(3)), posts(1, company=CompanyFactory())
    deliver_many([first, second], by=UserFactory(), on=today(), each=1)
    assert [told(delivery)[1] for delivery in (first, second)] == [2, 1]
    deliver_many([Delivery.objects.get(pk=first.pk)], by=UserFactory(), on=today())
    assert told(first)[:2] == ("delivered", 3)


def test_half_done_promise_goes_on_when_the_sponsorship_is_signed_again():
    delivery = done(posts())
    sponsorship = delivery.sponsorship
    unsign_sponsorship(sponsorship, by=UserFactory(), reason="Fel")
    assert told(delivery) == ("void", 1, "Ej aktuell, 1 av 4 levererade")
    sign_sponsorship(sponsorship, signed_on=today())
    assert (told(delivery), sponsorship.deliveries.count()) == (("planned", 1, "1 av 4 levererade"), 1)


def test_nothing_is_owed_again_on_a_sponsorship_that_is_not_signed():
    delivery = done(posts(1))
    unsign_sponsorship(delivery.sponsorship, by=UserFactory(), reason="Fel")
    with pytest.raises(NothingPromised):
        take_back(delivery, part=delivery.parts.get())


def test_extra_promise_that_is_begun_is_fixed():
    delivery = posts()
    Delivery.objects.update(is_extra=True)
    delivery.refresh_from_db()
    with pytest.raises(PromiseIsFixed):
        rewrite_extra_delivery(done(delivery), quantity=2)


@pytest.mark.parametrize("values", [{"delivered": 4}, {"delivered": 5}, {"quantity": 1}])
def test_database_refuses_a_count_that_the_state_denies(values):
    delivery = done(posts())
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(**values)


def test_database_refuses_a_part_of_nothing():
    delivery = done(posts())
    with pytest.raises(IntegrityError), transaction.atomic():
        delivery.parts.update(quantity=0)


# --- Value of parts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "quantity"), [("100.00", 3), ("0.01", 4), ("99.99", 7), ("0.00", 2), ("5000.00", 4)])
def test_parts_are_worth_the_whole_to_the_ore(value, quantity):
    worths = [worth_of(Decimal(value), delivered=count, quantity=quantity) for count in range(quantity + 1)]
    steps = [after - before for before, after in pairwise(worths)]
    assert (sum(steps), min(steps) >= 0) == (Decimal(value), True)


def test_certificate_counts_each_part_in_the_year_it_was_delivered(client_for):
    company = CompanyFactory()
    delivery = posts(3, value="100", due=dt.date(2025, 12, 1), company=company, **PERIOD)
    done(delivery, on=dt.date(2025, 11, 1), used=True)
    done(delivery, on=dt.date(2025, 12, 1), used=False)
    done(delivery, on=dt.date(2026, 1, 7), used=True)
    first, second = counter_performance(company, 2025), counter_performance(company, 2026)
    assert [str(value) for value in (first.agreed.value, first.delivered.value, first.used.value)] == [
        "100.00",
        "66.67",
        "33.33",
    ]
    assert [str(value) for value in (second.agreed.value, second.delivered.value)] == ["0.00", "33.33"]
    page = client_for(READER).get(reverse("crm:company_certificate", args=[company.pk]), {"year": "2025"})
    assert f"2025-12-01: 1 st, {format_amount(Decimal('33.34'))}" in page.content.decode()


def test_what_fell_away_half_done_was_agreed_for_what_was_done():
    company = CompanyFactory()
    delivery = posts(due=dt.date(2025, 12, 1), company=company, **PERIOD)
    set_delivery_aside(done(delivery, on=dt.date(2025, 11, 1)), to=DeliveryState.VOID, reason="Slut")
    year = counter_performance(company, 2025)
    assert (year.agreed.value, year.delivered.value) == (250, 250)


# --- Pages, exports, API ----------------------------------------------------------------------------


def test_form_asks_how_many_of_several_and_not_of_one(client_for):
    delivery, client = posts(), client_for(PARTNER_MANAGER)
    url = reverse("crm:delivery_deliver", args=[delivery.pk])
    assert client.get(url).context["form"]["quantity"].value() == 1
    data = {"version": 1, "delivered_on": today().isoformat(), "text": "Först"}
    refused = client.post(url, data | {"quantity": "5"})
    assert refused.context["form"].errors == {"quantity": ["Minst 1 och högst 4, som är kvar."]}
    assert refused.context["form"]["text"].value() == "Först"
    client.post(url, data | {"quantity": "3"})
    delivery.refresh_from_db()
    assert (delivery.delivered, delivery.proofs.get().part.quantity) == (3, 3)
    assert "quantity" not in client.get(url).context["form"].fields


def test_phone_page_delivers_one_at_a_time(client_for):
    delivery, client = posts(), client_for(PARTNER_MANAGER)
    company = delivery.sponsorship.company
    data = {"company_0": company.pk, "company_1": company.name, "delivery": delivery.pk}
    data |= {"delivered_on": today().isoformat(), "image": photo_with_place()}
    page = client.post(reverse("crm:delivery_snap"), data, follow=True).content.decode()
    delivery.refresh_from_db()
    assert ("Sparat: 1 av 4 levererade." in page, delivery.delivered) == (True, 1)
    choices = client.get(reverse("crm:delivery_choices"), {"company_0": company.pk, "company_1": company.name})
    assert "1 av 4 levererade" in choices.content.decode()


def test_page_lists_parts_marks_them_used_and_takes_them_back(client_for):
    delivery, client = done(posts()), client_for(PARTNER_MANAGER)
    part = delivery.parts.get()
    page = client.get(delivery.get_absolute_url()).content.decode()
    buttons = [reverse(name, args=[part.pk]) for name in ("crm:part_used", "crm:part_take_back")]
    assert [url in page for url in buttons] == [True, True]
    client.post(buttons[0], {"used": "yes"})
    part.refresh_from_db()
    assert part.used is True
    client.post(reverse("crm:proof_add", args=[delivery.pk]), {"part": part.pk, "text": "Syns här"})
    assert delivery.proofs.get().part == part
    client.post(buttons[1])
    assert told(delivery)[1] == 0


def test_bulk_page_gives_one_to_each_where_somebody_waits_for_several(client_for):
    first, second = posts(), posts(company=CompanyFactory())
    data = {"deliveries": [first.pk, second.pk], "delivered_on": today().isoformat(), "each": "1"}
    client_for(PARTNER_MANAGER).post(reverse("crm:delivery_bulk", args=[1]) + "?text=Inlägg", data)
    assert [told(delivery)[1] for delivery in (first, second)] == [1, 1]


def test_export_has_the_number_and_the_value_that_were_delivered(client_for):
    done(posts(3, value="100"))
    response = client_for(FINANCE).get(reverse("crm:delivery_list"), {"export": "xlsx"})
    sheet = book_of(response).worksheets[0]
    row = dict(zip([cell.value for cell in sheet[1]], [cell.value for cell in sheet[2]], strict=True))
    assert (row["Antal"], row["Levererat antal"], row["Levererat marknadsvärde"]) == (3, 1, 33.33)


def test_program_delivers_uses_and_takes_back_parts(api_client_for):
    delivery, client = posts(3, value="100"), api_client_for(PARTNER_MANAGER)

    def act(action, data=None, *, version):
        url = f"/api/v1/deliveries/{delivery.pk}/{action}/"
        return client.post(url, data, headers={"If-Match": f'"{version}"'})

    answer = act("deliver", {"delivered_on": today().isoformat(), "quantity": 1}, version=1).json()
    (part,) = answer["parts"]
    assert (answer["state"], answer["delivered"], part["quantity"], part["worth"]) == ("ongoing", 1, 1, "33.33")
    assert act("use", {"used": True, "part": part["id"]}, version=2).json()["parts"][0]["used"] is True
    elsewhere = done(posts(company=CompanyFactory())).parts.get().pk
    assert list(act("take-back", {"part": elsewhere}, version=3).json()) == ["part"]
    assert act("take-back", {"part": part["id"]}, version=3).json()["parts"] == []
