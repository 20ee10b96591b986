"""Bank references across all channels: claimed by what is entered, remembered when it is taken back."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from campaigns.models import BankReference, Contribution, PayrollReceipt
from core.text import search_key


def reference_key(reference: str) -> str:
    """The same for one reference however it is spaced and in small letters or capitals; empty for none."""
    return "".join(search_key(reference).split())


def known_references(references: Iterable[str]) -> dict[str, BankReference]:
    """Those of the references that are in already, by key. One query."""
    keys = {reference_key(reference) for reference in references} - {""}
    return {found.key: found for found in _found(keys)} if keys else {}


def refuse_known(reference: str, *, again: bool):
    """Raises ValidationError by field for a reference that stands, or with `again` unset for one taken back."""
    for found in known_references([reference]).values():
        if found.stands or not again:
            raise ValidationError({"external_id": found.words})


def claim_reference(payment: Contribution | PayrollReceipt, *, again: bool = False):
    """Make the payment the one of its reference, in the transaction that entered it.

    Two at the same moment, of whatever kind: the second waits for the first and is refused. Raises ValidationError.
    """
    key = reference_key(payment.external_id)
    if not key:
        return
    holder = {"contribution": None, "receipt": None}
    holder["contribution" if isinstance(payment, Contribution) else "receipt"] = payment
    # Locked: two who enter a reference that was taken back would both find it free.
    stored = BankReference.objects.select_for_update().filter(key=key).first()
    if stored is None:
        try:
            with transaction.atomic():
                BankReference.objects.create(key=key, **holder)
        except IntegrityError:
            refuse_known(key, again=False)
            raise
        return
    refuse_known(key, again=again)
    for name, value in holder.items():
        setattr(stored, name, value)
    stored.save()


def hand_over_reference(*, of: Contribution, to: Contribution):
    BankReference.objects.filter(contribution=of).update(contribution=to)


def release_references(contributions: Iterable[Contribution]):
    """Let them come in anew: they were read in wrongly as a whole."""
    BankReference.objects.filter(contribution__in=[each.pk for each in contributions]).delete()


def _found(keys: Iterable[str]):
    return BankReference.objects.filter(key__in=keys).select_related(
        "contribution__competition", "contribution__reversal", "receipt__reversal", "receipt__month__scheme__company"
    )
