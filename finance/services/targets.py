"""What waits for money, as finance.rules.payment_matching knows it."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext

from campaigns.models import Match, Team
from campaigns.services.team_lookup import Names, team_label
from core.errors import passes
from core.money import ORE, format_amount
from crm.models import Company
from crm.name_keys import name_key, name_keys
from finance.models import Account, Allocation, Instalment, Payment
from finance.rules.invoicing import ocr_of
from finance.rules.payment_matching import BY_HAND_DAYS, SHORTEST_NAME, Coded, Matcher, Target, TargetKind
from finance.services.allocations import require_reversible
from payroll.models import PayrollMonth

REFUND_DAYS = 400  # a refund is looked for among what came within so many days
NAMED_DAYS = dt.timedelta(days=31)  # so long after the last day for late gifts a text may name a team


def matcher(*, first: dt.date, refunds: bool) -> Matcher:
    """All that waits for money, for payments from `first` on. A fixed number of queries.

    `refunds`: among the payments is money out, which is looked for among what was paid before.
    """
    teams = list(Team.objects.taking_money().competing().select_related("company", "competition").order_by("pk"))
    targets = [*_instalments(), *_months(), *_matches(), *map(_team, teams), *hand_targets(first)]
    return Matcher(targets, coded=_coded(teams), refunds=[*_refunds(first)] if refunds else [])


def _names(company: Company) -> tuple[str, ...]:
    return tuple(sorted(name_keys([company.name, *company.former])))


def _instalments() -> Iterator[Target]:
    rows = Instalment.objects.open_to_pay().select_related("sponsorship__company")
    for row in rows.order_by("due_on", "pk"):
        company, label = row.sponsorship.company, f"{row.sponsorship.company} {row}"
        numbers = invoice_numbers(row.invoice_no)
        if row.written_off_on:  # its number alone says that it is paid after all
            label = gettext("%(what)s (avskriven)") % {"what": label}
            known = {"references": tuple(numbers)}
        else:
            known = {"orgnr": company.orgnr_to_keep, "names": _names(company)}
            known["references"] = (*numbers, row.sponsorship.agreement_no)
        yield Target(TargetKind.INSTALMENT, row.pk, label, row.balance, due_on=row.due_on, **known)


def invoice_numbers(invoice_no: str) -> list[str]:
    """The number as a payer may write it: as it is, and as the OCR number made of it."""
    return [number for number in (invoice_no, ocr_of(invoice_no)) if number]


def _months() -> Iterator[Target]:
    """Months of payroll giving that are open: gifts and match that have not come."""
    rows = PayrollMonth.objects.filter(is_closed=False).with_money().select_related("scheme__company")
    for row in rows.order_by("payday", "pk"):
        company = row.scheme.company
        if (left := sum(month_left(row))) > 0:
            yield Target(
                TargetKind.MONTH,
                row.pk,
                str(row),
                left,
                orgnr=company.orgnr_to_keep,
                names=_names(company),
                references=(row.scheme.reference,),
                due_on=row.due_on,
            )


def month_left(month: PayrollMonth) -> tuple[Decimal, Decimal]:
    """Kronor of gifts, and of match on all gifts of the month, that have not come. Needs with_money()."""
    gifts = max(month.basis - month.received, Decimal(0))
    match = (month.basis * month.match_rate / 100).quantize(ORE)
    match = match if month.match_cap is None else min(match, month.match_cap)
    return gifts, max(max(match, month.match_due) - month.match_received, Decimal(0))


def _matches() -> Iterator[Target]:
    """Matches that companies have promised in competitions and not paid."""
    rows = Match.objects.with_still_due().filter(still_due__gt=0).select_related("company", "competition")
    for row in rows.order_by("pk"):
        yield Target(
            TargetKind.MATCH,
            row.pk,
            f"{row} {row.competition}",
            row.still_due,
            orgnr=row.company.orgnr_to_keep if row.company else "",
            names=_names(row.company) if row.company else (name_key(row.third_party),),
            due_on=row.ends,
        )


def _team(team: Team) -> Target:
    contest = team.competition
    name = name_key(team.name)
    return Target(
        TargetKind.TEAM,
        team.pk,
        f"{team_label(team)} {contest}",
        names=(name,) if len(name) >= SHORTEST_NAME else (),
        days=(contest.opens_on, dt.date.max if contest.is_running else contest.takes_money_until + NAMED_DAYS),
    )


def _coded(teams: list[Team]) -> Coded:
    names = Names(teams)

    def coded(text: str, amount: Decimal) -> tuple[list[int], bool]:
        found = names.coded(text, amount)
        return [team.pk for team in found.teams], found.is_unsure

    return coded


def hand_targets(first: dt.date) -> Iterator[Target]:
    """Money entered by hand that no row of the bank has replaced, for rows of the bank from `first` on."""
    since = first - dt.timedelta(days=BY_HAND_DAYS)
    rows = Payment.objects.standing().exclude(kind="bank").filter(booked_on__gte=since)
    for row in rows.exclude(account=Account.CASH).order_by("booked_on", "pk"):
        payer = row.payer or row.text
        yield Target(
            TargetKind.HAND,
            row.pk,
            " ".join(filter(None, [format_amount(row.amount), str(row.booked_on), payer])),
            row.amount,
            orgnr=row.payer_orgnr,
            names=(name_key(row.payer),) if row.payer else (),
            references=tuple(filter(None, [row.reference])),
            due_on=row.booked_on,
            text=row.text,
            account="" if row.account == Account.OTHER else row.account,
        )


def _refunds(first: dt.date) -> Iterator[Target]:
    """Gifts, instalments and months of payroll giving that were paid: what may be paid back."""
    since = first - dt.timedelta(days=REFUND_DAYS)
    rows = Allocation.objects.effective().filter(payment__booked_on__gte=since, amount__gt=0)
    months: dict[tuple[int, str], list[Allocation]] = {}
    for row in rows.filter(account_no="").with_target().order_by("pk"):
        if not passes(require_reversible, row):
            continue
        if row.receipt:  # a line of each goal
            months.setdefault((row.receipt_id, row.flow), []).append(row)
        else:
            yield _paid(row, row.amount, f"{row.payment} {row.payment.payer}")
    for lines in months.values():
        label = f"{lines[0].receipt.month}: {lines[0].get_flow_display()}"
        yield _paid(lines[0], sum((each.amount for each in lines), Decimal(0)), label)


def _paid(line: Allocation, amount: Decimal, label: str) -> Target:
    payment = line.payment
    names = {name_key(payment.payer)} if payment.payer else set()
    if line.receipt:
        names |= set(_names(line.receipt.month.scheme.company))
    return Target(
        TargetKind.REFUND,
        line.pk,
        label,
        amount,
        names=tuple(sorted(names)),
        due_on=payment.booked_on,
        account=payment.account,
    )
