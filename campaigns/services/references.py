"""Unique bank references across all channels: claimed on entry, remembered after a reversal."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext

from campaigns.models import BankReference, Contribution
from core.text import search_key


def reference_key(reference: str) -> str:
    """The reference without spaces and casefolded, for comparison; empty for none."""
    return "".join(search_key(reference).split())


def known_references(references: Iterable[str]) -> dict[str, BankReference]:
    """The references already entered, by key. One query, and one for each kind of payment."""
    keys = {reference_key(reference) for reference in references} - {""}
    return {found.key: found for found in _found(keys)} if keys else {}


def refuse_known(reference: str, *, again: bool):
    """Raise ValidationError by field for a reference in use, or, unless `again`, one that was reversed."""
    for found in known_references([reference]).values():
        _refuse(found, again=again)


def _refuse(found: BankReference, *, again: bool):
    if found.stands or not again:
        raise ValidationError({"external_id": found.words})


def refused_references(claims: Iterable[tuple[str, bool]]) -> dict[int, ValidationError]:
    """By place among the claims, why a reference could not be claimed. One query, and one for each kind of payment."""
    claims = list(claims)
    known, met, refused = known_references(reference for reference, _again in claims), set(), {}
    for place, (reference, again) in enumerate(claims):
        key = reference_key(reference)
        if key and key in met:
            refused[place] = ValidationError({"external_id": gettext("Referensen står på en rad ovanför.")})
        elif found := known.get(key):
            try:
                _refuse(found, again=again)
            except ValidationError as error:
                refused[place] = error
        met.add(key)
    return refused


def claim_reference(payment: Model, *, again: bool = False):
    """Claim the payment's reference. As claim_references."""
    claim_references([(payment, again)])


def claim_references(claims: Iterable[tuple[Model, bool]]):
    """Claim each payment's reference, in the transaction that entered them; `again` as for refuse_known.

    A concurrent claim of the same reference, by any kind of payment, waits for the first and is refused. Rows are
    locked and inserted in key order, so that two calls do not deadlock. The number of queries does not depend on the
    number of claims. Raises ValidationError.
    """
    claimed: dict[str, tuple[BankReference, bool]] = {}
    for payment, again in claims:
        key = reference_key(payment.external_id)
        if key in claimed:
            raise ValidationError({"external_id": claimed[key][0].words})
        if key:
            reference = BankReference(key=key, model=payment._meta.label_lower, object_id=payment.pk)
            reference.payment = payment
            claimed[key] = reference, again
    if not claimed:
        return
    # Lock: two concurrent claims of a reversed reference would both find it free.
    locked = BankReference.objects.select_for_update().filter(key__in=claimed).order_by("key")
    stored = dict(locked.values_list("key", "pk"))
    new = [claimed[key][0] for key in sorted(claimed.keys() - stored.keys())]
    try:
        with transaction.atomic():
            BankReference.objects.bulk_create(new)
    except IntegrityError:
        for found in known_references(reference.key for reference in new).values():
            raise ValidationError({"external_id": found.words}) from None
        raise
    for key, found in (known_references(stored) if stored else {}).items():
        reference, again = claimed[key]
        _refuse(found, again=again)
        reference.pk = found.pk
    BankReference.objects.bulk_update([claimed[key][0] for key in sorted(stored)], ["model", "object_id"])


def hand_over_reference(*, of: Contribution, to: Contribution):
    BankReference.objects.of_payment(of).update(object_id=to.pk)


def release_references(contributions: Iterable[Contribution]):
    """Release the references for re-entry: the whole import was wrong."""
    BankReference.objects.of_payments(Contribution, [each.pk for each in contributions]).delete()


def _found(keys: Iterable[str]):
    return BankReference.objects.filter(key__in=keys).with_payments()
