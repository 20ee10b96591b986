from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.identity import parse_orgnr
from core.text import search_key
from crm.models import OPEN, ImportKind, RowStatus, Sponsorship, Stage
from crm.services.importing import fields
from crm.services.importing.companies import without_masked
from crm.services.importing.fields import Column, Wrong
from crm.services.importing.lookup import Ref, ambiguous
from crm.services.importing.plan import Planned, Planner, note
from crm.services.sponsorships import (
    SignedIsFrozen,
    create_sponsorship,
    move_sponsorship,
    sign_sponsorship,
    update_sponsorship,
)
from goals.models import Goal, Tier

TOTALS = {"summa", "total", "totalt", "sum"}  # the last line of our own export
FROZEN = ("company", "goal", "tier", "starts", "ends", "amount", "signed_on")


class SponsorshipPlanner(Planner):
    kind = ImportKind.SPONSORSHIP
    model = Sponsorship
    columns = (
        Column(
            "agreement_no", _("Avtal"), fields.one_line, fields.of_text("agreement_no"), ("avtalsnummer", "avtalsnr")
        ),
        Column(
            "company",
            pgettext_lazy("ett", "Företag"),
            None,
            lambda row: row.company.name,
            ("företagsnamn", "bolag", "partner", "namn"),
            required=True,
            example="Exempelbolaget AB",
        ),
        Column(
            "orgnr",
            _("Org.nr"),
            fields.number(parse_orgnr),
            also=("organisationsnummer", "orgnr", "org nr"),
            help=_("Företagets. Behövs när flera företag heter lika."),
            example="556703-7485",
        ),
        Column(
            "goal",
            pgettext_lazy("ett", "Mål"),
            None,
            fields.of_text("goal"),
            ("lokalt mål",),
            required=True,
            choices=lambda: [str(goal) for goal in Goal.objects.all()],
            example="Ingen hemlöshet",
        ),
        Column(
            "tier",
            _("Nivå"),
            None,
            fields.of_text("tier"),
            required=True,
            choices=lambda: [str(tier) for tier in Tier.objects.all()],
            example="Sponsor",
        ),
        Column(
            "starts",
            _("Från"),
            fields.day,
            fields.of_day("starts"),
            ("start", "startdatum", "fr.o.m.", "börjar"),
            example="2027-01-01",
        ),
        Column(
            "ends",
            _("Till och med"),
            fields.day,
            fields.of_day("last_day"),
            ("till", "slut", "slutdatum", "t.o.m."),
            example="2027-12-31",
        ),
        Column(
            "amount",
            _("Belopp per år"),
            fields.amount,
            fields.of_amount("amount"),
            ("belopp", "summa", "kronor"),
            example="40 000",
        ),
        Column(
            "stage",
            _("Läge"),
            fields.choice(Stage),
            fields.of_choice("stage"),
            ("steg", "status"),
            choices=lambda: [str(stage.label) for stage in (*OPEN, Stage.SIGNED)],
            example=Stage.LEAD.label,
        ),
        Column(
            "signed_on",
            _("Tecknat den"),
            fields.day,
            fields.of_day("signed_on"),
            ("tecknat", "undertecknat", "signerat"),
            help=_("Fylls i för det som redan är tecknat."),
        ),
        Column(
            "owner",
            _("Ansvarig"),
            None,
            fields.of_text("owner"),
            ("kontakt hos oss", "handläggare"),
            help=_("En användare. Tomt: du själv."),
        ),
        Column("payment_note", _("Betalning"), fields.one_line, fields.of_text("payment_note")),
    )

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.references = {
            "company": self._company,
            "goal": lambda row, cell: self.lookup.goal(cell),
            "tier": lambda row, cell: self.lookup.tier(cell),
            "owner": lambda row, cell: self.lookup.user(cell),
        }
        self.numbers: dict[str, int] = {}
        self.alike: dict[tuple, list[tuple[int, str]]] = defaultdict(list)
        values = Sponsorship.objects.order_by("pk").values_list(
            "pk", "agreement_no", "company", "goal", "tier", "starts"
        )
        for pk, number, *likeness in values:
            self.numbers[number.casefold()] = pk
            self.alike[tuple(likeness)].append((pk, number))

    def plan(self, listed):
        return super().plan((number, without_masked(texts)) for number, texts in listed)

    def ignores(self, texts):
        is_total = search_key(texts.get("agreement_no")) in TOTALS and not texts.get("company")
        return is_total or super().ignores(texts)

    def _company(self, row: Planned, cell: str) -> Ref:
        return self.lookup.companies.find(cell, row.values.get("orgnr", ""))

    def targets(self):
        return Sponsorship.objects.for_table()

    def title(self, row):
        return row.texts.get("company", "")

    def current(self, target, name):
        return Ref(target.company_id) if name == "company" else super().current(target, name)

    def missing(self, row):
        return [name for name in super().missing(row) if not (name == "company" and row.values.get("company"))]

    def _likeness(self, row: Planned) -> tuple | None:
        company, goal, tier = (self.value(row, name) for name in ("company", "goal", "tier"))
        return (company.pk, goal.pk, tier.pk, row.values.get("starts")) if company and goal and tier else None

    def identities(self, row):
        likeness = None if row.mistakes else self._likeness(row)
        return [likeness] if likeness else []

    def find(self, row: Planned):
        """By agreement number; without it, the same company, goal, tier and first day is the same."""
        if number := row.texts.get("agreement_no"):
            row.target_pk = self.numbers.get(number.casefold())
            if row.target_pk is None:
                raise Wrong(gettext("Avtalet finns inte. Lämna numret tomt för ett nytt sponsorskap."), "agreement_no")
            return
        if not row.texts.get("company") and "orgnr" in row.values:
            row.values["company"] = self.lookup.companies.find("", row.values["orgnr"])
        for name in ("company", "goal", "tier"):
            self._attempt(lambda row, name=name: self.value(row, name), row, name)
        found = [] if row.mistakes else self.alike.get(self._likeness(row), [])
        if len(found) > 1:
            raise ambiguous(self.title(row), [number for _pk, number in found])
        if found:
            row.target_pk = found[0][0]

    def compare_more(self, row: Planned):
        self._keep_amended(row)
        said = row.differing
        if row.target and row.target.is_signed:
            self._keep_frozen(row)
        elif "signed_on" in said or said.get("stage") == Stage.SIGNED:
            self._check_signing(row)
        elif "stage" in said and said["stage"] not in OPEN:
            raise Wrong(gettext("Det steget tas på sponsorskapets sida, inte i en import."), "stage")

    def _keep_amended(self, row: Planned):
        """An export tells the amount of its day: whatever it has been or will be says nothing new."""
        said = row.differing.get("amount")
        if row.target and said in {amendment.amount for amendment in row.target.amendments.all()}:
            del row.differing["amount"]
            label = str(self.by_name["amount"].label)
            row.changes = [change for change in row.changes if change[0] != label]

    def _keep_frozen(self, row: Planned):
        for name in FROZEN:
            if name in row.differing:
                row.wrong(name, SignedIsFrozen.message)
        if "stage" in row.differing:
            raise Wrong(gettext("Det steget tas på sponsorskapets sida, inte i en import."), "stage")

    def _check_signing(self, row: Planned):
        if not self.by.has_perm("crm.sign_sponsorship"):
            raise Wrong(gettext("Du får inte teckna sponsorskap."), "signed_on")
        if row.differing.get("stage", Stage.SIGNED) != Stage.SIGNED:
            raise Wrong(gettext("Det som har ett datum för tecknandet är tecknat."), "stage")
        if not (row.differing.get("signed_on") or (row.target and row.target.signed_on)):
            raise Wrong(gettext("Skriv vilken dag det tecknades."), "signed_on")

    def _signs(self, row: Planned) -> bool:
        return row.writes and ("signed_on" in row.differing or row.differing.get("stage") == Stage.SIGNED)

    def rehearse(self, rows: list[Planned]):
        """Seats and overlaps show only when one after the other is signed: it is done, and taken back."""
        signing = [row for row in rows if self._signs(row)]
        if not signing:
            return
        with transaction.atomic():
            for row in signing:
                try:
                    with transaction.atomic():
                        self._write(row, self._fresh(row))
                except ValidationError as error:
                    note(row, error)
                except Refusal as refusal:
                    row.wrong("", refusal)
                if row.mistakes:
                    row.status = RowStatus.WRONG
            transaction.set_rollback(True)

    def _fresh(self, row: Planned) -> Sponsorship | None:
        return Sponsorship.objects.get(pk=row.target_pk) if row.target else None

    def apply(self, row: Planned, journal):
        self._write(row, self._fresh(row))

    def _write(self, row: Planned, target: Sponsorship | None):
        values = dict(row.differing)
        signed_on, stage = values.pop("signed_on", None), values.pop("stage", None)
        if "company" in values:
            values["company"] = self.lookup.companies.row(values["company"].pk)
        signs = signed_on is not None or stage == Stage.SIGNED
        if target is None:
            values.setdefault("owner", self.by)
            target = create_sponsorship(stage=Stage.LEAD if signs or not stage else Stage(stage), **values)
        else:
            if values:
                update_sponsorship(target, **values)
            if stage and not signs:
                move_sponsorship(target, to=Stage(stage))
        if signs:
            sign_sponsorship(target, signed_on=signed_on or target.signed_on)
