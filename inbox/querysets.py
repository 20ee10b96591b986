import datetime as dt

from django.db.models import Count, Q
from django.utils import timezone

from core.querysets import SearchableQuerySet


class EnquiryQuerySet(SearchableQuerySet):
    def waiting(self):
        return self.filter(state="new")

    def unconfirmed(self):
        """Sent by somebody who has not confirmed the address yet."""
        return self.filter(state="asked")

    def to_be_erased(self, before: dt.datetime):
        """Closed before that moment and not yet erased."""
        return self.filter(closed_at__lt=before, erased_at__isnull=True)

    def from_address(self, address: str):
        """By e-mail address; a domain alone, `@akeriet.se`, matches all its addresses."""
        return self.filter(**{"email__iendswith" if address.startswith("@") else "email__iexact": address})

    def from_sender_of(self, enquiry):
        """From the same network address; none if it is unknown."""
        return self.filter(sender=enquiry.sender) if enquiry.sender else self.none()

    def alike(self, enquiry) -> dict[str, int]:
        """How many others share the domain, the network address or the day. One query."""
        day = timezone.localdate(enquiry.received_at)
        domain = enquiry.email_domain
        return self.exclude(pk=enquiry.pk).aggregate(
            domain=Count("pk", filter=Q(email__iendswith=f"@{domain}") if domain else Q(pk=None)),
            sender=Count("pk", filter=Q(sender=enquiry.sender) if enquiry.sender else Q(pk=None)),
            day=Count("pk", filter=Q(received_at__date=day)),
        )

    def for_table(self):
        """Without those whose address is not confirmed: staff see no more of them than a visitor."""
        return self.exclude(state="asked").select_related("assignee", "company", "closed_by").prefetch_related("goals")


class InboundQuerySet(SearchableQuerySet):
    def waiting(self):
        return self.filter(state="waiting")

    def full(self):
        """With what they said, or a file."""
        return self.filter(emptied_at=None)

    def unmarked(self, mailbox, uidvalidity: int):
        """Those that the server has not been told of."""
        return self.filter(mailbox=mailbox, uidvalidity=uidvalidity, marked=False)

    def to_be_emptied(self, before: dt.datetime):
        return self.full().filter(received_at__lt=before)

    def for_table(self):
        return self.select_related("ended_by", "interaction", "letter")

    def for_today(self):
        """Without all that they say, which may be long; `was_read` is whether it could be read."""
        return self.defer("parsed", "refused").annotate(was_read=~Q(parsed={}))
