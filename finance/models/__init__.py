from finance.models.bank_files import BankFile
from finance.models.instalments import Instalment
from finance.models.ledger import Account, Allocation, Flow, Payment, PaymentKind, Replacement

__all__ = ["Account", "Allocation", "BankFile", "Flow", "Instalment", "Payment", "PaymentKind", "Replacement"]
