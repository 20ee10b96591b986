"""Letters about enquiries: a receipt to who wrote, and notices to colleagues."""

import datetime as dt

from django.utils import timezone

from core.models import User
from inbox.letter_kinds import ASSIGNED, NOTICE, RECEIPT, enquiry_url
from inbox.models import Enquiry
from mailing.models import Letter
from mailing.services.queueing import To, queue_letter, tell_colleague

LONGEST_NAME = 30
RECEIPT_EVERY = dt.timedelta(days=1)  # to one address: the form must not be a way to fill somebody's mailbox
NOTICE_EVERY = dt.timedelta(hours=1)


def answer_enquiry(enquiry: Enquiry, *, receipt: bool = True):
    """Queue the receipt, unless somebody else gives one, and the notices.

    Call it in the transaction that stores the enquiry. Nothing that the sender wrote goes out but a first name that
    can be nothing else: the address may be a stranger's.
    """
    if receipt and not _lately(RECEIPT.name, enquiry.email, RECEIPT_EVERY):
        to = To(enquiry.email, "", enquiry.language)
        queue_letter(RECEIPT.name, to=to, values={"förnamn": _plain(enquiry.first_and_last_name[0])})
    handlers = User.objects.with_perm(
        "inbox.change_enquiry", include_superusers=False, backend="django.contrib.auth.backends.ModelBackend"
    )
    for user in handlers.exclude(email="").order_by("pk"):
        if not _lately(NOTICE.name, user.email, NOTICE_EVERY):
            tell_colleague(NOTICE.name, user=user, values={"länk": enquiry_url(enquiry)})


def tell_assignee(enquiry: Enquiry, *, by: User):
    """Queue a notice to who has got the enquiry from somebody else."""
    if enquiry.assignee and enquiry.assignee != by:
        values = {"kollega": str(by), "länk": enquiry_url(enquiry)}
        tell_colleague(ASSIGNED.name, user=enquiry.assignee, values=values)


def _lately(kind: str, address: str, age: dt.timedelta) -> bool:
    return Letter.objects.filter(kind=kind, to_email__iexact=address, made_at__gt=timezone.now() - age).exists()


def _plain(name: str) -> str:
    return name if len(name) <= LONGEST_NAME and name.replace("-", "").isalpha() else ""
