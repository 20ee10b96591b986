"""The pages of a month of payroll giving."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from payroll.models import PayrollReceipt
from payroll.services.months import reverse_receipt
from tests.factories import UserFactory, get_goal
from tests.payroll.factories import make_month, make_scheme, receive
from tests.payroll.pages import fresh, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.days, pytest.mark.database("payroll.views.schemes")]


def test_finance_registers_money_closes_with_a_reason_and_opens_again(client_for):
    month = make_month()
    client = client_for("Ekonomi")
    response = client.post(
        reverse("payroll:receive", args=[month.pk]),
        {"amount": "900", "match_part": "200", "received_on": "2026-07-10", "external_id": "BG-1"},
    )
    assert response.headers["Location"] == month.get_absolute_url()
    month = fresh(month)
    assert (month.received, month.match_received, month.is_closed) == (Decimal("700.00"), Decimal("200.00"), False)
    close = reverse("payroll:close", args=[month.pk])
    assert "reason" in client.post(close, {"version": month.version}).context["form"].errors
    client.post(close, {"version": month.version, "reason": "leaver", "comment": "Två slutade"})
    month = fresh(month)
    assert (month.is_closed, month.closed_by, month.comment) == (True, client.user, "Två slutade")
    assert "Någon har slutat" in text_of(client.get(month.get_absolute_url()))
    client.post(reverse("payroll:reopen", args=[month.pk]), {"version": month.version, "why": "Fel skäl"})
    assert not fresh(month).is_closed
    assert "Fel skäl" in text_of(client.get(month.get_absolute_url()))


def test_payment_that_is_there_already_is_refused_beside_its_reference(client_for):
    scheme = make_scheme()
    receive(make_month(scheme), 100, external_id="BG-1")
    july = make_month(scheme, on=dt.date(2026, 7, 25))
    response = client_for("Ekonomi").post(
        reverse("payroll:receive", args=[july.pk]),
        {"amount": "1000", "received_on": "2026-07-10", "external_id": "BG-1"},
    )
    [error] = response.context["form"].errors["external_id"]
    assert error.startswith("Betalningen med den referensen är redan inlagd: ")
    assert PayrollReceipt.objects.count() == 1


def test_money_for_a_closed_month_is_refused_in_words(client_for):
    month = make_month()
    receive(month, 1000)
    response = client_for("Ekonomi").post(
        reverse("payroll:receive", args=[month.pk]), {"amount": "1", "received_on": "2026-07-10"}
    )
    assert response.context["form"].non_field_errors() == ["Månaden är stängd. Öppna den igen om något ska rättas."]


@pytest.mark.parametrize(
    ("amount", "part", "field", "words"),
    [
        ("0", "", "amount", "större än noll"),
        ("-5", "", "amount", "större än noll"),
        ("5", "6", "match_part", "kan inte vara större"),
        ("5", "-1", "match_part", "mindre än noll"),
    ],
)
def test_receipt_says_what_is_wrong_at_the_field(amount, part, field, words, client_for):
    response = client_for("Ekonomi").post(
        reverse("payroll:receive", args=[make_month().pk]),
        {"amount": amount, "match_part": part, "received_on": "2026-07-10"},
    )
    [(name, [error])] = response.context["form"].errors.items()
    assert (name, words in error) == (field, True), error


def test_reference_that_was_taken_back_is_entered_again_by_a_tick(client_for):
    june = make_month()
    reverse_receipt(receive(june, 300, external_id="BG-1"), by=UserFactory(), reason="Fel månad")
    client, url = client_for("Ekonomi"), reverse("payroll:receive", args=[make_month().pk])
    sent = {"amount": "300", "received_on": "2026-07-10", "external_id": "BG-1"}
    assert "again" not in client.get(url).context["form"].fields
    assert "again" not in client.post(url, sent | {"amount": "x", "external_id": ""}).context["form"].fields
    form = client.post(url, sent).context["form"]
    assert (list(form.errors), "again" in form.fields) == (["external_id"], True)
    assert client.post(url, sent | {"again": "on"}).status_code == 302
    assert PayrollReceipt.objects.effective().get().external_id == "BG-1"


def test_match_booked_as_gifts_is_rebooked_on_the_closing_page(client_for):
    month = make_month(match_rate=Decimal(50))
    receive(month, 1500)
    client, url = client_for("Ekonomi"), reverse("payroll:close", args=[month.pk])
    form = client.get(url).context["form"]
    assert (form["match_part"].value(), "leaver" in dict(form.fields["reason"].choices)) == (Decimal("500.00"), False)
    sent = {"version": month.version, "reason": "match", "comment": ""}
    assert list(client.post(url, sent | {"match_part": ""}).context["form"].errors) == ["match_part"]
    assert list(client.post(url, sent | {"reason": "leaver"}).context["form"].errors) == ["reason"]
    assert client.post(url, sent | {"match_part": "500"}).status_code == 302
    month = fresh(month)
    assert (month.is_closed, month.received, month.match_received) == (True, Decimal(1000), Decimal(500))


def test_match_surplus_of_one_month_hides_no_deficit_of_another(client_for):
    scheme = make_scheme(match_rate=Decimal(50))
    june, july = make_month(scheme), make_month(scheme, on=dt.date(2026, 7, 25))
    receive(june, 1900, match_part=Decimal(900))
    receive(july, 1000, received_on=dt.date(2026, 8, 10))
    page = text_of(client_for("Ekonomi").get(scheme.get_absolute_url()))
    assert "500 kr av 1 000 kr </dd>" in page
    assert "400 kr för mycket</dd>" in page


def test_receipt_is_reversed_with_a_reason_and_stays_listed(client_for):
    receipt = receive(make_month(), 300)
    client = client_for("Ekonomi")
    response = client.post(reverse("payroll:reverse", args=[receipt.pk]), {"reason": "Hör till en annan"})
    assert response.headers["Location"] == receipt.month.get_absolute_url()
    page = text_of(client.get(receipt.month.get_absolute_url()))
    assert [words in page for words in ("−300 kr", "Tagen tillbaka", "Hör till en annan")] == [True] * 3
    assert fresh(receipt.month).received == 0


def test_partner_manager_notes_what_was_declared_but_books_no_money(client_for):
    month = make_month()
    receipt = receive(month, 100)
    client = client_for("Partneransvarig")
    client.post(
        reverse("payroll:declare", args=[month.pk]),
        {"version": month.version, "declared": "900", "declared_heads": "9"},
    )
    assert fresh(month).declared == Decimal("900.00")
    for name, pk in (("receive", month.pk), ("close", month.pk), ("reopen", month.pk), ("reverse", receipt.pk)):
        assert client.post(reverse(f"payroll:{name}", args=[pk]), {}).status_code == 403
    page = text_of(client.get(month.get_absolute_url()))
    assert [words for words in ("Registrera inbetalning", "Stäng månaden", ">Rätta<") if words in page] == []


def test_money_is_split_on_the_goals_to_the_ore(client_for):
    month = make_month(shares={get_goal(1): 33, get_goal(2): 33, get_goal(3): 34})
    receive(month, "100.01")
    response = client_for("Läsare").get(month.get_absolute_url())
    rows = [(row["goal"].number, row["amount"]) for row in response.context["split"].data]
    assert rows == [(1, Decimal("33.00")), (2, Decimal("33.00")), (3, Decimal("34.01"))]
