from campaigns.lifecycle import DECIDED, HIDDEN, RUNNING, TRANSITIONS, CompetitionState
from campaigns.models.activities import Activity, Entry, EntryPicture, EntryState
from campaigns.models.competitions import Amendment, Competition, CompetitionKind
from campaigns.models.contributions import Batch, Channel, Contribution, Match
from campaigns.models.ideas import Idea, IdeaCost, IdeaSize, IdeaTime
from campaigns.models.jury import Criterion, Juror, JurorLink, Mark, Recusal
from campaigns.models.references import BankReference
from campaigns.models.teams import Tally, Team

__all__ = [
    "DECIDED",
    "HIDDEN",
    "RUNNING",
    "TRANSITIONS",
    "Activity",
    "Amendment",
    "BankReference",
    "Batch",
    "Channel",
    "Competition",
    "CompetitionKind",
    "CompetitionState",
    "Contribution",
    "Criterion",
    "Entry",
    "EntryPicture",
    "EntryState",
    "Idea",
    "IdeaCost",
    "IdeaSize",
    "IdeaTime",
    "Juror",
    "JurorLink",
    "Mark",
    "Match",
    "Recusal",
    "Tally",
    "Team",
]
