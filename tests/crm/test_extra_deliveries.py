import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from config.roles import FINANCE, PARTNER_MANAGER
from core.errors import StaleVersion
from crm.models import Delivery, Sponsorship
from crm.queries.delivery_overviews import counter_performance
from crm.queries.handover import handover
from crm.services.amendments import change_tier
from crm.services.deliveries import NothingPromised, ProofContent, add_proof, deliver, set_delivery_aside
from crm.services.extra_deliveries import (
    HasProofs,
    PromiseIsFixed,
    add_extra_delivery,
    remove_extra_delivery,
    rewrite_extra_delivery,
)
from crm.services.sponsorships import end_sponsorship, sign_sponsorship
from crm.services.undo_signing import unsign_sponsorship
from reports.queries.today.deliveries import deliveries_due
from reports.queries.today.scope import Scope
from tests.crm.delivery_factories import owed, today
from tests.factories import CompanyFactory, SponsorshipFactory, UserFactory, get_tier
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def sponsorship() -> Sponsorship:
    """A sponsorship with one delivery from its offer, Logotyp, without a due date."""
    return owed(company=CompanyFactory(name="Boden AB")).sponsorship


def extra(sponsorship: Sponsorship, text: str = "Rundvandring", **fields) -> Delivery:
    return add_extra_delivery(sponsorship, text=text, **{"quantity": 2, "market_value": Decimal(1500)} | fields)


def form(**fields) -> dict:
    typed = {"text": "Rundvandring", "quantity": "2", "market_value": "1 500,50", "due_on": "", "doer": ""}
    return typed | {"doer_role": "Köket", "version": "1"} | fields


# --- The rule ---------------------------------------------------------------------------------------


def test_extra_promise_is_owed_shown_and_counted_like_the_others(sponsorship, client_for):
    promise = extra(sponsorship, due_on=today())
    year = counter_performance(sponsorship.company, today().year)
    assert [(str(d), d.is_extra) for d in sponsorship.deliveries.all()] == [("Logotyp", False), ("Rundvandring", True)]
    assert str(promise) in [str(d) for agreement in year.agreements for d in agreement.deliveries]
    assert deliveries_due(Scope(today(), UserFactory(), everyone=True))[0].what == "Rundvandring × 2"
    (brief,) = handover(type(sponsorship.company).objects.all(), today())
    assert [str(d) for d in brief.promises] == ["Rundvandring", "Logotyp"]
    matrix = client_for(FINANCE).get(reverse("crm:promise_matrix", args=[sponsorship.goal.number]))
    assert matrix.context["table"].benefits == ["Logotyp", "Rundvandring"]


@pytest.mark.parametrize("stage", ["lead", "ended_early"])
def test_nothing_is_promised_unless_the_sponsorship_is_signed(sponsorship, stage):
    if stage == "lead":
        sponsorship = SponsorshipFactory()
    else:
        end_sponsorship(sponsorship, on=today(), reason="Flyttade")
    with pytest.raises(NothingPromised):
        extra(sponsorship)


@pytest.mark.parametrize(("field", "value"), [("text", ""), ("quantity", 0), ("market_value", Decimal(-1))])
def test_extra_promise_says_what_how_many_and_what_it_is_worth(sponsorship, field, value):
    with pytest.raises(ValidationError) as refused:
        extra(sponsorship, **{field: value})
    assert list(refused.value.message_dict) == [field]


def test_extra_promise_is_rewritten_and_taken_away_and_history_shows_it(sponsorship):
    promise = rewrite_extra_delivery(extra(sponsorship), text="Föreläsning", quantity=1, market_value=Decimal(900))
    assert (promise.text, promise.history.count()) == ("Föreläsning", 2)
    key = promise.pk
    remove_extra_delivery(promise)
    assert [str(d) for d in sponsorship.deliveries.all()] == ["Logotyp"]
    assert list(Delivery.history.filter(id=key).values_list("history_type", flat=True)) == ["-", "~", "+"]


@pytest.mark.parametrize("write", [lambda d: rewrite_extra_delivery(d, text="Annat"), remove_extra_delivery])
def test_promise_of_the_offer_and_one_that_was_delivered_stay_as_they_are(sponsorship, write):
    delivered = deliver(extra(sponsorship), by=UserFactory(), on=today())
    for delivery in (sponsorship.deliveries.get(text="Logotyp"), delivered):
        with pytest.raises(PromiseIsFixed):
            write(delivery)
    assert sponsorship.deliveries.count() == 2


def test_promise_with_proof_or_seen_before_a_change_is_not_taken_away(sponsorship):
    proved, stale = extra(sponsorship), extra(sponsorship, text="Annat")
    add_proof(delivery=proved, proof=ProofContent(text="Bild"))
    rewrite_extra_delivery(Delivery.objects.get(pk=stale.pk), text="Nya ord")
    for promise, refusal in ((proved, HasProofs), (stale, StaleVersion)):
        with pytest.raises(refusal):
            remove_extra_delivery(promise)
    assert sponsorship.deliveries.count() == 3


def test_extra_promise_ends_with_the_signature_and_hides_none_of_the_offers(sponsorship):
    promise = deliver(extra(sponsorship, text="Logotyp"), by=UserFactory(), on=today())
    waiting = extra(sponsorship)
    unsign_sponsorship(sponsorship, by=UserFactory(), reason="Fel")
    sign_sponsorship(sponsorship, signed_on=today())
    assert list(sponsorship.deliveries.order_by("pk").values_list("text", "state", "is_extra")) == [
        ("Logotyp", "void", False),
        (promise.text, "delivered", True),
        (waiting.text, "void", True),
        ("Logotyp", "planned", False),
    ]


# --- Pages ------------------------------------------------------------------------------------------


def test_promise_is_added_from_the_sponsorships_page(sponsorship, client_for):
    client, url = client_for(PARTNER_MANAGER), reverse("crm:promise_create", args=[sponsorship.pk])
    assert f'href="{url}"' in client.get(sponsorship.get_absolute_url()).content.decode()
    wrong = client.post(url, form(quantity="0", due_on="2026-13-01"))
    assert sorted(wrong.context["form"].errors) == ["due_on", "quantity"]
    assert wrong.context["form"]["text"].value() == "Rundvandring"
    answer = client.post(url, form(due_on="2027-03-01"))
    assert answer.headers["Location"] == f"{sponsorship.get_absolute_url()}#benefits"
    promise = sponsorship.deliveries.get(is_extra=True)
    assert (promise.quantity, promise.market_value, promise.due_on, promise.responsible) == (
        2,
        Decimal("1500.50"),
        dt.date(2027, 3, 1),
        "Köket",
    )


def test_page_of_an_unsigned_sponsorship_offers_no_promise_and_takes_none(client_for):
    lead, client = SponsorshipFactory(), client_for(PARTNER_MANAGER)
    url = reverse("crm:promise_create", args=[lead.pk])
    assert f'href="{url}"' not in client.get(lead.get_absolute_url()).content.decode()
    errors = client.post(url, form()).context["form"].non_field_errors()
    assert errors == ["Sponsorskapet är inte tecknat, så ingenting är utlovat."]


def test_promise_is_changed_and_taken_away_on_its_pages(sponsorship, client_for):
    promise, client = extra(sponsorship), client_for(PARTNER_MANAGER)
    client.post(reverse("crm:delivery_edit", args=[promise.pk]), form(text="Föreläsning"))
    promise.refresh_from_db()
    assert (promise.text, promise.search_key) == ("Föreläsning", "föreläsning")
    url = reverse("crm:promise_delete", args=[promise.pk])
    assert f'href="{url}"' in client.get(promise.get_absolute_url()).content.decode()
    page = client.post(url, follow=True).content.decode()
    assert ("Löftet är borttaget." in page, "Borttagna löften" in page) == (True, True)


def test_refused_removal_says_what_to_do_instead(sponsorship, client_for):
    promise = extra(sponsorship)
    add_proof(delivery=promise, proof=ProofContent(text="Bild"))
    answer = client_for(PARTNER_MANAGER).post(reverse("crm:promise_delete", args=[promise.pk]))
    assert answer.context["form"].non_field_errors() == [
        "Löftet har bevis. Ta bort dem först, eller skriv av löftet med ett skäl."
    ]


def test_delivery_from_the_offer_has_no_delete_button(client_for):
    delivery = owed()
    url = reverse("crm:promise_delete", args=[delivery.pk])
    assert url not in client_for(PARTNER_MANAGER).get(delivery.get_absolute_url()).content.decode()


def test_export_says_which_promises_are_extra(sponsorship, client_for):
    set_delivery_aside(sponsorship.deliveries.get(), to="void", reason="Skäl")
    extra(sponsorship)
    response = client_for(FINANCE).get(reverse("crm:delivery_list"), {"scope": "all", "export": "xlsx"})
    sheet = book_of(response).worksheets[0]
    place = [cell.value for cell in sheet[1]].index("Extra löfte")
    assert {row[4].value: row[place].value for row in sheet.iter_rows(min_row=2, max_row=3)} == {
        "Logotyp": "Nej",
        "Rundvandring": "Ja",
    }


# --- API --------------------------------------------------------------------------------------------


def test_program_adds_changes_and_takes_away_an_extra_promise(sponsorship, api_client_for):
    client = api_client_for(PARTNER_MANAGER)
    data = {"sponsorship": sponsorship.pk, "text": "Rundvandring", "quantity": 2, "market_value": "1500.50"}
    made = client.post("/api/v1/deliveries/", data)
    assert (made.status_code, made.json()["is_extra"], made.json()["market_value"]) == (201, True, "1500.50")
    url = f"/api/v1/deliveries/{made.json()['id']}/"
    changed = client.patch(url, {"quantity": 3}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.json()["quantity"], changed.json()["text"]) == (200, 3, "Rundvandring")
    assert client.delete(url, headers={"If-Match": '"1"'}).status_code == 412
    assert client.delete(url, headers={"If-Match": '"2"'}).status_code == 204
    assert sponsorship.deliveries.count() == 1


def test_api_neither_promises_to_a_lead_nor_deletes_from_the_offer(sponsorship, api_client_for):
    client = api_client_for(PARTNER_MANAGER)
    made = client.post("/api/v1/deliveries/", {"sponsorship": SponsorshipFactory().pk, "text": "Rundvandring"})
    gone = client.delete(f"/api/v1/deliveries/{sponsorship.deliveries.get().pk}/", headers={"If-Match": '"1"'})
    assert [(answer.status_code, answer.json()["code"]) for answer in (made, gone)] == [
        (409, "nothing_promised"),
        (409, "promise_is_fixed"),
    ]


def test_change_of_tier_moves_owed_extra_deliveries(sponsorship):
    begun, _late = extra(sponsorship, quantity=3), extra(sponsorship, "Före", due_on=sponsorship.starts)
    deliver(begun, by=UserFactory(), on=today(), quantity=1)
    changed = change_tier(
        sponsorship,
        starts=today() + dt.timedelta(days=1),
        tier=get_tier("Partner"),
        amount=Decimal(90000),
        signed_on=today(),
        reason="Växer",
    )
    followed = changed.deliveries.get(is_extra=True)
    assert (followed.text, followed.quantity, followed.market_value) == ("Rundvandring", 2, Decimal(1000))
    left = {each.text: (each.state, each.reason) for each in sponsorship.deliveries.all()}
    assert left == {
        "Logotyp": ("void", "Nivån byttes: Växer"),
        "Rundvandring": ("void", "Nivån byttes: Växer"),
        "Före": ("planned", ""),
    }
