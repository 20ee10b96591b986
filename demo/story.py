"""Creates the demo data through the services, as two years of work with Medspel."""

import datetime as dt
import random
from collections import defaultdict

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from core.models import User
from core.services import save_record
from crm.models import (
    Company,
    CompanyStatus,
    Interaction,
    NextStep,
    Outcome,
    Pause,
    Sponsorship,
    SponsorshipPhase,
    Stage,
)
from crm.services.companies import save_company
from crm.services.interactions import NextUp, end_pause, log_interaction, pause, plan_next_step
from demo import cast, lines
from demo.accounts import show_accounts
from demo.bank_files import read_bank_files
from demo.books import keep_books
from demo.competitions import Contests, Scene
from demo.deals import Agreement, Stint
from demo.doubles import register_duplicates
from demo.figures import show_example_aims, show_example_figures, show_town
from demo.imports import import_guests
from demo.instalments import share_by_instalments
from demo.mailbox import receive_mail
from demo.odd_money import read_late_file, tell_of_odd_money
from demo.organisation import show_organisation
from demo.papers import keep_papers, log_an_email, receive_enquiries
from demo.payroll import give_by_payroll
from demo.plot import Fate
from demo.privacy import ask_about_data
from demo.promises import deliver_benefits, set_due_rules
from demo.register import DAYS_BACK, Register
from demo.saved_views import create_shared_view
from demo.website import show_goal_pages
from demo.workplaces import hear_from_workplaces
from goals.models import Goal, TierOffer

SEED = 2026
PAUSED = 3
# Days without contact of the partners that are past their tier's limit.
QUIET_FOR = {"Nordanvinge": 44, "Vassruggens": 103, "Brödkavelns": 97}
RECENT = 4  # number of companies with a contact yesterday
# The number of scenes before a signing that are completed at each stage.
SCENES_AT = {Stage.LEAD: 1, Stage.CONTACTED: 3, Stage.MEETING: 4, Stage.PROPOSAL: 6}
# Days until each open step, per owner of companies.
OPEN_STEPS = (-9, 0, 2, -4, 12, -1, 0, 1, 4, 9, 15, 18, 23, 27, 33, 40)
# The index in OPEN_STEPS and the time of day of a call due today, and of a meeting.
CALL_AT, MEETING_AT = (1, dt.time(14)), (2, dt.time(9, 30))


Planned = tuple[dt.date, lines.LineScene, Goal | None]


class Story(Register):
    """Deterministic, given `today` and the seed."""

    def __init__(self, *, today: dt.date, users: list[User], companies: int = len(cast.COMPANIES)):
        super().__init__(today=today, by=users[0], chance=random.Random(SEED))
        self.soon = today + dt.timedelta(days=90)
        self.dealers, self.others = users[:2], users[2:4]
        self.administrator = users[4]
        self.size = companies
        self.goals = {goal.number: goal for goal in Goal.objects.all()}
        self.offers = {(o.goal.number, o.tier.rank): o for o in TierOffer.objects.select_related("goal", "tier")}
        self.companies: dict[str, Company] = {}
        self.people: dict[str, list[Stint]] = defaultdict(list)
        self.agreements: dict[str, list[Agreement]] = defaultdict(list)
        self.latest: dict[str, Interaction] = {}
        self.planned = 0

    @transaction.atomic
    def play(self):
        with self.dated_history():
            show_organisation()
            set_due_rules()
            self.register_companies()
            self.meet_people()
            self.move_people()
            self._make_deals()
            self._follow_on()
            for key in self.companies:
                self._log_scenes(key)
            self._log_events()
            self._plan_open_steps()
            self._add_pauses()
            self._set_statuses()
            show_town(self.goals[1])
            show_example_figures(self.goals, today=self.today)
            show_example_aims(self.goals, today=self.today)
            show_goal_pages(self.goals)
            self._add_giving()
            deliver_benefits(self)
            create_shared_view(self.dealers[0])
            ask_about_data(by=self.administrator, today=self.today)
            show_accounts(by=self.administrator, finance=self.others[1])
            if self.size == len(cast.COMPANIES):
                self._register_twice()

    def _register_twice(self):
        key, company = next(iter(self.companies.items()))
        self.go_to(self.workday(self.today - dt.timedelta(days=3)), self.dealers[1])
        register_duplicates(company, self.people[key][0].contact, by=self.by)

    def _log_scenes(self, key: str):
        """Log the company's scenes in order; a planned step is completed by the next scene that gets an answer."""
        pending: list[NextStep] = []
        timeline = self._timeline(key)
        for index, (day, scene, goal) in enumerate(timeline):
            interaction = self._log(key, day, scene, goal, plan=index < len(timeline) - 1)
            if interaction.outcome != Outcome.NO_ANSWER:
                for step in pending:
                    save_record(step, done_at=self.now, done_by=self.by)
                pending = []
            pending += interaction.next_steps.all()
        for step in pending:
            save_record(step, done_at=self.now, done_by=self.by)

    def _timeline(self, key: str) -> list[Planned]:
        """The company's scenes by date."""
        first_day = self.today - dt.timedelta(days=DAYS_BACK)
        last_day = self.today - dt.timedelta(days=QUIET_FOR.get(key, 1))
        signed = [a.sponsorship for a in self.agreements[key] if a.sponsorship.is_signed]
        scenes = [
            planned for agreement in self.agreements[key] for planned in self._scenes_to_signing(agreement, last_day)
        ]
        if signed:
            scenes += self._scenes_after_signing(signed, last_day)
        if key in list(self.companies)[:RECENT]:
            scenes.append((last_day, lines.FOLLOW_UP, signed[0].goal if signed else None))
        for _ in range(self.random.randint(1, 4)):
            day = first_day + dt.timedelta(days=self.random.randint(0, 400))
            scenes.append((day, self.random.choice(lines.COLD), None))
        in_time = [(self.workday(day), scene, goal) for day, scene, goal in scenes if first_day <= day <= last_day]
        return sorted(in_time, key=lambda planned: planned[0])

    def _scenes_to_signing(self, agreement: Agreement, last_day: dt.date) -> list[Planned]:
        """The scenes from the first call to the dialogue's current stage."""
        sponsorship = agreement.sponsorship
        if sponsorship.is_signed:
            day, scenes = sponsorship.signed_on, (*lines.BEFORE_SIGNING, lines.SIGNING)
        else:
            day = last_day - dt.timedelta(days=self.random.randint(0, 12))
            scenes = lines.BEFORE_SIGNING[: SCENES_AT[agreement.deal.stage]]
        if agreement.deal.fate == Fate.DECLINED:
            scenes = (*scenes[:3], lines.REFUSAL)
        pace = self.random.randint(5, 11)
        return [
            (day - dt.timedelta(days=back * pace), scene, sponsorship.goal)
            for back, scene in enumerate(reversed(scenes))
        ]

    def _scenes_after_signing(self, signed: list[Sponsorship], last_day: dt.date) -> list[Planned]:
        """The scenes after the first signing, and those about renewal where an agreement ends."""
        scenes = []
        day = min(sponsorship.signed_on for sponsorship in signed)
        while (day := day + dt.timedelta(days=self.random.randint(35, 75))) < last_day:
            scenes.append((day, self.random.choice(lines.AFTER_SIGNING), self.random.choice(signed).goal))
        scenes += [
            (last_day - dt.timedelta(days=3), lines.RENEWAL, sponsorship.goal)
            for sponsorship in signed
            if self._ends_soon(sponsorship)
        ]
        return scenes

    def _log(self, key: str, day: dt.date, scene: lines.LineScene, goal: Goal | None, *, plan: bool) -> Interaction:
        company = self.companies[key]
        there = [stint.contact for stint in self.people[key] if day <= stint.ends]
        contacts = self.random.sample(there, min(len(there), self.random.choice([1, 1, 1, 2])))
        owner = company.owner or self.dealers[0]
        self.go_to(day, owner if self.random.random() < 0.85 else self.random.choice([*self.dealers, *self.others]))
        step = {}
        if plan and scene.next_steps and self.random.random() < 0.5:
            step = {
                "next_up": NextUp(
                    what=self.random.choice(scene.next_steps),
                    on=self.workday(day + dt.timedelta(days=self.random.choice([7, 14, 21]))),
                    assignee=owner,
                    decided_on=day,
                )
            }
        text = self.random.choice(scene.texts).format(
            who=contacts[0].first_name, goal=f"målet {goal.name}" if goal else "något av målen"
        )
        interaction = log_interaction(
            by=self.by,
            companies=[company],
            contacts=contacts,
            kind=self.random.choice(scene.kinds),
            direction=scene.direction,
            happened_at=self.now,
            goal=goal,
            text=text[:1].upper() + text[1:],
            outcome=scene.outcome,
            **step,
        )
        self.latest[key] = interaction
        return interaction

    def _log_events(self):
        """Log an event with many partners twice a year, as one interaction."""
        signed = [key for key, made in self.agreements.items() if any(a.sponsorship.is_signed for a in made)]
        partners = [key for key in signed if key not in QUIET_FOR]
        for months, title in ((3, "Partnerträff på dagcentralen"), (9, "Frukost för partner och vänföretag")):
            day = self.workday(self.today - relativedelta(months=months))
            self.go_to(day, self.dealers[0])
            guests = self.random.sample(partners, min(9, len(partners)))
            there = [next((s.contact for s in self.people[key] if day <= s.ends), None) for key in guests]
            log_interaction(
                by=self.by,
                companies=[self.companies[key] for key in guests],
                contacts=[contact for contact in there if contact],
                kind=lines.EVENT,
                happened_at=self.now,
                text=f"{title}. Vi berättade vad stödet har lett till och gästerna lärde känna varandra.",
                outcome=Outcome.POSITIVE,
            )

    def _plan_open_steps(self):
        """Give each owner open steps that are overdue, due today, soon and later, and a dialogue without a step."""
        for dealer in self.dealers:
            mine = [key for key in self.latest if self.companies[key].owner == dealer]
            mine.sort(key=self._urgency)
            talking = [key for key in mine if self._urgency(key) == 0]
            if len(talking) > 1:
                mine.remove(talking[-1])
            for place, (key, days) in enumerate(zip(mine, OPEN_STEPS, strict=False)):
                self._plan(key, days, dealer, **self._timed(place))
        for index, (colleague, key) in enumerate(zip(self.others, reversed(self.latest), strict=False)):
            self._plan(key, index - 1, colleague)

    def _add_pauses(self):
        """Pause a few companies and dialogues; the others without a next step are listed as such."""
        unplanned = Company.objects.without_next_step(self.today).order_by("pk")
        dialogues = Sponsorship.objects.without_next_step(self.today).select_related("company").order_by("pk")
        rows = [*((company, None) for company in unplanned[:PAUSED]), *((each.company, each) for each in dialogues[:1])]
        for (company, dialogue), (reason, days) in zip(rows, lines.PAUSES, strict=False):
            self.go_to(self.workday(self.today - dt.timedelta(days=5)), company.owner or self.dealers[0])
            until = self.today + dt.timedelta(days=days)
            self._pause(company, until=until, reason=reason, sponsorship=dialogue)
        waited = Company.objects.filter(next_steps__done_at__isnull=True, owner__isnull=False).order_by("pk").first()
        if waited:
            self.go_to(self.workday(self.today - dt.timedelta(days=24)), waited.owner)
            paused = self._pause(waited, until=self.today + dt.timedelta(days=20), reason=lines.PAUSE_OVER)
            self.go_to(self.today - dt.timedelta(days=1), waited.owner)
            end_pause(paused)

    def _pause(self, company: Company, **fields) -> Pause:
        paused = pause(company=company, by=self.by, **fields)
        Pause.objects.filter(pk=paused.pk).update(made_at=self.now)
        return paused

    def _urgency(self, key: str) -> int:
        """Sort key: open dialogues, then agreements that end soon, then the rest."""
        agreements = self.agreements[key]
        if any(a.deal.fate == Fate.OPEN for a in agreements):
            return 0
        return 1 if any(self._ends_soon(a.sponsorship) for a in agreements) else 2

    def _ends_soon(self, sponsorship: Sponsorship) -> bool:
        return sponsorship.phase_on(self.today) == SponsorshipPhase.ACTIVE and sponsorship.last_day <= self.soon

    @staticmethod
    def _timed(place: int) -> dict:
        if place == MEETING_AT[0]:
            return {"due_at": MEETING_AT[1], "what": lines.MEETING_BOOKED}
        return {"due_at": CALL_AT[1], "what": lines.CALL_BOOKED} if place == CALL_AT[0] else {}

    def _plan(self, key: str, days: int, assignee: User, **booked):
        agreements, due_on = self.agreements[key], self.today + dt.timedelta(days=days)
        # An overdue step was planned before it was due.
        before = self.companies[key].interactions.filter(happened_at__date__lt=min(due_on, self.today))
        origin = before.order_by("-happened_at", "-pk").first() or self.latest[key]
        sponsorship = agreements[-1].sponsorship if agreements else None
        words = self._scene_ahead(sponsorship).next_steps
        self.planned += 1
        self.now, self.by = origin.happened_at, origin.logged_by
        plan_next_step(
            company=self.companies[key],
            sponsorship=sponsorship,
            contact=origin.contacts.first(),
            origin=origin,
            due_on=self._due(due_on),
            assignee=assignee,
            decided_on=timezone.localdate(origin.happened_at),
            **{"what": words[self.planned % len(words)]} | booked,
        )

    def _due(self, day: dt.date) -> dt.date:
        """The workday for the date, unless that would move a date of today or later into the past."""
        workday = self.workday(day)
        return day if workday <= self.today <= day else workday

    def _scene_ahead(self, sponsorship: Sponsorship | None) -> lines.LineScene:
        if sponsorship is None:
            return lines.OPENING
        if sponsorship.is_signed:
            return lines.RENEWAL if self._ends_soon(sponsorship) else lines.CARE
        return lines.AT_STAGE.get(sponsorship.stage, lines.TRY_AGAIN)

    def _set_statuses(self):
        """Set companies whose agreement ended early to ended, and pause a few others."""
        self.now, self.by = self.moment(self.workday(self.today - dt.timedelta(days=20))), self.dealers[0]
        for key, company in self.companies.items():
            fates = {a.deal.fate for a in self.agreements[key]}
            if fates == {Fate.ENDED_EARLY}:
                save_company(company, status=CompanyStatus.ENDED)
            elif fates == {Fate.DECLINED}:
                save_company(company, status=CompanyStatus.PAUSED)

    def _add_giving(self):
        leader, finance = self.others
        scene = Scene(
            today=self.today,
            companies=self.companies,
            coordinators={key: stints[0].contact for key, stints in self.people.items()},
            goals=self.goals,
            leader=leader,
            finance=finance,
            colleagues=self.dealers,
            at=self.go_to,
        )
        Contests(scene).play()
        give_by_payroll(scene)
        share_by_instalments(scene)
        read_bank_files(scene)
        tell_of_odd_money(scene)
        keep_papers(scene)
        receive_enquiries(scene)
        log_an_email(scene)
        hear_from_workplaces(scene)
        receive_mail(scene)
        keep_books(scene)
        read_late_file(scene)
        self.go_to(self.workday(self.today - dt.timedelta(days=5)), self.dealers[0])
        import_guests(self, list(self.companies.values()))
