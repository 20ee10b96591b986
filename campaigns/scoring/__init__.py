"""The score of a competition between workplaces, and why: arithmetic on facts, without database.

Scales are absolute: a score follows from the team's own facts and the published rules, never from its rivals, so
a team that joins or leaves cannot reorder the others. Places follow from the displayed decimals, so no difference
that nobody can see decides anything.
"""

from campaigns.scoring.explanation import Explanation, explain
from campaigns.scoring.places import Placing, SizeClass, Trophy, rank, size_classes, sole_winner, standings
from campaigns.scoring.robustness import Robustness, robustness
from campaigns.scoring.rules import (
    COMPONENTS,
    CONSTANTS,
    DEFAULT_WEIGHTS,
    STEPS,
    Rules,
    RuleSet,
    Weights,
    decimals,
    in_words,
)
from campaigns.scoring.scores import Activity, Score, TeamFacts, team_score

__all__ = [
    "COMPONENTS",
    "CONSTANTS",
    "DEFAULT_WEIGHTS",
    "STEPS",
    "Activity",
    "Explanation",
    "Placing",
    "Robustness",
    "RuleSet",
    "Rules",
    "Score",
    "SizeClass",
    "TeamFacts",
    "Trophy",
    "Weights",
    "decimals",
    "explain",
    "in_words",
    "rank",
    "robustness",
    "size_classes",
    "sole_winner",
    "standings",
    "team_score",
]
