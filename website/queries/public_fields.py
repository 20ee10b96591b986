"""What a visitor may see, as one list: whatever a public page, feed, embed or share picture shows is a field here.

Templates and serializers of this app are handed these and no model, so that a field of a model becomes public only by
being added here; tests/website/test_canaries.py fills everything else with words that may not come out.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from campaigns.queries.board import BoardPart
from campaigns.queries.ideas import Brought
from core.two_languages import Words

NOTHING = Words("")


@dataclass(frozen=True)
class Figure:
    """The latest value of a key figure."""

    name: Words
    value: Decimal
    unit: Words
    measured_on: dt.date
    source: str
    source_url: str


@dataclass(frozen=True)
class Part:
    """A headed text in Markdown, of what is done and wanted or of a way to help."""

    heading: Words
    text: Words
    picture: str = ""  # a path; empty without one
    alt: Words = NOTHING
    link: str = ""
    button: Words = NOTHING


@dataclass(frozen=True)
class GlobalGoalShown:
    number: int
    name: str
    colour: str
    why: Words


@dataclass(frozen=True)
class Partner:
    name: str
    website: str
    logo: str  # a path; empty without one


@dataclass(frozen=True)
class PartnerTier:
    heading: str
    partners: list[Partner]


@dataclass(frozen=True)
class Contact:
    name: str
    title: Words
    phone: str
    phone_link: str
    email: str
    picture: str  # a path; empty without one


@dataclass(frozen=True)
class TeamShown:
    place: int | None
    name: str
    score: str


@dataclass(frozen=True)
class CompetitionShown:
    """A competition that is shown on the web, as its own public board shows it."""

    name: str
    link: str  # a path, of its board
    opens_on: dt.date
    closes_on: dt.date
    has_begun: bool
    is_frozen: bool
    together: Decimal  # kronor received and promised
    target: Decimal | None
    percent: int | None
    bar: list[BoardPart]
    teams: list[TeamShown]


@dataclass(frozen=True)
class IdeaInList:
    """Something that a workplace can do; `time`, `cost` and `size` are words."""

    key: int
    name: Words
    summary: Words
    time: str
    cost: str
    size: str
    picture: str  # a path; empty without one
    alt: Words

    @property
    def link(self) -> str:
        return reverse("website:idea", args=[self.key])


@dataclass(frozen=True)
class PublicIdea(IdeaInList):
    how_to: Words
    goals: list[tuple[int, str]]  # numbers and names of the goals that it suits; empty for all
    brought: Brought | None

    @property
    def share_picture(self) -> str:
        return reverse("website:idea_share_picture", args=[self.key])


@dataclass(frozen=True)
class IdeaFilter:
    """What somebody looks for: at most that time, cost and number of people, and the number of a goal; None for any."""

    time: int | None = None
    cost: int | None = None
    size: int | None = None
    goal: int | None = None


@dataclass(frozen=True)
class PublicGoal:
    number: int
    name: str
    colour: str
    problem: Words
    vision: Words
    background: Words
    does: list[Part]
    wants: list[Part]
    figures: list[Figure]
    global_goals: list[GlobalGoalShown]
    for_people: list[Part]
    for_companies: list[Part]
    partners: list[PartnerTier]
    competitions: list[CompetitionShown]
    ideas: list[IdeaInList]
    contact: Contact | None
    share_texts: dict[str, str]  # by channel; "" is the one for all others

    @property
    def link(self) -> str:
        return reverse("website:goal", args=[self.number])

    @property
    def picture(self) -> str:
        """The path of the picture that shows the page where it is shared."""
        return reverse("website:share_picture", args=[self.number])

    @property
    def headline(self) -> Figure | None:
        return self.figures[0] if self.figures else None


@dataclass(frozen=True)
class GoalInList:
    number: int
    name: str
    colour: str
    problem: Words
    headline: Figure | None

    @property
    def link(self) -> str:
        return reverse("website:goal", args=[self.number])
