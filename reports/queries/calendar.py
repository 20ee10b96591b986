"""The events of a user's calendar feed."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import User
from crm.models import Delivery, NextStep, Sponsorship


@dataclass(frozen=True)
class CalendarDay:
    """An event on a day, or at a time of it. `changed_at` is when the row behind it last changed."""

    key: str  # stable for the life of the row
    on: dt.date
    title: str
    path: str  # URL path of its page
    version: int
    changed_at: dt.datetime
    at: dt.datetime | None = None


def days_of(user: User, *, today: dt.date) -> list[CalendarDay]:
    """The user's open next steps and owed deliveries, and the last day and day of notice of sponsorships they own.

    Skip renewed sponsorships, and the day of notice of those marked as not to be renewed. Three queries.

    Limited by the user's permissions. No people, phone numbers or notes: calendars are stored outside our systems.
    """
    days = []
    if user.has_perm("crm.view_nextstep"):
        days += [
            CalendarDay(
                key=f"step-{step.pk}",
                on=step.due_on,
                title=f"{step.company}: {step.what}",
                path=step.get_absolute_url(),
                version=step.version,
                changed_at=step.changed_at,
                at=step.moment,
            )
            for step in _dated(NextStep.objects.open().assigned_to(user).select_related("company"), "due_on")
        ]
    if user.has_perm("crm.view_sponsorship"):
        running = Sponsorship.objects.to_renew(today).filter(owner=user).with_is_renewed()
        for sponsorship in _dated(running.select_related("company", "goal", "tier"), "ends"):
            if sponsorship.is_renewed:
                continue
            if not sponsorship.lapse_reason_id:
                days.append(_sponsorship_day(sponsorship, "notice", sponsorship.notice_date, _NOTICE))
            days.append(_sponsorship_day(sponsorship, "ends", sponsorship.ends, _ENDS))
    if user.has_perm("crm.view_delivery"):
        owed = Delivery.objects.owed().done_by(user).filter(due_on__isnull=False)
        days += map(_delivery_day, _dated(owed.select_related("sponsorship__company"), "due_on"))
    return days


_NOTICE = _("Besked om förnyelse senast: %(company)s, %(goal)s")
_ENDS = _("Sponsorskapet slutar: %(company)s, %(goal)s")


def _delivery_day(delivery: Delivery) -> CalendarDay:
    what = delivery.text if delivery.quantity == 1 else f"{delivery.text} × {delivery.quantity}"
    return CalendarDay(
        key=f"delivery-{delivery.pk}",
        on=delivery.due_on,
        title=gettext("Leverera: %(company)s, %(what)s") % {"company": delivery.sponsorship.company, "what": what},
        path=delivery.get_absolute_url(),
        version=delivery.version,
        changed_at=delivery.changed_at,
    )


def _sponsorship_day(sponsorship: Sponsorship, which: str, on: dt.date, words: str) -> CalendarDay:
    return CalendarDay(
        key=f"sponsorship-{sponsorship.pk}-{which}",
        on=on,
        title=str(words) % {"company": sponsorship.company, "goal": sponsorship.goal},
        path=sponsorship.get_absolute_url(),
        version=sponsorship.version,
        changed_at=sponsorship.changed_at,
    )


def _dated(rows, field: str):
    """Add `changed_at` from the latest history row."""
    history = rows.model.history.filter(id=OuterRef("pk")).order_by("-history_date")
    return rows.annotate(changed_at=Subquery(history.values("history_date")[:1])).order_by(field, "pk")
