"""The score of a competition between workplaces, and why: arithmetic on facts, without database.

Under the fair rules a team's people and money are measured against the contest's own mean, by how far chance and
workplaces can move a team of its size: see scales. So a team that joins or leaves moves the others a little; the rules
say so, and what is decided does not move. Places follow from the displayed decimals, so no difference that nobody can
see decides anything.
"""

from campaigns.scoring.explanation import Explanation, explain
from campaigns.scoring.places import Placing, SizeClass, Trophy, rank, size_classes, sole_winner, standings
from campaigns.scoring.robustness import Robustness, robustness
from campaigns.scoring.rules import (
    AVERAGE,
    COMPONENTS,
    CONSTANTS,
    DEFAULT_WEIGHTS,
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
