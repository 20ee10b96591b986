from finance.querysets.instalments import InstalmentQuerySet
from finance.querysets.ledger import (
    AllocationQuerySet,
    BankFileQuerySet,
    BankStatementQuerySet,
    PaymentQuerySet,
)

__all__ = [
    "AllocationQuerySet",
    "BankFileQuerySet",
    "BankStatementQuerySet",
    "InstalmentQuerySet",
    "PaymentQuerySet",
]
