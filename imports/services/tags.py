"""Imports remember which tags a company had: a merged tag is the one it became."""

from django.dispatch import receiver

from core.models import Change
from crm.models import Company, Tag
from crm.services.tags import exchanged, tag_merged


@receiver(tag_merged)
def lead_imports(sender, tag: Tag, into: Tag, **kwargs):
    led = []
    for change in Change.objects.filter(model=Company._meta.label).exclude(links={}).iterator():
        if tag.pk in change.links.get("tags", ()):
            change.links["tags"] = exchanged(change.links["tags"], tag, into)
            led.append(change)
    Change.objects.bulk_update(led, ["links"], batch_size=500)
