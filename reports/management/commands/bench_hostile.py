import json
import resource
import subprocess
import sys
import time

from django.core.management.base import BaseCommand

from core.errors import Refusal
from core.sheets import A_REGISTER, read_table
from reports.hostile import HOSTILE
from reports.measuring import peak

ADDRESS_SPACE = 1024**3
SECONDS = 10


class Command(BaseCommand):
    help = "Read each hostile file in a process of its own with bounded memory and time; say what the refusal cost."

    def add_arguments(self, parser):
        parser.add_argument("--one", help="used by the command itself")

    def handle(self, *, one, **options):
        if one:
            self._read(sys.stdin.buffer.read())
            return
        for name, make in HOSTILE.items():
            content = make()
            command = [sys.executable, sys.argv[0], "bench_hostile", "--one", name]
            answer = subprocess.run(command, input=content, capture_output=True, check=False)  # noqa: S603
            if answer.returncode:
                self.stdout.write(f"FELL: {name}: {answer.stderr.decode()[-300:]}")
                continue
            facts = json.loads(answer.stdout)
            self.stdout.write(
                f"{facts['seconds'] * 1000:6.0f} ms {facts['megabytes']:5.1f} MB  {name} "
                f"({len(content) / 1024:.0f} kB): {facts['answer']}"
            )

    def _read(self, content: bytes):
        # What reading any workbook loads is not the hostile file's cost.
        self._try(b"a;b\n1;2\n")
        self._try(HOSTILE["a workbook cut off"]())
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        before = peak()
        began = time.perf_counter()
        answer = self._try(content)
        seconds = time.perf_counter() - began
        facts = {"seconds": seconds, "megabytes": peak() - before, "answer": answer}
        self.stdout.write(json.dumps(facts))

    def _try(self, content: bytes) -> str:
        try:
            return f"READ, {len(read_table(content, A_REGISTER))} rows"
        except Refusal as refusal:
            return f"{type(refusal).__name__}: {refusal}"
