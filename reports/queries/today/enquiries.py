"""What comes from outside: enquiries, mail, workplaces that want to begin, and what they propose."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext, ngettext

from core.kept_queries import KeptQuery
from inbox.models import Enquiry, InboundMail
from reports.queries.today.scope import MOST, Scope, TodayRow
from workplaces.models import Proposal, RenewalAnswer, Start


def new_enquiries(scope: Scope) -> list[TodayRow]:
    """Unanswered enquiries, the oldest first: the owner's and unassigned ones. At most MOST + 1. Two queries."""
    return [
        TodayRow(
            record=enquiry,
            subject=str(enquiry),
            url=enquiry.get_absolute_url(),
            what=Truncator(enquiry.message).chars(120) or gettext("Vill bli partner"),
            reasons=_reasons(enquiry, scope),
        )
        for enquiry in _enquiries(scope.owner_key)
    ]


@KeptQuery
def _enquiries(owner: int | None) -> QuerySet[Enquiry]:
    waiting = Enquiry.objects.waiting().filter(start__isnull=True)
    if owner:
        waiting = waiting.filter(Q(assignee=owner) | Q(assignee__isnull=True))
    return waiting.for_table().order_by("received_at", "pk")[: MOST + 1]


def _came_in(moment: dt.datetime, scope: Scope) -> str:
    days = (scope.today - timezone.localdate(moment)).days
    came = ngettext("Kom in för %(days)s dag sedan.", "Kom in för %(days)s dagar sedan.", days) % {"days": days}
    return came if days > 0 else gettext("Kom in i dag.")


def _reasons(enquiry: Enquiry, scope: Scope) -> list[str]:
    reasons = [_came_in(enquiry.received_at, scope)]
    if enquiry.assignee_id is None:
        reasons.append(gettext("Ingen har tagit den än."))
    elif scope.everyone:
        reasons.append(gettext("%(who)s har tagit den.") % {"who": enquiry.assignee})
    return reasons


def mails_waiting(scope: Scope) -> list[TodayRow]:
    """What came in the mailbox and was not logged by itself, the oldest first. At most MOST + 1. One query."""
    return [
        TodayRow(
            record=mail,
            subject=mail.sender_name or mail.sender or gettext("Okänd avsändare"),
            url=mail.get_absolute_url(),
            what=mail.subject,
            reasons=[f"{mail.get_reason_display()}.", _came_in(mail.received_at, scope)],
        )
        for mail in _mails()
    ]


@KeptQuery
def _mails() -> QuerySet[InboundMail]:
    return InboundMail.objects.waiting().for_today().order_by("received_at", "pk")[: MOST + 1]


def workplaces_to_start(scope: Scope) -> list[TodayRow]:
    """Workplaces that want to begin something, as `new_enquiries`, but all: no list has them. Two queries."""
    return [
        TodayRow(
            record=start,
            subject=str(start.enquiry),
            url=start.get_absolute_url(),
            what=start.get_kind_display(),
            reasons=_reasons(start.enquiry, scope),
        )
        for start in _starts(scope.owner_key)
    ]


@KeptQuery
def _starts(owner: int | None) -> QuerySet[Start]:
    starts = Start.objects.waiting()
    if owner:
        starts = starts.filter(Q(enquiry__assignee=owner) | Q(enquiry__assignee__isnull=True))
    return starts.with_enquiry().order_by("enquiry__received_at", "pk")


def _proposed(proposal: Proposal) -> Iterator[str]:
    yield from (f"{capfirst(str(label))}: {new}" for label, _old, new in proposal.shown_changes)
    if proposal.logo:
        yield gettext("Ny logotyp")


def proposals_waiting(scope: Scope) -> list[TodayRow]:
    """What workplaces want to change, the oldest first. At most MOST + 1. One query."""
    return [
        TodayRow(
            record=proposal,
            subject=str(proposal),
            url=proposal.get_absolute_url(),
            what=", ".join(_proposed(proposal)),
            reasons=[gettext("Väntar sedan %(day)s.") % {"day": timezone.localdate(proposal.made_at).isoformat()}],
        )
        for proposal in _proposals()
    ]


@KeptQuery
def _proposals() -> QuerySet[Proposal]:
    return Proposal.objects.waiting().for_table().order_by("made_at", "pk")[: MOST + 1]


def renewal_answers(scope: Scope) -> list[TodayRow]:
    """What sponsors have answered about renewing, the oldest first. All: no list has them. One query."""
    return [
        TodayRow(
            record=answer,
            subject=str(answer.sponsorship.company),
            url=answer.sponsorship.get_absolute_url(),
            what=": ".join(filter(None, [answer.get_answer_display(), answer.note])),
            reasons=[
                gettext("Svarade %(day)s om avtalet till och med %(ends)s.")
                % {
                    "day": timezone.localdate(answer.answered_at).isoformat(),
                    "ends": answer.sponsorship.ends.isoformat(),
                }
            ],
        )
        for answer in _answers(scope.owner_key)
    ]


@KeptQuery
def _answers(owner: int | None) -> QuerySet[RenewalAnswer]:
    waiting = RenewalAnswer.objects.waiting()
    if owner:
        waiting = waiting.filter(Q(sponsorship__owner=owner) | Q(sponsorship__owner__isnull=True))
    return waiting.with_agreement().order_by("answered_at", "pk")
