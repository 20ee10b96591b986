"""The pipeline: sponsorships per stage, their time in the stage, and the forecast."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet, Sum

from core.models import User
from crm.models import CLOSED, OPEN, TRANSITIONS, Sponsorship, SponsorshipPhase, Stage, StageProgress, StageRule
from crm.stages import permission_to_move

SHOWN_OPEN, SHOWN_CLOSED = 20, 6


@dataclass(frozen=True)
class Card:
    sponsorship: Sponsorship  # with `expected_amount`
    days: int
    progress: StageProgress | None  # None for a stage without an expected time
    moves: list[Stage]  # stages the user may move it to


@dataclass(frozen=True)
class StageColumn:
    """A stage: counts and sums cover all its sponsorships; `cards` only the first ones."""

    stage: Stage
    rule: StageRule | None  # None for a closed stage
    count: int = 0
    amount: Decimal = Decimal("0.00")
    without_amount: int = 0
    late: int = 0
    cards: list[Card] = field(default_factory=list)

    @property
    def weighted(self) -> Decimal | None:
        """Kronor a year times the stage's probability; None for a closed stage, which has no forecast."""
        return self.rule and self.rule.weighted(self.amount)

    @property
    def hidden(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True)
class Pipeline:
    open: list[StageColumn]
    closed: list[StageColumn]

    @property
    def count(self) -> int:
        return sum(column.count for column in (*self.open, *self.closed))

    @property
    def open_count(self) -> int:
        return sum(column.count for column in self.open)

    @property
    def late(self) -> int:
        return sum(column.late for column in self.open)

    @property
    def without_amount(self) -> int:
        return sum(column.without_amount for column in self.open)

    @property
    def amount(self) -> Decimal:
        return sum((column.amount for column in self.open), Decimal("0.00"))

    @property
    def forecast(self) -> Decimal:
        """The sum of the open stages' weighted kronor a year, unrounded."""
        return sum((column.weighted for column in self.open), Decimal("0.00"))


def stage_rules() -> dict[Stage, StageRule]:
    """The rule of each open stage, in stage order. One query."""
    rules = {Stage(rule.stage): rule for rule in StageRule.objects.all()}
    return {stage: rules[stage] for stage in OPEN}


def pipeline(
    sponsorships: QuerySet[Sponsorship], *, user: User, day: dt.date, keep: Sponsorship | None = None
) -> Pipeline:
    """Columns for all stages as of `day`: open stages with the longest in stage first, closed ones with the newest.

    At most SHOWN_OPEN or SHOWN_CLOSED cards per column, plus `keep` if it is among the sponsorships.
    Nine queries for any number of rows, and one more if `keep` is not among the first cards.
    """
    rules = stage_rules()
    rows = sponsorships.shown_on_board().with_expected_amount(day)
    sums = _sums(rows, rules, day)
    columns = {}
    for stage in (*OPEN, *CLOSED):
        rule = rules.get(stage)
        here = rows.filter(stage=stage)
        if rule:
            shown = list(here.order_by("stage_since", "pk")[:SHOWN_OPEN])
        else:
            shown = list(here.order_by("-stage_since", "-pk")[:SHOWN_CLOSED])
        if keep and keep.stage == stage and keep not in shown:
            shown += here.filter(pk=keep.pk)
        cards = [_card(sponsorship, rule, user, day) for sponsorship in shown]
        columns[stage] = StageColumn(stage=Stage(stage), rule=rule, cards=cards, **sums.get(stage, {}))
    return Pipeline(open=[columns[stage] for stage in OPEN], closed=[columns[stage] for stage in CLOSED])


def _card(sponsorship: Sponsorship, rule: StageRule | None, user: User, day: dt.date) -> Card:
    days, stage = sponsorship.days_in_stage(day), sponsorship.stage
    allowed = TRANSITIONS[stage]
    if sponsorship.phase_on(day) == SponsorshipPhase.ENDED:
        allowed = allowed - {Stage.ENDED_EARLY}
    moves = [to for to in (*OPEN, *CLOSED) if to in allowed and user.has_perm(permission_to_move(stage, to))]
    return Card(sponsorship, days, rule and rule.progress_after(days), moves)


def _sums(rows: QuerySet, rules: dict[Stage, StageRule], day: dt.date) -> dict[str, dict]:
    late = reduce(
        or_,
        (Q(stage=stage, stage_since__lt=day - dt.timedelta(days=rule.warning_days)) for stage, rule in rules.items()),
    )
    totals = (
        rows.order_by()
        .values("stage")
        .annotate(
            number=Count("pk"),
            total=Sum("expected_amount"),
            without=Count("pk", filter=Q(expected_amount=None)),
            overdue=Count("pk", filter=late),
        )
    )
    return {
        row["stage"]: {
            "count": row["number"],
            "amount": row["total"] or Decimal("0.00"),
            "without_amount": row["without"],
            "late": row["overdue"],
        }
        for row in totals
    }
