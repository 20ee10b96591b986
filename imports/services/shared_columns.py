"""Columns that several resources have; use `dataclasses.replace` for what differs."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goals.models import Goal
from imports.services import fields
from imports.services.fields import IgnoredColumn, ImportColumn
from imports.services.lookup import Ref
from imports.services.phones import phone

NUMBER_HERE = _("Nr i Medspel")
NUMBER = ImportColumn("id", NUMBER_HERE, fields.whole, fields.of_text("pk"), decides=True, in_template=False)

ORGNR = ImportColumn(
    "orgnr",
    _("Org.nr"),
    fields.orgnr,
    also=("organisationsnummer", "orgnr", "org nr"),
    decides=True,
    blank=_("Enskild firma"),  # whose number is a personal identity number
)
ORGNR_OF_COMPANY = replace(ORGNR, help=_("Företagets. Behövs när flera företag heter lika."))


def _companies(resource, row, cell: str) -> list[Ref]:
    return resource.lookup.companies.find_all(cell, row.values.get("orgnr", ""))


def _company(resource, row, cell: str) -> Ref:
    return resource.lookup.companies.find(cell, row.values.get("orgnr", ""))


COMPANY = ImportColumn(
    "company",
    pgettext_lazy("ett", "Företag"),
    refer=_company,
    required=True,
    instead="orgnr",
    example="Exempelbolaget AB",
)
COMPANIES = replace(COMPANY, refer=_companies)

GOAL = ImportColumn(
    "goal",
    pgettext_lazy("ett", "Mål"),
    None,
    fields.of_text("goal"),
    ("lokalt mål",),
    refer=lambda resource, row, cell: resource.lookup.goal(cell),
    choices=lambda: [str(goal) for goal in Goal.objects.all()],
)

PHONE = ImportColumn(
    "phone",
    _("Telefon"),
    phone,
    lambda instance: instance.phone.as_international if instance.phone else "",
)

NOTES = ImportColumn(
    "notes", _("Anteckningar"), fields.text, fields.of_text("notes"), ("notering", "kommentar", "anteckning")
)


def owner(may: str, **more) -> ImportColumn:
    """A column for the responsible user, who must have the permission."""
    return ImportColumn(
        "owner",
        _("Ansvarig"),
        None,
        fields.of_text("owner"),
        ("kontakt hos oss", "handläggare"),
        refer=lambda resource, row, cell: resource.lookup.user(cell, may=may),
        users=may,
        **more,
    )


def of_the_company(*labels) -> tuple[IgnoredColumn, ...]:
    """Columns about the company in exports of other things."""
    why = _("Hör till företaget: ändra den där, eller importera en lista med företag.")
    return tuple(IgnoredColumn(label, why) for label in labels)
