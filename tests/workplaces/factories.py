"""Links of people at workplaces, made through the services."""

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Competition, Team
from tests.campaigns.boards import contest
from tests.factories import UserFactory, contact_at, get_goal
from workplaces.models import Start, WorkplaceLink
from workplaces.services.personal_links import make_link
from workplaces.services.starts import receive_start

LATER = dt.date(2027, 6, 30)


def coordinated(team: Team | None = None, **fields) -> tuple[WorkplaceLink, str]:
    """A coordinator's link and its secret; by default to a team of an open contest."""
    if team is None:
        _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    holder = fields.pop("holder", None) or contact_at(team.company, first_name="Kim", last_name="Ek")
    return make_link("coordinator", team, by=UserFactory(), holder=holder, **{"last_day": LATER} | fields)


def by_link(name: str, secret: str, *args) -> str:
    return reverse(f"workplace:{name}", args=[secret, *args])


def make_start(kind: str = "collection", *, competition: Competition | None = None, **fields) -> tuple[Start, str]:
    """What a workplace wants, and the secret that confirms it."""
    named = ("size", "team_name", "opponent", "privately")
    terms = {"size": 12} | {name: fields.pop(name) for name in named if name in fields}
    defaults = {"company_name": "Tegelbruket", "person_name": "Kim Ek", "email": "kim@tegelbruket.example"}
    return receive_start(
        address="",
        goals=[get_goal()],
        terms={"kind": kind, "competition": competition} | terms,
        **defaults | fields,
    )


def current() -> dict[str, dt.date]:
    """The days of an agreement that runs and is signed."""
    today = timezone.localdate()
    return {"starts": today, "ends": today + relativedelta(years=1, days=-1), "signed_on": today}
