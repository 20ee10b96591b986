from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SecretLink(models.Model):
    """What opens pages without a login until a moment, unless it is revoked. Only the hash of its secret is stored."""

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(  # None: by the command line
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("av"), related_name="+", null=True, editable=False
    )
    made_at = models.DateTimeField(_("gjord"), editable=False)
    expires_at = models.DateTimeField(_("gäller till"), editable=False)
    revoked_at = models.DateTimeField(_("återkallad"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
