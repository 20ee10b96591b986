from workplaces.models.answers import Answer, RenewalAnswer
from workplaces.models.personal_links import LinkKind, WorkplaceLink
from workplaces.models.proposals import Proposal, ProposalState
from workplaces.models.starts import MAKES_TEAM, Start, StartKind

__all__ = [
    "MAKES_TEAM",
    "Answer",
    "LinkKind",
    "Proposal",
    "ProposalState",
    "RenewalAnswer",
    "Start",
    "StartKind",
    "WorkplaceLink",
]
