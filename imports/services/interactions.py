import copy
import datetime as dt
from collections import defaultdict
from dataclasses import replace

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.bulk_save import Unsaved, chunks
from core.changesets import Recorder
from core.local_time import wall_of
from crm.models import Direction, Interaction, InteractionKind, Outcome
from crm.services.interactions import save_interactions
from crm.services.merged import resolve_merged
from imports.models import ImportKind
from imports.services import fields
from imports.services.fields import CellError, ImportColumn, same_words
from imports.services.lookup import KnownRows, Ref, ambiguous
from imports.services.model_resource import ModelResource
from imports.services.results import RowResult
from imports.services.shared_columns import COMPANIES, GOAL, NUMBER, NUMBER_HERE, ORGNR_OF_COMPANY

# A time in the repeated hour when summer time ends may be the later one.
TWICE = dt.timedelta(hours=1)


def _exactly(moment: dt.datetime) -> dt.datetime:
    """Local time without zone, as in a cell; it does not tell the repeated hour's two times apart."""
    return timezone.localtime(moment).replace(tzinfo=None)


def _when(interaction: Interaction) -> str:
    return f"{timezone.localtime(interaction.happened_at):%Y-%m-%d %H:%M:%S}"


def _people(resource: ModelResource, row: RowResult, cell: str) -> list[Ref]:
    companies = {ref.pk for ref in row.values.get("companies", [])}
    if not companies and row.instance:
        companies = {company.pk for company in row.instance.companies.all()}
    return resource.lookup.people.find_all(cell, companies)


class InteractionResource(ModelResource):
    kind = ImportKind.INTERACTION
    label = kind.label
    template = "mall-kontakter"
    hints = (_("En kontakt som redan finns känns igen på vårt nummer, eller på tid, typ och företag."),)
    model = Interaction
    columns = (
        NUMBER,
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
        replace(
            COMPANIES,
            name="companies",
            label=_("Företag"),
            words=lambda interaction: ", ".join(str(company) for company in interaction.companies.all()),
            also=("företagsnamn", "bolag", "kund"),
            held=lambda interaction: [Ref(company.pk) for company in interaction.companies.all()],
        ),
        ORGNR_OF_COMPANY,
        ImportColumn(
            "contacts",
            _("Personer"),
            None,
            lambda interaction: ", ".join(str(contact) for contact in interaction.contacts.all()),
            ("person", "kontaktperson", "kontaktpersoner"),
            refer=_people,
            held=lambda interaction: [Ref(contact.pk) for contact in interaction.contacts.all()],
            example="Kim Exempelsson",
        ),
        GOAL,
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
            refer=lambda resource, row, cell: resource.lookup.user(cell),
            help=_("En användare. Tomt: du själv."),
            users="crm.view_interaction",
        ),
    )

    titled_by = ("companies", "happened_at")

    def instances(self):
        return Interaction.objects.for_timeline()

    def _likeness(self, row: RowResult) -> tuple:
        companies = frozenset(ref.pk for ref in self.value(row, "companies") or [])
        when = row.values.get("happened_at")
        return when and _exactly(when), row.values.get("kind", InteractionKind.CALL), companies

    def identities(self, row):
        if row.is_refused:
            return []
        return [((*self._likeness(row), row.values.get("text", "")), "")]

    def find(self, row: RowResult):
        """By our own number; without it, by moment, kind and companies."""
        if "id" in row.values:
            if row.values["id"] not in self._numbers:
                raise CellError(gettext("Ingen kontakt har det numret. Lämna det tomt för en ny."), "id")
            row.instance_pk = row.values["id"]
            return
        if "happened_at" not in row.values:
            return
        self.attempt(lambda row: self.value(row, "companies"), row, "companies")
        found = self._there.get(self._likeness(row), []) if not row.is_refused else []
        alike = [pk for pk, text in found if same_words(row.texts.get("text", ""), text)]
        if len(alike or found) > 1:
            raise ambiguous(self.title(row), [f"{NUMBER_HERE} {pk}" for pk, _text in found])
        if alike or found:
            row.instance_pk = alike[0] if alike else found[0][0]

    @cached_property
    def _numbers(self) -> set[int]:
        """The numbers in the file that exist in the log."""
        asked = (row.values["id"] for row in self.rows if "id" in row.values)
        found = (Interaction.objects.filter(pk__in=keys).order_by() for keys in chunks(asked))
        return {pk for numbers in found for pk in numbers.values_list("pk", flat=True)}

    @cached_property
    def _there(self) -> dict[tuple, list[tuple[int, str]]]:
        """By likeness, logged interactions from the file's first moment to its last."""
        new = [row.values for row in self.rows if not row.texts.get("id")]
        moments = [values["happened_at"] for values in new if "happened_at" in values]
        known = defaultdict(list)
        between = Interaction.objects.filter(happened_at__range=(min(moments), max(moments) + TWICE))
        companies = defaultdict(set)
        links = Interaction.companies.through.objects.filter(interaction__in=between.order_by())
        for interaction, company in links.values_list("interaction", "company"):
            companies[interaction].add(company)
        for pk, when, kind, text in between.order_by("pk").values_list("pk", "happened_at", "kind", "text"):
            known[_exactly(when), kind, frozenset(companies[pk])].append((pk, text))
        return known

    def compare(self, row: RowResult):
        self._keep_seconds(row)
        if row.instance and "logged_by" in row.diff:
            raise CellError(gettext("Vem som loggade kontakten går inte att ändra."), "logged_by")

    def _keep_seconds(self, row: RowResult):
        """A time without seconds, as Excel writes it to csv, does not change the stored seconds.

        Nor does a time in the repeated hour change which of the two it is.
        """
        said = row.diff.get("happened_at")
        if (
            said
            and row.instance
            and _exactly(said) in {_exactly(row.instance.happened_at), wall_of(row.instance.happened_at)}
        ):
            row.agree(self.by_name["happened_at"])

    def lock(self, rows: list[RowResult]):
        """Lock companies and people in the order in which all services lock them."""
        for name, known in self._linked().items():
            known.fetch(ref.pk for row in rows for ref in row.diff.get(name, []))
        resolve_merged(party for name in self._linked() for row in rows for party in self._parties(row, name))

    def _linked(self) -> dict[str, KnownRows]:
        return {"companies": self.lookup.companies, "contacts": self.lookup.people}

    def _parties(self, row: RowResult, name: str) -> list:
        """The companies, or the people, that the interaction will have."""
        if name in row.diff:
            return [self._linked()[name].row(ref.pk) for ref in row.diff[name]]
        return list(getattr(row.instance, name).all()) if row.instance else []

    def save(self, rows: list[RowResult], recorder: Recorder):
        unsaved = []
        for row in rows:
            links = {name: self._parties(row, name) for name in self._linked()}
            fields = {name: value for name, value in row.diff.items() if name not in links}
            if row.instance:
                recorder.links(row.instance, *links)
            else:
                fields.setdefault("logged_by", self.by)
            interaction = copy.copy(row.instance) if row.instance else Interaction()
            recorder.about(interaction, row.number)
            unsaved.append(Unsaved(interaction, fields, links))
        save_interactions(unsaved)
