from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.querysets import LinkQuerySet
from core.models import Language, Sortable
from core.models.secret_links import SecretLink

NO_NAME = "-"  # the last name of an invitation from the command line that says none


class OneTimeLink(SecretLink):
    """Opens one page, once, until a day."""

    used_at = models.DateTimeField(_("använd"), null=True, editable=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.used_at is None and super().is_open


class Invitation(Sortable, OneTimeLink):
    """Somebody who is to become a user, with the roles that they get then."""

    first_name = models.CharField(_("förnamn"), max_length=150)
    last_name = models.CharField(_("efternamn"), max_length=150)
    email = models.EmailField(_("e-post"))
    language = models.CharField(_("språk"), max_length=2, choices=Language, default=Language.SV)
    roles = models.ManyToManyField(Group, verbose_name=_("roller"), related_name="+")
    mailed_at = models.DateTimeField(_("mejlad"), null=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("blev användaren"),
        related_name="invitation",
        null=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("inbjudan")
        verbose_name_plural = _("inbjudningar")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, user__isnull=True) | Q(used_at__isnull=False, user__isnull=False),
                name="accounts_invitation_used_by_somebody",
            ),
        ]

    def __str__(self):
        return self.first_name if self.lacks_name else f"{self.first_name} {self.last_name}"

    @property
    def lacks_name(self) -> bool:
        return self.last_name == NO_NAME

    def search_parts(self):
        return [str(self), self.email]


class PasswordLink(OneTimeLink):
    """Lets a user who has lost the password choose another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="password_links")

    class Meta:
        verbose_name = pgettext_lazy("för nytt lösenord", "engångslänk")
        verbose_name_plural = pgettext_lazy("för nytt lösenord", "engångslänkar")

    def __str__(self):
        return str(self.user)
