"""Which money a competition counts, and the stored sums."""

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
from core.money import KRONOR

ZERO = Decimal("0.00")


class NotTakingMoney(Refusal):
    message = _("Tävlingen tar inte emot bidrag i det här läget.")


def accrued_under(match: Match) -> Decimal:
    """Kronor of match due on the contributions so far, summed one by one."""
    covered = Contribution.objects.filter(competition=match.competition_id, team__isnull=False)
    covered = covered.only("amount", "team", "received_on", "counted_on", "channel").order_by()
    return sum((match.matched(contribution) for contribution in covered.iterator()), ZERO)


def counts_on(competition: Competition, day: dt.date, channel: str) -> bool:
    """Whether the date is accepted: from the opening through the last day for late gifts.

    No upper limit for companies' money, nor after the decision, when money no longer affects the result.
    """
    is_late = channel == Channel.MATCH or competition.is_decided
    return day >= competition.opens_on and (is_late or day <= competition.takes_money_until)


def window_words(competition: Competition) -> str:
    first, last = competition.opens_on.isoformat(), competition.takes_money_until.isoformat()
    return gettext("Tävlingen räknar pengar mottagna %(first)s till %(last)s.") % {"first": first, "last": last}


def counted(contributions: Iterable[Contribution]) -> tuple[Decimal, Decimal, int]:
    """(employees' kronor, company's kronor, number of employees' gifts) of the contributions."""
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
    """Lock the competition against a concurrent decision. Raises NotTakingMoney."""
    stored = Competition.objects.select_for_update().only("state").get(pk=competition.pk)
    if not stored.takes_money or stored.is_decided != competition.is_decided:
        raise NotTakingMoney


def count_money(contributions: Iterable[Contribution]):
    """Add the contributions to their teams' tallies and to the matches that cover them, in the caller's transaction."""
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
    return Value(amount, output_field=KRONOR)
