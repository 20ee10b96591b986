"""camt.053: an account's statement, with balances."""

from finance.bankfiles.camt import read_camt
from finance.bankfiles.rows import BankFileContent

FORMAT, MESSAGE = "camt.053", "BkToCstmrStmt"


def read(content: bytes) -> BankFileContent:
    """Raises BrokenFile, BankFileTooLarge."""
    return read_camt(content, message=MESSAGE, statement="Stmt", named=FORMAT)
