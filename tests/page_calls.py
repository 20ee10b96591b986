"""How many functions of Python a page calls: what it costs, said by a number that is the same on every machine."""

import sys
import sysconfig
from collections import Counter
from pathlib import Path
from types import CodeType

from django.test import Client

from core.kept_queries import KeptQuery

ROOT = Path(__file__).parent.parent
PACKAGES = sysconfig.get_paths()["purelib"]
# Python 3.12 and later make these without a call.
INLINED = {"<listcomp>", "<dictcomp>", "<setcomp>"}
SHOWN = 12


def _is_counted(code: CodeType) -> bool:
    """Ours and the packages': those of Python itself differ between its versions."""
    return code.co_filename.startswith((str(ROOT), PACKAGES)) and code.co_name not in INLINED


def calls_of(client: Client, url: str) -> Counter[CodeType]:
    """The calls by function, of a page that was shown twice before: what is made once has been made."""
    for _ in range(2):
        assert client.get(url).status_code == 200, url
    calls: Counter[CodeType] = Counter()

    def note(frame, event, _arg):
        if event == "call":
            calls[frame.f_code] += 1

    before, compared = sys.getprofile(), KeptQuery.compared
    KeptQuery.compared = False
    sys.setprofile(note)
    try:
        client.get(url)
    finally:
        sys.setprofile(before)
        KeptQuery.compared = compared
    return Counter({code: number for code, number in calls.items() if _is_counted(code)})


def in_words(calls: Counter[CodeType]) -> str:
    """The functions called most, for whoever looks for what costs."""
    lines = []
    for code, number in calls.most_common(SHOWN):
        file = code.co_filename.removeprefix(PACKAGES).removeprefix(str(ROOT)).lstrip("/")
        lines.append(f"{number:7} {file}:{code.co_firstlineno} {code.co_name}")
    return "\n".join(lines)
