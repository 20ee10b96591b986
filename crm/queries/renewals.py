"""What is renewed, what is not, and how one sponsorship follows on another."""

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
    """Of sponsorships that are over: how many, and for how many kronor a year on their last day, are renewed."""

    over: int
    renewed: int
    amount_over: Decimal
    amount_renewed: Decimal

    @property
    def share(self) -> Decimal | None:
        """The renewed part of their number, from 0 to 1; None when none is over."""
        return Decimal(self.renewed) / self.over if self.over else None

    @property
    def amount_share(self) -> Decimal | None:
        """The renewed part of their kronor, from 0 to 1; None when there are none."""
        return self.amount_renewed / self.amount_over if self.amount_over else None


def renewal_share(over: QuerySet[Sponsorship]) -> RenewalShare:
    """Of what the queryset's `over_between` gives. One query."""
    return RenewalShare(**over.order_by().with_final_amount().aggregate(**_SUMS))


def renewal_shares(over: QuerySet[Sponsorship]) -> list[tuple[Goal, Tier, RenewalShare]]:
    """The same for each goal and tier, in their order. Three queries."""
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
    """What a sponsorship says otherwise than the one it renews, in words."""

    label: str
    before: str
    after: str


def term_changes(sponsorship: Sponsorship) -> list[TermChange]:
    """Goal, tier and yearly amount where they differ; empty for one that renews nothing."""
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
    """The changes of a sponsorship and of its amended amounts, newest first; also of those that are taken away."""
    amended = SponsorshipAmendment.history.filter(sponsorship_id=sponsorship.pk).select_related("history_user")
    own = changes(sponsorship, hidden_fields=frozenset({"stage_since"}))
    return sorted([*own, *map(_told, amended)], key=attrgetter("when"), reverse=True)


def _told(row) -> Change:
    """Of a row of an amendment's history: what counted from its day on, or no longer does."""
    is_gone = row.history_type == "-"
    amount = format_amount(row.amount)
    label = gettext("Belopp per år från och med %(day)s") % {"day": row.starts}
    words = FieldChange(label, old=amount if is_gone else "", new="" if is_gone else amount)
    reason = row.history_change_reason or ("" if is_gone else row.reason)
    return Change(row.history_date, row.history_user, "-" if is_gone else "~", reason, [words])


def chain_of(sponsorship: Sponsorship) -> list[Sponsorship]:
    """What it renews, back to the first, itself, and what renews it, the oldest first. Two queries.

    What came to nothing is left out, except `sponsorship` itself.
    """
    every = Sponsorship.objects.filter(company=sponsorship.company_id).for_table().with_terms()
    return next(chain for chain in chains_of(every) if sponsorship in chain)


def chains_of(sponsorships: Iterable[Sponsorship]) -> list[list[Sponsorship]]:
    """A company's sponsorships by which follows on which, each chain from its oldest; the latest chain first.

    What came to nothing stands alone. All of the company's must be there.
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
