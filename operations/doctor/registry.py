"""Checks, their results, and the report that is kept of them."""

import datetime as dt
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from core.models import HealthReport

OK, WARNING, ERROR = "ok", "warning", "error"
LEVELS = [OK, WARNING, ERROR]
MOST_FINDINGS = 20
KEPT = dt.timedelta(days=30)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """Its text is in Swedish, marked by gettext_noop, and translated with its values when it is shown."""

    level: str
    text: str
    values: dict = field(default_factory=dict)

    def __str__(self):
        return gettext(self.text) % self.values if self.values else gettext(self.text)


@dataclass
class CheckResult:
    name: str
    title: str
    findings: list[Finding]
    seconds: float = 0.0

    @property
    def level(self) -> str:
        return max((finding.level for finding in self.findings), key=LEVELS.index, default=OK)

    @property
    def shown_title(self) -> str:
        return gettext(self.title)

    def as_json(self) -> dict:
        findings = [{"level": each.level, "text": each.text, "values": each.values} for each in self.findings]
        return {"name": self.name, "title": self.title, "seconds": round(self.seconds, 2), "findings": findings}


Check = Callable[[], Iterable[Finding]]
_registered: dict[str, tuple[str, Check]] = {}


def health_check(name: str, title: str) -> Callable[[Check], Check]:
    """Register a check; `title` is marked by gettext_noop. It writes nothing."""

    def register(check: Check) -> Check:
        _registered[name] = title, check
        return check

    return register


def run_checks(*, tell: Callable[[int, int], None] = lambda done, total: None) -> list[CheckResult]:
    """Run every check; one that fails itself has found that. `tell` is called before each."""
    results = []
    for number, (name, (title, check)) in enumerate(_registered.items()):
        tell(number, len(_registered))
        began, findings = time.monotonic(), []
        try:
            findings += check()
        except Exception as error:
            if isinstance(error, DatabaseError):
                logger.error("Check %s failed: %s", name, error)  # noqa: TRY400  where in the code helps nobody
            else:
                logger.exception("Check %s failed", name)
            values = {"error": type(error).__name__}
            findings.append(
                Finding(ERROR, gettext_noop("Kontrollen gick inte att göra: %(error)s. Felet står i loggen."), values)
            )
        if len(findings) > MOST_FINDINGS:
            more = {"number": len(findings) - MOST_FINDINGS}
            findings = [*findings[:MOST_FINDINGS], Finding(ERROR, gettext_noop("och %(number)s till"), more)]
        results.append(CheckResult(name, title, findings, time.monotonic() - began))
    return results


def worst_of(results: Iterable[CheckResult]) -> str:
    return max((result.level for result in results), key=LEVELS.index, default=OK)


def save_report(results: Iterable[CheckResult]) -> HealthReport:
    """Keep the report, and forget those of long ago."""
    HealthReport.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
    return HealthReport.objects.create(checks=[result.as_json() for result in results])


def results_of(report: HealthReport) -> list[CheckResult]:
    return [
        CheckResult(
            check["name"], check["title"], [Finding(**finding) for finding in check["findings"]], check["seconds"]
        )
        for check in report.checks
    ]
