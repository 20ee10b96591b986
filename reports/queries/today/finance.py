"""What waits for finance, and, for those who see no payments, sums of the year."""

import datetime as dt
from collections.abc import Iterator

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from core.kept_queries import KeptQuery
from core.money import format_amount
from finance.models import BankFile, Payment
from finance.queries.overview import received_of_year
from finance.queries.waiting import Waiting, files_with_refused, overdue, to_invoice, to_plan, unallocated
from finance.services.lock_obstacles import open_through
from goals.models import Goal
from reports.queries.today.scope import Scope, TodayRow

FILE_DAYS = 31  # a bank file with rows that were not taken is told of for so long


def money_waiting(scope: Scope) -> list[TodayRow]:
    """A row of each matter, and of each bank file that was not taken whole. At most eight queries."""
    rows = [*_unallocated(scope.today), *_overdue(scope.today), *_to_invoice(scope.today)]
    return [*rows, *_without_plan(scope.today), *_month(scope.today), *_files(scope.today)]


def sums_of_year(scope: Scope) -> list[TodayRow]:
    """Kronor received of each goal, for who sees no payments: others have them on pages of their own. Two queries."""
    if scope.user.has_perm("finance.view_allocation"):
        return []
    first = scope.today.replace(day=1)
    month = date_format(first, "F")
    return [
        TodayRow(
            record=Goal(pk=goal.pk) if goal else Goal(pk=0),
            subject=str(goal) if goal else gettext("Flera mål eller inget"),
            url=reverse("finance:overview"),
            what=gettext("Mottaget i %(month)s: %(amount)s") % {"month": month, "amount": format_amount(now)},
            reasons=[gettext("I år: %(amount)s.") % {"amount": format_amount(whole)}],
        )
        for goal, now, whole in received_of_year(first)
    ]


def _row(number: int, subject: str, url: str, what: str, *reasons: str) -> TodayRow:
    """The record is none: the row is about many."""
    return TodayRow(Payment(pk=number), subject, url, what, [*filter(None, reasons)])


def _days(found: Waiting, today: dt.date) -> int:
    return (today - found.oldest).days if found.oldest else 0


def _unallocated(today: dt.date) -> Iterator[TodayRow]:
    found = unallocated()
    if not found.count:
        return
    days = (today - found.oldest).days
    words = ngettext(
        "%(count)s inbetalning är inte fördelad: %(amount)s",
        "%(count)s inbetalningar är inte fördelade: %(amount)s",
        found.count,
    )
    age = ngettext("Den äldsta är %(days)s dag gammal.", "Den äldsta är %(days)s dagar gammal.", days)
    yield _row(
        1,
        gettext("Koppla inbetalningar"),
        reverse("finance:matching"),
        words % {"count": found.count, "amount": format_amount(found.amount)},
        age % {"days": days},
    )


def _overdue(today: dt.date) -> Iterator[TodayRow]:
    found = overdue(today)
    if found.count:
        words = ngettext(
            "%(count)s faktura är förfallen: %(amount)s", "%(count)s fakturor är förfallna: %(amount)s", found.count
        )
        late = ngettext("Den äldsta är %(days)s dag sen.", "Den äldsta är %(days)s dagar sen.", _days(found, today))
        yield _row(
            2,
            gettext("Påminn"),
            reverse("finance:instalment_reminders"),
            words % {"count": found.count, "amount": format_amount(found.amount)},
            late % {"days": _days(found, today)},
        )


def _to_invoice(today: dt.date) -> Iterator[TodayRow]:
    charged, credited = to_invoice(today + relativedelta(day=31))
    invoices = ngettext(
        "%(count)s delbetalning ska faktureras den här månaden: %(amount)s",
        "%(count)s delbetalningar ska faktureras den här månaden: %(amount)s",
        charged.count,
    )
    credit = ngettext(
        "%(count)s delbetalning ska krediteras den här månaden: %(amount)s",
        "%(count)s delbetalningar ska krediteras den här månaden: %(amount)s",
        credited.count,
    )
    told = [
        words % {"count": found.count, "amount": format_amount(found.amount)}
        for found, words in ((charged, invoices), (credited, credit))
        if found.count
    ]
    if told:
        oldest = min(found.oldest for found in (charged, credited) if found.oldest)
        late = gettext("Den första skulle ha fakturerats %(day)s.") % {"day": oldest}
        what, *more = told
        yield _row(
            3,
            gettext("Fakturera"),
            reverse("finance:invoice_basis"),
            what,
            *(f"{words}." for words in more),
            late if oldest < today else "",
        )


def _without_plan(today: dt.date) -> Iterator[TodayRow]:
    found = to_plan(today)
    if found.count:
        words = ngettext(
            "%(count)s tecknat avtal har ingen betalplan: %(amount)s om året",
            "%(count)s tecknade avtal har ingen betalplan: %(amount)s om året",
            found.count,
        )
        yield _row(
            5,
            gettext("Planera"),
            reverse("finance:invoice_basis"),
            words % {"count": found.count, "amount": format_amount(found.amount)},
            gettext("De kommer inte med i fakturaunderlaget."),
        )


def _month(today: dt.date) -> Iterator[TodayRow]:
    """The earliest month that is over and open, if there is any money."""
    last = today.replace(day=1) - relativedelta(months=1)
    months = open_through(last) if Payment.objects.first_month() <= last else []
    if months:
        name = date_format(months[0], "F Y")
        waiting = ngettext(
            "%(count)s månad som är slut är öppen.", "%(count)s månader som är slut är öppna.", len(months)
        )
        yield _row(
            4,
            gettext("Lås månaden"),
            reverse("finance:period_detail", args=[months[0].year, months[0].month]),
            gettext("%(month)s är slut och inte låst") % {"month": name.capitalize()},
            waiting % {"count": len(months)},
        )


@KeptQuery
def _with_refused(*, since: dt.date) -> QuerySet[BankFile]:
    return files_with_refused(since)


def _files(today: dt.date) -> Iterator[TodayRow]:
    for file in _with_refused(since=today - dt.timedelta(days=FILE_DAYS)):
        words = ngettext(
            "%(count)s inbetalning i bankfilen togs inte: %(amount)s",
            "%(count)s inbetalningar i bankfilen togs inte: %(amount)s",
            file.untaken,
        )
        told = words % {"count": file.untaken, "amount": format_amount(file.kronor)}
        yield TodayRow(file, str(file), file.get_absolute_url(), told, [gettext("Filens sida säger varför.")])
