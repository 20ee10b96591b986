import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Value, Window, prefetch_related_objects
from django.db.models.functions import Coalesce, Lag

from core.history import changes
from core.models import User
from crm.models import Company, Sponsorship


@dataclass(frozen=True)
class TimelineItem:
    when: dt.datetime
    kind: str  # "interaction", "sponsorship" or "change"
    content: object


TIMELINE_PAGE = 20


def company_timeline(company: Company, *, user: User, page: int = 1) -> Page:
    """What has happened with a company, newest first: contacts, sponsorships changing stage, changed details.

    The number of queries does not depend on how much there is; each stream gives at most as many rows as the
    pages up to this one can show.
    """
    most = page * TIMELINE_PAGE + 1
    interactions = company.interactions.order_by("-happened_at", "-pk")[:most]
    items = [
        *(TimelineItem(i.happened_at, "interaction", i) for i in interactions),
        *(TimelineItem(s.history_date, "sponsorship", s) for s in _stage_changes(company)[:most]),
        *(TimelineItem(c.when, "change", c) for c in changes(company, limit=most, hidden_fields=_hidden_from(user))),
    ]
    # By the minute that is shown: what people log has no seconds, and comes before what the program noted meanwhile.
    items.sort(key=lambda item: item.when.replace(second=0, microsecond=0), reverse=True)
    shown = Paginator(items, TIMELINE_PAGE).get_page(page)
    shown_interactions = [item.content for item in shown if item.kind == "interaction"]
    prefetch_related_objects(shown_interactions, "contacts", "companies", "goal", "logged_by")
    return shown


def _stage_changes(company: Company) -> QuerySet:
    before = Window(Lag("stage"), partition_by="id", order_by="history_date")
    # By whose they are now: what a merge brought here tells its whole story here.
    rows = Sponsorship.history.filter(id__in=company.sponsorships.values("pk")).annotate(stage_before=before)
    changed = rows.exclude(stage=Coalesce("stage_before", Value(""))).exclude(history_type="-")
    return changed.select_related("goal", "tier", "history_user").order_by("-history_date", "-history_id")


def _hidden_from(user: User) -> frozenset[str]:
    """Fields of a company whose old and new values this person may not read."""
    guarded = {"notes": "crm.view_company_notes", "orgnr": "crm.view_sole_trader_orgnr"}
    return frozenset(name for name, permission in guarded.items() if not user.has_perm(permission))
