"""Record what an act writes, by row of the history, say what stands in the way of undoing it, and undo it.

What services write on the side is recorded too: a company that becomes active when it signs, the deliveries it is
promised.
"""

from core.changesets.recording import Recorder, recording
from core.changesets.touched import Touched, lock, made_by, touched_since
from core.changesets.undoing import check_return, close, in_order_back, take_back

__all__ = [
    "Recorder",
    "Touched",
    "check_return",
    "close",
    "in_order_back",
    "lock",
    "made_by",
    "recording",
    "take_back",
    "touched_since",
]
