from mailing.models.letters import Enclosure, Letter, LetterState, Mailing
from mailing.models.suppressions import Suppression, SuppressionReason
from mailing.models.templates import LetterTemplate

__all__ = [
    "Enclosure",
    "Letter",
    "LetterState",
    "LetterTemplate",
    "Mailing",
    "Suppression",
    "SuppressionReason",
]
