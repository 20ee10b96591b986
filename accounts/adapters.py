"""What django-allauth asks of us: whom it lets in, what it says and what it mails."""

from io import BytesIO

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.notices import MESSAGES, send_notice
from accounts.second_factor import FACTORS, needs_factor
from core.devices import device_of
from core.encryption import sealer
from core.login_limits import login_address
from core.services import mark_of_access

FACTORS_SALT = "accounts.factors"
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


class SecondStage(AuthenticateStage):
    """Where a login waits for its second factor, whatever it began with. It ends as what it began with does."""

    def handle(self) -> tuple:
        response, goes_on = super().handle()
        if response:
            self.state["mark"] = mark_of_access(self.login.user)
        return response, goes_on

    @property
    def has_ended(self) -> bool:
        return not constant_time_compare(self.state.get("mark", ""), mark_of_access(self.login.user))


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Koden stämmer inte. Vänta på nästa och skriv den."),
        "invalid_password_reset": gettext_lazy("Länken gäller inte längre."),
        "rate_limited": gettext_lazy("Det var många försök på kort tid. Vänta en stund."),
        "too_many_login_attempts": gettext_lazy("Det var många försök på kort tid. Vänta en stund."),
    }

    def is_open_for_signup(self, request) -> bool:
        """Nobody signs up: administrators invite."""
        return False

    def is_ajax(self, request) -> bool:
        """Every page answers with a page, whatever headers say."""
        return False

    def is_safe_url(self, url: str) -> bool:
        return url_has_allowed_host_and_scheme(url, allowed_hosts={self.request.get_host()})

    def get_client_ip(self, request) -> str:
        return login_address(request) or "unknown"

    def get_login_stages(self) -> list[str]:
        return ["accounts.adapters.SecondStage"]

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Our views ask themselves: core.views.recent_login."""
        return False

    def login(self, request, user: AbstractBaseUser):
        user.backend = MODEL_BACKEND  # after a second factor it is no longer known which one it was
        super().login(request, user)

    def respond_user_inactive(self, request, user: AbstractBaseUser):
        messages.error(request, _("Ditt konto är pausat. Be en administratör om hjälp."))
        return HttpResponseRedirect(resolve_url(settings.LOGIN_URL))

    def add_message(self, request, level, message_template=None, message_context=None, *args, message="", **kwargs):
        words = message or MESSAGES.get(message_template)
        if words:
            messages.add_message(request, level, str(words) % (message_context or {}))

    def send_notification_mail(self, template_prefix: str, user, context=None, email=None):
        with translation.override(user.language):
            send_notice(template_prefix, user=user, email=email or user.email, address=login_address(self.request))


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Koden stämmer inte. Vänta på nästa och skriv den."),
        "cannot_delete_authenticator": gettext_lazy("Din roll kräver ett andra steg. Lägg till ett annat först."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return may_remove(authenticator)

    def generate_authenticator_name(self, user, type) -> str:  # noqa: A002  the library's word
        return device_of(context.request.headers.get("User-Agent", ""))

    def build_totp_svg(self, url: str) -> str:
        picture = BytesIO()
        segno.make(url, error="m").save(picture, kind="svg", xmldecl=False, scale=5, border=2, light="#fff")
        return picture.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return sealer(FACTORS_SALT).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return sealer(FACTORS_SALT).decrypt(encrypted_text.encode()).decode()


def may_remove(factor: Authenticator) -> bool:
    """Whether the user may do without it: their role requires none, or they have another."""
    others = Authenticator.objects.filter(user=factor.user, type__in=FACTORS).exclude(pk=factor.pk)
    return others.exists() or not needs_factor(factor.user)
