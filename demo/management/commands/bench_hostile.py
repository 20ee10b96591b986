import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand

from core.documents import check_paper
from core.email_files import NotMail
from core.errors import Refusal
from core.images import for_showing, validate_logo
from core.spreadsheets.reader import A_REGISTER, mended, read_table
from core.text import search_key
from demo.benchmarks.hostile import HEAVY, HOSTILE
from demo.benchmarks.hostile_outlook import OUTLOOK, msg
from demo.benchmarks.hostile_papers import LOGOS, PAPERS, PICTURES
from demo.benchmarks.hostile_texts import MAILS, TEXTS
from demo.benchmarks.measuring import peak
from inbox.mailreader import Mail, read_mail, read_pasted
from inbox.outlook import as_message

ADDRESS_SPACE = 3 * 1024**3
KILLED_AFTER = 60  # seconds of processor time
MOST_SECONDS = 2
MOST_MEGABYTES = 50


class Logo(ContentFile):
    _committed = False


def _table(content: bytes, _name: str) -> str:
    table, _count = mended(read_table(content, A_REGISTER))
    for cells in table:
        search_key(*cells)
    return f"READ, {len(table)} rows"


def _mail(content: bytes, _name: str) -> str:
    """Does the same as inbox.services.email_to_log.start_draft."""
    read = read_mail(content)
    file = BytesIO(content)
    for attachment in read.attachments:
        if attachment.size <= 10 * 1024 * 1024:
            check_paper(ContentFile(attachment.content(file), name=attachment.name))
    return _text_of(read)


def _outlook(content: bytes, name: str) -> str:
    return _mail(as_message(content), name)


def _text_of(read: Mail) -> str:
    json.dumps(read.to_json())
    search_key(read.subject, read.text, read.rest)
    return f"READ, {len(read.people)} people, {len(read.text) + len(read.rest)} letters"


def _paper(content: bytes, name: str) -> str:
    check_paper(ContentFile(content, name=name))
    return "TAKEN"


def _picture(content: bytes, _name: str) -> str:
    return f"SHOWN, {for_showing(ContentFile(content, name='a.jpg')).size} bytes"


def _logo(content: bytes, _name: str) -> str:
    validate_logo(Logo(content, name="a.png"))
    return "TAKEN"


KINDS: dict[str, tuple[dict[str, Callable[[], bytes]], Callable[[bytes, str], str]]] = {
    "list": (HOSTILE | HEAVY, _table),
    "mail": (MAILS, _mail),
    "outlook": (OUTLOOK, _outlook),
    "text": (TEXTS, lambda content, _name: _text_of(read_pasted(content.decode()))),
    "document": (PAPERS, _paper),
    "picture": (PICTURES, _picture),
    "logo": (LOGOS, _logo),
}


class Command(BaseCommand):
    help = (
        "Read each hostile input in a process of its own and say what the answer cost: at most two seconds of "
        "processor time and 50 MB."
    )

    def add_arguments(self, parser):
        parser.add_argument("--kind", choices=KINDS, action="append", help="only these; all without")
        parser.add_argument("--named", default="", help="only those whose name has this in it")

    def handle(self, *, kind, named, **options):
        self._warm_up()
        over, number = [], 0
        for chosen in kind or KINDS:
            inputs, read = KINDS[chosen]
            for name, make in inputs.items():
                if named in name:
                    number += 1
                    over += [name] * (not self._weigh(chosen, name, make, read))
        self.stdout.write(f"{number} inputs, {len(over)} cost too much")
        if over:
            sys.exit(1)

    def _warm_up(self):
        """Load modules before measuring: that cost is not the input's."""
        for inputs, read in KINDS.values():
            _answer(read, b"x" * 10, "a.txt")
            _answer(read, next(iter(inputs.values()))()[:1000], "a.docx")
        _answer(_mail, MAILS["a page of '<p>'"](), "a.eml")
        _answer(_outlook, msg(), "a.msg")

    def _weigh(self, kind: str, name: str, make: Callable[[], bytes], read: Callable) -> bool:
        with tempfile.TemporaryFile(buffering=0) as file, tempfile.TemporaryFile(buffering=0) as report:
            _apart(lambda: file.write(make()))
            file.seek(0)
            size = os.fstat(file.fileno()).st_size
            failed = _apart(lambda: report.write(json.dumps(_measured(read, file, name)).encode()))
            report.seek(0)
            answer = report.read()
        if failed or not answer:
            self.stdout.write(f"FELL: {kind}, {name} ({size / 1024:.0f} kB)")
            return False
        facts = json.loads(answer)
        fits = facts["seconds"] < MOST_SECONDS and facts["megabytes"] < MOST_MEGABYTES
        self.stdout.write(
            f"{'' if fits else 'OVER: '}{facts['seconds'] * 1000:6.0f} ms {facts['megabytes']:5.1f} MB  {kind}, {name} "
            f"({size / 1024:.0f} kB): {facts['answer']}"
        )
        return fits


def _apart(work: Callable[[], object]) -> bool:
    """Run in a forked process. Returns whether it failed."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)


def _measured(read: Callable, file: BinaryIO, name: str) -> dict:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (KILLED_AFTER, KILLED_AFTER))
    before, began = peak(), time.process_time()
    answer = _answer(read, file.read(), name)
    return {"seconds": time.process_time() - began, "megabytes": peak() - before, "answer": answer}


def _answer(read: Callable, content: bytes, name: str) -> str:
    try:
        return read(content, name)
    except (Refusal, NotMail, ValidationError) as refusal:
        return f"{type(refusal).__name__}: {refusal}"
