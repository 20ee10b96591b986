from finance.models.bank_files import BankFile, BankFileDraft, BankStatement, FileFormat, RefusedRow
from finance.models.customers import Customer
from finance.models.instalments import Instalment, InstalmentPlan
from finance.models.ledger import Account, Allocation, Flow, Payment, PaymentKind, Replacement

__all__ = [
    "Account",
    "Allocation",
    "BankFile",
    "BankFileDraft",
    "BankStatement",
    "Customer",
    "FileFormat",
    "Flow",
    "Instalment",
    "InstalmentPlan",
    "Payment",
    "PaymentKind",
    "RefusedRow",
    "Replacement",
]
