from finance.models.bank_files import BankFile, BankFileDraft, BankStatement, FileFormat, RefusedRow
from finance.models.books import (
    USUAL,
    AccountUse,
    Booking,
    BooksSettings,
    ExportFetch,
    FlowRule,
    LedgerAccount,
    LedgerExport,
    Voucher,
    account_numbers,
    our_books,
)
from finance.models.customers import Customer
from finance.models.exports import ExportRecord
from finance.models.instalments import Instalment, InstalmentPlan
from finance.models.ledger import Account, Allocation, Flow, Payment, PaymentKind, Replacement, Restoration
from finance.models.periods import LockedName, PeriodAct, PeriodEvent

__all__ = [
    "USUAL",
    "Account",
    "AccountUse",
    "Allocation",
    "BankFile",
    "BankFileDraft",
    "BankStatement",
    "Booking",
    "BooksSettings",
    "Customer",
    "ExportFetch",
    "ExportRecord",
    "FileFormat",
    "Flow",
    "FlowRule",
    "Instalment",
    "InstalmentPlan",
    "LedgerAccount",
    "LedgerExport",
    "LockedName",
    "Payment",
    "PaymentKind",
    "PeriodAct",
    "PeriodEvent",
    "RefusedRow",
    "Replacement",
    "Restoration",
    "Voucher",
    "account_numbers",
    "our_books",
]
