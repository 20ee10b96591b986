"""The personal links of people at workplaces: made, renewed and revoked by staff, and opened."""

import datetime as dt

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Team
from core.audit import record
from core.brief_writes import write_unless_busy
from core.errors import Refusal
from core.models import AuditKind, User
from core.secret_links import give_secret, revoke
from core.services import save_record
from crm.models import Company, Contact
from payroll.models import PayrollScheme
from workplaces.models import LinkKind, WorkplaceLink

USED_NOTED_EVERY = dt.timedelta(hours=1)
DAYS = 365
DAYS_AFTER_CLOSING = 60  # a coordinator reads the result, and thanks
FIELD: dict[str, str] = {LinkKind.COORDINATOR: "team", LinkKind.EMPLOYER: "scheme", LinkKind.SPONSOR: "company"}
MODEL: dict[str, type[models.Model]] = {
    LinkKind.COORDINATOR: Team,
    LinkKind.EMPLOYER: PayrollScheme,
    LinkKind.SPONSOR: Company,
}


class AlreadyEnded(Refusal):
    message = _("Länken gäller inte längre.")


def usual_last_day(kind: str, about: Team | PayrollScheme | Company) -> dt.date:
    """The default last day of a link: some weeks after a competition, else a year from now."""
    today = timezone.localdate()
    if kind == LinkKind.COORDINATOR:
        return max(about.competition.closes_on, today) + dt.timedelta(days=DAYS_AFTER_CLOSING)
    return today + dt.timedelta(days=DAYS)


@transaction.atomic
def make_link(
    kind: str,
    about: Team | PayrollScheme | Company,
    *,
    by: User | None,
    holder: Contact | None = None,
    last_day: dt.date | None = None,
) -> tuple[WorkplaceLink, str]:
    """The link and its secret, which is told only now. It opens to the end of `last_day`. Raises ValidationError."""
    link = WorkplaceLink(kind=kind, **{FIELD[kind]: about})
    secret = _begin(link, by=by, last_day=last_day or usual_last_day(kind, about))
    save_record(link, holder=holder)
    record(AuditKind.KEY_MADE, by=by, subject=link)
    return link, secret


@transaction.atomic
def renew_link(link: WorkplaceLink, *, by: User, last_day: dt.date | None = None) -> tuple[WorkplaceLink, str]:
    """A new secret for the same link; the old one opens nothing from now on. Raises StaleVersion."""
    secret = _begin(link, by=by, last_day=last_day or usual_last_day(link.kind, link.about))
    save_record(link)
    record(AuditKind.KEY_MADE, by=by, subject=link, facts={"renewed": True})
    return link, secret


@transaction.atomic
def revoke_link(link: WorkplaceLink, *, by: User) -> WorkplaceLink:
    """It opens nothing from now on, until it is renewed. Raises AlreadyEnded, StaleVersion."""
    if link.revoked_at is not None:
        raise AlreadyEnded
    revoke(link, by=by)
    return link


def open_link(secret: str, *, kind: str) -> WorkplaceLink | None:
    """The link of that kind that the secret opens; None if it opens nothing. One query, and a write now and then."""
    link = WorkplaceLink.objects.opened_by(secret).filter(kind=kind).with_subjects().first()
    now = timezone.now()
    if link and (link.last_used_at is None or link.last_used_at <= now - USED_NOTED_EVERY):
        write_unless_busy(lambda: WorkplaceLink.objects.filter(pk=link.pk).update(last_used_at=now))
    return link


def _begin(link: WorkplaceLink, *, by: User | None, last_day: dt.date) -> str:
    ends = timezone.make_aware(dt.datetime.combine(last_day + dt.timedelta(days=1), dt.time.min))
    return give_secret(link, by=by, expires_at=ends)
