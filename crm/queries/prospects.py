"""Companies that could fill a gap on a goal's tier, with the reasons for each.

Rules, the strongest first; a company is ranked by the sum of its points:

- LAPSES     its sponsorship on the goal ends by the end of the month, and nothing signed follows.
- OPEN_TIER  an open dialogue about the goal and the tier.
- OPEN_GOAL  an open dialogue about the goal on another tier.
- FORMER     it has carried the goal before, and does not now.
- POSITIVE   a positive contact about the goal within two years.
- SIZE       at least the median number of employees of companies on the tier today, on any goal.

Excludes companies that carry the goal at the end of the month or later, ended companies, and, unless a dialogue is
open, those that declined the goal within a year. Size alone adds at most SIZED companies, the largest first.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from enum import IntEnum
from statistics import median_low

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.days import anniversary
from crm.models import Company, Interaction, Outcome, Sponsorship, Stage
from crm.queries.coverage import A_DAY, Month, Span, lapsing, spans_from
from goals.models import Goal, Tier

SIZED = 20
SHOWN = 50
TWO_YEARS, A_YEAR = dt.timedelta(days=730), dt.timedelta(days=365)


class Points(IntEnum):
    SIZE = 1
    POSITIVE = 4
    FORMER = 8
    OPEN_GOAL = 16
    OPEN_TIER = 32
    LAPSES = 64


@dataclass(frozen=True)
class ProspectReason:
    points: Points
    words: str


@dataclass
class Prospect:
    company: Company
    starts: dt.date  # the earliest start of a new sponsorship
    reasons: list[ProspectReason] = field(default_factory=list)
    dialogue: Sponsorship | None = None  # the open dialogue to continue, if any

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)

    @property
    def ends(self) -> dt.date:
        """The last day of one year from `starts`."""
        return anniversary(self.starts, 1) - A_DAY


@dataclass(frozen=True)
class Prospects:
    shown: list[Prospect]
    count: int


def prospects(goal: Goal, tier: Tier, month: Month, *, day: dt.date) -> Prospects:
    """The companies that fit as of `day`, best first, at most SHOWN.

    Eight queries for any number of rows; seven if no company on the tier has a known size.
    """
    found: dict[int, list[ProspectReason]] = defaultdict(list)
    signed = spans_from(dt.date.min, goal=goal)
    ending = {span.company: span.last_day for span in lapsing(signed) if day <= span.last_day <= month.last}
    dialogues = _add_open(found, goal, tier)
    for company, last_day in ending.items():
        words = _("Avtalet om målet löper ut %(day)s och har ingen fortsättning.")
        if company in dialogues:
            words = _("Avtalet om målet löper ut %(day)s. En dialog om fortsättningen är öppen.")
        found[company].append(ProspectReason(Points.LAPSES, words % {"day": last_day}))
    _add_former(found, signed, day)
    _add_positive(found, goal, day)
    busy = {span.company for span in signed if span.last_day >= month.last} - ending.keys()
    left_out = busy | (_declined(goal, day) - dialogues.keys())
    typical, sized = _by_size(tier, day, known=left_out | found.keys())
    rows = []
    companies = Company.objects.kept_up().select_related("owner")
    for key, company in companies.in_bulk((found.keys() - left_out) | sized).items():
        reasons = found[key]
        if typical is not None and (company.employees or 0) >= typical:
            words = {"number": company.employees, "typical": typical}
            reasons.append(
                ProspectReason(
                    Points.SIZE, _("%(number)s anställda; den mellersta på nivån i dag har %(typical)s.") % words
                )
            )
        starts = ending[key] + A_DAY if key in ending else month.first
        reasons.sort(key=lambda reason: -reason.points)
        rows.append(Prospect(company, max(starts, day), reasons, dialogues.get(key)))
    rows.sort(key=lambda row: (-row.points, -(row.company.employees or 0), row.company.sort_key, row.company.pk))
    return Prospects(rows[:SHOWN], len(rows))


def _add_open(found: dict[int, list[ProspectReason]], goal: Goal, tier: Tier) -> dict[int, Sponsorship]:
    """Add reasons for open dialogues; return the dialogue to continue per company, preferring one on the tier."""
    dialogues = {}
    for dialogue in Sponsorship.objects.filter(goal=goal).open().select_related("tier").order_by("stage_since", "pk"):
        on_tier = dialogue.tier_id == tier.pk
        words = {"stage": dialogue.get_stage_display(), "day": dialogue.stage_since, "tier": dialogue.tier}
        if on_tier:
            reason = ProspectReason(Points.OPEN_TIER, _("Öppen dialog om nivån: %(stage)s sedan %(day)s.") % words)
        else:
            reason = ProspectReason(
                Points.OPEN_GOAL, _("Öppen dialog om målet som %(tier)s: %(stage)s sedan %(day)s.") % words
            )
        found[dialogue.company_id].append(reason)
        if on_tier or dialogue.company_id not in dialogues:
            dialogues[dialogue.company_id] = dialogue
    return dialogues


def _add_former(found: dict[int, list[ProspectReason]], signed: list[Span], day: dt.date):
    last_days: dict[int, dt.date] = {}
    for span in signed:
        last_days[span.company] = max(last_days.get(span.company, span.last_day), span.last_day)
    for company, last_day in last_days.items():
        if last_day < day:
            words = _("Har burit målet förut, senast till och med %(day)s.") % {"day": last_day}
            found[company].append(ProspectReason(Points.FORMER, words))


def _add_positive(found: dict[int, list[ProspectReason]], goal: Goal, day: dt.date):
    about = Interaction.objects.filter(goal=goal, outcome=Outcome.POSITIVE, happened_at__date__gt=day - TWO_YEARS)
    latest = about.order_by().values_list("companies").annotate(latest=Max("happened_at"))
    for company, moment in latest:
        words = _("Positiv kontakt om målet %(day)s.") % {"day": timezone.localdate(moment)}
        found[company].append(ProspectReason(Points.POSITIVE, words))


def _declined(goal: Goal, day: dt.date) -> set[int]:
    """Companies that declined within a year, or that will not renew a running sponsorship."""
    declined = Q(stage=Stage.DECLINED, stage_since__gt=day - A_YEAR) | Q(lapse_reason__isnull=False, ends__gte=day)
    return set(Sponsorship.objects.filter(declined, goal=goal).order_by().values_list("company", flat=True))


def _by_size(tier: Tier, day: dt.date, *, known: set[int]) -> tuple[int | None, set[int]]:
    """The tier's median number of employees today, and the largest companies of at least that size, except `known`."""
    holders = Sponsorship.objects.filter(tier=tier, company__employees__isnull=False).active_on(day).order_by()
    employees = list(holders.values_list("company__employees", flat=True))
    if not employees:
        return None, set()
    typical = median_low(employees)
    large = Company.objects.kept_up().filter(employees__gte=typical).exclude(pk__in=known)
    return typical, set(large.order_by("-employees", "pk").values_list("pk", flat=True)[:SIZED])
