"""An import of a guest list."""

from core.models import Changeset
from crm.models import Company
from demo.clock import Clock
from imports.models import Import, ImportKind
from imports.services.commit import commit_import
from imports.services.drafts import map_columns, start_import

HEADINGS = ["Namn", "Företag", "Titel", "Mobil", "E-post"]
GUESTS = (
    ("Alva Brodd", "Hållbarhetschef", "070-174 06 21"),
    ("Sixten Lindvret", "Platschef", "+46 70 174 06 22"),
    ("Iris Kvarnberg", "Personalchef", "0701740623"),
    ("Melker Ståhlvik", "Ekonomichef", "070-174"),  # an incomplete number, reported and left out
)


def import_guests(clock: Clock, companies: list[Company]):
    """Import guests of the first companies at the clock's current time."""
    rows = [
        [name, company.name, title, phone, f"{name.split()[0].lower()}@{company.invoice_email.partition('@')[2]}"]
        for (name, title, phone), company in zip(GUESTS, companies, strict=False)
    ]
    batch = start_import(kind=ImportKind.CONTACT, source="frukostnätverket.xlsx", table=[HEADINGS, *rows], by=clock.by)
    batch = map_columns(batch, columns=batch.columns, by=clock.by)
    batch = commit_import(batch, by=clock.by)
    Import.objects.filter(pk=batch.pk).update(made_at=clock.now, done_at=clock.now)
    Changeset.objects.filter(pk=batch.changeset_id).update(made_at=clock.now)
