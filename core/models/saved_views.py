from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.records import Record, Sortable
from core.models.users import User
from core.querysets import SavedViewQuerySet


class SavedView(Record, Sortable):
    """A list's filters, order and columns, stored as the query string of its URL."""

    owner = models.ForeignKey(User, models.CASCADE, verbose_name=_("ägare"), related_name="saved_views", editable=False)
    list_name = models.CharField(_("lista"), max_length=80, editable=False)  # its URL name
    name = models.CharField(_("namn"), max_length=60)
    query = models.TextField(_("urval"), blank=True, editable=False)
    shared = models.BooleanField(_("delad"), default=False, help_text=_("Alla som ser listan kan välja vyn."))

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("sparad vy")
        verbose_name_plural = _("sparade vyer")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "list_name", "name"],
                name="core_savedview_name_once",
                violation_error_message=_("Du har redan en vy med det namnet på listan."),
            ),
        ]
        permissions = [("share_savedview", "Can share views of lists, and change those shared by others")]

    def __str__(self):
        return self.name

    def may_be_changed_by(self, user) -> bool:
        return self.owner_id == user.pk or (self.shared and user.has_perm("core.share_savedview"))


class DefaultView(models.Model):
    """The saved view that a user's list opens with."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("användare"), related_name="default_views")
    list_name = models.CharField(_("lista"), max_length=80)
    view = models.ForeignKey(SavedView, models.CASCADE, verbose_name=_("vy"), related_name="default_for")

    class Meta:
        verbose_name = _("förvald vy")
        verbose_name_plural = _("förvalda vyer")
        constraints = [models.UniqueConstraint(fields=["user", "list_name"], name="core_defaultview_one_a_list")]

    def __str__(self):
        return f"{self.user}: {self.view}"
