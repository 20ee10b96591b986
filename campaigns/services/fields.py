"""The fields that services take as keyword arguments. Omitted ones keep their value, or the model's default."""

import datetime as dt
from decimal import Decimal
from typing import TypedDict

from django.core.files import File

from campaigns.models import Activity, Competition, CompetitionKind, Match, Team
from core.models import User
from crm.models import Company, Contact


class CompetitionTerms(TypedDict, total=False):
    """What an amendment after the opening can change."""

    opens_on: dt.date
    closes_on: dt.date
    late_days: int
    target: Decimal | None


class CompetitionFields(CompetitionTerms, total=False):
    name: str
    kind: CompetitionKind
    contact: User
    swish: str
    rules_text: str
    notes: str
    previous: Competition | None


class NewCompetitionFields(CompetitionFields, total=False):
    picture: File | str
    scoring: dict


class StartFields(CompetitionTerms, total=False):
    contact: User
    swish: str
    rules_text: str


class TeamFields(TypedDict, total=False):
    heads: int | None
    heads_confirmed_by: str
    heads_confirmed_on: dt.date | None
    participants: int
    participants_confirmed_by: str
    participants_confirmed_on: dt.date | None
    coordinator: Contact | None
    join_until: dt.date | None


class ChangedTeamFields(TeamFields, total=False):
    company: Company
    name: str


class MatchFields(TypedDict, total=False):
    company: Company | None
    third_party: str
    team: Team | None
    rate: Decimal
    per_gift_cap: Decimal | None
    total_cap: Decimal | None
    starts: dt.date
    ends: dt.date


class EntryFields(TypedDict, total=False):
    title: str
    text: str
    took_part: int
    happened_on: dt.date


class ChangedEntryFields(EntryFields, total=False):
    team: Team
    activity: Activity


class ContributionDetails(TypedDict, total=False):
    counted_on: dt.date | None
    match: Match | None
    giver: str
    show_giver: bool
    message: str
    external_id: str
    reason: str


class CriterionFields(TypedDict, total=False):
    name: str
    guide: str
    position: int
