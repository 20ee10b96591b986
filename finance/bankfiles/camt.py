"""What camt.053 and camt.054 (ISO 20022) have in common: entries, their transactions, and how they are refused.

Element names stand as in the standard. One payment per `TxDtls`; an entry whose parts are not told, or do not sum to
it, is one row that is not taken. Unknown elements are passed over, for banks and versions differ.
"""

import datetime as dt
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import iterparse
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from core.identity_numbers import parse_orgnr
from core.money import MAX_AMOUNT, format_amount
from finance.bankfiles.rows import (
    BANKGIRO,
    LONGEST_ACCOUNT,
    LONGEST_NAME,
    LONGEST_NUMBER,
    MAX_FILE,
    MOST_ROWS,
    OTHER,
    PLUSGIRO,
    BankFileContent,
    BankFileTooLarge,
    BankRow,
    BrokenFile,
    Statement,
    balance_warnings,
    by_days,
    clean,
    day_told,
    fingerprinted,
    whole_numbers,
)

MOST_ELEMENTS = 1_500_000
MOST_DEPTH = 40
_AMOUNT = re.compile(r"\d{1,13}(?:\.(\d{1,2})0*)?", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_AMOUNTS = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt")  # of a transaction; the first in kronor
_BALANCES = {"OPBD", "PRCD", "CLBD"}
_WORDS = ("RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf", "AddtlTxInf")  # of a transaction, in the payer's words first
_SCHEMES = {"BGNR": BANKGIRO, "PGNR": PLUSGIRO}
_NO_ID = {"", "NOTPROVIDED", "NONREF"}
_GIRO = re.compile(r"(BG|PG)\s?\d", re.IGNORECASE)
_SIGNS = {"CRDT": 1, "DBIT": -1}


def read_camt(content: bytes, *, message: str, statement: str, named: str) -> BankFileContent:
    """Read the statements of a message. Raises BrokenFile with the place and the reason, BankFileTooLarge.

    `message` and `statement` are the elements that the format has: `BkToCstmrStmt` and `Stmt`.
    """
    if len(content) > MAX_FILE:
        raise BankFileTooLarge
    reading = _Reading(statement)
    try:
        reading.read(content)
    except ParseError as error:
        line, column = error.position
        words = gettext("Filen är inte hel xml. Felet är på rad %(line)s, tecken %(column)s.")
        raise BrokenFile(words % {"line": line, "column": column + 1}) from None
    except (ValueError, LookupError):
        raise BrokenFile(gettext("Filen har en kodning eller ett innehåll som en bankfil inte har.")) from None
    if message not in reading.messages:
        raise BrokenFile(gettext("Filen är inte en %(format)s.") % {"format": named})
    rows = fingerprinted(reading.rows)
    statements = by_days(reading.statements)
    warnings = [*reading.warnings, *balance_warnings(statements)]
    return BankFileContent(named, rows, statements, tuple(warnings))


def messages_of(content: bytes) -> str:
    """The message that the beginning of a file names: `BkToCstmrStmt`; empty for none."""
    found = re.search(rb"BkToCstmr[A-Za-z]{4,20}", content[:8192].replace(b"\x00", b""))
    return found.group().decode() if found else ""


def _elements(content: bytes) -> Iterator[tuple[bool, Element, int]]:
    """Each element as it begins and as it ends: whether it begins, without its namespace, and how deep it is.

    Raises BankFileTooLarge.
    """
    begun = content.find(b"<") if content[:1].isspace() else 0
    depth = elements = 0
    for event, element in iterparse(io.BytesIO(content[max(begun, 0) :]), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            depth, elements = depth + 1, elements + 1
            if depth > MOST_DEPTH or elements > MOST_ELEMENTS:
                raise BankFileTooLarge
            element.tag = element.tag.rpartition("}")[2]
            yield True, element, depth
        else:
            yield False, element, depth
            depth -= 1


class _Reading:
    """One pass over the file. Entries are let go as they are read."""

    def __init__(self, statement: str):
        self.statement_tag = statement
        self.messages: set[str] = set()
        self.rows: list[BankRow] = []
        self.statements: list[Statement] = []
        self.warnings: list[str] = []
        self.entries = self.number = 0  # read, and of statements
        self.totals = {"CRDT": Decimal(0), "DBIT": Decimal(0)}  # of the statement's entries, as positive sums
        self.place = ""  # in a statement, besides its entries

    def read(self, content: bytes):
        statement = account = None
        opened, first, booked = 0, 0, Decimal(0)
        for is_start, element, depth in _elements(content):
            if is_start:
                if element.tag.startswith("BkToCstmr"):
                    self.messages.add(element.tag)
                elif element.tag == self.statement_tag:
                    statement, account, opened = element, None, depth
                    booked, first = Decimal(0), len(self.rows)
                    self.totals = dict.fromkeys(self.totals, Decimal(0))
                    self.number += 1
            elif statement is None:
                continue
            elif element.tag == "Acct" and depth == opened + 1 and account is None:
                account = element  # told once, before the entries: not to be looked for at each of them
            elif element.tag == "Ntry":
                booked += self._entry(element, account)
                element.clear()
            elif element is statement:
                self._statement(element, account, booked, self.rows[first:])
                statement = None
                element.clear()

    # --- A statement ---

    def _statement(self, element: Element, account: Element | None, booked: Decimal, rows: list[BankRow]):
        account_no = _account_no(account)
        if currency := _currency_of(account):
            words = gettext("Konto %(account)s är i %(currency)s, inte i kronor. Det läses inte in.")
            self.warnings.append(words % {"account": clean(account_no, LONGEST_ACCOUNT), "currency": currency})
            return
        self.place = "Bal"
        balances = {}
        for balance in element.iterfind("Bal"):
            code = _text(balance, "Tp/CdOrPrtry/Cd")
            if code in _BALANCES:
                balances.setdefault(code, (self._amount(balance), self._day(balance, "Dt")))
        opening, opened_on = balances.get("OPBD") or balances.get("PRCD") or (None, None)
        closing, closed_on = balances.get("CLBD") or (None, None)
        days = [row.booked_on for row in rows if row.booked_on]
        from_on = day_told(_text(element, "FrToDt/FrDtTm")) or min(days, default=opened_on)
        to_on = day_told(_text(element, "FrToDt/ToDtTm")) or closed_on or max(days, default=None)
        stated = Statement(account_no, from_on, to_on, opening, closing, booked)
        page = _text(element, "StmtPgntn/PgNb").lstrip("0")
        if page not in {"", "1"} and self.statements and self.statements[-1].account_no == account_no:
            stated = self.statements.pop().with_page(stated)
        self.statements.append(stated)
        self.place = "TxsSummry"
        self._check_totals(element)
        self.place = ""

    def _check_totals(self, element: Element):
        """The file's own totals against its entries, whose parts may be of either sign."""
        for tag, sign, name in (
            ("TtlCdtNtries", "CRDT", gettext("insättningar")),
            ("TtlDbtNtries", "DBIT", gettext("uttag")),
        ):
            told = _text(element, f"TxsSummry/{tag}/Sum")
            if not told:
                continue
            found = self.totals[sign]
            if self._kronor(told) != found:
                words = gettext("Filen säger sig ha %(what)s om %(told)s, men raderna blir %(found)s.")
                told = format_amount(self._kronor(told))
                self.warnings.append(words % {"what": name, "told": told, "found": format_amount(found)})

    # --- An entry ---

    def _entry(self, entry: Element, account: Element | None) -> Decimal:
        """Add the entry's rows, if the account is in kronor. Returns its booked kronor with sign."""
        self.entries += 1
        if _currency_of(account):
            return Decimal(0)
        amount = self._amount(entry)
        status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
        details = entry.findall("NtryDtls/TxDtls")
        if len(details) > MOST_ROWS:
            raise BankFileTooLarge
        sign, giro = _text(entry, "CdtDbtInd"), _giro(entry)  # looked for once, however many parts there are
        self.totals[sign] += abs(amount)
        parts = [self._part(part, sign, giro, alone=entry if len(details) == 1 else None) for part in details]
        whole = BankRow(
            0,
            amount,
            self._day(entry, "BookgDt"),
            self._day(entry, "ValDt"),
            account=_account_kind(account, giro),
            text=clean(_text(entry, "AddtlNtryInf")),
        )
        why, may_ask = self._why_not(entry, amount, status, parts)
        if why and not (may_ask and len(parts) > 1 and sum(part["amount"] for part in parts) == amount):
            known = parts[0] if len(parts) == 1 else {"bank_id": _id(_text(entry, "AcctSvcrRef"))}
            self._add(replace(whole, may_be_asked_for=may_ask), why, known | {"amount": amount})
            parts = []
        for part in parts:
            self._add(replace(whole, may_be_asked_for=may_ask), why or _why_not_part(part["amount"]), part)
        return amount if status == "BOOK" else Decimal(0)

    def _why_not(self, entry: Element, amount: Decimal, status: str, parts: list[dict]) -> tuple[str, bool]:
        """Why the entry is not taken, or an empty text; and whether somebody may ask for it.

        Money out may be a refund, and what the bank undoes may be in the ledger.
        """
        if status != "BOOK":
            return gettext("Inte bokförd av banken än (%(status)s).") % {"status": status or "?"}, False
        if _text(entry, "RvslInd") in {"true", "1"}:
            return gettext("Bankens rättelse av en tidigare rad."), True
        if amount < 0:
            return gettext("Uttag."), True
        number = sum(int(each) for each in _texts(entry, "NtryDtls/Btch/NbOfTxs") if _COUNT.fullmatch(each))
        if not parts or (number and number != len(parts)):
            return gettext("Insättning utan uppgift om betalningarna i den. De brukar stå i en camt.054."), False
        total = sum((part["amount"] for part in parts), Decimal(0))
        if total != amount:
            words = gettext("Betalningarna i raden blir %(total)s, inte %(amount)s.")
            return words % {"total": format_amount(total), "amount": format_amount(amount)}, False
        return "", False

    def _part(self, part: Element, sign: str, giro: str, *, alone: Element | None) -> dict:
        """What a transaction says: its kronor with sign, and the words of a row.

        `sign` and `giro` are those of its entry; `alone` is the entry, where it has no other.
        """
        told = [each for path in _AMOUNTS if (each := part.find(path)) is not None]
        ours = next((each for each in told if not _foreign(each)), None)
        sign = _text(part, "CdtDbtInd") or sign
        if ours is not None:
            kronor = self._kronor((ours.text or "").strip())
        else:  # of money from abroad the bank may tell kronor for the entry alone
            kronor = Decimal(0) if alone is None else self._kronor(_text(alone, "Amt"))
        refs = "Refs/AcctSvcrRef", "Refs/TxId"
        bank_id = next(filter(None, (_id(_text(part, path)) for path in refs)), "")
        if not bank_id and alone is not None:
            bank_id = _id(_text(alone, "AcctSvcrRef"))
        dates = "RltdDts/AccptncDtTm", "RltdDts/TxDtTm"
        us, them = ("Dbtr", "Cdtr") if sign == "DBIT" else ("Cdtr", "Dbtr")
        payer = _party(part, f"RltdPties/{them}") or _party(part, f"RltdPties/Ultmt{them}")
        account = part.find(f"RltdPties/{us}Acct")
        return {
            "amount": kronor * _SIGNS.get(sign, 1),
            "account": _account_kind(account, giro) if account is not None else "",
            "payer": payer,
            "payer_account": clean(_account_no(part.find(f"RltdPties/{them}Acct")), LONGEST_ACCOUNT),
            "payer_orgnr": _orgnr(part, them),
            "text": _words(part),
            "reference": whole_numbers(_references(part)),
            "bank_id": bank_id,
            "transaction_on": next(filter(None, (day_told(_text(part, path)) for path in dates)), None),
        }

    def _add(self, whole: BankRow, why: str, known: dict):
        """Add the entry, or a part of it, as a row: with what is known of the part, else of the whole."""
        if len(self.rows) >= MOST_ROWS:
            raise BankFileTooLarge
        if whole.booked_on is None and (whole.may_be_asked_for or not why):
            raise self._broken(gettext("bokföringsdag saknas"))
        said = {name: value for name, value in known.items() if value not in ("", None)}
        self.rows.append(replace(whole, **said, position=len(self.rows) + 1, refused=why))

    # --- Values ---

    def _amount(self, element: Element) -> Decimal:
        """Kronor with sign of an entry or a balance."""
        told = element.find("Amt")
        if told is None:
            raise self._broken(gettext("belopp saknas"))
        if _foreign(told):
            raise self._broken(gettext("kontot är i %(currency)s, inte i kronor") % {"currency": told.get("Ccy")[:3]})
        sign = _SIGNS.get(_text(element, "CdtDbtInd"))
        if sign is None:
            raise self._broken(gettext("det står inte om det är en insättning eller ett uttag"))
        return self._kronor((told.text or "").strip()) * sign

    def _kronor(self, text: str) -> Decimal:
        if not _AMOUNT.fullmatch(text) or Decimal(text) > MAX_AMOUNT:
            raise self._broken(gettext("beloppet ”%(text)s” går inte att läsa") % {"text": clean(text, 20)})
        return Decimal(text).quantize(Decimal("0.01"))

    def _day(self, element: Element, path: str) -> dt.date | None:
        text = _text(element, f"{path}/Dt") or _text(element, f"{path}/DtTm")
        if not text:
            return None
        if (day := day_told(text)) is None:
            raise self._broken(gettext("dagen ”%(text)s” går inte att läsa") % {"text": clean(text, 20)})
        return day

    def _broken(self, why: str) -> BrokenFile:
        if self.place:
            words = gettext("Kontoutdrag %(number)s i filen (%(place)s): %(why)s. Inget är inläst.")
            return BrokenFile(words % {"number": self.number, "place": self.place, "why": why})
        words = gettext("Rad %(number)s i filen (Ntry): %(why)s. Inget är inläst.")
        return BrokenFile(words % {"number": self.entries or 1, "why": why})


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def _texts(element: Element, path: str) -> list[str]:
    return [(each.text or "").strip() for each in element.iterfind(path)]


def _why_not_part(amount: Decimal) -> str:
    if amount > 0:
        return ""
    return gettext("Dras av från insättningen.") if amount else gettext("Beloppet är noll.")


def _foreign(amount: Element) -> bool:
    return amount.get("Ccy", "SEK") != "SEK"


def _id(text: str) -> str:
    return "" if text.upper() in _NO_ID else clean(text, LONGEST_NUMBER)


def _account_no(account: Element | None) -> str:
    return "" if account is None else _text(account, "Id/IBAN") or _text(account, "Id/Othr/Id")


def _currency_of(account: Element | None) -> str:
    """What the account is in, if not kronor."""
    currency = "" if account is None else _text(account, "Ccy")
    return clean(currency, 3) if currency not in {"", "SEK"} else ""


def _account_kind(account: Element | None, giro: str) -> str:
    """Which of our accounts: what the creditor's account is called, else what the entry tells."""
    scheme = "" if account is None else _text(account, "Id/Othr/SchmeNm/Prtry").upper()
    if scheme in _SCHEMES:
        return _SCHEMES[scheme]
    return giro or OTHER


def _giro(entry: Element) -> str:
    """What the entry's reference begins with: bankgiro or plusgiro, or empty."""
    giro = _GIRO.match(_text(entry, "NtryRef"))
    return (BANKGIRO if giro[1].upper() == "BG" else PLUSGIRO) if giro else ""


def _party(part: Element, path: str) -> str:
    """The party's name: one level down since version 8."""
    return clean(_text(part, f"{path}/Pty/Nm") or _text(part, f"{path}/Nm"), LONGEST_NAME)


def _orgnr(part: Element, party: str) -> str:
    """The organisation number of who paid, or was paid; a person's own number is left out."""
    for base in (f"RltdPties/{party}/Pty", f"RltdPties/{party}"):
        for told in part.iterfind(f"{base}/Id/OrgId/Othr/Id"):
            with suppress(ValidationError):
                orgnr = parse_orgnr((told.text or "").strip())
                return "" if orgnr.personal else orgnr.digits
    return ""


def _references(part: Element) -> Iterator[str]:
    """OCR references and numbers of invoices, each once, in the order of the file."""
    met = set()
    for structured in part.iterfind("RmtInf/Strd"):
        for path in ("CdtrRefInf/Ref", "RfrdDocInf/Nb"):
            for told in structured.iterfind(path):
                reference = "".join((told.text or "").split())
                if reference and reference not in met:
                    met.add(reference)
                    yield reference


def _words(part: Element) -> str:
    told = [each.text or "" for path in _WORDS for each in part.iterfind(path)]
    if part.find("RtrInf") is not None:
        told.append(gettext("Återsänd betalning %(code)s") % {"code": _text(part, "RtrInf/Rsn/Cd")})
    return clean(" ".join(told))
