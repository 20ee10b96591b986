"""Record every row that an action writes, report what prevents undoing it, and undo it.

Rows that services write as a consequence are recorded too: the company that becomes active when a sponsorship is
signed, the deliveries that the signature creates.
"""

from core.changesets.kinds import KINDS, Kind, in_the_way, listed_to, may_undo, register, title_of, with_numbers
from core.changesets.preview import RowChange, row_changes
from core.changesets.recording import Recorder, recording
from core.changesets.touched import Touched, lock, made_by, still_there, touched_since
from core.changesets.undoing import check_return, close, in_order_back, take_back, undo

__all__ = [
    "KINDS",
    "Kind",
    "Recorder",
    "RowChange",
    "Touched",
    "check_return",
    "close",
    "in_order_back",
    "in_the_way",
    "listed_to",
    "lock",
    "made_by",
    "may_undo",
    "recording",
    "register",
    "row_changes",
    "still_there",
    "take_back",
    "title_of",
    "touched_since",
    "undo",
    "with_numbers",
]
