"""Find likely duplicates, and remember pairs that are not."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from core.models import User
from core.progress import Report
from crm.models import Company, Contact
from duplicates import traits
from duplicates.models import CompanyPair, ContactPair
from duplicates.similarity import Likeness, Traits, pairs

_OF_COMPANY = ("name", "other_names", "orgnr", "city", "invoice_email", "website", "phone", "bankgiro", "swish")
_OF_CONTACT = (
    *("first_name", "last_name", "other_names"),
    *("email", "phone", "other_emails", "former_emails", "other_phones"),
)
BATCH = 500


def scan_companies(*, report: Report | None = None) -> int:
    """Compare all companies and return the number of open pairs. Reads each company once."""
    companies = Company.objects.order_by().only(*_OF_COMPANY)
    return _keep(CompanyPair, map(traits.of_company, _reported(companies, report)))


def scan_contacts(*, report: Report | None = None) -> int:
    """As `scan_companies`, for people."""
    people = Contact.objects.order_by().only(*_OF_CONTACT).prefetch_related("affiliations")
    return _keep(ContactPair, map(traits.of_contact, _reported(people, report)))


def _reported(rows: QuerySet, report: Report | None) -> Iterator[Model]:
    """Yield the rows, reporting how many of them are read."""
    found = list(rows)
    for number, row in enumerate(found):
        if report:
            report(number, len(found))
        yield row


def _keep(model, all_traits: Iterable[Traits]) -> int:
    likenesses = list(pairs(all_traits))
    with transaction.atomic():
        return _write(model, likenesses)


def _write(model, likenesses: list[tuple[int, int, Likeness]]) -> int:
    """Store the pairs found, delete open pairs that are no longer likely, and leave marked ones."""
    known = {(pair.one_id, pair.other_id): pair for pair in model.objects.select_for_update()}
    found = {(one, other): (min(likeness.points, 999), list(likeness.reasons)) for one, other, likeness in likenesses}
    there = set(model._meta.get_field("one").related_model.objects.values_list("pk", flat=True))
    changed, new = [], []
    for key, (points, reasons) in found.items():
        pair = known.get(key)
        if pair is None and not there.issuperset(key):
            continue  # merged or deleted meanwhile
        if pair is None:
            new.append(model(one_id=key[0], other_id=key[1], points=points, reasons=reasons))
        elif (pair.points, pair.reasons) != (points, reasons):
            pair.points, pair.reasons = points, reasons
            changed.append(pair)
    gone = [pair.pk for key, pair in known.items() if key not in found and pair.distinct_at is None]
    for start in range(0, len(gone), BATCH):
        model.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    model.objects.bulk_create(new, batch_size=BATCH)
    model.objects.bulk_update(changed, ["points", "reasons"], batch_size=BATCH)
    return len(new) + sum(known[key].distinct_at is None for key in found if key in known)


@transaction.atomic
def mark_distinct(pair: CompanyPair | ContactPair, *, by: User):
    """Mark a pair as different, so that it is not suggested again. A pair already marked is left unchanged."""
    pair = type(pair).objects.select_for_update().get(pk=pair.pk)
    if pair.distinct_at is None:
        pair.distinct_by, pair.distinct_at = by, timezone.now()
        pair.save()


def mark_open(pair: CompanyPair | ContactPair):
    """Remove the mark."""
    pair.distinct_by = pair.distinct_at = None
    pair.save()
