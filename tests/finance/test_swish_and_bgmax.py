import datetime as dt
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.bankfiles.formats import read_bank_file
from finance.bankfiles.rows import BrokenFile
from tests.finance.bank_samples import SWISH_HEADINGS, SWISH_TITLE, bgmax, swish_line, swish_report

DAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_a_swish_report_is_read_in_any_encoding(encoding):
    read = read_bank_file(swish_report(swish_line("250.50", "Lag Åkarp, P9RW1", order="S1"), encoding=encoding))
    [row] = read.rows
    assert read.format == "swish"
    assert (row.amount, row.account, row.bank_id, row.refused) == (Decimal("250.50"), "swish", "S1", "")
    assert (row.booked_on, row.transaction_on, row.value_on) == (DAY, DAY, DAY)
    assert (row.payer, row.text) == ("Anna Exempel", "Lag Åkarp, P9RW1")


def test_the_senders_number_is_not_kept_but_tells_rows_apart():
    lines = swish_line(sender="46700000001"), swish_line(sender="46700000002"), swish_line(sender="46700000002")
    rows = read_bank_file(swish_report(*lines)).rows
    assert len({row.fingerprint for row in rows}) == 3
    assert "4670" not in str(rows)


def test_refunds_are_money_out():
    read = read_bank_file(swish_report(swish_line("100.00"), swish_line("-100.00", "Åter")))
    assert [(row.amount, row.refused) for row in read.rows] == [(Decimal(100), ""), (Decimal(-100), "")]
    assert (read.credit, read.debit, read.total) == (100, 100, 0)


def test_headings_decide_whatever_their_order_and_separator():
    content = "* Titel\n\nBelopp;Meddelande;Bokföringsdag;Avsändarnummer\n1 000,50;Hej;2026-11-24;467\n".encode()
    [row] = read_bank_file(content).rows
    assert (row.amount, row.text, row.booked_on, row.bank_id) == (Decimal("1000.50"), "Hej", DAY, "")


def test_the_closing_line_of_a_report_is_passed_over():
    read = read_bank_file(swish_report(swish_line(), "Antal,1"))
    assert len(read.rows) == 1


@pytest.mark.parametrize("line", ["* Slut på rapport", "Summa,,,,,,,,,,,,105.00,", "Antal: 2,,,,,,,,,,,,105.00,"])
def test_lines_of_words_and_sums_last_are_no_payments(line):
    read = read_bank_file(swish_report(swish_line(), swish_line("5.00"), line))
    assert [row.amount for row in read.rows] == [100, 5]
    refund = swish_line("-7.00", "Åter")
    assert read_bank_file(swish_report(swish_line(), swish_line("5.00"), refund, line)).total == 98


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Summa,,,,,,,,,,,,105.50,", "Rad 5: rapportens summa är 105,50 kr, men raderna blir 105 kr. Inget är inläst."),
        ("3,8000-0", "Rad 5: beloppet ”” går inte att läsa. Inget är inläst."),
    ],
)
def test_a_sum_that_differs_and_a_row_cut_short_are_refused(line, why):
    with pytest.raises(BrokenFile) as refusal:
        read_bank_file(swish_report(swish_line(), swish_line("5.00"), line))
    assert str(refusal.value).replace("\N{NO-BREAK SPACE}", " ") == why


@pytest.mark.parametrize("message", ['"Heja', '"P9RW1 ""heja"""'])
def test_a_message_may_not_swallow_the_rows_below_it(message):
    """A quotation mark that nothing ends makes one cell of all that follows, and their money would be lost."""
    line = swish_line().replace('"P9RW1"', message)
    report = swish_report(line, swish_line("5.00"), swish_line("7.00"))
    if message.endswith('"'):
        assert read_bank_file(report).total == 112
        return
    with pytest.raises(BrokenFile) as refusal:
        read_bank_file(report)
    assert str(refusal.value) == "Rad 3: ett citattecken är inte avslutat, så att flera rader blir en. Inget är inläst."


def test_a_message_of_several_lines_is_read():
    [row] = read_bank_file(swish_report(swish_line(message="Till er,\r\nsom vi sa 2026"))).rows
    assert row.text == "Till er, som vi sa 2026"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (swish_line("12x"), "Rad 3: beloppet ”12x” går inte att läsa. Inget är inläst."),
        (swish_line(day="2026-02-30"), "Rad 3: dagen ”2026-02-30” går inte att läsa. Inget är inläst."),
        (swish_line(day="0001-01-01"), "Rad 3: dagen ”0001-01-01” går inte att läsa. Inget är inläst."),
        (swish_line(day=""), "Rad 3: dagen saknas. Inget är inläst."),
    ],
)
def test_a_broken_report_says_where_and_why(line, why):
    with pytest.raises(BrokenFile) as refusal:
        read_bank_file(swish_report(line))
    assert str(refusal.value) == why


def test_a_report_without_payments_says_so():
    with pytest.raises(BrokenFile, match="inga betalningar"):
        read_bank_file(f"{SWISH_TITLE}\n{SWISH_HEADINGS}\n".encode())


def test_any_other_list_comes_back_as_its_cells():
    assert read_bank_file(b"Dag;Belopp\n2026-11-24;100\n") == [["Dag", "Belopp"], ["2026-11-24", "100"]]


def test_an_old_bgmax_file_is_read():
    read = read_bank_file(bgmax(("B1", "1234574", 150050), ("B2", "", 100)))
    first, second = read.rows
    assert (first.amount, first.reference, first.bank_id) == (Decimal("1500.50"), "1234574", "B1")
    assert (first.payer, first.payer_orgnr, first.text) == ("Exempelbolaget AB", "5567037485", "Sponsring")
    assert (first.account, first.payer_account, first.booked_on) == ("bankgiro", "5555551", dt.date(2026, 9, 1))
    assert (second.amount, second.reference, read.total) == (Decimal(1), "", Decimal("1501.50"))
    assert read.warnings == ()


def test_bgmax_from_the_autumn_of_2026_is_doubted():
    [warning] = read_bank_file(bgmax(("B1", "", 100), day="20260908")).warnings
    assert warning == ("En banks BgMax-filer var inte fullständiga från och med 2026-09-08. Jämför med kontoutdraget.")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            bgmax(("B1", "", 100), total=200),
            "Rad 7: betalningarna blir 1.00, men insättningen är 2.00. Inget är inläst.",
        ),
        (bgmax(("B1", "", 100)).rpartition(b"70")[0], "Filen är avklippt: slutposten (70) saknas. Inget är inläst."),
        (bgmax(("B1", "", 100), day="00010101"), "Rad 7: dagen ”00010101” går inte att läsa. Inget är inläst."),
        (bgmax(("B1", "", 100), day="20261301"), "Rad 7: dagen ”20261301” går inte att läsa. Inget är inläst."),
        (bgmax(("B1", "", 100)).replace(b"SEK", b"EUR", 1), "Rad 2: kontot är i EUR, inte i kronor. Inget är inläst."),
        (
            bgmax(("B1", "", 100)).replace(b"7000000001", b"7000000002"),
            "Rad 8: antalet betalningar stämmer inte med slutposten. Inget är inläst.",
        ),
    ],
)
def test_a_broken_bgmax_says_where_and_why(content, why):
    with pytest.raises(BrokenFile) as refusal:
        read_bank_file(content)
    assert str(refusal.value) == why


@settings(max_examples=100, deadline=None)
@given(place=st.integers(0, 5000), junk=st.binary(max_size=8), cut=st.integers(0, 8), swish=st.booleans())
def test_a_damaged_file_is_read_or_refused_in_words(place, junk, cut, swish):
    content = swish_report(swish_line(), swish_line()) if swish else bgmax(("B1", "1234574", 150050))
    place %= len(content)
    with suppress(BrokenFile):
        read_bank_file(content[:place] + junk + content[place + cut :])
