"""The demo data's competitions: a running duel, a revealed contest and a draft."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image, ImageDraw

from campaigns.models import Activity, Channel, Competition, CompetitionKind, Contribution, Entry, Juror, Match, Team
from campaigns.services.activities import add_entry, add_picture, approve_entry, decline_entry
from campaigns.services.competitions import create_competition
from campaigns.services.contributions import add_contribution, approve_giver, reverse_contribution
from campaigns.services.jury import add_juror, give_link, hand_in, save_marks
from campaigns.services.lifecycle import (
    close_competition,
    decide_competition,
    freeze_board,
    open_competition,
    reveal_result,
)
from campaigns.services.matches import save_match
from campaigns.services.teams import add_team, confirm_heads, confirm_participants, update_team
from core.models import User
from crm.models import Company, Contact
from goals.models import Goal

SEED = 48
SWISH = "123 123 45 67"  # invented
CONTEST_SIZE = 10
DUEL = ("Café", "Kvarnrost")
DRAFT = ("Tegelnäva", "Granbarkens")
GREETINGS = ("Heja oss!", "För en varmare vinter", "Från fikat i fredags", "", "", "", "Lycka till", "")
GROUNDS = ("#0f5c63", "#8a3b12", "#6b2d5c", "#1d5c8a", "#4f6b1f", "#8a6d1d")


@dataclass(frozen=True)
class Deed:
    """An entry: its activity, the day of the competition, and the share of the team that took part."""

    activity: str
    title: str
    text: str
    day: int
    share: str
    alt: str


DEEDS = (
    Deed(
        "Kakförsäljning",
        "Kardemummabullar i receptionen",
        "Vi bakade hela kvällen och hade sålt slut före lunch.",
        3,
        "0.30",
        "Tre rader bullar på en plåt",
    ),
    Deed(
        "Promenad",
        "Lunchpromenad längs ån",
        "Fyra varv på fyra veckor. En tia per varv och person.",
        6,
        "0.45",
        "En grusväg mellan höga träd",
    ),
    Deed(
        "Klädinsamling",
        "Vinterjackor i lastkajen",
        "Elva säckar med hela, rena kläder som dagcentralen hade bett om.",
        9,
        "0.25",
        "Staplade kassar vid en port",
    ),
    Deed(
        "Quiz",
        "Fredagsquiz om staden",
        "Varje fel svar kostade fem kronor. Chefen förlorade stort.",
        12,
        "0.40",
        "Ett papper med frågor och en penna",
    ),
    Deed(
        "Egen idé",
        "Soppa i stället för julbord",
        "Vi åt soppa tillsammans och skänkte det som julbordet hade kostat.",
        15,
        "0.60",
        "Tallrikar på ett långbord",
    ),
)


@dataclass(frozen=True)
class Scene:
    """The companies and users of the demo. `at` sets the date and the user of what follows."""

    today: dt.date
    companies: dict[str, Company]
    coordinators: dict[str, Contact]
    goals: dict[int, Goal]
    leader: User
    finance: User
    colleagues: list[User]
    at: Callable[[dt.date, User], None]


class Contests:
    def __init__(self, scene: Scene):
        self.scene = scene
        self.random = random.Random(SEED)
        self.activities = {each.name: each for each in Activity.objects.all()}

    def play(self):
        companies = self.scene.companies
        if len(companies) >= 3:
            self._contest()
        if set(DUEL) <= companies.keys():
            self._duel()
        if set(DRAFT) <= companies.keys():
            self._draft()

    def _duel(self):
        """A duel of 8 people against 240, in its third week."""
        opens_on = self.scene.today - dt.timedelta(days=16)
        competition = self._begin(
            name="Kaféet mot verkstaden",
            kind=CompetitionKind.DUEL,
            goals=(1, 3),
            opens_on=opens_on,
            on_website=True,
            target=Decimal(40000),
            rules_text="Alla gåvor från medarbetare räknas. Företagets matchning visas för sig.",
        )
        small, large = (self._team(competition, key, heads) for key, heads in zip(DUEL, (8, 240), strict=True))
        for team in (small, large):
            self._confirm_heads(team, opens_on)
        save_match(
            Match(competition=competition),
            company=large.company,
            team=large,
            rate=Decimal(50),
            per_gift_cap=Decimal(500),
            total_cap=Decimal(10000),
            starts=competition.opens_on,
            ends=competition.closes_on,
        )
        self.scene.at(opens_on, self.scene.leader)
        open_competition(competition)
        self._give(small, 14, days=15)
        self._give(large, 46, days=15)
        self._add_named_givers(small, "Ylva och Göran")
        self._add(large, 2500, day=14, channel=Channel.MATCH, giver=large.company.name)
        self._take_back(large)
        self._add_unassigned_money(competition)
        for team, deeds, pending in ((small, DEEDS[:4], 1), (large, DEEDS[1:4], 0)):
            for deed in deeds[: len(deeds) - pending]:
                self._do(team, deed)
            for deed in deeds[len(deeds) - pending :]:
                self._do(team, deed, decided=False)
        self._decline(large, DEEDS[0])
        self._count_participants(small, large)
        names = ["Amira Falkmyr", "Rickard Nygårdh"]
        first, *_others = self._jury(competition, names, colleague=self.scene.colleagues[0])
        self._judge(first, day=15)

    def _contest(self):
        """A contest of ten workplaces, decided with a comment and revealed."""
        opens_on = self._monday(self.scene.today - dt.timedelta(weeks=11))
        competition = self._begin(
            name="Höstkampen",
            kind=CompetitionKind.OPEN,
            goals=(1,),
            opens_on=opens_on,
            target=Decimal(20000),
            rules_text="Öppen för alla arbetsplatser i staden. Ett lag per arbetsplats.",
        )
        teams = [
            self._team(competition, key, max(company.employees, 2))
            for key, company in list(self.scene.companies.items())[:CONTEST_SIZE]
        ]
        for team in teams:
            self._confirm_heads(team, opens_on)
        self.scene.at(opens_on, self.scene.leader)
        open_competition(competition)
        for number, team in enumerate(teams):
            self._give(team, 5 + number * 7 % 9, days=26)
            self._do(team, DEEDS[number % len(DEEDS)])
            if number % 3 != 2:
                self._do(team, DEEDS[(number + 2) % len(DEEDS)], pictures=0)
        self.scene.at(opens_on + dt.timedelta(days=24), self.scene.leader)
        competition.refresh_from_db()
        freeze_board(competition)
        jurors = self._jury(competition, ["Ebba Hedblomma", "Tariq Strandkil"], colleague=self.scene.colleagues[1])
        for juror in jurors:
            self._judge(juror, day=30)
        day = competition.closes_on + dt.timedelta(days=1)
        self.scene.at(day, self.scene.leader)
        competition.refresh_from_db()
        close_competition(competition)
        for team in teams:
            self._confirm_participants(team, day + dt.timedelta(days=4))
        day = competition.takes_money_until + dt.timedelta(days=1)
        now = self._moment(day)
        decide_competition(
            competition, by=self.scene.leader, comment="Alla pengar är fördelade och alla betyg inlämnade.", on=day
        )
        reveal_result(competition)
        Competition.objects.filter(pk=competition.pk).update(
            finalised_at=now, revealed_at=now + dt.timedelta(days=1), frozen_at=now - dt.timedelta(days=12)
        )

    def _draft(self):
        opens_on = self._monday(self.scene.today + dt.timedelta(weeks=4))
        competition = self._begin(
            name="Byggarnas vårduell",
            kind=CompetitionKind.DUEL,
            goals=(5,),
            opens_on=opens_on,
            made_on=self.scene.today,
        )
        for key, heads in zip(DRAFT, (95, None), strict=True):
            self._team(competition, key, heads, on=self.scene.today)

    def _begin(
        self, *, goals: tuple[int, ...], opens_on: dt.date, made_on: dt.date | None = None, **fields
    ) -> Competition:
        self.scene.at(made_on or opens_on - dt.timedelta(days=21), self.scene.leader)
        return create_competition(
            goals=[self.scene.goals[number] for number in goals],
            opens_on=opens_on,
            closes_on=opens_on + dt.timedelta(days=27),
            contact=self.scene.leader,
            swish=SWISH,
            **fields,
        )

    def _team(self, competition: Competition, key: str, heads: int | None, *, on: dt.date | None = None) -> Team:
        self.scene.at(on or competition.opens_on - dt.timedelta(days=14), self.scene.leader)
        company = self.scene.companies[key]
        coordinator = self.scene.coordinators.get(key)
        return add_team(competition=competition, company=company, heads=heads, coordinator=coordinator)

    def _confirm_heads(self, team: Team, opens_on: dt.date):
        day = opens_on - dt.timedelta(days=7)
        self.scene.at(day, self.scene.leader)
        confirm_heads(team, by=str(team.coordinator or team.company), on=day)

    def _count_participants(self, small: Team, large: Team):
        """Report both teams' participants, the small team's as confirmed."""
        day = small.competition.opens_on + dt.timedelta(days=15)
        self.scene.at(day, self.scene.leader)
        confirm_participants(small, participants=5, by=str(small.coordinator or small.company), on=day)
        update_team(large, participants=112)

    def _confirm_participants(self, team: Team, day: dt.date):
        self.scene.at(day, self.scene.leader)
        team.refresh_from_db()
        share = Decimal(self.random.randint(20, 70)) / 100
        confirm_participants(
            team, participants=max(1, int(team.heads * share)), by=str(team.coordinator or team.company), on=day
        )

    def _give(self, team: Team, gifts: int, *, days: int):
        for _gift in range(gifts):
            amount = self.random.choice((50, 100, 100, 150, 200, 250, 300, 500, Decimal("123.50")))
            channel = self.random.choice((Channel.SWISH, Channel.SWISH, Channel.SWISH, Channel.CASH, Channel.BANKGIRO))
            self._add(team, amount, day=self.random.randrange(days), channel=channel)

    def _add(self, team: Team, amount, *, day: int, channel: Channel = Channel.SWISH, **details) -> Contribution:
        received_on = team.competition.opens_on + dt.timedelta(days=day)
        self.scene.at(received_on, self.scene.finance)
        contribution = add_contribution(
            competition=team.competition,
            team=team,
            amount=Decimal(amount),
            received_on=received_on,
            channel=channel,
            by=self.scene.finance,
            **{"message": f"{team.code} {self.random.choice(GREETINGS)}".strip()} | details,
        )
        Contribution.objects.filter(pk=contribution.pk).update(entered_at=self._moment(received_on))
        return contribution

    def _add_named_givers(self, team: Team, giver: str):
        """Add a giver approved for the board, and one awaiting approval."""
        approve_giver(self._add(team, 300, day=11, giver=giver, show_giver=True), by=self.scene.leader)
        self._add(team, 200, day=15, giver="Fikagänget", show_giver=True)

    def _take_back(self, team: Team):
        twice = self._add(team, 500, day=9)
        self.scene.at(twice.received_on + dt.timedelta(days=1), self.scene.finance)
        reverse_contribution(twice, by=self.scene.finance, reason="Samma betalning lades in två gånger.")

    def _add_unassigned_money(self, competition: Competition):
        """Add money whose message names no team."""
        day = competition.opens_on + dt.timedelta(days=13)
        self.scene.at(day, self.scene.finance)
        add_contribution(
            competition=competition,
            amount=Decimal(150),
            received_on=day,
            by=self.scene.finance,
            message="tack för kaffet",
        )

    def _do(self, team: Team, deed: Deed, *, decided: bool = True, pictures: int = 1) -> Entry:
        happened_on = team.competition.opens_on + dt.timedelta(days=deed.day)
        self.scene.at(happened_on, self.scene.leader)
        entry = add_entry(
            team=team,
            activity=self.activities[deed.activity],
            title=deed.title,
            text=deed.text,
            took_part=max(1, int(team.heads * Decimal(deed.share))),
            happened_on=happened_on,
        )
        for _picture in range(pictures):
            add_picture(entry=entry, image=drawing(self.random), alt=deed.alt)
        return approve_entry(entry, by=self.scene.leader) if decided else entry

    def _decline(self, team: Team, deed: Deed):
        entry = self._do(team, deed, decided=False, pictures=0)
        decline_entry(entry, by=self.scene.leader, reason="Bullarna såldes före tävlingens början.")

    def _jury(self, competition: Competition, names: list[str], *, colleague: User) -> list[Juror]:
        self.scene.at(competition.opens_on + dt.timedelta(days=2), self.scene.leader)
        within = add_juror(competition=competition, user=colleague)
        outside = [add_juror(competition=competition, name=name, email=_address(name)) for name in names]
        for juror in outside:
            give_link(juror, by=self.scene.leader)
        return [within, *outside]

    def _judge(self, juror: Juror, *, day: int):
        competition = juror.competition
        self.scene.at(competition.opens_on + dt.timedelta(days=day), juror.user or self.scene.leader)
        marks = {
            (team, criterion): self.random.randint(4, 10)
            for team in competition.teams.values_list("pk", flat=True)
            for criterion in competition.criteria.values_list("pk", flat=True)
        }
        hand_in(save_marks(juror, marks=marks, recusals={}, seen=juror.version))

    @staticmethod
    def _monday(day: dt.date) -> dt.date:
        return day - dt.timedelta(days=day.weekday())

    @staticmethod
    def _moment(day: dt.date) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(day, dt.time(10)))


def drawing(numbers: random.Random) -> SimpleUploadedFile:
    """A small picture of hills and a sun, instead of a photograph of real people."""
    width, height = 480, 320
    image = Image.new("RGB", (width, height), numbers.choice(GROUNDS))
    draw = ImageDraw.Draw(image)
    x, size = numbers.randrange(60, width - 120), numbers.randrange(50, 90)
    draw.ellipse((x, 40, x + size, 40 + size), fill="#f6d27a")
    for place, colour in enumerate(("#dfe8e4", "#b9cfc6", "#8fb3a4")):
        top = 170 + 45 * place
        draw.polygon(list(_hill(numbers, top, width, height)), fill=colour)
    file = BytesIO()
    image.save(file, "PNG")
    return SimpleUploadedFile("bild.png", file.getvalue(), content_type="image/png")


def _hill(numbers: random.Random, top: int, width: int, height: int) -> Iterator[tuple[int, int]]:
    yield 0, height
    for x in range(0, width + 1, width // 6):
        yield x, top + numbers.randrange(-25, 25)
    yield width, height


def _address(name: str) -> str:
    return f"{slugify(name).replace('-', '.')}@jury.example"
