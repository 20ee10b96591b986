from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from django.utils.translation import gettext

from campaigns.scoring.rules import COMPONENTS, EXACT, RuleSet, Weights, decimals, in_words
from campaigns.scoring.scores import Score, rounded, weighted
from campaigns.scoring.teams import TeamFacts


@dataclass(frozen=True)
class WeightCase:
    """One weight scaled by `factor` (0.5 or 1.5), the resulting `weights`, which sum to 1, and the winners."""

    key: str
    label: str
    factor: Decimal
    weights: Weights
    winners: tuple[TeamFacts, ...]
    holds: bool


@dataclass(frozen=True)
class Robustness:
    winners: tuple[TeamFacts, ...]
    cases: tuple[WeightCase, ...]
    reason: str

    @property
    def holds(self) -> bool:
        return all(case.holds for case in self.cases)


@in_words
def _robustness_reason(cases: list[WeightCase]) -> str:
    changed = [case for case in cases if not case.holds]
    names = {
        "cases": len(cases),
        "changed": len(changed),
        "which": "; ".join(
            f"{case.label} × {decimals(case.factor)}: {', '.join(team.name for team in case.winners)}"
            for case in changed
        ),
    }
    if changed:
        return gettext("Resultatet hänger på vikterna i %(changed)s av %(cases)s fall: %(which)s.") % names
    return gettext("Samma vinnare i alla %(cases)s fall där en vikt i taget halveras eller ökas med hälften.") % names


def robustness(scores: Iterable[Score]) -> Robustness | None:
    """The winners when each weight in turn is halved and raised by half, the others keeping their proportions.

    Robust if exactly the same teams win. None for rule sets without weights, and while no team is ranked.
    """
    scores = list(scores)
    placed = [score for score in scores if score.is_placed]
    if len(scores) < 2 or scores[0].rules.kind != RuleSet.FAIR or not placed:
        return None

    def winners(weights: Sequence[Decimal]) -> tuple[TeamFacts, ...]:
        values = [rounded(weighted(score.components, weights), RuleSet.FAIR) for score in placed]
        best = max(values)
        return tuple(score.team for score, value in zip(placed, values, strict=True) if value == best)

    with localcontext(EXACT):
        weights = scores[0].rules.weights
        as_published = winners(weights)
        cases = []
        for key, label in COMPONENTS.items():
            for factor in (Decimal("0.5"), Decimal("1.5")):
                shaken = weights._replace(**{key: getattr(weights, key) * factor})
                total = sum(shaken)
                won = winners(shaken)
                cases.append(
                    WeightCase(
                        key=key,
                        label=label,
                        factor=factor,
                        weights=Weights(*(weight / total for weight in shaken)),
                        winners=won,
                        holds=won == as_published,
                    )
                )
    return Robustness(winners=as_published, cases=tuple(cases), reason=_robustness_reason(cases))
