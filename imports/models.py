import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Change, Changeset, Record, User
from core.row_urls import route_to


class ImportKind(models.TextChoices):
    COMPANY = "company", _("Företag")
    CONTACT = "contact", _("Kontaktpersoner")
    INTERACTION = "interaction", _("Kontakter")
    SPONSORSHIP = "sponsorship", _("Sponsorskap")


# The label of each kind; imports.services.registry adds those of higher apps.
LABELS = dict(ImportKind.choices)


def kinds() -> list[tuple]:
    return list(LABELS.items())


class ImportState(models.TextChoices):
    DRAFT = "draft", _("Utkast")
    READING = "reading", _("Läses in")
    DONE = "done", _("Importerad")
    UNDOING = "undoing", _("Ångras")
    UNDONE = "undone", _("Ångrad")


# Partly written: it is written in several transactions, and the process may stop between them.
HALFWAY = (ImportState.READING, ImportState.UNDOING)


class RowStatus(models.TextChoices):
    NEW = "new", _("Ny")
    CHANGE = "change", _("Ändras")
    SAME = "same", _("Oförändrad")
    WRONG = "wrong", _("Fel")


class Import(Record):
    """A file with rows of one kind. It is previewed, read in as a whole, and undone as a whole.

    `columns` maps fields to columns of the file, and `meanings` maps words of the file to values.
    """

    derived_fields = ("changeset",)

    kind = models.CharField(_("innehåll"), max_length=12, choices=kinds)
    source = models.CharField(_("fil"), max_length=200)
    state = models.CharField(_("läge"), max_length=8, choices=ImportState, default=ImportState.DRAFT)
    headings = models.JSONField(_("rubriker"), default=list)
    columns = models.JSONField(_("kolumner"), default=dict, blank=True)
    leaves_out = models.BooleanField(_("rader läses in utan värden som inte går att läsa"), default=True)
    meanings = models.JSONField(_("vad orden betyder"), default=dict, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+")
    made_at = models.DateTimeField(_("uppladdad"), auto_now_add=True)
    done_at = models.DateTimeField(_("importerad"), null=True, editable=False)
    # The rows that it wrote; null for a draft.
    changeset = models.OneToOneField(Changeset, models.PROTECT, related_name="batch", null=True, editable=False)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("importer")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state__in=HALFWAY), name="imports_import_one_at_a_time"
            )
        ]
        permissions = [("undo_import", "Can take back an import")]

    def __str__(self):
        return self.source

    def get_absolute_url(self):
        return route_to("imports:import_detail", self.pk)

    @property
    def changes(self) -> models.QuerySet[Change]:
        """Changes of the rows that it wrote, in the order of the file."""
        return Change.objects.filter(changeset__batch=self.pk, undone=False)

    @property
    def undone_at(self) -> dt.datetime | None:
        return self.changeset and self.changeset.undone_at

    @property
    def undone_by(self) -> User | None:
        return self.changeset and self.changeset.undone_by

    @property
    def is_taken_back(self) -> bool:
        return self.state == ImportState.UNDONE

    @property
    def is_draft(self) -> bool:
        return self.state == ImportState.DRAFT

    @property
    def is_halfway(self) -> bool:
        return self.state in HALFWAY


class ImportRowQuerySet(models.QuerySet):
    def lacking(self):
        """Rows that are read in without a value that cannot be read."""
        return self.exclude(left_out=[])

    def with_mistakes(self):
        """Rows that are not read in, or are read in without a value."""
        return self.filter(models.Q(status=RowStatus.WRONG) | ~models.Q(left_out=[]))


class ImportRow(models.Model):
    """A row of the file and what it changes. It has no history, and is emptied when no longer needed."""

    batch = models.ForeignKey(Import, models.CASCADE, verbose_name=_("import"), related_name="rows")
    number = models.PositiveIntegerField(_("rad"))
    cells = models.JSONField(_("celler"), default=list)
    status = models.CharField(_("vad som händer"), max_length=6, choices=RowStatus, blank=True)
    title = models.CharField(_("vad raden gäller"), max_length=200, blank=True)
    target = models.PositiveBigIntegerField(_("finns som"), null=True)
    # [[field's label, before, after], ...]; then [[column, value, why], ...]: what refuses the row, what it lacks
    changes = models.JSONField(_("ändringar"), default=list)
    mistakes = models.JSONField(_("fel"), default=list)
    left_out = models.JSONField(_("värden som inte läses in"), default=list)
    words = models.JSONField(default=list)  # [[field, word], ...]: words that are not among the column's choices
    digest = models.CharField(max_length=16, blank=True)
    moved = models.BooleanField(_("annorlunda sedan förhandsgranskningen"), default=False)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("importrad")
        verbose_name_plural = _("importrader")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="imports_importrow_once")]
        indexes = [models.Index(fields=["batch", "status", "number"], name="imports_importrow_status")]

    def __str__(self):
        return f"{self.number} {self.title}".strip()


class ImportShape(models.Model):
    """How the columns of files with these headings were mapped last time."""

    kind = models.CharField(max_length=12, choices=kinds)
    digest = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "digest"], name="imports_importshape_once")]

    def __str__(self):
        return f"{self.kind} {self.digest[:8]}"
