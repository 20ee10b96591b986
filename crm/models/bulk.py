from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


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
    """The kind is the model's name."""
    return apps.get_model(_APPS.get(kind, "crm"), kind)


PLANNED = frozenset({BulkKind.NEXT_STEP, BulkKind.PAUSE})  # made for many at once; the others are changed


class BulkChange(models.Model):
    """Many rows changed or made at once: what was done to each, so that it can be taken back."""

    kind = models.CharField(_("slag"), max_length=12, choices=BulkKind)
    # For each row its key and version afterwards, the fields before and after, the tags put on and taken off, and
    # which of those put on did not exist before; of a row that was made, that it was.
    manifest = models.JSONField(_("rader"), encoder=DjangoJSONEncoder)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+")
    made_at = models.DateTimeField(_("när"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("ångrat av"),
        related_name="+",
        null=True,
        editable=False,
    )
    undone_at = models.DateTimeField(_("ångrat"), null=True, editable=False)

    class Meta:
        verbose_name = _("massändring")
        verbose_name_plural = _("massändringar")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="crm_bulkchange_undone_by_somebody",
            ),
        ]

    def __str__(self):
        number = len(self.manifest)
        if self.kind in PLANNED:
            return ngettext("Planerat för %(number)s", "Planerat för %(number)s", number) % {"number": number}
        return ngettext("%(number)s rad ändrad", "%(number)s rader ändrade", number) % {"number": number}

    def get_absolute_url(self):
        return reverse("crm:bulk_detail", args=[self.pk])

    @property
    def is_taken_back(self) -> bool:
        return self.undone_at is not None

    @property
    def what(self) -> list[str]:
        """The fields that were changed, each once."""
        return list(dict.fromkeys(label for entry in self.manifest for label, _old, _new in entry["words"]))
