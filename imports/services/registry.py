"""The resources by kind, and descriptions of their columns."""

from django.utils.translation import gettext_lazy as _

from core.models import User
from core.text import search_key
from imports.meanings import Choices
from imports.models import LABELS
from imports.services.companies import CompanyResource
from imports.services.contacts import ContactResource
from imports.services.fields import IgnoredColumn, ImportColumn
from imports.services.interactions import InteractionResource
from imports.services.lookup import users_who
from imports.services.model_resource import ModelResource
from imports.services.sponsorships import SponsorshipResource

RESOURCES: dict[str, type[ModelResource]] = {}


def register(resource: type[ModelResource]):
    """Add a kind of list to the pages. Higher apps call it in AppConfig.ready."""
    RESOURCES[resource.kind] = resource
    LABELS[resource.kind] = resource.label


for each in (CompanyResource, ContactResource, InteractionResource, SponsorshipResource):
    register(each)

# Columns that the workbook of rows with mistakes adds to those of the file.
ADDED_TO_MISTAKES = (_("Rad i filen"), _("Vad som är fel"))


def may_import(user: User, kind: str) -> bool:
    """Whether the user may import such lists: it takes the permissions to do it by hand."""
    return kind in RESOURCES and user.has_perms(RESOURCES[kind].permissions("add", "change"))


def kinds_visible_to(user: User) -> list[str]:
    """Kinds of lists whose rows the user may see."""
    return [kind for kind, resource in RESOURCES.items() if user.has_perms(resource.permissions("view"))]


def columns_of(kind: str) -> tuple[ImportColumn, ...]:
    return RESOURCES[kind].columns


def choices_of(column: ImportColumn) -> Choices:
    """The values that words of a column may mean."""
    if column.users:
        return [(user.username, str(user)) for user in users_who(column.users)]
    return [(name, name) for name in column.choices()] if column.choices else []


def why_not_read(kind: str, heading: str) -> str:
    """Why a column of our own exports is not read; empty for other columns."""
    known = search_key(heading)
    ignored = (
        *RESOURCES[kind].ignored,
        *(IgnoredColumn(label, _("Medspel skrev den åt dig.")) for label in ADDED_TO_MISTAKES),
    )
    # A heading may end with a day or a period.
    by_heading = ((column, heading) for column in ignored for heading in column.headings())
    return next((str(column.why) for column, told in by_heading if known == told or known.startswith(f"{told} ")), "")
