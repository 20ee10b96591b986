"""Forms of second factors. What can be guessed counts with the user's passwords (core/login_limits.py)."""

from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.forms import StyledMixin
from core.login_limits import counted_code

# What libraries raise on an answer that no browser gives.
NONSENSE = (TypeError, ValueError, LookupError, AttributeError, RecursionError, InvalidSignature)
LAST_USED = "last_counter"  # in the authenticator's data: the period of the last code that was used
WRONG_KEY = _("Nyckeln gick inte att använda. Försök igen.")


def code_field(help_text: str) -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    return forms.CharField(label=_("Kod"), max_length=30, help_text=help_text, widget=forms.TextInput(attrs=attrs))


class CountedCode:
    used = _("Koden är redan använd. Vänta på nästa och skriv den.")

    def clean_code(self):
        with counted_code(context.request, self.user.get_username()):
            code = super().clean_code()
            if self.authenticator.type == Authenticator.Type.TOTP:
                self._use_up(code)
        return code

    @transaction.atomic
    def _use_up(self, code: str):
        """No code is good twice, nor an older one. The library remembers in the cache, which each process may have its
        own of, and for less time than we accept a code.
        """
        app = Authenticator.objects.select_for_update(no_key=True).get(pk=self.authenticator.pk)
        secret = decrypt(app.data["secret"])
        right = [
            each
            for each in yield_hotp_counters_from_time()
            if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, each)))
        ]
        if not right or right[-1] <= app.data.get(LAST_USED, 0):
            raise ValidationError(self.used, code="used")
        app.data[LAST_USED] = right[-1]
        app.save(update_fields=["data"])


class LoginCodeForm(StyledMixin, CountedCode, AuthenticateForm):
    code = code_field(_("Sex siffror från appen, eller en av dina reservkoder."))


class ConfirmCodeForm(StyledMixin, CountedCode, ReauthenticateForm):
    code = code_field(_("Sex siffror från appen, eller en av dina reservkoder."))


class ActivateCodeForm(StyledMixin, ActivateTOTPForm):
    code = code_field(_("Sex siffror, som appen visar."))


class CredentialField(forms.JSONField):
    widget = forms.HiddenInput

    def to_python(self, value):
        try:
            read = super().to_python(value)
        except RecursionError:
            read = None
        if not isinstance(read, dict):
            raise ValidationError(WRONG_KEY, code="wrong")
        return read


class LoginKeyForm(StyledMixin, LoginWebAuthnForm):
    credential = CredentialField()

    def clean_credential(self):
        return cleaned(super().clean_credential)


class SecondKeyForm(StyledMixin, AuthenticateWebAuthnForm):
    credential = CredentialField()

    def clean_credential(self):
        return cleaned(super().clean_credential)


class ConfirmKeyForm(StyledMixin, ReauthenticateWebAuthnForm):
    credential = CredentialField()

    def clean_credential(self):
        return cleaned(super().clean_credential)


class AddKeyForm(StyledMixin, AddWebAuthnForm):
    passwordless = None  # every key may log in by itself
    name = forms.CharField(
        label=_("Namn"), max_length=80, help_text=_("Så att du känner igen den, till exempel Jobbdatorn.")
    )
    credential = CredentialField()

    def clean(self):
        return cleaned(super().clean)


def cleaned(clean):
    """What `clean` returns. Raises ValidationError, in our words, for whatever is wrong with a key's answer."""
    try:
        return clean()
    except (*NONSENSE, ValidationError):
        raise ValidationError(WRONG_KEY, code="wrong") from None
