import datetime as dt
from decimal import Decimal

from django.utils import timezone

from core.services import save_record
from crm.models import Sponsorship
from goals.models import GlobalGoalReason, GoalSection, KeyFigure, KeyFigureValue, ShareText, Tier, WayToHelp
from goals.services import page_of, save_page
from tests.factories import CompanyFactory, get_goal, get_tier, signed_sponsorship


def make_figure(value: str = "419", **fields) -> KeyFigureValue:
    figure = KeyFigure(goal=get_goal(), name="Lever i hemlöshet i Provstad", unit="personer", position=1)
    save_record(figure)
    told = {"measured_on": dt.date(2025, 12, 31), "source": "Kommunen"}
    return save_record(KeyFigureValue(key_figure=figure), value=Decimal(value), **told | fields)


def make_section(**fields) -> GoalSection:
    goal = fields.pop("goal", None) or get_goal()
    return GoalSection.objects.create(**{"goal": goal, "heading": "Dagcentralen", "text": "Mat och *värme*."} | fields)


def make_way(**fields) -> WayToHelp:
    return WayToHelp.objects.create(**{"goal": get_goal(), "heading": "Dela sidan", "text": "Berätta."} | fields)


def make_reason() -> GlobalGoalReason:
    goal = get_goal()
    return GlobalGoalReason.objects.create(goal=goal, global_goal=goal.global_goals.first(), text="Ett hem först.")


def make_share_text(**fields) -> ShareText:
    return ShareText.objects.create(**{"goal": get_goal(), "channel": "linkedin", "text": "Vi är med."} | fields)


def write_page(number: int = 1, **fields):
    page = page_of(get_goal(number))
    for name, value in fields.items():
        setattr(page, name, value)
    return save_page(page)


def make_partner(name: str = "Åkeriet AB", *, tier: Tier | None = None, **fields) -> Sponsorship:
    today = timezone.localdate()
    return signed_sponsorship(
        company=CompanyFactory(name=name, **fields),
        goal=get_goal(),
        tier=tier or get_tier("Sponsor"),
        starts=today - dt.timedelta(days=10),
        ends=today + dt.timedelta(days=10),
    )
