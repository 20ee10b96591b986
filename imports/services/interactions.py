import copy
import datetime as dt
from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.bulk_save import Unsaved, chunks
from core.changesets import Recorder
from core.moments import wall_of
from crm.models import Direction, Interaction, InteractionKind, Outcome
from crm.services.interactions import save_interactions
from crm.services.merged import resolve_merged
from goals.models import Goal
from imports.models import ImportKind
from imports.services import fields
from imports.services.companies import NUMBER_HERE, without_masked
from imports.services.fields import CellError, ImportColumn, same_words
from imports.services.lookup import KnownRows, Ref, ambiguous
from imports.services.plan import Planned, Planner

# A time that stands twice may be the later of the two.
TWICE = dt.timedelta(hours=1)


def _exactly(moment: dt.datetime) -> dt.datetime:
    """As a cell says it: without its zone, and so without which of two."""
    return timezone.localtime(moment).replace(tzinfo=None)


def _when(interaction: Interaction) -> str:
    return f"{timezone.localtime(interaction.happened_at):%Y-%m-%d %H:%M:%S}"


class InteractionPlanner(Planner):
    kind = ImportKind.INTERACTION
    model = Interaction
    columns = (
        ImportColumn("id", NUMBER_HERE, fields.whole, fields.of_text("pk"), decides=True),
        ImportColumn(
            "happened_at",
            _("När"),
            fields.moment,
            _when,
            ("datum", "dag", "tid", "date", "tidpunkt"),
            required=True,
            example="2026-03-01 14:30",
        ),
        ImportColumn(
            "kind",
            _("Typ"),
            fields.choice(InteractionKind),
            fields.of_choice("kind"),
            ("kanal", "kontaktsätt"),
            choices=fields.labels(InteractionKind),
            example=InteractionKind.CALL.label,
            decides=True,
        ),
        ImportColumn(
            "direction",
            _("Riktning"),
            fields.choice(Direction),
            fields.of_choice("direction"),
            choices=fields.labels(Direction),
            example=Direction.OUTGOING.label,
        ),
        ImportColumn(
            "companies",
            _("Företag"),
            None,
            lambda interaction: ", ".join(str(company) for company in interaction.companies.all()),
            ("företagsnamn", "bolag", "kund"),
            required=True,
            example="Exempelbolaget AB",
        ),
        ImportColumn(
            "orgnr",
            _("Org.nr"),
            fields.orgnr,
            also=("organisationsnummer", "orgnr", "org nr"),
            help=_("Företagets. Behövs när flera företag heter lika."),
            decides=True,
        ),
        ImportColumn(
            "contacts",
            _("Personer"),
            None,
            lambda interaction: ", ".join(str(contact) for contact in interaction.contacts.all()),
            ("person", "kontaktperson", "kontaktpersoner"),
            example="Kim Exempelsson",
        ),
        ImportColumn(
            "goal",
            pgettext_lazy("ett", "Mål"),
            None,
            lambda interaction: str(interaction.goal or ""),
            ("lokalt mål",),
            choices=lambda: [str(goal) for goal in Goal.objects.all()],
        ),
        ImportColumn(
            "text",
            _("Vad som sades"),
            fields.text,
            fields.of_text("text"),
            ("anteckning", "anteckningar", "notering", "kommentar", "text"),
            example=_("Vi pratade om nästa år."),
            decides=True,
        ),
        ImportColumn(
            "outcome",
            _("Utfall"),
            fields.choice(Outcome),
            fields.of_choice("outcome"),
            ("resultat",),
            choices=fields.labels(Outcome),
            example=Outcome.REACHED.label,
        ),
        ImportColumn(
            "logged_by",
            _("Loggad av"),
            None,
            fields.of_text("logged_by"),
            ("av", "vem"),
            help=_("En användare. Tomt: du själv."),
            users="crm.view_interaction",
        ),
    )

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.references = {
            "companies": lambda row, cell: self.lookup.companies.find_all(cell, row.values.get("orgnr", "")),
            "contacts": self._people,
            "goal": lambda row, cell: self.lookup.goal(cell),
            "logged_by": lambda row, cell: self.lookup.user(cell),
        }
        self._known: dict | None = None
        self._ids: set[int] | None = None

    def plan(self, listed):
        listed = [(number, without_masked(texts)) for number, texts in listed]
        self._asked = [number for _row, texts in listed if (number := _read(fields.whole, texts.get("id", "")))]
        self._spans = [texts.get("happened_at", "") for _number, texts in listed if not texts.get("id")]
        return super().plan(listed)

    def _people(self, row: Planned, cell: str) -> list[Ref]:
        companies = {ref.pk for ref in row.values.get("companies", [])}
        if not companies and row.target:
            companies = {company.pk for company in row.target.companies.all()}
        return self.lookup.people.find_all(cell, companies)

    def targets(self):
        return Interaction.objects.for_timeline()

    def current(self, target, name):
        if name in {"companies", "contacts"}:
            return [Ref(row.pk) for row in getattr(target, name).all()]
        return super().current(target, name)

    def title(self, row):
        return " ".join(filter(None, [row.texts.get("companies"), row.texts.get("happened_at")]))

    def _likeness(self, row: Planned) -> tuple:
        companies = frozenset(ref.pk for ref in self.value(row, "companies") or [])
        when = row.values.get("happened_at")
        return when and _exactly(when), row.values.get("kind", InteractionKind.CALL), companies

    def identities(self, row):
        if row.is_refused:
            return []
        return [(*self._likeness(row), row.values.get("text", ""))]

    def find(self, row: Planned):
        """By our own number; without it, by moment, kind and companies."""
        if "id" in row.values:
            if row.values["id"] not in self._numbers():
                raise CellError(gettext("Ingen kontakt har det numret. Lämna det tomt för en ny."), "id")
            row.target_pk = row.values["id"]
            return
        if not row.texts.get("companies") and "orgnr" in row.values:
            row.values["companies"] = [self.lookup.companies.find("", row.values["orgnr"])]
        if "happened_at" not in row.values:
            return
        self.attempt(lambda row: self.value(row, "companies"), row, "companies")
        found = self._there().get(self._likeness(row), []) if not row.is_refused else []
        alike = [pk for pk, text in found if same_words(row.texts.get("text", ""), text)]
        if len(alike or found) > 1:
            raise ambiguous(self.title(row), [f"{NUMBER_HERE} {pk}" for pk, _text in found])
        if alike or found:
            row.target_pk = alike[0] if alike else found[0][0]

    def _numbers(self) -> set[int]:
        """Of the numbers in the file, those that are in the log."""
        if self._ids is None:
            found = (Interaction.objects.filter(pk__in=keys).order_by() for keys in chunks(self._asked))
            self._ids = {pk for numbers in found for pk in numbers.values_list("pk", flat=True)}
        return self._ids

    def _there(self) -> dict[tuple, list[tuple[int, str]]]:
        """What is in the log between the first and the last moment of the file, by likeness."""
        if self._known is None:
            moments = [when for cell in self._spans if (when := _read(fields.moment, cell))]
            self._known = defaultdict(list)
            between = Interaction.objects.filter(happened_at__range=(min(moments), max(moments) + TWICE))
            companies = defaultdict(set)
            links = Interaction.companies.through.objects.filter(interaction__in=between.order_by())
            for interaction, company in links.values_list("interaction", "company"):
                companies[interaction].add(company)
            for pk, when, kind, text in between.order_by("pk").values_list("pk", "happened_at", "kind", "text"):
                self._known[_exactly(when), kind, frozenset(companies[pk])].append((pk, text))
        return self._known

    def missing(self, row):
        return [name for name in super().missing(row) if not (name == "companies" and row.texts.get("orgnr"))]

    def compare_more(self, row: Planned):
        self._keep_seconds(row)
        if row.target and "logged_by" in row.differing:
            raise CellError(gettext("Vem som loggade kontakten går inte att ändra."), "logged_by")

    def _keep_seconds(self, row: Planned):
        """A cell shown without seconds, as Excel saves it to csv, says nothing about them; none says which of two."""
        said = row.differing.get("happened_at")
        if (
            said
            and row.target
            and _exactly(said) in {_exactly(row.target.happened_at), wall_of(row.target.happened_at)}
        ):
            row.agree(self.by_name["happened_at"])

    def prepare(self, rows: list[Planned]):
        """Lock companies and people in one order for the whole list, as others do who write about several."""
        for name, known in self._linked().items():
            known.fetch(ref.pk for row in rows for ref in row.differing.get(name, []))
        resolve_merged(party for name in self._linked() for row in rows for party in self._parties(row, name))

    def _linked(self) -> dict[str, KnownRows]:
        return {"companies": self.lookup.companies, "contacts": self.lookup.people}

    def _parties(self, row: Planned, name: str) -> list:
        """Whom the contact is going to be with."""
        if name in row.differing:
            return [self._linked()[name].row(ref.pk) for ref in row.differing[name]]
        return list(getattr(row.target, name).all()) if row.target else []

    def apply(self, rows: list[Planned], recorder: Recorder):
        unsaved = []
        for row in rows:
            links = {name: self._parties(row, name) for name in self._linked()}
            fields = {name: value for name, value in row.differing.items() if name not in links}
            if row.target:
                recorder.links(row.target, *links)
            else:
                fields.setdefault("logged_by", self.by)
            interaction = copy.copy(row.target) if row.target else Interaction()
            recorder.about(interaction, row.number)
            unsaved.append(Unsaved(interaction, fields, links))
        save_interactions(unsaved)


def _read(reader: fields.Reader, cell: str):
    try:
        return reader(cell) if cell else None
    except CellError:
        return None
