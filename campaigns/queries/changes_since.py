"""Changes in contributions since a board was stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext, ngettext

from campaigns.models import Channel, Competition
from campaigns.models.results import Totals, totals_of
from campaigns.scoring import decimals
from core.money import format_amount

ZERO = Decimal(0)


@dataclass(frozen=True)
class Flow:
    """`came` is new money, `back` earlier money since reversed; the two are not netted."""

    came: Decimal = ZERO
    back: Decimal = ZERO


@dataclass(frozen=True)
class Since:
    """Kronor and gifts since the stored state, and the current totals."""

    employees: Flow
    company: Flow
    gifts: int
    gifts_back: int
    now: Totals
    left_over: Decimal = ZERO  # kronor not assigned to a team or promise, and in no sum

    def __bool__(self) -> bool:
        flows = (*vars(self.employees).values(), *vars(self.company).values())
        return any((*flows, self.gifts, self.gifts_back, self.left_over))

    @property
    def words(self) -> list[str]:
        """One sentence for each flow that has changed, and the current total."""
        employees, company = self.employees, self.company
        came = {"count": decimals(self.gifts), "amount": format_amount(employees.came)}
        back = {"count": decimals(self.gifts_back), "amount": format_amount(employees.back)}
        paid = {"amount": format_amount(company.came), "left": format_amount(self.now.match_left)}
        paid_back = {"amount": format_amount(company.back)}
        left_over = {"amount": format_amount(self.left_over)}
        sentences = []
        if employees.came:
            words = ngettext(
                "%(count)s gåva på %(amount)s har kommit.", "%(count)s gåvor på %(amount)s har kommit.", self.gifts
            )
            sentences.append(words % came)
        if employees.back:
            words = ngettext(
                "%(count)s gåva på %(amount)s har tagits tillbaka.",
                "%(count)s gåvor på %(amount)s har tagits tillbaka.",
                self.gifts_back,
            )
            sentences.append(words % back)
        if company.came:
            words = gettext("Företag och andra givare har betalat %(amount)s, och %(left)s av löftena är kvar.")
            sentences.append(words % paid)
        if company.back:
            sentences.append(gettext("%(amount)s av deras pengar har tagits tillbaka.") % paid_back)
        sentences.append(gettext("Tillsammans är det nu %(amount)s.") % {"amount": format_amount(self.now.together)})
        if self.left_over:
            sentences.append(gettext("Utöver det har %(amount)s kommit utan lagets kod.") % left_over)
        return sentences


def since(competition: Competition, kept: Mapping) -> Since:
    """Compare with the stored state of a freeze or a decision. Four queries.

    A gift moved between teams is neither new nor reversed; nor is one both entered and reversed since.
    """
    now, then = totals_of(competition), kept["totals"]
    of_company = Q(channel=Channel.MATCH)
    gone = (
        competition.contributions.filter(pk__gt=kept["newest"], reverses__pk__lte=kept["newest"])
        .filter(Q(team__isnull=False) | Q(match__isnull=False))
        .exclude(reverses__moved_to__competition=F("competition"))
        .order_by()
        .aggregate(
            employees=Sum("amount", filter=~of_company),
            company=Sum("amount", filter=of_company),
            gifts=Count("pk", filter=~of_company),
        )
    )
    gifts, gifts_back = _apart(now.gifts - then["gifts"], gone["gifts"])
    return Since(
        employees=Flow(*_apart(now.employees - Decimal(then["employees"]), -(gone["employees"] or ZERO))),
        company=Flow(*_apart(now.company - Decimal(then["company"]), -(gone["company"] or ZERO))),
        gifts=gifts,
        gifts_back=gifts_back,
        now=now,
        left_over=competition.contributions.left_over().flows()["left_over"],
    )


def _apart(net, back):
    """Split a net change into new and reversed money, given the reversed part."""
    came = max(net + back, 0 * net)
    return came, came - net
