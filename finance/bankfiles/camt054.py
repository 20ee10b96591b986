"""camt.054: a notification of what was paid in, a transaction for each payment; it took over from BgMax."""

from finance.bankfiles.camt import read_camt
from finance.bankfiles.rows import BankFileContent

FORMAT, MESSAGE = "camt.054", "BkToCstmrDbtCdtNtfctn"


def read(content: bytes) -> BankFileContent:
    """Raises BrokenFile, BankFileTooLarge."""
    return read_camt(content, message=MESSAGE, statement="Ntfctn", named=FORMAT)
