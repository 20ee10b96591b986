"""Imports remember which tags a company had: a merged tag is the one it became."""

from django.dispatch import receiver

from crm.models import Company, Tag
from crm.services.tags import exchanged, tag_merged
from imports.models import ImportEffect


@receiver(tag_merged)
def lead_imports(sender, tag: Tag, into: Tag, **kwargs):
    led = []
    for effect in ImportEffect.objects.filter(model=Company._meta.label).exclude(links={}).iterator():
        if tag.pk in effect.links.get("tags", ()):
            effect.links["tags"] = exchanged(effect.links["tags"], tag, into)
            led.append(effect)
    ImportEffect.objects.bulk_update(led, ["links"], batch_size=500)
