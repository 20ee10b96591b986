from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.models import Changeset
from core.routes import route_to


class BulkKind(models.TextChoices):
    COMPANY = "company", _("Företag")
    CONTACT = "contact", _("Personer")
    SPONSORSHIP = "sponsorship", _("Sponsorskap")
    INTERACTION = "interaction", _("Kontakter")
    NEXT_STEP = "nextstep", _("Nästa steg")
    PAUSE = "pause", _("Pauser")
    ENQUIRY = "enquiry", _("Förfrågningar")


_APPS = {BulkKind.ENQUIRY: "inbox"}


def model_of(kind: str) -> type[models.Model]:
    """The model that the kind names."""
    return apps.get_model(_APPS.get(kind, "crm"), kind)


PLANNED = frozenset({BulkKind.NEXT_STEP, BulkKind.PAUSE})  # these create a row for each; the others edit rows


class BulkChange(Changeset):
    """A bulk edit or creation of rows. `kind` is one of BulkKind."""

    # Per row: its name, the changed fields, their old and new values as text, and the added tags that were created.
    manifest = models.JSONField(_("rader"), encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("massändring")
        verbose_name_plural = _("massändringar")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        number = len(self.manifest)
        if self.kind in PLANNED:
            return ngettext("Planerat för %(number)s", "Planerat för %(number)s", number) % {"number": number}
        return ngettext("%(number)s rad ändrad", "%(number)s rader ändrade", number) % {"number": number}

    def get_absolute_url(self):
        return route_to("crm:bulk_detail", self.pk)

    @property
    def what(self) -> list[str]:
        """Labels of the changed fields, without duplicates."""
        return list(dict.fromkeys(label for entry in self.manifest for label, _old, _new in entry["words"]))
