"""Is all well with this installation? Checks by name, run by `manage.py doctor`, each night, and from the page.

A check is a function that yields what is wrong, or worth knowing, as a Finding; nothing means that all is well. Each
module here is one part of the service; `registry.health_check` registers a function, wherever it stands.
"""

from importlib import import_module

from operations.doctor.registry import (
    ERROR,
    LEVELS,
    OK,
    WARNING,
    CheckResult,
    Finding,
    health_check,
    results_of,
    run_checks,
    save_report,
    worst_of,
)

for _module in ("database", "files", "kept_sums", "running_services", "audit_log", "backups"):
    import_module(f"operations.doctor.{_module}")

__all__ = [
    "ERROR",
    "LEVELS",
    "OK",
    "WARNING",
    "CheckResult",
    "Finding",
    "health_check",
    "results_of",
    "run_checks",
    "save_report",
    "worst_of",
]
