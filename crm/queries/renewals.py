"""Renewal rates, changed terms, and chains of renewals."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext

from core.history import Change, FieldChange, changes
from core.money import format_amount
from crm.models import Sponsorship, SponsorshipAmendment, tier_label
from goals.models import Goal, Tier


@dataclass(frozen=True)
class RenewalShare:
    """How many of the sponsorships that are over were renewed, by number and by kronor a year on their last day."""

    over: int
    renewed: int
    amount_over: Decimal
    amount_renewed: Decimal

    @property
    def share(self) -> Decimal | None:
        """The renewed share of the number, 0 to 1; None if none is over."""
        return Decimal(self.renewed) / self.over if self.over else None

    @property
    def amount_share(self) -> Decimal | None:
        """The renewed share of the kronor, 0 to 1; None if the sum is 0."""
        return self.amount_renewed / self.amount_over if self.amount_over else None


def renewal_share(over: QuerySet[Sponsorship]) -> RenewalShare:
    """The rate for a queryset from `over_between`. One query."""
    return RenewalShare(**over.order_by().with_final_amount().aggregate(**_SUMS))


def renewal_shares(over: QuerySet[Sponsorship]) -> list[tuple[Goal, Tier, RenewalShare]]:
    """The rate for each goal and tier, in order. Three queries."""
    goals, tiers = Goal.objects.in_bulk(), Tier.objects.in_bulk()
    grouped = over.order_by().with_final_amount().values("goal", "tier").annotate(**_SUMS)
    rows = [
        (goals[sums.pop("goal")], tiers[sums.pop("tier")], RenewalShare(**{name: sums[name] for name in _SUMS}))
        for sums in grouped
    ]
    return sorted(rows, key=lambda row: (row[0].number, row[1].rank))


_RENEWED = Q(is_renewed=True)
_SUMS = {
    "over": Count("pk"),
    "renewed": Count("pk", filter=_RENEWED),
    "amount_over": Sum("final_amount", default=Decimal(0)),
    "amount_renewed": Sum("final_amount", filter=_RENEWED, default=Decimal(0)),
}


@dataclass(frozen=True)
class TermChange:
    """A term that differs from the renewed sponsorship, in words."""

    label: str
    before: str
    after: str


def term_changes(sponsorship: Sponsorship) -> list[TermChange]:
    """Differences in goal, tier and yearly amount; empty if it renews nothing."""
    before = sponsorship.renews
    if before is None:
        return []
    amounts = [
        gettext("inte bestämt") if a is None else format_amount(a) for a in (before.final_yearly, sponsorship.amount)
    ]
    terms = [
        (gettext("Mål"), str(before.goal), str(sponsorship.goal)),
        (gettext("Nivå"), tier_label(before), tier_label(sponsorship)),
        (gettext("Belopp per år"), *amounts),
    ]
    return [TermChange(*each) for each in terms if each[1] != each[2]]


def story_of(sponsorship: Sponsorship) -> list[Change]:
    """Changes of a sponsorship and of its amendments, including deleted ones, newest first."""
    amended = SponsorshipAmendment.history.filter(sponsorship_id=sponsorship.pk).select_related("history_user")
    own = changes(sponsorship, hidden_fields=frozenset({"stage_since"}))
    return sorted([*own, *map(_amendment_change, amended)], key=attrgetter("when"), reverse=True)


def _amendment_change(row) -> Change:
    """An amendment's history row as a change of the amount from its day on."""
    is_gone = row.history_type == "-"
    amount = format_amount(row.amount)
    label = gettext("Belopp per år från och med %(day)s") % {"day": row.starts}
    words = FieldChange(label, old=amount if is_gone else "", new="" if is_gone else amount)
    reason = row.history_change_reason or ("" if is_gone else row.reason)
    return Change(row.history_date, row.history_user, "-" if is_gone else "~", reason, [words])


def chain_of(sponsorship: Sponsorship) -> list[Sponsorship]:
    """All it renews, itself, and all that renews it, the oldest first. Two queries.

    Excludes those that came to nothing, except `sponsorship` itself.
    """
    every = Sponsorship.objects.filter(company=sponsorship.company_id).for_table().with_terms()
    return next(chain for chain in chains_of(every) if sponsorship in chain)


def chains_of(sponsorships: Iterable[Sponsorship]) -> list[list[Sponsorship]]:
    """Group a company's sponsorships into chains of renewals, each from its oldest, in the order given.

    One that came to nothing forms a chain of its own. Pass all of the company's sponsorships.
    """
    following, firsts = {}, []
    for each in sponsorships:
        if each.renews_id and not each.came_to_nothing:
            following[each.renews_id] = each
        else:
            firsts.append(each)
    chains = []
    for first in firsts:
        chain = [first]
        while chain[-1].pk in following:
            chain.append(following[chain[-1].pk])
        chains.append(chain)
    return chains
