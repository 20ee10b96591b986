"""Tags of companies."""

from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.bulk_save import CHUNK
from core.errors import Refusal
from core.models import Change, SavedView
from core.services import save_record
from core.text import search_key
from crm.models import Company, Tag


class SameTag(Refusal):
    message = _("Välj en annan etikett att slå ihop med.")


def tag_named(name: str) -> Tag | None:
    """The tag whose name reads the same, ignoring case and extra spaces."""
    return Tag.objects.filter(search_key=search_key(name)).order_by("pk").first()


@transaction.atomic
def save_tag(tag: Tag, *, name: str) -> Tag:
    """Create or rename a tag. Raises ValidationError on `name`, also when another tag reads the same."""
    name = " ".join(name.split())
    existing = tag_named(name)
    if existing and existing.pk != tag.pk:
        raise ValidationError({"name": _("Etiketten %(tag)s finns redan. Slå ihop dem i stället.") % {"tag": existing}})
    return save_record(tag, name=name)


@transaction.atomic
def merge_tags(tag: Tag, *, into: Tag) -> int:
    """Replace `tag` with `into` on companies, in saved views and in undoable changes, and delete it.

    Returns how many companies had it. Raises SameTag.
    """
    if tag.pk == into.pk:
        raise SameTag
    companies, had = list(tag.companies.all()), set(into.companies.values_list("pk", flat=True))
    into.companies.add(*companies)
    _lead_views(tag, into)
    _lead_changes(tag, into, had=had)
    tag.delete()
    return len(companies)


def exchanged(keys: list, tag: Tag, into: Tag) -> list:
    """The primary keys with `tag`'s replaced by `into`'s, without duplicates."""
    other = type(keys[0])(into.pk)
    return list(dict.fromkeys(other if str(key) == str(tag.pk) else key for key in keys))


def _lead_views(tag: Tag, into: Tag):
    """Point saved views at `into`: a view that filters by a missing tag shows all rows."""
    for view in SavedView.objects.select_for_update().filter(query__contains=f"tag={tag.pk}").order_by("pk"):
        pairs = parse_qsl(view.query, keep_blank_values=True)
        keys = [value for name, value in pairs if name == "tag"]
        if str(tag.pk) in keys:
            others = [("tag", key) for key in exchanged(keys, tag, into)]
            save_record(view, query=urlencode([pair for pair in pairs if pair[0] != "tag"] + others))


def _lead_changes(tag: Tag, into: Tag, *, had: Collection[int]):
    """Point undoable changes at `into`: undoing one removes it, unless the company `had` it already."""
    led = []
    changes = Change.objects.select_for_update().filter(model=Company._meta.label).exclude(links={}).order_by("pk")
    for change in changes.iterator():
        tags = change.links.get("tags", {"added": [], "removed": []})
        if tag.pk in tags["added"]:
            beside = change.object_id in had and into.pk not in tags["added"]
            tags["added"] = [key for key in exchanged(tags["added"], tag, into) if not beside or key != into.pk]
        elif tag.pk in tags["removed"]:
            tags["removed"] = exchanged(tags["removed"], tag, into)
        else:
            continue
        led.append(change)
    Change.objects.bulk_update(led, ["links"], batch_size=CHUNK)


@transaction.atomic
def tag_company(company: Company, *, name: str) -> Tag:
    """Add a tag to a company; a new name creates a tag. Raises ValidationError on `name`."""
    if not search_key(name):
        raise ValidationError({"name": _("Skriv vad etiketten heter.")})
    tag = tag_named(name) or save_tag(Tag(), name=name)
    company.tags.add(tag)
    return tag


def untag_company(company: Company, *, tag: Tag):
    """Remove a tag from a company; idempotent."""
    company.tags.remove(tag)
