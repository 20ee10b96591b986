"""Competitions for the tests of boards, reveals and printed material."""

import io
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from campaigns.models import Competition, Entry, EntryPicture, EntryState, Team
from campaigns.scoring import Rules, Weights
from campaigns.services.lifecycle import close_competition, decide_competition, open_competition
from campaigns.services.teams import confirm_participants
from core.services import save_record
from tests.campaigns.factories import A_DAY, AFTER, give, make_activity, make_competition, make_team
from tests.factories import CompanyFactory, UserFactory

# Decided by participation, money and engagement: no jury to wait for.
NO_JURY = Rules(weights=Weights(Decimal("0.5"), Decimal("0.3"), Decimal(0), Decimal("0.2")))


def contest(*names: str, rules: Rules = NO_JURY, **fields) -> tuple[Competition, list[Team]]:
    """An open contest; each team has ten people and its company has the same name."""
    defaults = {"kind": "open", "name": "Höstloppet", "swish": "1231234567"}
    competition = make_competition(rules=rules, **defaults | fields)
    teams = [make_team(competition, name=name, company=CompanyFactory(name=f"{name} AB")) for name in names]
    return open_competition(competition), teams


def confirm(*teams: Team, participants: int = 5):
    for team in teams:
        confirm_participants(team, participants=participants, by="Robin Person", on=A_DAY)


def decided(*gifts: tuple[str, int], participants: int = 5, **fields) -> tuple[Competition, list[Team]]:
    """A decided, unrevealed contest; `gifts` are each team's name and kronor."""
    competition, teams = contest(*(name for name, _kronor in gifts), **fields)
    confirm(*teams, participants=participants)
    for team, (_name, kronor) in zip(teams, gifts, strict=True):
        if kronor:
            give(team, kronor)
    close_competition(competition)
    decide_competition(competition, by=UserFactory(), comment="Allt är räknat.", on=AFTER)
    return competition, teams


def photo(name: str = "bild.png", *, size: tuple[int, int] = (8, 4)) -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/png")


def entry_with_picture(team: Team, *, alt: str = "Tre kakor på ett fat", approved: bool = True) -> EntryPicture:
    entry = Entry(team=team, activity=make_activity())
    if approved:
        entry.state, entry.decided_by, entry.decided_at = EntryState.APPROVED, UserFactory(), timezone.now()
    save_record(entry, title="Kakor", happened_on=A_DAY)
    return save_record(EntryPicture(entry=entry), image=photo(), alt=alt)
