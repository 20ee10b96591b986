import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Value, Window, prefetch_related_objects
from django.db.models.functions import Coalesce, Lag

from core.history import changes
from core.models import User
from crm.models import Company, Sponsorship, SponsorshipAmendment, Stage
from crm.queries.renewals import term_changes


@dataclass(frozen=True)
class TimelineItem:
    when: dt.datetime
    kind: str  # "interaction", "sponsorship", "amendment" or "change"
    content: object


TIMELINE_PAGE = 20


def company_timeline(company: Company, *, user: User, page: int = 1) -> Page:
    """What has happened with a company, newest first: contacts, sponsorships' stages and amounts, changed details.

    The number of queries does not depend on how much there is; each stream gives at most as many rows as the
    pages up to this one can show.
    """
    most = page * TIMELINE_PAGE + 1
    interactions = company.interactions.order_by("-happened_at", "-pk")[:most]
    items = [
        *(TimelineItem(i.happened_at, "interaction", i) for i in interactions),
        *(TimelineItem(s.history_date, "sponsorship", s) for s in _stage_changes(company)[:most]),
        *(TimelineItem(a.history_date, "amendment", a) for a in _amendments(company)[:most]),
        *(TimelineItem(c.when, "change", c) for c in changes(company, limit=most, hidden_fields=_hidden_from(user))),
    ]
    # By the minute that is shown: what people log has no seconds, and comes before what the program noted meanwhile.
    items.sort(key=lambda item: item.when.replace(second=0, microsecond=0), reverse=True)
    shown = Paginator(items, TIMELINE_PAGE).get_page(page)
    shown_interactions = [item.content for item in shown if item.kind == "interaction"]
    prefetch_related_objects(shown_interactions, "contacts", "companies", "goal", "logged_by")
    _tell_terms([item.content for item in shown if item.kind == "sponsorship"])
    _tell_amounts([item.content for item in shown if item.kind == "amendment"])
    return shown


def _stage_changes(company: Company) -> QuerySet:
    before = Window(Lag("stage"), partition_by="id", order_by="history_date")
    # By whose they are now: what a merge brought here tells its whole story here.
    rows = Sponsorship.history.filter(id__in=company.sponsorships.values("pk")).annotate(stage_before=before)
    changed = rows.exclude(stage=Coalesce("stage_before", Value(""))).exclude(history_type="-")
    links = "goal", "tier", "history_user", "renews__company", "renews__goal", "renews__tier"
    return changed.select_related(*links).order_by("-history_date", "-history_id")


def _amendments(company: Company) -> QuerySet:
    rows = SponsorshipAmendment.history.filter(sponsorship__company=company)
    links = "sponsorship__company", "sponsorship__goal", "history_user"
    return rows.select_related(*links).order_by("-history_date", "-history_id")


def _tell_terms(rows: list):
    """Each row in which a renewal is opened or signed gets `term_changes`. One query if any is."""
    renewals = [row for row in rows if row.renews_id and (row.history_type == "+" or row.stage == Stage.SIGNED)]
    prefetch_related_objects(renewals, "renews__amendments")
    for row in renewals:
        row.tells_renewal = True
        row.term_changes = term_changes(row)


def _tell_amounts(rows: list):
    """Each row gets `before`: the amount that counted the day before, as the amendments are now. One query if any."""
    prefetch_related_objects(rows, "sponsorship__amendments")
    for row in rows:
        row.before = row.sponsorship.yearly_on(row.starts - dt.timedelta(days=1))


def _hidden_from(user: User) -> frozenset[str]:
    """Fields of a company whose old and new values this person may not read."""
    guarded = {"notes": "crm.view_company_notes", "orgnr": "crm.view_sole_trader_orgnr"}
    return frozenset(name for name, permission in guarded.items() if not user.has_perm(permission))
