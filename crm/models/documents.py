from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.documents import PAPER_TYPES, extension_of, unguessable_name
from core.models import Record, Sortable
from core.row_urls import route_to
from core.text import LONG_TEXT
from crm.models.companies import Company
from crm.models.interactions import Interaction
from crm.models.sponsorships import Sponsorship
from crm.querysets.documents import DocumentQuerySet


def document_path(document, name: str) -> str:
    return unguessable_name("papers", name)


class DocumentKind(models.TextChoices):
    AGREEMENT = "agreement", _("Avtal")
    OFFER = "offer", _("Offert")
    LOGO = "logo", _("Logotyp")
    MINUTES = "minutes", _("Protokoll")
    LETTER = "letter", _("Brev och mejl")
    OTHER = "other", _("Övrigt")


class Document(Record, Sortable):
    """A file about a company. The row is kept when the file is removed, with the user and the reason."""

    company = models.ForeignKey(Company, models.PROTECT, verbose_name=_("företag"), related_name="documents")
    sponsorship = models.ForeignKey(
        Sponsorship, models.PROTECT, verbose_name=_("sponsorskap"), related_name="documents", null=True, blank=True
    )
    interaction = models.ForeignKey(
        Interaction,
        models.SET_NULL,
        verbose_name=_("kom med"),
        related_name="documents",
        null=True,
        blank=True,
        editable=False,
    )
    kind = models.CharField(_("typ"), max_length=10, choices=DocumentKind, default=DocumentKind.AGREEMENT)
    title = models.CharField(_("titel"), max_length=160)
    dated_on = models.DateField(
        _("datum"), default=timezone.localdate, help_text=_("Dagen som dokumentet gäller från.")
    )
    note = models.TextField(_("anteckning"), max_length=LONG_TEXT, blank=True)
    file = models.FileField(
        _("fil"),
        upload_to=document_path,
        max_length=120,
        blank=True,
        editable=False,
        validators=[FileExtensionValidator([*PAPER_TYPES])],
    )
    file_name = models.CharField(_("filnamn"), max_length=120, editable=False)
    size = models.PositiveBigIntegerField(_("storlek"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("upplagt av"),
        related_name="documents",
        editable=False,
    )
    added_at = models.DateTimeField(_("upplagt"), default=timezone.now, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("borttaget av"),
        related_name="+",
        null=True,
        editable=False,
    )
    removed_at = models.DateTimeField(_("borttaget"), null=True, editable=False)
    removal_reason = models.CharField(_("skäl"), max_length=200, blank=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("dokument")
        verbose_name_plural = _("dokument")
        ordering = ["-dated_on", "-pk"]
        indexes = [models.Index(fields=["-dated_on", "-id"], name="crm_document_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "sha256"],
                condition=Q(removed_at__isnull=True),
                name="crm_document_once_at_company",
                violation_error_message=_("Filen finns redan bland företagets dokument."),
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True) & ~Q(file="")
                | Q(removed_at__isnull=False, removed_by__isnull=False, file=""),
                name="crm_document_removed_by_somebody",
            ),
        ]
        permissions = [("remove_document", "Can remove documents")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return route_to("crm:document_detail", self.pk)

    def clean(self):
        super().clean()
        if self.sponsorship and self.sponsorship.company_id != self.company_id:
            raise ValidationError({"sponsorship": _("Sponsorskapet hör till ett annat företag.")})

    def search_parts(self):
        return [self.title, self.file_name, self.note]

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    is_taken_back = is_removed

    @property
    def extension(self) -> str:
        return extension_of(self.file_name).upper()
