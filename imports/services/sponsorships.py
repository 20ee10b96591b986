import copy
import datetime as dt
import re
from collections import defaultdict
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.changesets import Recorder
from core.errors import Refusal
from core.text import search_key
from crm.models import OPEN, Sponsorship, Stage
from crm.services.sponsorships import (
    SignedIsFrozen,
    create_sponsorship,
    move_sponsorship,
    sign_sponsorship,
    update_sponsorship,
)
from crm.stages import EXCHANGED
from goals.models import MOST_NOTICE_DAYS, Tier
from imports.models import ImportKind
from imports.services import fields
from imports.services.fields import CellError, IgnoredColumn, ImportColumn, same_words
from imports.services.lookup import Ref, ambiguous
from imports.services.model_resource import TOTALS, ModelResource, note
from imports.services.results import RowResult
from imports.services.shared_columns import COMPANY, GOAL, ORGNR_OF_COMPANY, of_the_company, owner
from imports.services.tier_capacity import Room

FROZEN = ("company", "goal", "tier", "starts", "ends", "amount", "signed_on", "renews", "notice_on")
DAYS = re.compile(r"\d{1,3}", re.ASCII)


def notice(cell: str) -> dt.date | int:
    """Reads the day to begin renewing, or its number of days before the end."""
    return int(cell) if DAYS.fullmatch(cell) else fields.day(cell)


def _key(name: str):
    """The related row's Ref, to compare with those from cells."""

    def held(sponsorship: Sponsorship) -> Ref | None:
        pk = getattr(sponsorship, f"{name}_id")
        return pk and Ref(pk)

    return held


def _agreement(resource: "SponsorshipResource", row: RowResult, cell: str) -> Ref:
    pk = resource.numbers.get(cell.casefold())
    if pk is None:
        raise CellError(gettext("Inget avtal har numret %(number)s.") % {"number": cell})
    return Ref(pk, cell)


def _set(row: Sponsorship, name: str, value):
    if isinstance(value, Ref):
        setattr(row, f"{name}_id", value.pk)
    else:
        setattr(row, name, value)


class SponsorshipResource(ModelResource):
    kind = ImportKind.SPONSORSHIP
    label = kind.label
    template = "mall-sponsorskap"
    hints = (
        _("Ett sponsorskap som redan finns känns igen på avtalsnumret, eller på företag, mål, nivå och första dag."),
        _("Fyll i Tecknat den för det som redan är tecknat. Platser och överlappningar prövas som när du tecknar här."),
    )
    batch_size = 20
    model = Sponsorship
    own_numbers = ("agreement_no",)
    columns = (
        ImportColumn(
            "agreement_no",
            _("Avtal"),
            fields.one_line,
            fields.of_text("agreement_no"),
            ("avtalsnummer", "avtalsnr"),
            decides=True,
            in_template=False,
        ),
        replace(
            COMPANY,
            words=lambda row: row.company.name,
            also=("företagsnamn", "bolag", "partner", "namn"),
            held=_key("company"),
        ),
        replace(ORGNR_OF_COMPANY, example="556703-7485"),
        replace(GOAL, required=True, example="Ingen hemlöshet"),
        ImportColumn(
            "tier",
            _("Nivå"),
            None,
            fields.of_text("tier_label"),
            refer=lambda resource, row, cell: resource.lookup.tier(cell),
            required=True,
            choices=lambda: [str(tier) for tier in Tier.objects.all()],
            example="Sponsor",
        ),
        ImportColumn(
            "starts",
            _("Från"),
            fields.day,
            fields.of_day("starts"),
            ("start", "startdatum", "fr.o.m.", "börjar"),
            example="2027-01-01",
            decides=True,
        ),
        ImportColumn(
            "ends",
            _("Till och med"),
            fields.day,
            fields.of_day("last_day"),
            ("till", "slut", "slutdatum", "t.o.m."),
            example="2027-12-31",
            decides=True,
        ),
        ImportColumn(
            "amount",
            _("Belopp per år"),
            fields.amount,
            fields.of_amount("amount"),
            ("belopp", "summa", "kronor"),
            example="40 000",
            decides=True,
        ),
        ImportColumn(
            "stage",
            _("Läge"),
            fields.choice(Stage, also={EXCHANGED: Stage.ENDED_EARLY}),
            fields.of_text("stage_label"),
            ("steg", "status"),
            choices=lambda: [str(stage.label) for stage in (*OPEN, Stage.SIGNED)],
            example=Stage.LEAD.label,
            decides=True,
        ),
        ImportColumn(
            "signed_on",
            _("Tecknat den"),
            fields.day,
            fields.of_day("signed_on"),
            ("tecknat", "undertecknat", "signerat"),
            help=_("Fylls i för det som redan är tecknat."),
            decides=True,
        ),
        owner("crm.change_sponsorship", help=_("En användare. Tomt: du själv.")),
        ImportColumn("payment_note", _("Betalning"), fields.one_line, fields.of_text("payment_note")),
        ImportColumn(
            "renews",
            _("Förnyar avtal"),
            None,
            lambda row: row.renews.agreement_no if row.renews else "",
            ("förnyar",),
            refer=_agreement,
            held=_key("renews"),
            help=_("Numret på det tecknade avtal hos företaget som det här förnyar."),
            decides=True,
        ),
        ImportColumn(
            "notice_on",
            _("Besked senast"),
            notice,
            fields.of_day("notice_date"),
            ("besked", "besked före slutet, dagar", "uppsägningstid"),
            help=_("En dag, eller antal dagar före slutet. Tomt: det som gäller på nivån."),
        ),
    )
    ignored = (
        IgnoredColumn(_("Slag"), _("Följer av vilket avtal det förnyar, nivån och beloppet.")),
        IgnoredColumn(_("Belopp i perioden"), _("Räknas ut av belopp per år och dagarna i perioden.")),
        IgnoredColumn(_("Per år i kraft"), _("Räknas ut av belopp per år och vad som gäller den dagen.")),
        IgnoredColumn(_("Öppet per år"), _("Räknas ut av belopp per år och läget.")),
        *of_the_company(_("E-post för faktura"), _("Fakturareferens")),
    )
    titled_by = ("company",)

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.numbers: dict[str, int] = {}
        self.alike: dict[tuple, list[tuple[int, str]]] = defaultdict(list)
        self.open: dict[tuple, list[tuple[int, str, dt.date | None, dt.date | None]]] = defaultdict(list)
        values = Sponsorship.objects.order_by("pk").values_list(
            "pk", "agreement_no", "stage", "ends", "company", "goal", "tier", "starts"
        )
        for pk, number, stage, ends, *likeness in values:
            self.numbers[number.casefold()] = pk
            self.alike[tuple(likeness)].append((pk, number))
            if stage in OPEN:
                self.open[tuple(likeness[:3])].append((pk, number, likeness[3], ends))

    def before_row(self, texts):
        """Skips the line of totals that ends an export."""
        is_total = search_key(texts.get("agreement_no")) in TOTALS and not texts.get("company")
        return {} if is_total else texts

    def instances(self):
        return Sponsorship.objects.for_table().with_terms()

    def _likeness(self, row: RowResult) -> tuple | None:
        company, goal, tier = (self.value(row, name) for name in ("company", "goal", "tier"))
        return (company.pk, goal.pk, tier.pk, row.values.get("starts")) if company and goal and tier else None

    def identities(self, row):
        likeness = None if row.is_refused else self._likeness(row)
        return [(likeness, "")] if likeness else []

    def find(self, row: RowResult):
        """By agreement number; without it, by company, goal, tier and first day.

        Else it is the open dialogue about the same company, goal and tier, unless their periods are apart.
        """
        if number := row.texts.get("agreement_no"):
            row.instance_pk = self.numbers.get(number.casefold())
            if row.instance_pk is None:
                raise CellError(
                    gettext("Avtalet finns inte. Lämna numret tomt för ett nytt sponsorskap."), "agreement_no"
                )
            return
        for name in ("company", "goal", "tier"):
            self.attempt(lambda row, name=name: self.value(row, name), row, name)
        found = [] if row.is_refused else self.alike.get(self._likeness(row)) or self._dialogues(row)
        if len(found) > 1:
            raise ambiguous(self.title(row), [number for _pk, number in found])
        if found:
            row.instance_pk = found[0][0]

    def _dialogues(self, row: RowResult) -> list[tuple[int, str]]:
        likeness = self._likeness(row)
        first, last = row.values.get("starts") or dt.date.min, row.values.get("ends") or dt.date.max
        return [
            (pk, number)
            for pk, number, starts, ends in self.open.get(likeness and likeness[:3], ())
            if (starts or dt.date.min) <= last and (ends or dt.date.max) >= first
        ]

    def compare(self, row: RowResult):
        for step in (self._keep_amended, self._compare_notice, self._compare_stage):
            self.attempt(step, row)

    def _compare_stage(self, row: RowResult):
        said = row.diff
        if row.instance and row.instance.is_signed:
            self._keep_frozen(row)
        elif "signed_on" in said or said.get("stage") == Stage.SIGNED:
            self._check_signing(row)
        elif "stage" in said and said["stage"] not in OPEN:
            raise CellError(gettext("Det steget tas på sponsorskapets sida, inte i en import."), "stage")

    def _keep_amended(self, row: RowResult):
        """An export has the amount on its day, so an earlier or later amount changes nothing."""
        said = row.diff.get("amount")
        if row.instance and said in {amendment.amount for amendment in row.instance.amendments.all()}:
            row.agree(self.by_name["amount"])

    def _compare_notice(self, row: RowResult):
        """Stored as days before the end, and shown as a day."""
        column, said = self.by_name["notice_on"], row.values.get("notice_on")
        before = column.words(row.instance) if row.instance else ""
        if said is None or same_words(row.texts["notice_on"], before):
            return
        ends = row.diff.get("ends") or (row.instance and row.instance.ends)
        if not isinstance(said, int):
            if not ends:
                raise CellError(gettext("Fyll i Till och med också, eller skriv antal dagar före slutet."), "notice_on")
            said = (ends - said).days
        if not 0 <= said <= MOST_NOTICE_DAYS:
            words = gettext("Skriv en dag före slutet, högst %(days)s dagar före.")
            raise CellError(words % {"days": MOST_NOTICE_DAYS}, "notice_on")
        if row.instance is None or said != self._notice_days(row.instance):
            after = (ends - dt.timedelta(days=said)).isoformat() if ends else row.texts["notice_on"]
            row.differ(column, said, before, after)

    def _notice_days(self, target: Sponsorship) -> int:
        return target.tier.notice_days if target.notice_days is None else target.notice_days

    def _keep_frozen(self, row: RowResult):
        for name in FROZEN:
            if name in row.diff:
                row.wrong(name, SignedIsFrozen.message)
        if "stage" in row.diff:
            raise CellError(gettext("Det steget tas på sponsorskapets sida, inte i en import."), "stage")

    def _check_signing(self, row: RowResult):
        if not self.by.has_perm("crm.sign_sponsorship"):
            raise CellError(gettext("Du får inte teckna sponsorskap."), "signed_on")
        if row.diff.get("stage", Stage.SIGNED) != Stage.SIGNED:
            raise CellError(gettext("Det som har ett datum för tecknandet är tecknat."), "stage")
        if not (row.diff.get("signed_on") or (row.instance and row.instance.signed_on)):
            raise CellError(gettext("Skriv vilken dag det tecknades."), "signed_on")
        if row.diff.get("amount", row.instance and row.instance.amount) == 0:
            raise CellError(gettext("Beloppet är 0 kr. Är det meningen tecknar du på sponsorskapets sida."), "amount")

    def _signs(self, row: RowResult) -> bool:
        return "signed_on" in row.diff or row.diff.get("stage") == Stage.SIGNED

    def check(self, rows):
        """Check seats, overlaps and renewals against signed sponsorships, in the order of the list."""
        signing = [row for row in rows if row.writes and (self._signs(row) or "renews" in row.diff)]
        if not signing:
            return
        room = Room()
        for row in signing:
            candidate = self._candidate(row)
            try:
                candidate.clean()
                room.take(candidate, signs=self._signs(row))
            except ValidationError as error:
                note(row, error)
            except Refusal as refusal:
                row.wrong("", refusal)
            if row.mistakes:
                row.refuse()

    def _candidate(self, row: RowResult) -> Sponsorship:
        """The sponsorship that the row would make, before it is signed."""
        candidate = copy.copy(row.instance) if row.instance else Sponsorship()
        for name, value in self.own_fields(row).items():
            if name not in {"stage", "signed_on"}:
                _set(candidate, name, value)
        return candidate

    def _fresh(self, row: RowResult) -> Sponsorship | None:
        return Sponsorship.objects.get(pk=row.instance_pk) if row.instance else None

    def save(self, rows: list[RowResult], recorder: Recorder):
        self.lookup.companies.fetch(row.diff["company"].pk for row in rows if "company" in row.diff)
        for row in rows:
            recorder.number = row.number
            self._write(row, self._fresh(row))

    def _write(self, row: RowResult, target: Sponsorship | None):
        values = dict(row.diff)
        signed_on, stage = values.pop("signed_on", None), values.pop("stage", None)
        if "company" in values:
            values["company"] = self.lookup.companies.row(values["company"].pk)
        if "renews" in values:
            values["renews"] = Sponsorship.objects.get(pk=values["renews"].pk)
        if "notice_on" in values:
            values["notice_days"] = values.pop("notice_on")
        signs = signed_on is not None or stage == Stage.SIGNED
        if target is None:
            values.setdefault("owner", self.by)
            # `find` has matched the existing dialogues, so equal rows of a list are separate dialogues.
            values["another"] = True
            target = create_sponsorship(stage=Stage.LEAD if signs or not stage else Stage(stage), **values)
        else:
            if values:
                update_sponsorship(target, **values)
            if stage and not signs:
                move_sponsorship(target, to=Stage(stage))
        if signs:
            sign_sponsorship(target, signed_on=signed_on or target.signed_on)
