"""Which format a file has: its content decides, not its name."""

from django.utils.translation import gettext_lazy as _

from finance.bankfiles import bgmax, camt053, camt054, swish
from finance.bankfiles.camt import messages_of
from finance.bankfiles.rows import MAX_FILE, BankFileContent, BankFileTooLarge, BrokenFile

_XML = {camt053.MESSAGE: camt053.read, camt054.MESSAGE: camt054.read}


class UnknownXml(BrokenFile):
    message = _("Filen är xml, men varken camt.053 eller camt.054. Välj en av dem hos banken.")


def read_bank_file(content: bytes) -> BankFileContent | list[list[str]]:
    """Read a file of any format. A list whose columns must be pointed out comes back as its cells.

    Raises BrokenFile, which says where and why.
    """
    if len(content) > MAX_FILE:
        raise BankFileTooLarge
    if not content.strip():
        raise BrokenFile(_("Filen är tom."))
    if bgmax.is_bgmax(content):
        return bgmax.read(content)
    if _is_xml(content):
        if (message := messages_of(content)) not in _XML:
            raise UnknownXml
        return _XML[message](content)
    table = swish.table_of(content)
    layout = swish.headings_of(table)
    return swish.read_rows(table, layout) if layout else table


def _is_xml(content: bytes) -> bool:
    head = content[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<")
