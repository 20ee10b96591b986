"""Payments, allocations, instalments and locked months for programs: as their pages, by the same services."""

from decimal import Decimal

import pytest
from django.urls import reverse

from config.roles import COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER
from core.locked_months import lock
from core.models import LockedMonth
from finance.models import Allocation, Flow, Instalment, Payment
from finance.services.allocations import allocate_to_account
from tests.campaigns.factories import running_duel
from tests.factories import UserFactory, get_goal
from tests.finance.factories import A_DAY, from_bank, invoice, pay, pay_instalment, planned_sponsorship
from tests.payroll.factories import make_month

pytestmark = pytest.mark.django_db

PAYMENTS, ALLOCATIONS = reverse("api:payment-list"), reverse("api:allocation-list")
INSTALMENTS, MONTHS = reverse("api:instalment-list"), reverse("api:lockedmonth-list")
NEW = {"account": "bankgiro", "amount": "1 234,50", "booked_on": "2026-11-10", "payer": "Åkeriet AB"}


def act(client, kind: str, row, what: str, sent: dict | None = None, **headers):
    return client.post(reverse(f"api:{kind}-{what}", args=[row.pk]), sent or {}, headers=headers)


def rows(client, url: str, **asked) -> list[dict]:
    return client.get(url, asked).json()["results"]


# --- Payments --------------------------------------------------------------------------------------


def test_payment_is_entered_by_hand_and_answered_as_the_list_has_it(api_client_for):
    client = api_client_for(FINANCE)
    answer = client.post(PAYMENTS, NEW)
    assert answer.status_code == 201
    told = answer.json()
    wanted = {"kind": "hand", "amount": "1234.50", "allocated": "0.00", "unallocated": "1234.50", "reversal": None}
    assert {name: told[name] for name in wanted} == wanted
    assert rows(client, PAYMENTS) == [told]
    assert Payment.objects.get().entered_by == client.user


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"booked_on": "2199-01-01"}, "booked_on"),
        ({"account": "guld"}, "account"),
        ({"bank_id": "X"}, "bank_id"),
    ],
)
def test_payment_that_is_wrong_says_by_field(api_client_for, sent, wrong):
    answer = api_client_for(FINANCE).post(PAYMENTS, NEW | sent)
    assert (answer.status_code, list(answer.json())) == (400, [wrong])
    assert not Payment.objects.exists()


def test_payment_in_a_locked_month_is_refused_by_its_rule(api_client_for):
    lock(A_DAY.replace(day=1), by=UserFactory())
    answer = api_client_for(FINANCE).post(PAYMENTS, NEW)
    assert (answer.status_code, answer.json()["code"]) == (409, "month_is_locked")


def test_payment_is_taken_back_once_and_the_banks_never(api_client_for):
    client, mine, banks = api_client_for(FINANCE), pay(), from_bank()
    answer = act(client, "payment", mine, "withdraw", {"reason": "Fel"})
    assert (answer.status_code, answer.json()["reversal"]) == (200, Payment.objects.get(reverses=mine).pk)
    assert act(client, "payment", mine, "withdraw", {"reason": "Fel"}).json()["code"] == "not_standing"
    assert act(client, "payment", banks, "withdraw", {"reason": "Fel"}).json()["code"] == "is_the_banks"
    assert act(client, "payment", banks, "withdraw").status_code == 400
    assert [row["id"] for row in rows(client, PAYMENTS)] == [banks.pk]
    assert {row["id"] for row in rows(client, PAYMENTS, show="taken_back")} == {mine.pk, mine.reversal.pk}


# --- Allocations -----------------------------------------------------------------------------------


def test_payment_is_allocated_to_one_of_each_kind(api_client_for):
    client, money = api_client_for(FINANCE), from_bank(1000)
    _competition, team, _rival = running_duel()
    owed, month = planned_sponsorship().instalments.first(), make_month()
    parts = [
        {"amount": "100", "instalment": owed.pk},
        {"amount": "200", "team": team.pk},
        {"amount": "300", "payroll_month": month.pk, "match_part": "100"},
        {"amount": "50", "account_no": "3990", "flow": "other", "goal": get_goal(1).pk},
    ]
    answers = [act(client, "payment", money, "allocate", part) for part in parts]
    assert [(each.status_code, each.json()["unallocated"]) for each in answers] == [
        (200, "900.00"),
        (200, "700.00"),
        (200, "400.00"),
        (200, "350.00"),
    ]
    told = rows(client, ALLOCATIONS, payment=money.pk)
    assert sorted((row["flow"], row["amount"], row["company_name"]) for row in told) == sorted(
        [
            ("sponsorship", "100.00", owed.sponsorship.company.name),
            ("employees", "200.00", team.company.name),
            ("employees", "200.00", month.scheme.company.name),
            ("match", "100.00", month.scheme.company.name),
            ("other", "50.00", ""),
        ]
    )
    assert [row["amount"] for row in rows(client, ALLOCATIONS, instalment=owed.pk)] == ["100.00"]


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"amount": "10"}, "non_field_errors"),
        ({"amount": "10", "account_no": "3990", "flow": "other", "team": 0}, "team"),
        ({"amount": "10", "account_no": "39", "flow": "other"}, "account_no"),
        ({"amount": "10", "account_no": "3990"}, "flow"),
        ({"amount": "10", "account_no": "3990", "flow": "match"}, "flow"),
        ({"amount": "10", "account_no": "3990", "flow": "other", "match_part": "1"}, "match_part"),
        ({"amount": "501", "account_no": "3990", "flow": "other"}, "amount"),
    ],
)
def test_allocation_that_is_wrong_says_by_field_and_changes_nothing(api_client_for, sent, wrong):
    answer = act(api_client_for(FINANCE), "payment", from_bank(500), "allocate", sent)
    assert (answer.status_code, list(answer.json())) == (400, [wrong])
    assert not Allocation.objects.exists()


def test_allocation_is_reversed_by_an_opposite_row_that_is_answered(api_client_for):
    client, allocation = api_client_for(FINANCE), pay_instalment(planned_sponsorship().instalments.first(), 100)
    answer = act(client, "allocation", allocation, "reverse", {"reason": "Fel"})
    told = answer.json()
    assert (answer.status_code, told["amount"], told["reverses"], told["reason"]) == (
        200,
        "-100.00",
        allocation.pk,
        "Fel",
    )
    assert client.get(reverse("api:allocation-detail", args=[allocation.pk])).json()["reversal"] == told["id"]
    again = act(client, "allocation", allocation, "reverse", {"reason": "Fel"})
    assert (again.status_code, again.json()["code"]) == (409, "already_reversed")


# --- Instalments -----------------------------------------------------------------------------------


def test_instalment_is_marked_invoiced_by_the_version_that_was_read(api_client_for):
    client, owed = api_client_for(FINANCE), planned_sponsorship().instalments.first()
    sent = {"number": "1001", "on": "2026-01-05", "due_on": "2026-02-04"}
    assert act(client, "instalment", owed, "invoice", sent).status_code == 428
    tag = {"If-Match": f'"{owed.version}"'}
    told = act(client, "instalment", owed, "invoice", sent, **tag).json()
    assert (told["invoice_no"], told["state"], told["left"], told["company_name"]) == (
        "1001",
        "overdue",
        "10000.00",
        owed.sponsorship.company.name,
    )
    assert act(client, "instalment", owed, "invoice", sent, **tag).status_code == 412
    tag = {"If-Match": f'"{told["version"]}"'}
    assert act(client, "instalment", owed, "invoice", sent, **tag).json()["code"] == "already_invoiced"
    assert act(client, "instalment", owed, "withdraw-invoice", **tag).json()["invoice_no"] == ""
    assert rows(client, INSTALMENTS, state="planned", sponsorship=owed.sponsorship_id)[0]["number"] == 1


def test_instalment_that_falls_due_before_its_day_is_refused(api_client_for):
    owed = planned_sponsorship().instalments.first()
    sent = {"number": "1001", "on": "2026-01-05", "due_on": "2026-01-04"}
    answer = act(api_client_for(FINANCE), "instalment", owed, "invoice", sent, **{"If-Match": f'"{owed.version}"'})
    assert (answer.status_code, list(answer.json())) == (400, ["due_on"])
    assert not Instalment.objects.exclude(invoice_no="").exists()


# --- Who, and what it costs ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "money", "months"),
    [(FINANCE, 200, 200), (PARTNER_MANAGER, 200, 403), (COMPETITION_LEADER, 403, 403), (READER, 403, 403)],
)
def test_each_list_is_for_those_who_see_its_page(api_client_for, role, money, months):
    client = api_client_for(role)
    seen = [client.get(url).status_code for url in (PAYMENTS, ALLOCATIONS, INSTALMENTS, MONTHS)]
    assert seen == [money, money, money, months]


def test_only_who_keeps_the_books_writes(api_client_for):
    client, money = api_client_for(PARTNER_MANAGER), pay()
    allocation = pay_instalment(planned_sponsorship().instalments.first(), 100)
    answers = [
        client.post(PAYMENTS, NEW),
        act(client, "payment", money, "withdraw", {"reason": "Fel"}),
        act(client, "payment", money, "allocate", {"amount": "1", "account_no": "3990", "flow": "other"}),
        act(client, "allocation", allocation, "reverse", {"reason": "Fel"}),
        act(client, "instalment", allocation.instalment, "invoice", {"number": "1", "on": "2026-01-05"}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 5


def test_locked_months_say_who_locked_them(api_client_for):
    client = api_client_for(FINANCE)
    lock(A_DAY.replace(day=1), by=client.user)
    [told] = rows(client, MONTHS, month_from="2026-01-01")
    assert (told["month"], told["locked_by"], told["id"]) == (
        "2026-11-01",
        client.user.pk,
        LockedMonth.objects.get().pk,
    )
    assert rows(client, MONTHS, month_to="2026-10-31") == []


@pytest.mark.parametrize("number", [1, 30])
def test_lists_cost_as_many_queries_for_one_as_for_thirty(number, api_client_for, django_assert_num_queries):
    by = UserFactory()
    for each in range(number):
        owed = invoice(planned_sponsorship().instalments.first(), number=f"1{each}")
        pay_instalment(owed, 100, by=by)
        money = pay(200, by=by)
        allocate_to_account(money, amount=Decimal(50), account_no="3990", flow=Flow.OTHER, by=by)
        LockedMonth.objects.create(month=A_DAY.replace(year=1990 + each, day=1), locked_by=by)
    client = api_client_for(FINANCE)
    for url in (PAYMENTS, ALLOCATIONS, INSTALMENTS, MONTHS):
        client.get(url)
        with django_assert_num_queries(2):
            client.get(url)
