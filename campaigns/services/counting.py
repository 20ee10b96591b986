"""Which money a competition counts, and the sums kept of it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import F, Value
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Channel, Competition, Contribution, Match, Tally
from core.errors import Refusal
from core.money import MoneyField

ZERO = Decimal("0.00")


class NotTakingMoney(Refusal):
    message = _("Tävlingen tar inte emot bidrag i det här läget.")


def accrued_under(match: Match) -> Decimal:
    """Kronor that the contributions so far give rise to, read one by one."""
    covered = Contribution.objects.filter(competition=match.competition_id, team__isnull=False)
    covered = covered.only("amount", "team", "received_on", "channel").order_by()
    return sum((match.matched(contribution) for contribution in covered.iterator()), ZERO)


def counts_on(competition: Competition, day: dt.date, channel: str) -> bool:
    """Employees' gifts count from the opening until the last day for late ones; companies may pay later.

    What comes after the decision counts for no result, so its day has no end.
    """
    is_late = channel == Channel.MATCH or competition.is_decided
    return day >= competition.opens_on and (is_late or day <= competition.takes_money_until)


def window_words(competition: Competition) -> str:
    first, last = competition.opens_on.isoformat(), competition.takes_money_until.isoformat()
    return gettext("Tävlingen räknar pengar mottagna %(first)s till %(last)s.") % {"first": first, "last": last}


def counted(contributions: Iterable[Contribution]) -> tuple[Decimal, Decimal, int]:
    """Employees' kronor, the company's kronor and the number of employees' gifts among these."""
    employees = company = ZERO
    gifts = 0
    for contribution in contributions:
        if contribution.is_company_money:
            company += contribution.amount
        else:
            employees += contribution.amount
            gifts += -1 if contribution.reverses_id else 1
    return employees, company, gifts


def lock_for_money(competition: Competition):
    """Whoever decides a competition waits for this, and the other way round. Raises NotTakingMoney."""
    stored = Competition.objects.select_for_update().only("state").get(pk=competition.pk)
    if not stored.takes_money or stored.is_decided != competition.is_decided:
        raise NotTakingMoney


def count_money(contributions: Iterable[Contribution]):
    """Add to the teams' tallies and the promises that they fall under, each once, in the caller's transaction."""
    credited: dict[int, list[Contribution]] = defaultdict(list)
    placed: dict[int, list[Contribution]] = defaultdict(list)
    for contribution in contributions:
        if contribution.team_id is not None:
            credited[contribution.team_id].append(contribution)
            placed[contribution.competition_id].append(contribution)
    for team, theirs in sorted(credited.items()):
        employees, company, gifts = counted(theirs)
        Tally.objects.filter(team=team).update(
            employees=F("employees") + kronor_value(employees),
            company=F("company") + kronor_value(company),
            gifts=F("gifts") + gifts,
            changed_at=timezone.now(),
        )
    if not placed:
        return
    for match in Match.objects.filter(competition__in=placed):
        if amount := sum(map(match.matched, placed[match.competition_id]), ZERO):
            Match.objects.filter(pk=match.pk).update(accrued=F("accrued") + kronor_value(amount))


def kronor_value(amount: Decimal) -> Value:
    return Value(amount, output_field=MoneyField(min_value=None))
