"""How long rows of each kind are kept, what has been kept too long, and the nightly erasing of it."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from dateutil.relativedelta import relativedelta
from django.db.models import DateTimeField, Exists, F, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import CompetitionState, Team
from core import audit
from core.login_limits import old_logins
from core.models import AuditEntry, Job, KeptKind, RetentionPeriod
from core.retention import not_held
from crm.models import Affiliation, Company, CompanyStatus, Contact, Interaction, NextStep, Sponsorship
from finance.services.bank_files import forget_drafts
from imports.services.drafts import abandoned_drafts, forget_old
from inbox.models import Enquiry, InboundMail
from mailing.models import Letter
from payroll.models import PayrollScheme
from privacy.models import DataRequest, LegalHold, RetentionRule
from privacy.services.erasing import Gone, erase
from privacy.services.history_leftovers import forget_numbers, former_sole_traders, thrown_away
from privacy.services.holds import Held
from privacy.services.people import Party, subject_of
from privacy.services.scrubbing import scrub

MOST_A_NIGHT = 200  # erasures of people: each reads every text


@dataclass(frozen=True)
class RetentionKind:
    """What a rule is about. `due` are the rows last active before a moment, with `last_at`; `remove` takes them away
    and returns how many went."""

    name: str
    title: Promise
    hint: Promise
    due: Callable[[dt.datetime], QuerySet]
    remove: Callable[[QuerySet, dt.datetime], int]


def _with_last_contact() -> QuerySet[Contact]:
    """With `last_at`, when somebody last was in contact with them, else when they were registered."""
    logged = Interaction.objects.filter(contacts=OuterRef("pk")).order_by().values("contacts")
    latest = logged.annotate(latest=Max("happened_at")).values("latest")
    made = Contact.history.filter(id=OuterRef("pk")).order_by().values("id").annotate(made=Min("history_date"))
    last = Coalesce(Subquery(latest), Subquery(made.values("made")), output_field=DateTimeField())
    return Contact.objects.annotate(last_at=last)


def _idle_since(before: dt.datetime) -> QuerySet[Contact]:
    """People whom nobody has been in contact with, and whom nothing is planned with; held ones are left out."""
    today = timezone.localdate()
    steps = NextStep.objects.filter(contact=OuterRef("pk"), done_at=None)
    coming = Affiliation.objects.filter(contact=OuterRef("pk"), starts__gt=today)
    theirs = Affiliation.history.filter(contact=OuterRef("pk"), company__in=LegalHold.objects.held("company"))
    schemes = PayrollScheme.objects.filter(coordinator=OuterRef("pk"))
    asked = DataRequest.objects.open().filter(contact=OuterRef("pk"))  # who is not answered yet is not forgotten
    teams = Team.objects.filter(coordinator=OuterRef("pk")).exclude(competition__state=CompetitionState.FINAL)
    signed = _in_force_or_to_come(today).filter(signed_by=OuterRef("pk"))
    idle = _with_last_contact().filter(last_at__lt=before)
    idle = idle.exclude(Exists(steps)).exclude(Exists(coming)).exclude(Exists(theirs)).exclude(Exists(schemes))
    idle = idle.exclude(Exists(asked)).exclude(Exists(teams)).exclude(Exists(signed))
    return idle.exclude(pk__in=LegalHold.objects.held("contact")).order_by("last_at", "pk")


def _people_without_contact(before: dt.datetime) -> QuerySet[Contact]:
    """Nor those with a role at a company that has a dialogue, or an agreement that is in force or begins later."""
    today = timezone.localdate()
    roles = Affiliation.objects.filter(contact=OuterRef("pk")).not_over_on(today)
    idle = _idle_since(before)
    for bound in (_in_force_or_to_come(today), Sponsorship.objects.in_open_stage()):
        idle = idle.exclude(Exists(roles.filter(company__in=bound.order_by().values("company"))))
    return idle


def _in_force_or_to_come(today: dt.date) -> QuerySet[Sponsorship]:
    return Sponsorship.objects.active_between(today, dt.date.max)


def _people_of_declined(before: dt.datetime) -> QuerySet[Contact]:
    """People whose companies are all ended and never had an agreement."""
    kept = Company.objects.exclude(status=CompanyStatus.ENDED).order_by().values("pk")
    partners = Sponsorship.objects.ever_in_force().order_by().values("company")
    roles = Affiliation.objects.filter(contact=OuterRef("pk"))
    idle = _idle_since(before).filter(Exists(roles))
    return idle.exclude(Exists(roles.filter(company__in=kept))).exclude(Exists(roles.filter(company__in=partners)))


def _erase_people(people: QuerySet, before: dt.datetime) -> int:
    return _erase_all(people[:MOST_A_NIGHT], reason=gettext("Gallring: ingen kontakt på länge"))


def _erase_thrown_away(versions: QuerySet, before: dt.datetime) -> int:
    parties = (version.instance for version in versions[:MOST_A_NIGHT])
    return _erase_all(parties, reason=gettext("Gallring: borttagen för länge sedan"))


def _erase_all(parties: Iterable[Party], *, reason: str) -> int:
    gone = 0
    for party in parties:
        try:
            erase(subject_of(party), by=None, reason=reason)
        except (Held, Gone):
            continue
        gone += 1
    return gone


def _audit_entries(before: dt.datetime) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(at__lt=before).annotate(last_at=Max("at")).order_by("number")


def _cut_audit(entries: QuerySet, before: dt.datetime) -> int:
    return audit.cut(before=before, by=None)


KINDS = {
    kind.name: kind
    for kind in (
        RetentionKind(
            "contacts",
            _("Personer utan kontakt"),
            _("Ingen har haft kontakt med dem, inget är planerat, och deras företag har ingen dialog och inget avtal."),
            _people_without_contact,
            _erase_people,
        ),
        RetentionKind(
            "declined",
            _("Personer på företag som tackade nej"),
            _("Alla deras företag är avslutade och har aldrig haft något avtal."),
            _people_of_declined,
            _erase_people,
        ),
        RetentionKind(
            "discarded",
            _("Borttagna personer"),
            _("De är borttagna ur registret, men historiken har kvar vilka de var så att de går att återställa."),
            partial(thrown_away, Contact),
            _erase_thrown_away,
        ),
        RetentionKind(
            "traders",
            _("Borttagna enskilda firmor"),
            _("Likadant: företaget är borttaget, men historiken har kvar ägarens personnummer."),
            partial(thrown_away, Company),
            _erase_thrown_away,
        ),
        RetentionKind(
            "numbers",
            _("Personnummer från tidigare enskilda firmor"),
            _("Firman blev bolag eller fick rätt nummer. Personnumret stryks ur historiken; resten står kvar."),
            former_sole_traders,
            forget_numbers,
        ),
        RetentionKind(
            "audit",
            _("Granskningsloggen"),
            _("Vem som har loggat in, sett utdrag och gjort arbetsböcker."),
            _audit_entries,
            _cut_audit,
        ),
    )
}


def _since(field: str, rows: Callable[..., QuerySet]) -> Callable[[dt.datetime], QuerySet]:
    return lambda before: not_held(rows(before=before)).annotate(last_at=F(field)).order_by(field, "pk")


# What goes by itself each night: the rows that ended before a moment, with `last_at`. Each app has its own job.
PERIODS: dict[str, Callable[[dt.datetime], QuerySet]] = {
    KeptKind.ENQUIRIES: _since("closed_at", Enquiry.objects.to_be_erased),
    KeptKind.INBOUND: _since("received_at", InboundMail.objects.to_be_emptied),
    KeptKind.LETTERS: _since("ended_at", Letter.objects.ended),
    KeptKind.LISTS: _since("made_at", abandoned_drafts),
    KeptKind.FILES: _since("finished_at", Job.objects.ended),
    KeptKind.LOGINS: _since("attempt_time", old_logins),
}


def rows_going(period: RetentionPeriod) -> QuerySet:
    """The rows that go the next night, with `last_at`, the oldest first."""
    return PERIODS[period.kind](timezone.now() - dt.timedelta(days=period.days))


def moment_before(rule: RetentionRule) -> dt.datetime:
    """The first moment that is kept."""
    return timezone.now() - relativedelta(months=rule.months)


def rows_due(rule: RetentionRule) -> QuerySet:
    """The rows that the rule would remove, with `last_at`, the oldest first."""
    return KINDS[rule.kind].due(moment_before(rule))


def apply_retention() -> dict[str, int]:
    """Remove what every rule that is on finds, and return how many of each kind. Outside any transaction.

    Drafts of lists and of bank files go by their own days, and the space of erasures that had to wait is written over.
    """
    removed = dict.fromkeys(KINDS, 0)
    forget_old(timezone.now())
    forget_drafts()
    for rule in RetentionRule.objects.filter(is_on=True, kind__in=KINDS):
        before = moment_before(rule)
        removed[rule.kind] = KINDS[rule.kind].remove(KINDS[rule.kind].due(before), before)
        RetentionRule.objects.filter(pk=rule.pk).update(run_at=timezone.now(), run_count=removed[rule.kind])
    scrub()
    return removed
