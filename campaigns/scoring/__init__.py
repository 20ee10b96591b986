"""Scores of a competition between workplaces, and their explanation: pure functions, no database.

The fair rules compare a team's participation and money with the competition's own mean, in units of how far chance and
differences between workplaces move a team of its size: see scales. A team that joins or leaves therefore moves the
others a little; the rules say so, and a decided result does not change. Places follow from displayed decimals, so that
no invisible difference decides anything.
"""

from campaigns.scoring.explanation import Explanation, explain
from campaigns.scoring.places import Placing, SizeClass, Trophy, rank, size_classes, sole_winner, standings
from campaigns.scoring.robustness import Robustness, robustness
from campaigns.scoring.rules import (
    AVERAGE,
    COMPONENTS,
    CONSTANTS,
    DEFAULT_WEIGHTS,
    FEWEST_MIXED,
    HIGHEST_MARK,
    OWN_WEIGHTS,
    STEPS,
    Rules,
    RuleSet,
    Weights,
    decimals,
    in_words,
    shown,
)
from campaigns.scoring.scales import LEAST_CHANCE, RuleField, Scale, field_of, scale_of
from campaigns.scoring.scores import Score, participation_rate, team_score, team_scores
from campaigns.scoring.teams import Activity, TeamFacts
from campaigns.scoring.words import Example, exact_formula, example_of, formula

__all__ = [
    "AVERAGE",
    "COMPONENTS",
    "CONSTANTS",
    "DEFAULT_WEIGHTS",
    "FEWEST_MIXED",
    "HIGHEST_MARK",
    "LEAST_CHANCE",
    "OWN_WEIGHTS",
    "STEPS",
    "Activity",
    "Example",
    "Explanation",
    "Placing",
    "Robustness",
    "RuleField",
    "RuleSet",
    "Rules",
    "Scale",
    "Score",
    "SizeClass",
    "TeamFacts",
    "Trophy",
    "Weights",
    "decimals",
    "exact_formula",
    "example_of",
    "explain",
    "field_of",
    "formula",
    "in_words",
    "participation_rate",
    "rank",
    "robustness",
    "scale_of",
    "shown",
    "size_classes",
    "sole_winner",
    "standings",
    "team_score",
    "team_scores",
]
