"""The pages of the ledger: what somebody may see and do there, and what they cost."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from finance.models import Allocation, Flow, Payment
from finance.services.allocations import allocate_to_account
from finance.services.payments import replace_payment, withdraw_payment
from tests.campaigns.factories import give, running_duel
from tests.factories import UserFactory
from tests.finance.factories import from_bank, pay
from tests.payroll.factories import make_month, receive
from tests.workbooks import book_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database("finance.views.payments", "finance.filters.payments", "finance.filters.received"),
]

LIST = "/ekonomi/inbetalningar/"
KINDS = ("gift", "reported", "fee", "waits")


def shown(response) -> list[Decimal]:
    return [row.record.amount for row in response.context["table"].rows]


def test_list_shows_what_is_money_and_each_choice_the_rest(client_for):
    client = client_for("Ekonomi")
    _duel, team, _other = running_duel()
    give(team, 100)
    replace_payment(Payment.objects.get(), bank=from_bank(100), by=UserFactory())
    pay(200)
    withdraw_payment(pay(300), by=UserFactory(), reason="Fel")
    assert shown(client.get(LIST)) == [Decimal(200), Decimal(100)]
    assert shown(client.get(LIST, {"show": "unallocated"})) == [Decimal(200)]
    assert shown(client.get(LIST, {"show": "taken_back"})) == [Decimal(-300), Decimal(300)]
    assert [payment.kind for payment in Payment.objects.replaced()] == ["hand"]
    assert client.get(LIST).context["totals"] == [("Summa", Decimal(300)), ("Varav kvar att fördela", Decimal(200))]


@pytest.mark.parametrize("count", [1, 30])
def test_list_costs_the_same_number_of_queries(client_for, django_assert_num_queries, count):
    client = client_for("Ekonomi")
    for number in range(count):
        pay(100 + number)
    with django_assert_num_queries(9):
        client.get(LIST)


def test_payment_is_entered_allocated_corrected_and_taken_back_by_hand(client_for):
    client = client_for("Ekonomi")
    typed = {
        "account": "bankgiro",
        "amount": "1 000,50",
        "booked_on": "2026-11-10",
        "payer": "Åkeriet",
        "reference": "7",
    }
    page = client.post(f"{LIST}ny/", typed, follow=True)
    payment = Payment.objects.get()
    assert (payment.amount, payment.kind, payment.payer) == (Decimal("1000.50"), "hand", "Åkeriet")
    assert "att fördela" in page.content.decode()
    to = {"amount": "1000,50", "flow": "other", "account_no": "3740"}
    client.post(f"{LIST}{payment.pk}/konto/", to)
    allocation = Allocation.objects.get()
    assert (allocation.amount, allocation.flow, allocation.period) == (
        Decimal("1000.50"), Flow.OTHER, dt.date(2026, 11, 1),
    )  # fmt: skip
    refused = client.post(f"{LIST}{payment.pk}/ta-tillbaka/", {"reason": "Fel"})
    assert "Rätta fördelningarna först" in refused.content.decode()
    client.post(f"/ekonomi/fordelningar/{allocation.pk}/ratta/", {"reason": "Fel konto"})
    client.post(f"{LIST}{payment.pk}/ta-tillbaka/", {"reason": "Fel"})
    assert (Payment.objects.standing().count(), Payment.objects.unallocated().count()) == (0, 0)


def test_allocating_more_than_is_left_is_refused_beside_the_field(client_for):
    client, payment = client_for("Ekonomi"), pay(100)
    page = client.post(f"{LIST}{payment.pk}/konto/", {"amount": "100,01", "flow": "other", "account_no": "3740"})
    assert page.context["form"].errors == {"amount": ["Så mycket finns inte kvar att fördela."]}
    assert Allocation.objects.count() == 0


def test_payment_page_links_to_what_the_money_is_for(client_for):
    _duel, team, _other = running_duel()
    month = make_month()
    give(team, 100)
    receive(month, 1000)
    gift, reported = Payment.objects.order_by("pk")
    for role, payment, url, may_correct in (
        ("Ekonomi", gift, team.contributions.get().get_absolute_url(), True),
        ("Ekonomi", reported, month.get_absolute_url(), True),
        ("Partneransvarig", reported, month.get_absolute_url(), False),
    ):
        page = client_for(role).get(payment.get_absolute_url()).content.decode()
        assert (f'href="{url}"' in page, "Rätta" in page) == (True, may_correct)


def test_workbook_sums_what_came_and_what_is_left(client_for):
    client = client_for("Ekonomi")
    allocate_to_account(pay(100), amount=Decimal(40), account_no="3740", flow=Flow.OTHER, by=UserFactory())
    sheet = book_of(client.get(LIST, {"export": "xlsx"})).worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    row = dict(zip(headings, [cell.value for cell in sheet[2]], strict=True))
    assert (row["Belopp"], row["Fördelat"], row["Kvar att fördela"]) == (100, 40, 60)


@pytest.mark.parametrize("role", ["Läsare", "Tävlingsledare"])
def test_ledger_is_closed_to_who_sees_only_sums(client_for, role):
    assert client_for(role).get(reverse("finance:payment_list")).status_code == 403


@pytest.fixture
def of_all_kinds(db) -> dict[str, Payment]:
    """Money of a person, of a company, for a ledger account, and money that waits."""
    _duel, team, _other = running_duel()
    give(team, 100)
    receive(make_month(), 1000)
    gift, reported = Payment.objects.order_by("pk")
    fee = pay(40)
    allocate_to_account(fee, amount=Decimal(40), account_no="3740", flow=Flow.OTHER, by=UserFactory())
    return dict(zip(KINDS, (gift, reported, fee, pay(7)), strict=True))


@pytest.mark.parametrize(
    ("role", "seen"),
    [("Partneransvarig", {"reported"}), ("Ekonomi", set(KINDS)), ("Administratör", set(KINDS))],
)
def test_partner_managers_see_what_companies_pay_and_nothing_that_people_give(
    role, seen, of_all_kinds, client_for, api_client_for
):
    client, program = client_for(role), api_client_for(role)
    everything = {payment.pk for payment in of_all_kinds.values()}
    mine = {of_all_kinds[name].pk for name in seen}
    page = client.get(LIST)
    assert {row.record.pk for row in page.context["table"].rows} == mine
    assert bool(page.context["note"]) == (mine != everything)
    assert {row["id"] for row in program.get("/api/v1/payments/").data["results"]} == mine
    for payment in of_all_kinds.values():
        wanted = 200 if payment.pk in mine else 404
        assert client.get(payment.get_absolute_url()).status_code == wanted
        assert program.get(f"/api/v1/payments/{payment.pk}/").status_code == wanted
    allocated = Allocation.objects.filter(payment__in=mine).count()
    assert len(client.get("/ekonomi/mottaget/").context["table"].rows) == allocated
    assert len(program.get("/api/v1/allocations/").data["results"]) == allocated
    told = list(book_of(client.get(LIST, {"export": "xlsx"})).worksheets[-1].values)
    assert any("Ekonomin ser allt" in str(row) for row in told) == (mine != everything)
