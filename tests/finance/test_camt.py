import datetime as dt
import time
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.bankfiles import camt, camt053, camt054
from finance.bankfiles.formats import UnknownXml, read_bank_file
from finance.bankfiles.rows import BankFileTooLarge, BrokenFile, sum_of
from tests.finance.bank_samples import NEW, OLD, Entry, Tx, statement
from tests.finance.bank_samples import camt053 as make_053
from tests.finance.bank_samples import camt054 as make_054

EUROS = b'<TxDtls><Refs/><Amt Ccy="EUR">100.00'
VERSIONS = pytest.mark.parametrize("version", [NEW, OLD])
DAY = dt.date(2026, 11, 24)


def told(content: bytes) -> list[tuple]:
    return [(row.amount, row.refused) for row in read_bank_file(content).rows]


@VERSIONS
def test_each_transaction_is_a_row_with_what_the_bank_said(version):
    entry = Entry(
        [
            Tx("1500.00", reference="1234574", text="Avtal 7", orgnr="5567037485", bank_id="B1"),
            Tx("0.50", payer="Annat AB", bank_id="B2", bankgiro=""),
        ]
    )
    read = read_bank_file(make_054(entry, version=version))
    assert read.format == "camt.054"
    assert (read.total, read.credit, read.debit, read.warnings) == (Decimal("1500.50"), Decimal("1500.50"), 0, ())
    first, second = read.rows
    assert (first.position, first.amount, first.booked_on, first.value_on) == (1, Decimal("1500.00"), DAY, DAY)
    assert (first.account, first.payer, first.payer_orgnr) == ("bankgiro", "Exempelbolaget AB", "5567037485")
    assert (first.reference, first.text, first.bank_id, first.refused) == ("1234574", "Avtal 7", "B1", "")
    assert (second.position, second.payer, second.account, second.bank_id) == (2, "Annat AB", "bankgiro", "B2")


def test_several_references_and_invoices_of_a_payment_are_kept_in_order():
    [row] = read_bank_file(make_054(Entry([Tx(reference="1234574 1234574", invoice="1001 1002")]))).rows
    assert row.reference == "1001 1002 1234574"


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2026-11-24T23:00:00Z", 25),
        ("2026-11-24T22:59:59.9999999Z", 24),
        ("2026-11-25T00:30:00+01:00", 25),
        ("2026-11-25T00:30:00+02:00", 24),
        ("2026-11-25T23:59:00", 25),
        ("2026-11-25+01:00", 25),
    ],
)
def test_moment_is_of_its_day_in_sweden(told, day):
    content = make_054(Entry([Tx()])).replace(b"<DtTm>2026-11-24T00:00:00</DtTm>", f"<DtTm>{told}</DtTm>".encode())
    [row] = read_bank_file(content).rows
    assert row.booked_on == dt.date(2026, 11, day)


def test_a_persons_own_number_is_left_out():
    [row] = read_bank_file(make_054(Entry([Tx(orgnr="8001019876")]))).rows
    assert row.payer_orgnr == ""


def test_the_entrys_id_is_that_of_its_only_payment_and_of_no_other():
    alone = Entry([Tx()], bank_id="E1")
    several = Entry([Tx("1.00"), Tx("2.00")], bank_id="E2")
    assert [row.bank_id for row in read_bank_file(make_054(alone, several)).rows] == ["E1", "", ""]


def test_equal_rows_without_an_id_are_told_apart_by_their_order():
    rows = read_bank_file(make_054(Entry([Tx(), Tx()]), Entry([Tx()]))).rows
    again = read_bank_file(make_054(Entry([Tx(), Tx()]), Entry([Tx()]), version=OLD)).rows
    prints = [row.fingerprint for row in rows]
    assert len(set(prints)) == 3
    assert prints == [row.fingerprint for row in again]


@pytest.mark.parametrize(
    ("entry", "amount", "why"),
    [
        (
            Entry(amount="70.00"),
            "70.00",
            "Insättning utan uppgift om betalningarna i den. De brukar stå i en camt.054.",
        ),
        (Entry([Tx("60.00"), Tx("5.00")], amount="70.00"), "70.00", "Betalningarna i raden blir 65 kr, inte 70 kr."),
        (Entry([Tx("70.00")], sign="DBIT"), "-70.00", "Uttag."),
        (Entry([Tx("70.00")], reversal=True), "70.00", "Bankens rättelse av en tidigare rad."),
        (Entry([Tx("70.00")], status="PDNG"), "70.00", "Inte bokförd av banken än (PDNG)."),
        (
            Entry([Tx("70.00")], batch="3"),
            "70.00",
            "Insättning utan uppgift om betalningarna i den. De brukar stå i en camt.054.",
        ),
        (Entry([Tx("0.00")]), "0.00", "Beloppet är noll."),
    ],
)
@VERSIONS
def test_what_is_not_taken_says_why_and_keeps_its_sum(entry, amount, why, version):
    read = read_bank_file(make_054(Entry([Tx("1.00")]), entry, version=version))
    plain = [(row.amount, row.refused.replace("\N{NO-BREAK SPACE}", " ")) for row in read.rows]
    assert plain == [(Decimal("1.00"), ""), (Decimal(amount), why)]
    assert read.total == Decimal(amount) + 1
    assert read.warnings == ()


@VERSIONS
def test_money_out_may_be_asked_for_with_whom_it_went_to(version):
    paid_back = [Tx("20.00", payer="Kim Givare", bank_id="A"), Tx("50.00", payer="Åkeriet AB", orgnr="5567037485")]
    several, one = Entry(paid_back, sign="DBIT"), Entry([Tx("7.00", payer="Banken")], sign="DBIT", bank_id="C")
    rows = read_bank_file(make_054(several, one, version=version)).rows
    told = [(row.amount, row.payer, row.payer_orgnr, row.account, row.refused, row.may_be_asked_for) for row in rows]
    assert told == [
        (-20, "Kim Givare", "", "bankgiro", "Uttag.", True),
        (-50, "Åkeriet AB", "5567037485", "bankgiro", "Uttag.", True),
        (-7, "Banken", "", "bankgiro", "Uttag.", True),
    ]
    unsure = Entry([Tx("20.00"), Tx("1.00")], amount="70.00", sign="DBIT")  # its parts are not the whole
    assert [row.amount for row in read_bank_file(make_054(unsure, version=version)).rows] == [-70]
    pending = Entry([Tx("7.00")], sign="DBIT", status="PDNG")
    assert [row.may_be_asked_for for row in read_bank_file(make_054(pending, version=version)).rows] == [False]
    undone = [Entry([Tx("7.00")], sign=sign, reversal=True) for sign in ("DBIT", "CRDT")]
    rows = read_bank_file(make_054(*undone, version=version)).rows
    assert [(row.amount, row.may_be_asked_for) for row in rows] == [(-7, True), (7, True)]


def test_account_in_another_currency_is_told_and_passed_over():
    kronor = statement(Entry([Tx("70.00")]))
    euros = statement(Entry([Tx("9.00")]), opening="5.00").replace("SEK", "EUR").replace("SE45", "SE99")
    read = read_bank_file(make_053(kronor, euros))
    assert [(row.amount, row.is_taken) for row in read.rows] == [(70, True)]
    assert [each.account_no[:4] for each in read.statements] == ["SE45"]
    assert read.warnings == ("Konto SE9950000000058398257466 är i EUR, inte i kronor. Det läses inte in.",)


def test_kronor_of_money_from_abroad_are_those_of_the_account():
    """Of a transaction, where the bank tells them; of one alone in its entry, the entry's."""
    alone = make_054(Entry([Tx("1150.00", invoice="1")])).replace(b'<TxDtls><Refs/><Amt Ccy="SEK">1150.00', EUROS)
    assert [row.amount for row in read_bank_file(alone).rows if row.is_taken] == [1150]
    inside = b"</CdtDbtInd><AmtDtls><TxAmt><Amt Ccy='SEK'>1150.00</Amt></TxAmt></AmtDtls><RltdPties>"
    both = make_054(Entry([Tx("1150.00"), Tx("50.00")])).replace(b'<TxDtls><Refs/><Amt Ccy="SEK">1150.00', EUROS)
    assert [row.amount for row in read_bank_file(both).rows if row.is_taken] == []
    told = both.replace(b"</CdtDbtInd><RltdPties>", inside, 1)
    assert [row.amount for row in read_bank_file(told).rows if row.is_taken] == [1150, 50]


def test_a_returned_payment_says_so():
    [row] = read_bank_file(make_054(Entry([Tx(returned="AC04", text="Utbetalning")]))).rows
    assert (row.text, row.refused) == ("Utbetalning Återsänd betalning AC04", "")


def test_totals_that_the_file_claims_are_compared():
    content = make_054(Entry([Tx("10.00")])).replace(b"<Sum>10.00</Sum>", b"<Sum>12.00</Sum>")
    [warning] = read_bank_file(content).warnings
    assert warning.replace("\N{NO-BREAK SPACE}", " ") == (
        "Filen säger sig ha insättningar om 12 kr, men raderna blir 10 kr."
    )


def test_totals_that_the_file_claims_are_those_of_its_entries_whatever_their_parts():
    parts = make_054(Entry([Tx("120.00"), Tx("20.00")], amount="100.00"))
    content = parts.replace(b'"SEK">20.00</Amt><CdtDbtInd>CRDT', b'"SEK">20.00</Amt><CdtDbtInd>DBIT')
    read = read_bank_file(content)
    assert ([row.amount for row in read.rows], read.total, read.warnings) == ([120, -20], 100, ())


def test_references_without_room_are_left_out_whole():
    """Half an OCR number may be the whole of another."""
    numbers = [f"2026000{number:03}24" for number in range(9)]
    [row] = read_bank_file(make_054(Entry([Tx(reference=" ".join(numbers))]))).rows
    assert row.reference.split() == numbers[:6]


def test_words_beside_a_reference_are_read():
    told = make_054(Entry([Tx(reference="1234574", text="Tack")]))
    told = told.replace(b"</CdtrRefInf></Strd>", b"</CdtrRefInf><AddtlRmtInf>P9RW1</AddtlRmtInf></Strd>")
    [row] = read_bank_file(told).rows
    assert (row.reference, row.text) == ("1234574", "Tack P9RW1")


@VERSIONS
def test_balances_and_entries_agree(version):
    entries = Entry([Tx("100.00")]), Entry(amount="30.00", sign="DBIT"), Entry(amount="9.00", status="PDNG")
    read = read_bank_file(make_053(statement(*entries, opening="-20.00", version=version), version=version))
    [stated] = read.statements
    assert (stated.opening, stated.closing, stated.booked) == (Decimal(-20), Decimal(50), Decimal(70))
    assert (stated.account_no, stated.to_on, stated.missing) == ("SE4550000000058398257466", DAY, 0)
    assert read.warnings == ()


def test_balances_that_do_not_agree_and_gaps_are_told():
    first = statement(Entry([Tx("100.00")]), opening="0.00", closing="130.00", day="2026-11-20")
    second = statement(Entry([Tx("5.00")]), opening="150.00")
    missing, gap = (
        each.replace("\N{NO-BREAK SPACE}", " ") for each in read_bank_file(make_053(first, second)).warnings
    )
    assert missing == (
        "Konto SE4550000000058398257466: ingående saldo 0 kr och raderna 100 kr blir inte utgående saldo 130 kr."
        " Det skiljer 30 kr."
    )
    assert gap == (
        "Konto SE4550000000058398257466: utgående saldo 130 kr (2026-11-20) är inte nästa kontoutdrags ingående"
        " saldo 150 kr. Ett kontoutdrag däremellan saknas."
    )


def test_statements_are_read_by_their_days_also_when_the_newest_comes_first():
    older = statement(Entry([Tx("100.00")], day="2026-11-20"), day="2026-11-20")
    read = read_bank_file(make_053(statement(Entry([Tx("5.00")]), opening="100.00"), older))
    assert ([each.closing for each in read.statements], read.warnings) == ([100, 105], ())


@pytest.mark.parametrize("whole", [True, False])
def test_pages_of_a_statement_are_one_whether_they_repeat_its_balances_or_not(whole):
    first = statement(Entry([Tx("100.00")]), opening="20.00", closing="150.00")
    second = statement(Entry([Tx("30.00")]), opening="20.00" if whole else "120.00", closing="150.00")
    if not whole:  # where they do not, what is carried over has a code of its own
        first, second = first.replace("CLBD", "ITBD"), second.replace("OPBD", "ITBD")
    pages = (
        text.replace("<CreDtTm>", f"<StmtPgntn><PgNb>{number}</PgNb><LastPgInd>x</LastPgInd></StmtPgntn><CreDtTm>", 1)
        for number, text in enumerate((first, second), start=1)
    )
    read = read_bank_file(make_053(*pages))
    [stated] = read.statements
    assert (stated.opening, stated.booked, stated.closing, read.warnings) == (20, 130, 150, ())


def test_balances_that_are_not_compared_stop_nothing():
    available = "<Bal><Tp><CdOrPrtry><Cd>CLAV</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>1</Amt></Bal>"
    read = read_bank_file(make_053(statement(Entry([Tx("70.00")])).replace("<Ntry>", f"{available}<Ntry>")))
    assert (read.total, read.statements[0].missing, read.warnings) == (70, 0, ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_and_prefixes_are_read(encoding):
    text = make_054(Entry([Tx()])).decode().replace("UTF-8", "UTF-16" if encoding == "utf-16" else "UTF-8")
    for old, new in (("<", "<n:"), ("<n:/", "</n:"), ("<n:?", "<?"), (" xmlns=", " xmlns:n=")):
        text = text.replace(old, new)
    assert told(text.encode(encoding)) == [(Decimal("1000.00"), "")]


def test_unknown_elements_and_envelopes_are_passed_over():
    text = make_054(Entry([Tx()])).decode().removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
    text = text.replace("<NtryDtls>", "<Nytt><Amt>9</Amt></Nytt><NtryDtls>")
    assert told(f"\r\n <Envelope><AppHdr><Id>1</Id></AppHdr>{text}</Envelope>".encode()) == [(Decimal("1000.00"), "")]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b"</Ntfctn>", b"", "Filen är inte hel xml. Felet är på rad 1, tecken"),
        (b'"SEK">10.00', b'"SEK">1,00', "Rad 1 i filen (Ntry): beloppet ”1,00” går inte att läsa. Inget är inläst."),
        (b'"SEK">10.00', b'"EUR">10.00', "Rad 1 i filen (Ntry): kontot är i EUR, inte i kronor. Inget är inläst."),
        (b"2026-11-24", b"0001-01-01", "Rad 1 i filen (Ntry): dagen ”0001-01-01T00:00:00” går inte att läsa."),
        (b"2026-11-24", b"2026-13-24", "Rad 1 i filen (Ntry): dagen ”2026-13-24T00:00:00” går inte att läsa."),
        (b"<CdtDbtInd>CRDT", b"<CdtDbtInd>?", "Rad 1 i filen (Ntry): det står inte om det är en insättning eller"),
        (b"<BookgDt>", b"<NoDt>", "Filen är inte hel xml."),
        (b'<?xml version="1.0" encoding="UTF-8"?>', b'<?xml version="1.0" encoding="klingon"?>', "Filen"),
    ],
)
def test_a_broken_file_says_where_and_why(old, new, why):
    content = make_054(Entry([Tx("10.00")])).replace(old, new)
    with pytest.raises(BrokenFile) as refusal:
        read_bank_file(content)
    assert str(refusal.value)[: len(why)] == why


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="SEK">', 'OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="SEK">x', "Bal"),
        ("<Bal>", "<TxsSummry><TtlCdtNtries><Sum>x0.00</Sum></TtlCdtNtries></TxsSummry><Bal>", "TxsSummry"),
    ],
)
def test_broken_balances_and_sums_are_said_to_be_those_of_their_statement(old, new, why):
    sound = statement(Entry([Tx("10.00")]), day="2026-11-20")
    with pytest.raises(BrokenFile) as refusal:
        read_bank_file(make_053(sound, statement(Entry([Tx("10.00")]), opening="10.00").replace(old, new, 1)))
    place = f"Kontoutdrag 2 i filen ({why}): beloppet ”x"
    assert str(refusal.value)[: len(place)] == place


def test_entities_and_document_types_are_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    content = make_054(Entry([Tx()])).replace(b"<Document", bomb + b"<Document")
    with pytest.raises(BrokenFile, match="kodning eller ett innehåll"):
        read_bank_file(content)


def test_other_messages_are_refused():
    content = make_054(Entry([Tx()])).replace(b"BkToCstmrDbtCdtNtfctn", b"BkToCstmrAcctRpt")
    with pytest.raises(UnknownXml):
        read_bank_file(content)
    with pytest.raises(BrokenFile, match=r"inte en camt\.053"):
        camt053.read(make_054(Entry([Tx()])))


@pytest.mark.parametrize("piece", [b"<a>", b"<Ntry/>", b"<Bal/>", b"<Strd>"])
def test_deep_and_endless_files_are_refused_in_linear_time(piece):
    content = b"<Document><BkToCstmrDbtCdtNtfctn><Ntfctn>" + piece * 200_000
    begun = time.process_time()
    with pytest.raises(BrokenFile):
        camt054.read(content)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("piece", ["<Nytt/>", "<NtryDtls><TxDtls/></NtryDtls>"])
def test_much_before_what_is_looked_for_is_read_in_linear_time(piece):
    """The account of a statement, and the sign and reference of an entry, are looked for once."""
    end = "<Amt>1.00</Amt><Sts>BOOK</Sts><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-24</Dt></BookgDt>"
    entries = (
        f"<Ntry>{piece * 19_000}{end}</Ntry>" if "Dtls" in piece else piece * 200_000 + f"<Ntry>{end}</Ntry>" * 3_000
    )
    content = f"<Document><BkToCstmrDbtCdtNtfctn><Ntfctn>{entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    begun = time.process_time()
    assert camt054.read(content.encode()).total > 0
    assert time.process_time() - begun < 5


def test_more_rows_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(camt, "MOST_ROWS", 3)
    with pytest.raises(BankFileTooLarge):
        camt054.read(make_054(Entry([Tx()] * 4)))


AMOUNTS = st.decimals("0.01", "99999", places=2).map(str)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="<>&", exclude_categories=["Cc", "Cs"]), max_size=30)
PARTS = st.lists(st.builds(Tx, amount=AMOUNTS, payer=TEXTS, text=TEXTS, reference=st.just("")), max_size=3)
ENTRIES = st.builds(
    Entry,
    parts=PARTS,
    amount=st.just("") | AMOUNTS,
    sign=st.sampled_from(["CRDT", "DBIT"]),
    status=st.sampled_from(["BOOK", "PDNG", "INFO"]),
    reversal=st.booleans(),
).filter(lambda entry: entry.amount or entry.parts)


@settings(max_examples=60, deadline=None)
@given(entries=st.lists(ENTRIES, max_size=6), version=st.sampled_from([NEW, OLD]), opening=AMOUNTS)
def test_rows_taken_and_not_taken_always_sum_to_the_file(entries, version, opening):
    read = read_bank_file(make_053(statement(*entries, opening=opening, version=version), version=version))
    assert sum_of(read.taken) + sum_of(read.refused) == sum(entry.signed for entry in entries)
    assert read.credit - read.debit == read.total
    assert [row.position for row in read.rows] == [*range(1, len(read.rows) + 1)]
    assert all(row.amount > 0 for row in read.taken)
    assert [stated.missing for stated in read.statements] == [0]


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, 2000), junk=st.binary(max_size=8), cut=st.integers(0, 8))
def test_a_damaged_file_is_read_or_refused_in_words(place, junk, cut):
    content = make_054(Entry([Tx("10.00", reference="1234574", orgnr="5567037485")]))
    place %= len(content)
    with suppress(BrokenFile):
        read_bank_file(content[:place] + junk + content[place + cut :])
