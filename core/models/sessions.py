from importlib import import_module

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.users import User


class Session(AbstractBaseSession):
    """A browser's login, with what its owner knows it by. core.sessions keeps it."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("användare"), related_name="sessions", null=True)
    begun_at = models.DateTimeField(_("inloggad"), editable=False)
    seen_at = models.DateTimeField(_("senast använd"), editable=False)
    device = models.CharField(_("webbläsare"), max_length=60, blank=True)
    address = models.CharField(_("ungefärlig adress"), max_length=50, blank=True)

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("inloggning")
        verbose_name_plural = _("inloggningar")
        ordering = ["-seen_at", "session_key"]

    @classmethod
    def get_session_store_class(cls):
        return import_module(settings.SESSION_ENGINE).SessionStore
