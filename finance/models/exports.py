from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.append_only import AppendOnly
from core.row_urls import route_to


class ExportRecord(AppendOnly):
    """A list of money that was downloaded, with its rows as they were: the same can be made again, come what may."""

    kind = models.CharField(_("slags lista"), max_length=80, db_index=True)  # the name of its class
    title = models.CharField(_("lista"), max_length=200)
    address = models.TextField(_("adress"), max_length=4000, blank=True)  # of the page, with its filters
    filters = models.JSONField(_("urval"), default=list)  # [label, words]
    columns = models.JSONField(_("kolumner"), default=list)  # {header, kind, total, role}
    rows = models.PositiveIntegerField(_("antal rader"))
    sums = models.JSONField(_("kontrollsummor"), default=list)  # [header, amount as text]
    sha256 = models.CharField(_("radernas kontrollsumma"), max_length=64)
    packed = models.BinaryField(_("raderna"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+", null=True
    )  # None for a command
    made_at = models.DateTimeField(_("när"), auto_now_add=True)

    class Meta:
        verbose_name = _("uttag")
        verbose_name_plural = pgettext_lazy("flera", "uttag")
        ordering = ["-made_at", "-pk"]
        default_permissions = ["view"]

    def __str__(self):
        return self.title

    @property
    def control_sums(self) -> list[tuple[str, Decimal]]:
        """Kronor by heading; first those by which two exports of the list are compared."""
        of = {column["header"]: column for column in self.columns}
        kronor = [
            (header, Decimal(amount), of[header]["role"] != "kronor")
            for header, amount in self.sums
            if header in of and of[header]["kind"] == "MONEY"
        ]
        return [(header, amount) for header, amount, _last in sorted(kronor, key=lambda each: each[2])]

    def get_absolute_url(self):
        return route_to("finance:export_detail", self.pk)

    @property
    def path(self) -> str:
        return self.address.partition("?")[0]
