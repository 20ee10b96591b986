"""Objects of money for the addresses that tests/test_access.py tries."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from core.models import LockedMonth, User
from core.spreadsheets.kept import KeptRows
from finance.models import Allocation, ExportRecord, Flow
from finance.services.allocations import allocate_to_account
from finance.services.bank_files import keep_draft
from finance.services.ledger_exports import export_month
from tests.finance.bank_samples import read_sample
from tests.finance.books import set_up
from tests.finance.factories import pay


def bank_files(user: User) -> dict[str, dict]:
    draft = keep_draft(b"Dag;Belopp\n2026-01-01;1\n", name="prov.csv", by=user)
    steps = ("preview", "columns", "commit", "discard")
    file = read_sample(by=user)
    payment = {"pk": file.payments.get().pk}
    return {
        "api:bankfile-": {"pk": file.pk},
        "finance:bankfile_": {"pk": file.pk},
        "api:payment-": payment,
        "finance:match_": payment,
        "finance:payment_": payment,
    } | {f"finance:bankfile_{step}": {"pk": draft.pk} for step in steps}


def books(user: User) -> dict[str, dict]:
    set_up()
    day = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    payment = pay(1, booked_on=day)
    allocation = allocate_to_account(payment, amount=Decimal(1), account_no="3740", flow=Flow.OTHER, by=user)
    exported = export_month(day.replace(day=1), by=user)
    closed = LockedMonth.objects.create(month=dt.date(2019, 1, 1), locked_by=user)
    return {
        "api:allocation-": {"pk": allocation.pk},
        "api:lockedmonth-": {"pk": closed.pk},
        "finance:allocation_": {"pk": allocation.pk},
        "finance:period_": {"year": day.year, "month": day.month},
        "finance:year_end": {"year": day.year},
        "finance:ledgerexport_": {"pk": exported.pk},
    }


def of_a_company(allocation: Allocation) -> dict[str, dict]:
    """Money that all who see the ledger see."""
    payment = {"pk": allocation.payment_id}
    return {
        "api:allocation-detail": {"pk": allocation.pk},
        "api:payment-detail": payment,
        "finance:payment_detail": payment,
    }


def kept_export(user: User) -> ExportRecord:
    kept = KeptRows()
    kept.add(["Ett"])
    packed, digest = kept.finish()
    columns = [{"header": "Text", "kind": "TEXT", "total": False, "role": ""}]
    return ExportRecord.objects.create(
        title="Prov", rows=kept.count, columns=columns, packed=packed, sha256=digest, made_by=user
    )
