import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from core.locked_months import lock
from finance.bankfiles.formats import read_bank_file
from finance.models import Account, Payment, RefusedRow, Replacement
from finance.services.bank_files import AlreadyRead, NothingToRead, PreviewMoved, read_in
from finance.services.bank_lists import layout_of, read_list
from finance.services.bank_previews import Preview, RowState, preview_of, sha256_of_content
from finance.services.periods import reopen_month
from tests.factories import UserFactory
from tests.finance.bank_samples import Entry, Tx, camt053, camt054, read_sample, statement, swish_line, swish_report
from tests.finance.factories import from_bank, pay

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def by():
    return UserFactory()


def preview(content: bytes) -> Preview:
    return preview_of(read_bank_file(content), sha256=sha256_of_content(content))


def states(content: bytes) -> list[str]:
    return [row.state for row in preview(content).rows]


def test_a_file_becomes_payments_and_rows_that_are_not_taken(by):
    content = camt054(
        Entry([Tx("100.00", bank_id="B1", reference="1234574"), Tx("50.00", bank_id="B2")]),
        Entry(amount="30.00", sign="DBIT", text="Avgift"),
    )
    file = read_sample(content, by=by)
    assert (file.number, file.format, file.entries, file.taken, file.refused) == (1, "camt.054", 3, 150, -30)
    assert (file.credit, file.debit, file.total) == (150, 30, 120)
    assert [*file.payments.values_list("position", "amount", "bank_id", "kind", "account").order_by("position")] == [
        (1, Decimal(100), "B1", "bank", "bankgiro"),
        (2, Decimal(50), "B2", "bank", "bankgiro"),
    ]
    assert [*file.refused_rows.values_list("position", "amount", "why", "text")] == [
        (3, Decimal(-30), "Uttag.", "Avgift")
    ]
    assert Payment.objects.matching("1234574").count() == 1


def test_the_same_file_is_read_once(by):
    content = camt054(Entry([Tx()]))
    file = read_sample(content, by=by)
    assert preview(content).already == file
    with pytest.raises(AlreadyRead):
        read_sample(content, by=by)
    assert Payment.objects.count() == 1


def test_overlapping_files_take_each_payment_once_and_say_so(by):
    first = read_sample(camt054(Entry([Tx("1.00", bank_id="A"), Tx("2.00", bank_id="B")])), by=by)
    content = camt054(Entry([Tx("2.00", bank_id="B"), Tx("3.00", bank_id="C")]))
    assert states(content) == [RowState.KNOWN, RowState.NEW]
    second = read_sample(content, by=by)
    [left] = second.refused_rows.all()
    assert left.same == first.payments.get(bank_id="B")
    assert left.why == f"Redan inläst: {left.same.entered_at:%Y-%m-%d}, bokförd 2026-11-24."
    assert (second.taken, second.refused) == (3, 2)
    assert sum(Payment.objects.values_list("amount", flat=True)) == 6


def test_rows_without_an_id_are_known_by_their_content_and_may_be_taken_all_the_same(by):
    read_sample(swish_report(swish_line("10.00"), swish_line("10.00"), swish_line("20.00")), by=by)
    again = swish_report(swish_line("10.00"), swish_line("10.00"), swish_line("10.00"), swish_line("30.00"))
    assert states(again) == [RowState.LIKELY, RowState.LIKELY, RowState.NEW, RowState.NEW]
    file = read_sample(again, by=by, anyway={2})
    assert [*file.payments.order_by("position").values_list("position", "amount")] == [(2, 10), (3, 10), (4, 30)]
    assert states(swish_report(swish_line("10.00"))) == [RowState.LIKELY]


def test_a_row_without_an_id_may_be_taken_all_the_same_as_often_as_it_comes(by):
    line = swish_line("10.00")
    read_sample(swish_report(line), by=by)
    for amount in ("1.00", "2.00"):
        file = read_sample(swish_report(line, swish_line(amount)), by=by, anyway={1})
        assert file.taken == Decimal(amount) + 10
    assert states(swish_report(line, line, swish_line("3.00"))) == [RowState.LIKELY, RowState.LIKELY, RowState.NEW]


def test_an_id_used_again_another_year_is_other_money(by):
    read_sample(camt054(Entry([Tx("100.00", bank_id="A")], day="2025-11-24")), by=by)
    content = camt054(Entry([Tx("100.00", bank_id="A")]))
    assert states(content) == [RowState.NEW]
    file = read_sample(content, by=by)
    assert file.payments.get().bank_id == "A 2026-11-24 100.00"
    assert states(camt054(Entry([Tx("100.00", bank_id="A", text="igen")]))) == [RowState.KNOWN]


def test_several_rows_with_one_id_are_each_taken_once(by):
    content = camt054(Entry([Tx("10.00", bank_id="A"), Tx("20.00", bank_id="A")]))
    assert states(content) == [RowState.NEW, RowState.NEW]
    file = read_sample(content, by=by)
    assert [*file.payments.order_by("position").values_list("bank_id", flat=True)] == ["A", "A 2026-11-24 20.00"]
    swapped = camt054(Entry([Tx("20.00", bank_id="A"), Tx("10.00", bank_id="A"), Tx("10.00", bank_id="B")]))
    assert states(swapped) == [RowState.KNOWN, RowState.KNOWN, RowState.NEW]


def test_the_same_line_twice_in_a_file_is_taken_once_unless_somebody_says_so(by):
    content = camt054(Entry([Tx("10.00", bank_id="A"), Tx("10.00", bank_id="A")]))
    assert states(content) == [RowState.NEW, RowState.LIKELY]
    file = read_sample(content, by=by, anyway={2})
    assert file.taken == 20
    assert states(camt054(Entry([Tx("10.00", bank_id="A"), Tx("10.00", bank_id="A")], bank_id="E"))) == [
        RowState.KNOWN,
        RowState.KNOWN,
    ]


@pytest.mark.parametrize("notified_first", [True, False])
def test_the_same_money_in_a_statement_and_a_notification_is_taken_once(by, notified_first):
    notified = camt054(Entry([Tx("100.00", reference="1234574", bank_id="BGC1")]))
    booked = camt053(statement(Entry([Tx("100.00", reference="1234574", bank_id="S9", bankgiro="")], reference="")))
    first, second = (notified, booked) if notified_first else (booked, notified)
    read_sample(first, by=by)
    assert states(second) == [RowState.LIKELY]
    with pytest.raises(NothingToRead):
        read_sample(second, by=by)


def test_money_that_one_format_tells_nothing_of_is_known_by_day_sum_and_account(by):
    notified = camt054(Entry([Tx("100.00", bank_id="A"), Tx("70.00", bank_id="B")]), Entry([Tx("9.00", bank_id="C")]))
    out = Entry([Tx("5.00", bank_id="D")], sign="DBIT")
    one = Entry([Tx("100.00", payer="", bankgiro="", bank_id="S1")], reference="")
    whole = Entry([Tx("79.00", payer="", bank_id="S2")])  # the rest of the day to the bankgiro
    other = Entry([Tx("100.00", payer="", bank_id="S3", bankgiro="")], reference="PG 1-9")
    read_sample(notified, by=by)
    read_sample(camt054(out), by=by, anyway={1})
    assert states(camt053(statement(one))) == [RowState.LIKELY]
    assert states(camt053(statement(one, one, other))) == [RowState.LIKELY, RowState.LIKELY, RowState.NEW]
    assert states(camt053(statement(Entry([Tx("179.00", payer="")])))) == [RowState.LIKELY]
    assert states(camt053(statement(Entry([Tx("179.00", payer="", bankgiro="")], day="2026-11-20")))) == [RowState.NEW]
    assert states(camt053(statement(whole))) == [RowState.NEW]


def test_payments_of_a_sum_that_a_statement_told_as_one_are_likely_in_already(by):
    read_sample(camt053(statement(Entry([Tx("179.00", payer="", bank_id="S1")]))), by=by)
    notified = camt054(Entry([Tx("100.00", bank_id="A"), Tx("79.00", bank_id="B")]))
    assert states(notified) == [RowState.LIKELY, RowState.LIKELY]
    assert read_sample(notified, by=by, anyway={1, 2}).taken == 179
    assert states(camt054(Entry([Tx("100.00", bank_id="X"), Tx("78.00", bank_id="Y")]))) == [RowState.NEW] * 2


def test_what_the_bank_undoes_is_taken_when_it_is_asked_for(by):
    paid_in = Entry([Tx("100.00", bank_id="A")])
    back = Entry([Tx("100.00", bank_id="B")], sign="DBIT", reversal=True)
    bounced = Entry([Tx("30.00", bank_id="C")], reversal=True)
    content = camt054(paid_in, back, bounced)
    assert states(content) == [RowState.NEW, RowState.OUT, RowState.UNDONE]
    file = read_sample(content, by=by, anyway={2, 3})
    assert (file.taken, file.refused) == (30, 0)
    assert [*Payment.objects.order_by("position").values_list("amount", flat=True)] == [100, -100, 30]


def test_an_id_that_both_formats_tell_is_the_same_money_whatever_the_account(by):
    read_sample(camt054(Entry([Tx("100.00", bank_id="A")])), by=by)
    booked = camt053(statement(Entry([Tx("100.00", bank_id="A", bankgiro="")], reference="")))
    assert states(booked) == [RowState.KNOWN]


def test_payer_is_the_same_whichever_name_comes_first(by):
    read_sample(camt054(Entry([Tx("100.00", payer="ANDERSSON, ANNA", bank_id="A")])), by=by)
    entry = Entry([Tx("100.00", payer="Anna Andersson", bank_id="S9", bankgiro="")], reference="")
    assert states(camt053(statement(entry))) == [RowState.LIKELY]


def test_two_like_payments_of_a_day_are_both_taken(by):
    read_sample(camt054(Entry([Tx("100.00", bank_id="A")])), by=by)
    assert states(camt054(Entry([Tx("100.00", bank_id="B")]))) == [RowState.NEW]


@pytest.mark.parametrize("first", ["", "A"])
def test_an_id_that_only_one_of_two_files_tells_is_the_same_money(by, first):
    """Some banks' reports have a column of ids and others of the same bank have none."""
    second = "" if first else "A"
    read_sample(swish_report(swish_line("10.00", order=first), swish_line("20.00", time="9:00")), by=by)
    again = swish_report(swish_line("10.00", order=second), swish_line("20.00", time="9:00"), swish_line("30.00"))
    assert states(again) == [RowState.LIKELY, RowState.LIKELY, RowState.NEW]


def test_a_list_read_again_by_more_of_its_columns_is_likely_in_already(by):
    table = [["Datum", "Belopp", "Vem"], ["2026-11-24", "10", "Anna"], ["2026-11-24", "20", "Kim"]]
    few = read_list(table, {"booked_on": 0, "amount": 1}, account="bankgiro")
    read_in(few, name="fil", sha256="1", by=by)
    more = [*table, ["2026-11-24", "20", "Lo"], ["2026-11-25", "10", "Anna"]]
    content = read_list(more, {"booked_on": 0, "amount": 1, "payer": 2}, account="bankgiro")
    found = [row.state for row in preview_of(content, sha256="2").rows]
    assert found == [RowState.LIKELY, RowState.LIKELY, RowState.NEW, RowState.NEW]


def test_a_payer_who_pays_as_much_the_day_after_is_not_taken_for_known_money(by):
    read_sample(camt054(Entry([Tx("100.00", bank_id="A")])), by=by)
    days = Entry([Tx("100.00", bank_id="A")]), Entry([Tx("100.00", bank_id="B")], day="2026-11-25")
    assert states(camt053(statement(*days))) == [RowState.KNOWN, RowState.NEW]


def test_money_out_of_a_list_waits_to_be_asked_for_and_other_currencies_are_not_taken():
    table = [
        ["Datum", "Belopp", "Valuta"],
        ["2026-11-24", "100,00", "SEK"],
        ["2026-11-24", "-40,00", "kr"],
        ["2026-11-24", "9,00", "EUR"],
    ]
    layout = layout_of(table)
    content = read_list(table, layout.columns, account="bankgiro")
    told = [(row.amount, row.refused, row.may_be_asked_for) for row in content.rows]
    assert told == [(100, "", False), (-40, "Uttag.", True), (9, "Valuta: EUR, inte kronor.", False)]


def test_gaps_between_files_are_told(by):
    read_sample(camt053(statement(Entry([Tx("100.00")]), opening="0.00", day="2026-11-20")), by=by)
    content = camt053(statement(Entry([Tx("5.00")]), opening="150.00"))
    [gap] = preview(content).warnings
    assert gap.replace("\N{NO-BREAK SPACE}", " ") == (
        "Konto SE4550000000058398257466: utgående saldo 100 kr (2026-11-20) är inte nästa kontoutdrags ingående"
        " saldo 150 kr. Ett kontoutdrag däremellan saknas."
    )
    assert read_sample(content, by=by).warnings == [gap]


def test_a_statement_without_any_day_follows_nothing(by):
    read_sample(camt053(statement(Entry([Tx("10.00", bank_id="A")]), opening="0.00")), by=by)
    dayless = statement(opening="7.00").replace("<Dt><Dt>2026-11-24</Dt></Dt>", "")
    assert preview(camt053(dayless)).warnings == []


def test_the_sums_of_a_preview_are_the_files(by):
    read_sample(camt054(Entry([Tx("1.00", bank_id="A")])), by=by)
    content = camt054(
        Entry([Tx("1.00", bank_id="A"), Tx("2.00", bank_id="B")]), Entry(amount="5.00", sign="DBIT"), Entry(amount="7")
    )
    found = preview(content)
    assert [(each.state, each.number, each.amount) for each in found.sums] == [
        ("new", 1, 2),
        ("out", 1, -5),
        ("known", 1, 1),
        ("refused", 1, 7),
    ]
    assert sum(each.amount for each in found.sums) == found.content.total


def test_what_is_booked_later_is_not_taken(by):
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    [row] = preview(camt054(Entry([Tx()], day=tomorrow))).rows
    assert (row.state, row.why) == (RowState.REFUSED, f"Bokförs först {tomorrow}. Läs in den då.")


def test_the_banks_row_takes_the_place_of_money_entered_by_hand(by):
    hand = pay(500, account=Account.BANKGIRO, booked_on=dt.date(2026, 11, 23), payer="Exempelbolaget", by=by)
    pay(500, account=Account.BANKGIRO, booked_on=dt.date(2026, 11, 23), payer="Annat AB", by=by)
    content = camt054(Entry([Tx("500.00", bank_id="A")]))
    [row] = preview(content).rows
    assert row.by_hand.keys == (f"hand-{hand.pk}",)
    file = read_sample(content, by=by)
    assert Replacement.objects.get().hand == hand
    assert Replacement.objects.get().bank == file.payments.get()


def test_money_by_hand_stays_when_somebody_says_so_or_only_the_sum_is_alike(by):
    pay(500, account=Account.BANKGIRO, booked_on=dt.date(2026, 11, 23), payer="Exempelbolaget", by=by)
    pay(70, account=Account.BANKGIRO, booked_on=dt.date(2026, 11, 23), payer="Annat AB", by=by)
    pay(80, account=Account.SWISH, booked_on=dt.date(2026, 11, 23), payer="Exempelbolaget", by=by)
    content = camt054(Entry([Tx("500.00", bank_id="A"), Tx("70.00", bank_id="B"), Tx("80.00", bank_id="C")]))
    assert [bool(row.by_hand) for row in preview(content).rows] == [True, False, False]
    read_sample(content, by=by, keeping={1})
    assert not Replacement.objects.exists()


def test_a_preview_that_has_moved_is_refused(by):
    content = camt054(Entry([Tx("500.00", bank_id="A")]))
    shown = preview(content).digest
    from_bank(500, account=Account.BANKGIRO, bank_id="A", booked_on=dt.date(2026, 11, 24))
    with pytest.raises(PreviewMoved):
        read_sample(content, by=by, digest=shown)
    assert not RefusedRow.objects.exists()


@pytest.mark.parametrize("number", [1, 30])
def test_a_preview_costs_as_many_queries_for_one_row_as_for_thirty(by, number, django_assert_num_queries):
    pay(500, account=Account.BANKGIRO, booked_on=dt.date(2026, 11, 23), payer="Exempelbolaget", by=by)
    content = camt053(statement(Entry([Tx("500.00", bank_id=f"A{place}") for place in range(number)])))
    with django_assert_num_queries(7 if connection.vendor == "postgresql" else 6):
        preview(content)


def test_rows_dated_in_a_locked_month_are_not_taken_and_say_so(by):
    read_sample(camt054(Entry([Tx("1.00", bank_id="A")])), by=by)
    lock(dt.date(2026, 11, 1), by=by)
    assert states(camt054(Entry([Tx("1.00", bank_id="A"), Tx("2.00", bank_id="B")]))) == ["known", "refused"]
    [_known, refused] = preview(camt054(Entry([Tx("1.00", bank_id="A"), Tx("2.00", bank_id="B")]))).rows
    assert refused.why == "November 2026 är låst i bokföringen."
    with pytest.raises(NothingToRead):
        read_sample(camt054(Entry([Tx("2.00", bank_id="B")])), by=by)


def test_file_refused_for_a_locked_month_is_read_again_when_that_is_open(by):
    october = dt.date(2026, 10, 1)
    lock(october, by=by)
    content = camt054(
        Entry([Tx("100.00", bank_id="A")]),
        Entry([Tx("30.00", bank_id="B")], day="2026-10-20"),
        Entry(amount="5.00", sign="DBIT"),
    )
    file = read_sample(content, by=by)
    assert (file.taken, file.refused, file.refused_rows.count()) == (100, 25, 2)
    with pytest.raises(AlreadyRead):
        read_sample(content, by=by)
    reopen_month(october, by=by, reason="Glömde en fil")
    again = read_sample(content, by=by)
    assert (again.pk, again.taken, again.refused, again.refused_rows.count()) == (file.pk, 130, -5, 1)
    assert sorted(Payment.objects.values_list("amount", "file", "position")) == [(30, file.pk, 2), (100, file.pk, 1)]
    with pytest.raises(AlreadyRead):
        read_sample(content, by=by)


def test_money_out_is_taken_when_it_is_asked_for_also_afterwards(by):
    """A refund from the bank account; its fee stays out."""
    refund = Entry([Tx("20.00", payer="Kim Givare", bank_id="R")], sign="DBIT")
    content = camt054(Entry([Tx("100.00", bank_id="A")]), refund, Entry(amount="5.00", sign="DBIT"))
    assert states(content) == ["new", "out", "out"]
    file = read_sample(content, by=by)
    assert (file.taken, file.refused) == (100, -25)
    with pytest.raises(AlreadyRead):
        read_sample(content, by=by)
    again = read_sample(content, by=by, anyway=[2])
    assert (again.pk, again.taken, again.refused) == (file.pk, 80, -5)
    paid_back = Payment.objects.get(amount=-20)
    assert (paid_back.payer, paid_back.bank_id, paid_back.account, paid_back.position) == (
        "Kim Givare",
        "R",
        "bankgiro",
        2,
    )
    # The same refund in another file is known.
    assert states(camt053(statement(refund))) == ["known"]
    with pytest.raises(AlreadyRead):
        read_sample(content, by=by, anyway=[2])


def test_money_out_of_a_locked_month_cannot_be_asked_for(by):
    lock(dt.date(2026, 11, 1), by=by)
    content = camt054(Entry([Tx("20.00", bank_id="R")], sign="DBIT"))
    assert states(content) == ["refused"]
    with pytest.raises(NothingToRead):
        read_sample(content, by=by, anyway=[1])


def test_row_that_is_not_enough_for_what_was_entered_by_hand_is_not_said_to_take_its_place(by):
    """An öre less: the service would refuse, so the preview must not promise it."""
    reference = {"reference": "3045", "payer": "Exempelbolaget AB"}
    pay("1718.76", account=Account.BANKGIRO, booked_on=dt.date(2026, 11, 23), by=by, **reference)
    [row] = preview(camt054(Entry([Tx("1718.75", bank_id="A", **reference)]))).rows
    assert row.by_hand is None
    [row] = preview(camt054(Entry([Tx("1718.76", bank_id="A", **reference)]))).rows
    assert row.by_hand.parts[0].target.left == Decimal("1718.76")
