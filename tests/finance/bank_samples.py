"""Bank files made for tests. Those of camt are valid by the schemas of ISO 20022, of both versions."""

from dataclasses import dataclass, field
from decimal import Decimal

from core.models import User
from finance.bankfiles.formats import read_bank_file
from finance.models import BankFile
from finance.services.bank_files import read_in
from finance.services.bank_previews import sha256_of_content

NEW, OLD = "001.08", "001.02"


@dataclass
class Tx:
    """A payment in an entry."""

    amount: str = "1000.00"
    reference: str = ""
    text: str = ""
    payer: str = "Exempelbolaget AB"
    orgnr: str = ""
    bank_id: str = ""
    invoice: str = ""
    bankgiro: str = "9000001"
    returned: str = ""


@dataclass
class Entry:
    """A line of an account. Its amount is that of its payments unless said."""

    parts: list[Tx] = field(default_factory=list)
    amount: str = ""
    day: str = "2026-11-24"
    sign: str = "CRDT"
    status: str = "BOOK"
    reversal: bool = False
    bank_id: str = ""
    text: str = ""
    reference: str = "BG 900-0001"
    batch: str = ""  # how many payments the bank says are in it

    @property
    def kronor(self) -> str:
        return self.amount or str(sum((Decimal(part.amount) for part in self.parts), Decimal(0)))

    @property
    def signed(self) -> Decimal:
        return Decimal(self.kronor) * (1 if self.sign == "CRDT" else -1)


def _name(tag: str, name: str, orgnr: str, version: str) -> str:
    ids = f"<Id><OrgId><Othr><Id>{orgnr}</Id></Othr></OrgId></Id>" if orgnr else ""
    party = f"<Nm>{name}</Nm>{ids}"
    return f"<{tag}><Pty>{party}</Pty></{tag}>" if version == NEW else f"<{tag}>{party}</{tag}>"


def _tx(tx: Tx, version: str, sign: str) -> str:
    """Of money out the other party is the creditor, and ours the debtor's account."""
    them, us = ("Dbtr", "Cdtr") if sign == "CRDT" else ("Cdtr", "Dbtr")
    refs = f"<Refs><AcctSvcrRef>{tx.bank_id}</AcctSvcrRef></Refs>" if tx.bank_id else "<Refs/>"
    amount = f'<Amt Ccy="SEK">{tx.amount}</Amt>'
    if version == NEW:
        amounts = f"{amount}<CdtDbtInd>{sign}</CdtDbtInd>"
    else:
        amounts = f"<AmtDtls><TxAmt>{amount}</TxAmt></AmtDtls>"
    own = f"<Id><Othr><Id>{tx.bankgiro}</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr></Id>"
    account = f"<{us}Acct>{own}</{us}Acct>" if tx.bankgiro else ""
    party = _name(them, tx.payer, tx.orgnr, version) if tx.payer else ""
    parties = f"{party}{account}" if them == "Dbtr" else f"{account}{party}"  # the debtor comes first
    parties = f"<RltdPties>{parties}</RltdPties>" if parties else ""
    text = f"<Ustrd>{tx.text}</Ustrd>" if tx.text else ""
    structured = ""
    for number in tx.invoice.split():
        structured += f"<Strd><RfrdDocInf><Nb>{number}</Nb></RfrdDocInf></Strd>"
    for reference in tx.reference.split():
        kind = "<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
        structured += f"<Strd><CdtrRefInf>{kind}<Ref>{reference}</Ref></CdtrRefInf></Strd>"
    remittance = f"<RmtInf>{text}{structured}</RmtInf>" if text or structured else ""
    returned = f"<RtrInf><Rsn><Cd>{tx.returned}</Cd></Rsn></RtrInf>" if tx.returned else ""
    return f"<TxDtls>{refs}{amounts}{parties}{remittance}{returned}</TxDtls>"


def _entry(entry: Entry, version: str) -> str:
    status = f"<Sts><Cd>{entry.status}</Cd></Sts>" if version == NEW else f"<Sts>{entry.status}</Sts>"
    day = f"<DtTm>{entry.day}T00:00:00</DtTm>" if version == NEW else f"<Dt>{entry.day}</Dt>"
    parts = f"<Btch><NbOfTxs>{entry.batch}</NbOfTxs></Btch>" if entry.batch else ""
    parts += "".join(_tx(part, version, entry.sign) for part in entry.parts)
    more = [
        f"<NtryRef>{entry.reference}</NtryRef>" if entry.reference else "",
        f'<Amt Ccy="SEK">{entry.kronor}</Amt><CdtDbtInd>{entry.sign}</CdtDbtInd>',
        "<RvslInd>true</RvslInd>" if entry.reversal else "",
        f"{status}<BookgDt>{day}</BookgDt><ValDt>{day}</ValDt>",
        f"<AcctSvcrRef>{entry.bank_id}</AcctSvcrRef>" if entry.bank_id else "",
        "<BkTxCd><Prtry><Cd>BG</Cd></Prtry></BkTxCd>",
        f"<NtryDtls>{parts}</NtryDtls>" if parts else "",
        f"<AddtlNtryInf>{entry.text}</AddtlNtryInf>" if entry.text else "",
    ]
    return f"<Ntry>{''.join(more)}</Ntry>"


def _summary(entries: list[Entry]) -> str:
    def total(sign: str, tag: str) -> str:
        those = [entry for entry in entries if entry.sign == sign]
        kronor = sum((Decimal(entry.kronor) for entry in those), Decimal(0))
        return f"<{tag}><NbOfNtries>{len(those)}</NbOfNtries><Sum>{kronor}</Sum></{tag}>"

    return f"<TxsSummry>{total('CRDT', 'TtlCdtNtries')}{total('DBIT', 'TtlDbtNtries')}</TxsSummry>"


def _balance(code: str, amount: Decimal, day: str) -> str:
    sign = "CRDT" if amount >= 0 else "DBIT"
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f'<Bal>{kind}<Amt Ccy="SEK">{abs(amount)}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>'


def _document(message: str, schema: str, version: str, statements: str) -> bytes:
    space = f"urn:iso:std:iso:20022:tech:xsd:{schema}.{version}"
    header = "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-25T06:00:00</CreDtTm></GrpHdr>"
    body = f"<{message}>{header}{statements}</{message}>"
    return f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{space}">{body}</Document>'.encode()


def camt054(*entries: Entry, version: str = NEW) -> bytes:
    made = "".join(_entry(entry, version) for entry in entries)
    account = "<Acct><Id><IBAN>SE4550000000058398257466</IBAN></Id><Ccy>SEK</Ccy></Acct>"
    notification = f"<Id>N1</Id><CreDtTm>2026-11-25T06:00:00</CreDtTm>{account}{_summary([*entries])}{made}"
    return _document("BkToCstmrDbtCdtNtfctn", "camt.054", version, f"<Ntfctn>{notification}</Ntfctn>")


def statement(
    *entries: Entry, opening: str = "0.00", closing: str = "", day: str = "2026-11-24", version: str = NEW
) -> str:
    """The opening balance and the booked entries sum to the closing one, unless that is said."""
    booked = sum((entry.signed for entry in entries if entry.status == "BOOK"), Decimal(0))
    balances = _balance("OPBD", Decimal(opening), day)
    balances += _balance("CLBD", Decimal(closing) if closing else Decimal(opening) + booked, day)
    made = "".join(_entry(entry, version) for entry in entries)
    account = "<Acct><Id><IBAN>SE4550000000058398257466</IBAN></Id><Ccy>SEK</Ccy></Acct>"
    return f"<Stmt><Id>S1</Id><CreDtTm>2026-11-25T06:00:00</CreDtTm>{account}{balances}{made}</Stmt>"


def camt053(*statements: str, version: str = NEW) -> bytes:
    return _document("BkToCstmrStmt", "camt.053", version, "".join(statements))


SWISH_TITLE = "* Swish-rapport Avser 2026-11-01 - 2026-11-24 Skapad 2026-11-25 06:00 CET"
SWISH_HEADINGS = (
    "Radnr,Clnr,Kontonr,Bokfdag,Transdag,Valutadag,Mottagarnr,Mottagarnamn,"
    "Avsändarnr,Avsändarnamn,Meddelande,Tid,Belopp,Orderreferens"
)


def swish_line(
    amount: str = "100.00",
    message: str = "P9RW1",
    *,
    number: int = 1,
    day: str = "2026-11-24",
    sender: str = "46700000001",
    name: str = "Anna Exempel",
    time: str = "12:01",
    order: str = "",
) -> str:
    own = "8000-0,1234567,", f"{day},{day},{day},", "1230000009,Stadsmissionen,"
    return f'{number},{"".join(own)}{sender},{name},"{message}",{time},{amount},{order}'


def swish_report(*lines: str, encoding: str = "cp1252") -> bytes:
    return "\r\n".join([SWISH_TITLE, SWISH_HEADINGS, *lines, ""]).encode(encoding)


def bgmax(*payments: tuple[str, str, int], day: str = "20260901", total: int | None = None) -> bytes:
    """A deposit of payments: id, reference, öre."""
    lines = ["01BGMAX               0120260901030000000000P", "050009000001          SEK"]
    for bank_id, reference, ore in payments:
        lines += [
            f"20{'5555551':0>10}{reference:<25}{ore:018}22{bank_id:<12}0",
            f"25{'Sponsring':<50}",
            f"26{'Exempelbolaget AB':<35}",
            "29005567037485",
        ]
    ore = sum(payment[2] for payment in payments) if total is None else total
    lines.append(f"15{'0' * 35}{day}00001{ore:018}SEK{len(payments):08}")
    lines.append(f"70{len(payments):08}{0:08}{0:08}{1:08}")
    return "\r\n".join(line.ljust(80) for line in [*lines, ""]).encode("iso-8859-1")


def read_sample(content: bytes | None = None, *, by: User, **more) -> BankFile:
    """Read a file in; without one, a notification of one payment."""
    content = content or camt054(Entry([Tx(bank_id="PROV")], day="2026-01-15"))
    return read_in(read_bank_file(content), name="fil", sha256=sha256_of_content(content), by=by, **more)
