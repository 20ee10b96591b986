"""The audit log."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from core.audit_check import check_log
from operations.doctor.registry import ERROR, Finding, health_check


@health_check("audit", _("Granskningsloggen"))
def check_audit() -> Iterator[Finding]:
    for problem in check_log().problems:
        yield Finding(ERROR, "%(what)s", {"what": problem})
