"""What django-allauth asks of us about logins at the organisation's own provider."""

import logging

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from accounts.services.single_sign_on import follow_roles, is_from_elsewhere, may_be_created, verified_address
from core.audit import record
from core.models import AuditKind
from core.services import active_users_at

logger = logging.getLogger(__name__)


class OutsideAdapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request, sociallogin):
        """Find whose login it is: by the link made before, else by a verified address. Refuse everybody else."""
        claims = claims_of(sociallogin)
        if sociallogin.state.get("process") != "login" or is_from_elsewhere(sociallogin.account.provider, claims):
            refuse(request, _("Det kontot hör inte till organisationen. Logga in med ditt konto på jobbet."))
        if sociallogin.is_existing:
            follow_roles(sociallogin.user, claims, provider=sociallogin.account.provider)
            return
        address = verified_address(claims)
        users = list(active_users_at(address)[:2]) if address else []
        if len(users) == 1:
            sociallogin.connect(request, users[0])
            follow_roles(users[0], claims, provider=sociallogin.account.provider)
        elif not (address and may_be_created(address)):
            refuse(request, _("Du har inget konto i Medspel ännu. Be en administratör att bjuda in dig."))

    def is_open_for_signup(self, request, sociallogin) -> bool:
        """`pre_social_login` has let only those through who become users at their first login."""
        return True

    def populate_user(self, request, sociallogin, data):
        user = super().populate_user(request, sociallogin, data | {"username": ""})
        user.language = settings.LANGUAGE_CODE
        return user

    def save_user(self, request, sociallogin, form=None):
        claims = sociallogin.claims
        user = super().save_user(request, sociallogin, form)
        record(AuditKind.USER_MADE, by=user, subject=user)
        follow_roles(user, claims, provider=sociallogin.account.provider)
        if not user.groups.exists():
            messages.info(request, _("Välkommen! Du har ingen roll än. Be en administratör att ge dig en."))
        return user

    def on_authentication_error(self, request, provider, error=None, *, exception=None, **kwargs):
        # The exception's own text may hold what the provider says of the user.
        logger.warning("No login at %s: %s %s", provider.app.provider_id, error, type(exception).__name__)
        refuse(request, _("Inloggningen blev inte av. Försök igen, eller logga in med lösenord."))

    def send_notification_mail(self, *args, **kwargs):
        get_account_adapter().send_notification_mail(*args, **kwargs)


def claims_of(sociallogin) -> dict:
    """What the provider says of who logs in. It is used now and not stored."""
    account = sociallogin.account
    sociallogin.claims = account.extra_data.get("id_token") or {}
    account.extra_data = {}
    if account.pk:
        account.save(update_fields=["extra_data"])
    return sociallogin.claims


def refuse(request, words: str):
    messages.error(request, words)
    raise ImmediateHttpResponse(HttpResponseRedirect(resolve_url(settings.LOGIN_URL)))
