"""What Medspel books goes to the ledger program once, by vouchers that sum to 0."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from campaigns.models import Channel
from campaigns.services.contributions import reverse_contribution
from core.locked_months import lock
from core.models import Organisation, our_organisation
from crm.services.companies import save_company
from finance.models import (
    AccountUse,
    Allocation,
    Customer,
    Flow,
    FlowRule,
    Instalment,
    LedgerAccount,
    LedgerExport,
    Voucher,
)
from finance.services.allocations import allocate_to_account, allocate_to_instalment, reverse_allocation
from finance.services.books import save_books
from finance.services.instalments import IsBooked, withdraw_invoice
from finance.services.ledger_exports import (
    AccountsNotChosen,
    NeedsReason,
    NoOrganisation,
    NothingToExport,
    NotSetUp,
    export_month,
    fetch_export,
)
from finance.services.periods import lock_months
from tests import clock
from tests.campaigns.factories import give, promise, running_duel
from tests.factories import CompanyFactory, UserFactory, signed_sponsorship
from tests.finance.books import NEW_YEAR, set_up, usual_accounts
from tests.finance.factories import from_bank, invoice, pay, planned_sponsorship
from tests.finance.sie_reader import read_sie
from tests.payroll.factories import make_month, make_scheme, receive

pytestmark = [pytest.mark.database("finance.querysets"), pytest.mark.django_db, clock.pinned]

D = Decimal
OCTOBER, NOVEMBER = dt.date(2026, 10, 1), dt.date(2026, 11, 1)
THE_10TH, THE_14TH = dt.date(2026, 10, 10), dt.date(2026, 10, 14)


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def duel():
    return running_duel(opens_on=OCTOBER, closes_on=dt.date(2026, 10, 31))


def rows(export: LedgerExport) -> list[list[tuple]]:
    """Of each voucher (account, objects, amount), as a ledger program reads the file."""
    read = read_sie(bytes(export.content))
    return [[row[:3] for row in voucher.rows] for voucher in read.vouchers]


def heads(export: LedgerExport) -> list[tuple]:
    return [(each.series + each.number, each.day, each.text) for each in read_sie(bytes(export.content)).vouchers]


def test_gifts_of_a_day_are_one_voucher_by_account_goal_and_partner(duel, by):
    set_up()
    _competition, first, second = duel
    for team, amount, day in ((first, 100, THE_14TH), (first, 50, THE_14TH), (second, "20.50", THE_14TH)):
        give(team, amount, received_on=day)
    give(first, 75, received_on=THE_10TH, channel=Channel.MATCH)
    export = export_month(OCTOBER, by=by)
    goal, one, other = ("6", "1"), ("8", f"M{first.company_id}"), ("8", f"M{second.company_id}")
    assert heads(export) == [
        ("M1", "20261010", "Annat konto 2026-10-10, poster: 1"),
        ("M2", "20261014", "Swish 2026-10-14, poster: 3"),
    ]
    assert rows(export) == [
        [("1930", (), D(75)), ("3993", (goal, one), D(-75))],
        [("1930", (), D("170.50")), ("3993", (goal, one), D(-150)), ("3993", (goal, other), D("-20.50"))],
    ]
    assert (export.debit, export.first_number, export.last_number) == (D("245.50"), 1, 2)


def test_partner_is_called_by_its_customer_number_where_it_has_one(duel, by):
    set_up()
    Customer.objects.create(company=duel[1].company, number="1042")
    give(duel[1], 100, received_on=THE_14TH)
    read = read_sie(bytes(export_month(OCTOBER, by=by).content))
    assert read.records["OBJEKT"][1] == ["8", "1042", duel[1].company.name]
    assert ("8", "1042") in read.vouchers[0].rows[1][1]


def test_file_says_whose_it_is_and_of_which_year(duel, by):
    set_up(first_month=7)
    Organisation.objects.update(orgnr="8020000007")
    give(duel[1], 10, received_on=THE_14TH)
    read = read_sie(bytes(export_month(OCTOBER, by=by).content))
    ours = our_organisation()
    assert (read.only("FNAMN"), read.only("ORGNR")) == ([ours.name], [ours.orgnr_display])
    assert read.only("RAR") == ["0", "20260701", "20270630"]
    assert read.records["KONTO"] == [["1930", "Bankkonto"], ["3993", "Erhållna gåvor"]]
    assert [record[:2] for record in read.records["OBJEKT"]] == [["6", "1"], ["8", f"M{duel[1].company_id}"]]


def test_each_allocation_is_exported_once_and_what_comes_later_in_a_file_of_its_own(duel, by):
    set_up()
    give(duel[1], 100, received_on=THE_14TH)
    export_month(OCTOBER, by=by)
    with pytest.raises(NothingToExport):
        export_month(OCTOBER, by=by)
    give(duel[1], 30, received_on=THE_14TH)
    later = export_month(OCTOBER, by=by)
    assert [head[0] for head in heads(later)] == ["M2"]
    assert [row[2] for row in rows(later)[0]] == [D(30), D(-30)]
    with pytest.raises(IntegrityError), transaction.atomic():
        Voucher.objects.last().bookings.create(allocation=Allocation.objects.first())


def test_correction_of_what_is_exported_is_a_voucher_that_names_the_other(duel, by):
    set_up()
    wrong = give(duel[1], 100, received_on=THE_14TH)
    export_month(OCTOBER, by=by)
    lock(OCTOBER, by=by)
    reverse_contribution(wrong, by=by, reason="Fel")
    export = export_month(NOVEMBER, by=by)
    assert heads(export) == [("M2", "20261125", "Rättar verifikat M1: Swish 2026-11-25")]
    assert {row[0]: row[2] for row in rows(export)[0]} == {"1930": D(-100), "3993": D(100)}
    assert Voucher.objects.last().corrects == Voucher.objects.first()


def test_what_was_taken_back_before_it_was_exported_is_left_out(duel, by):
    set_up()
    reverse_contribution(give(duel[1], 100, received_on=THE_14TH), by=by, reason="Fel")
    with pytest.raises(NothingToExport):
        export_month(OCTOBER, by=by)


def test_what_was_taken_back_in_another_month_is_in_both(duel, by):
    set_up()
    wrong = give(duel[1], 100, received_on=THE_14TH)
    lock(OCTOBER, by=by)
    reverse_contribution(wrong, by=by, reason="Fel")
    assert [{row[0]: row[2] for row in rows(export_month(month, by=by))[0]} for month in (OCTOBER, NOVEMBER)] == [
        {"1930": D(100), "3993": D(-100)},
        {"1930": D(-100), "3993": D(100)},
    ]


def test_payroll_giving_is_booked_by_flow_and_goal(by):
    set_up()
    company = CompanyFactory()
    receive(make_month(make_scheme(company=company, match_rate=100)), 2000, match_part=D(500), received_on=THE_14TH)
    partner = ("8", f"M{company.pk}")
    assert rows(export_month(OCTOBER, by=by)) == [[("1930", (), D(2000)), ("3993", (("6", "1"), partner), D(-2000))]]


def test_fee_and_rounding_are_booked_on_their_accounts(by):
    set_up()
    fee = from_bank(-12, booked_on=THE_10TH)
    allocate_to_account(fee, amount=D(-12), account_no="6570", flow=Flow.FEE, by=by)
    allocate_to_account(pay("0.50", booked_on=THE_14TH), amount=D("0.50"), account_no="3740", flow=Flow.OTHER, by=by)
    assert rows(export_month(OCTOBER, by=by)) == [
        [("6570", (), D(12)), ("1930", (), D(-12))],
        [("1930", (), D("0.50")), ("3740", (), D("-0.50"))],
    ]


def instalment(**fields) -> Instalment:
    whole = {"gift": D(600), "counterpart": D(320), "vat_rate": 25, "vat": D(80), "gross": D(1000)}
    days = {"planned_on": OCTOBER, "due_on": THE_14TH, "covers_from": OCTOBER, "covers_to": dt.date(2027, 9, 30)}
    return Instalment.objects.create(sponsorship=signed_sponsorship(), number=1, **whole | days | fields)


def test_part_payments_of_an_instalment_divide_into_exactly_its_parts(by):
    set_up(ours=(Flow.SPONSORSHIP,))
    owed = instalment()
    for amount in ("333.33", "333.33", "333.34"):
        allocate_to_instalment(pay(amount, booked_on=THE_14TH), amount=D(amount), instalment=owed, by=by)
    [voucher] = rows(export_month(OCTOBER, by=by))
    assert {row[0]: row[2] for row in voucher} == {"1930": D(1000), "3993": D(-600), "3010": D(-320), "2611": D(-80)}


def test_what_is_booked_as_income_is_not_invoiced_until_a_voucher_has_taken_it_back(by):
    """Else the ledger program books the income once more by its invoice."""
    set_up(ours=(Flow.SPONSORSHIP,))
    owed = planned_sponsorship().instalments.get(planned_on=OCTOBER)
    line = allocate_to_instalment(pay(4000, booked_on=THE_14TH), amount=D(4000), instalment=owed, by=by)
    assert owed in Instalment.objects.to_invoice(OCTOBER)
    export_month(OCTOBER, by=by)
    for _step in range(2):
        assert owed not in Instalment.objects.to_invoice(OCTOBER)
        with pytest.raises(IsBooked):
            invoice(owed)
        if not line.reverses:
            line = reverse_allocation(line, by=by, reason="Ska faktureras")
    export_month(OCTOBER, by=by)
    assert owed in Instalment.objects.to_invoice(OCTOBER)
    invoice(owed)
    again = allocate_to_instalment(pay(4000, booked_on=THE_14TH), amount=D(4000), instalment=owed, by=by)
    export_month(OCTOBER, by=by)
    with pytest.raises(IsBooked):
        withdraw_invoice(owed)
    reverse_allocation(again, by=by, reason="Fel faktura")
    export_month(OCTOBER, by=by)
    withdraw_invoice(owed)
    booked = [{row[0]: row[2] for row in rows(each)[0]} for each in LedgerExport.objects.order_by("pk")]
    assert booked == [
        {"1930": 4000, "3993": -4000},
        {"1930": -4000, "3993": 4000},
        {"1930": 4000, "1510": -4000},
        {"1930": -4000, "1510": 4000},
    ]


def test_paid_invoice_settles_the_receivable_whose_income_was_booked_with_it(by):
    set_up(ours=(Flow.SPONSORSHIP,))
    owed = instalment(invoice_no="1001", invoiced_on=THE_10TH)
    allocate_to_instalment(pay(1000, booked_on=THE_14TH), amount=D(1000), instalment=owed, by=by)
    assert {row[0]: row[2] for row in rows(export_month(OCTOBER, by=by))[0]} == {"1930": D(1000), "1510": D(-1000)}


def test_flow_that_the_ledger_program_books_makes_no_vouchers(duel, by):
    set_up(ours=(Flow.EMPLOYEES,))
    allocate_to_instalment(pay(1000, booked_on=THE_14TH), amount=D(1000), instalment=instalment(), by=by)
    with pytest.raises(NothingToExport):
        export_month(OCTOBER, by=by)


def test_flow_is_booked_from_the_month_that_was_chosen(duel, by):
    books = set_up()
    give(duel[1], 100, received_on=THE_14TH)
    save_books(books, accounts=usual_accounts(), since={Flow.EMPLOYEES: dt.date(2026, 11, 20)})
    assert FlowRule.objects.get(flow=Flow.EMPLOYEES).since == NOVEMBER
    with pytest.raises(NothingToExport):
        export_month(OCTOBER, by=by)


def test_nothing_is_exported_before_the_books_are_set_up(by):
    with pytest.raises(NotSetUp):
        export_month(OCTOBER, by=by)
    set_up()
    with pytest.raises(NothingToExport):
        export_month(OCTOBER, by=by)


def test_export_says_whose_it_is_or_is_not_made(by):
    set_up()
    Organisation.objects.all().delete()
    with pytest.raises(NoOrganisation):
        export_month(OCTOBER, by=by)


def test_account_that_a_voucher_needs_is_asked_for(duel, by):
    set_up()
    give(duel[1], 100, received_on=THE_14TH)
    LedgerAccount.objects.filter(use=AccountUse.SWISH).delete()
    with pytest.raises(AccountsNotChosen, match="Swish"):
        export_month(OCTOBER, by=by)
    assert not LedgerExport.objects.exists()


def test_flow_cannot_be_ours_without_its_accounts():
    books = set_up(ours=())
    lacking = {use: each for use, each in usual_accounts().items() if use != AccountUse.VAT}
    with pytest.raises(ValidationError) as refused:
        save_books(books, accounts=lacking, since={Flow.SPONSORSHIP: NEW_YEAR})
    assert list(refused.value.message_dict) == ["account_vat"]


def test_file_is_handed_out_again_only_with_a_reason_and_marked(duel, by):
    set_up()
    give(duel[1], 100, received_on=THE_14TH)
    export = export_month(OCTOBER, by=by)
    assert fetch_export(export, by=by) == bytes(export.content)
    with pytest.raises(NeedsReason):
        fetch_export(export, by=by)
    again = read_sie(fetch_export(export, by=by, reason="Filen försvann"))
    assert again.records["PROSA"] == [["Hämtad igen: samma verifikat som hämtades 2026-11-25"]]
    assert again.vouchers == read_sie(bytes(export.content)).vouchers
    assert list(export.fetches.values_list("number", "reason")) == [(1, ""), (2, "Filen försvann")]


def test_partner_keeps_the_name_it_had_when_the_month_was_locked(duel, by):
    set_up()
    company = duel[1].company
    name = company.name
    give(duel[1], 100, received_on=THE_14TH)
    lock_months(OCTOBER, by=by, anyway=True)
    save_company(company, name="Nytt Namn AB")
    read = read_sie(bytes(export_month(OCTOBER, by=by).content))
    assert [record[2] for record in read.records["OBJEKT"] if record[0] == "8"] == [name]


@pytest.mark.parametrize("number", [1, 30])
def test_export_costs_no_more_for_many_gifts_of_a_day(number, duel, by, django_assert_max_num_queries):
    set_up()
    for _time in range(number):
        give(duel[1], 10, received_on=THE_14TH)
    with django_assert_max_num_queries(22):
        export_month(OCTOBER, by=by)


@pytest.mark.parametrize("model", [LedgerExport, Voucher])
def test_what_was_exported_is_never_changed(model, duel, by):
    set_up()
    give(duel[1], 100, received_on=THE_14TH)
    export_month(OCTOBER, by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(debit=1)


def test_promised_match_is_no_money(duel, by):
    set_up()
    promise(duel[0], starts=OCTOBER, ends=dt.date(2026, 10, 31))
    give(duel[1], 100, received_on=THE_14TH)
    assert export_month(OCTOBER, by=by).debit == D(100)
