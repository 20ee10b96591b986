"""Labels that people put on companies to find them together."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.services import save_record
from core.text import search_key
from crm.models import Company, Tag


class SameTag(Refusal):
    message = _("Välj en annan etikett att slå ihop med.")


def tag_named(name: str) -> Tag | None:
    """The tag that people would read as the same name: case and extra spaces make no difference."""
    return Tag.objects.filter(search_key=search_key(name)).order_by("pk").first()


@transaction.atomic
def save_tag(tag: Tag, *, name: str) -> Tag:
    """Make or rename a tag. Raises ValidationError on `name`, also when another tag reads the same."""
    name = " ".join(name.split())
    existing = tag_named(name)
    if existing and existing.pk != tag.pk:
        raise ValidationError({"name": _("Etiketten %(tag)s finns redan. Slå ihop dem i stället.") % {"tag": existing}})
    return save_record(tag, name=name)


@transaction.atomic
def merge_tags(tag: Tag, *, into: Tag) -> int:
    """Every company with `tag` gets `into` instead, and `tag` is gone. Gives how many companies had it.

    Raises SameTag.
    """
    if tag.pk == into.pk:
        raise SameTag
    companies = list(tag.companies.all())
    into.companies.add(*companies)
    tag.delete()
    return len(companies)


@transaction.atomic
def tag_company(company: Company, *, name: str) -> Tag:
    """Put a tag on a company; a name that is new makes a new tag. Raises ValidationError on `name`."""
    if not search_key(name):
        raise ValidationError({"name": _("Skriv vad etiketten heter.")})
    tag = tag_named(name) or save_tag(Tag(), name=name)
    company.tags.add(tag)
    return tag


def untag_company(company: Company, *, tag: Tag):
    """Take a tag off a company; one that is not there is no fault."""
    company.tags.remove(tag)
