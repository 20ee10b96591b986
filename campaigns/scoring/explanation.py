from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal, localcontext

from django.utils.translation import gettext, ngettext

from campaigns.scoring.places import Placing
from campaigns.scoring.rules import EXACT, FULL, STEPS, RuleSet, decimals, in_words, shown
from campaigns.scoring.scores import Component, Score, TeamFacts, team_score
from core.money import format_amount


@dataclass(frozen=True)
class Way:
    """What the next place needs of one component alone: people or whole kronor; `amount` None: it cannot suffice."""

    key: str
    label: str
    amount: int | None
    text: str


@dataclass(frozen=True)
class NextPlace:
    """`missing` is what parts the displayed results, in their unit; who closes it shares `place` with those above."""

    place: int
    above: tuple[TeamFacts, ...]
    missing: Decimal
    text: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Explanation:
    placing: Placing
    next_place: NextPlace | None

    @property
    def lines(self) -> tuple[Component, ...]:
        return self.placing.score.components


@in_words
def _way_text(key: str, amount: int | None, heads: int) -> str:
    if key == "money":
        if amount is None:
            return gettext("Mer pengar räcker inte ensamt: de ger högst 100 poäng i sin del.")
        return gettext("%(amount)s till") % {"amount": format_amount(amount)}
    if amount is None:
        names = {"heads": decimals(heads)}
        return gettext("Fler som deltar räcker inte ensamt, inte ens om alla %(heads)s är med.") % names
    return ngettext("%(count)s till som deltar", "%(count)s till som deltar", amount) % {"count": decimals(amount)}


@in_words
def _missing_text(missing: Decimal, place: int, kind: RuleSet) -> str:
    percentage_points = gettext("%(points)s procentenheter") % {"points": decimals(missing, 1)}
    gap = percentage_points if kind == RuleSet.PARTICIPATION else shown(missing, kind)
    return gettext("%(gap)s till plats %(place)s") % {"gap": gap, "place": place}


def _fact_needed(score: Score, component: Component, value: Decimal) -> Decimal:
    """The participants or kronor with which this component alone brings the score to `value`, its formula inverted.

    A component that cannot give so much answers for its 100 points.
    """
    rules, heads = score.rules, score.team.heads
    if rules.kind == RuleSet.FAIR:
        short = (value - score.value) / component.weight if component.weight else FULL
        share = min(FULL, component.points + short) / FULL
        everybody = heads + rules.prior_heads
        if component.key == "participation":
            return share * rules.full_participation * everybody - rules.prior_heads * rules.prior_participation
        return share**2 * rules.full_gift * everybody - rules.prior_heads * rules.prior_gift
    if rules.kind == RuleSet.PARTICIPATION:
        return value * heads / FULL
    return value * heads if rules.kind == RuleSet.PER_HEAD else value


def _way(score: Score, component: Component, displayed: Decimal) -> Way:
    team, rules = score.team, score.rules
    name = "participants" if component.key == "participation" else "raised"
    present = getattr(team, name)
    with localcontext(EXACT):
        needed = _fact_needed(score, component, displayed - STEPS[rules.kind] / 2)
        about = int((needed - present).to_integral_value(ROUND_CEILING))
    # The last digit of a division can put the inverse one off: the score itself has the last word.
    amount = None
    for more in range(max(1, about - 1), max(1, about) + 2):
        # More people than the team has count for nothing, so they cannot be the answer.
        if team_score(replace(team, **{name: present + more}), rules).displayed >= displayed:
            amount = more
            break
    return Way(component.key, component.label, amount, _way_text(component.key, amount, team.heads))


def explain(placings: Sequence[Placing]) -> list[Explanation]:
    """Why each team has its place, and the least that would share the next one, tried by scoring it again."""
    explanations = []
    for placing in placings:
        score = placing.score
        higher = [each for each in placings if each.score.displayed > score.displayed]
        following = None
        if higher:
            nearest = min(each.score.displayed for each in higher)
            above = [each for each in higher if each.score.displayed == nearest]
            missing = nearest - score.displayed
            ways = [_way(score, each, nearest) for each in score.components if each.key in {"participation", "money"}]
            following = NextPlace(
                place=above[0].place,
                above=tuple(each.score.team for each in above),
                missing=missing,
                text=_missing_text(missing, above[0].place, score.rules.kind),
                ways=tuple(ways),
            )
        explanations.append(Explanation(placing=placing, next_place=following))
    return explanations
