from allauth.account.forms import UserTokenForm
from allauth.core import context
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.reset_tokens import ResetTokens
from accounts.services.users import is_free
from core.forms import StyledForm, StyledMixin
from core.login_limits import counted_attempt
from core.passwords import password_help


class ConfirmForm(StyledForm):
    """The password of the user who is logged in; a wrong one counts as a failed login (core/login_limits.py)."""

    password = forms.CharField(
        label=_("Lösenord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        user, password = self.request.user, self.cleaned_data["password"]
        if authenticate(self.request, username=user.get_username(), password=password) != user:
            raise ValidationError(_("Det är inte ditt lösenord."), code="wrong")
        return password


class ResetForm(StyledForm):
    email = forms.EmailField(
        label=_("E-postadress"), widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True})
    )


class ResetKeyForm(StyledMixin, UserTokenForm):
    """The key of a mailed link. Wrong ones count with the user's passwords.

    A right one neither counts nor makes anything forgotten: whoever reads the user's mail could open it again and again
    between guesses at the second factor. A key is too long to be found by many guesses at once.
    """

    token_generator = ResetTokens()

    def clean(self):
        try:
            return super().clean()
        except ValidationError as wrong:
            user = self._get_user(self.cleaned_data.get("uidb36", ""))
            with counted_attempt(context.request, user.get_username() if user else ""):
                raise wrong from None


class NewPasswordForm(StyledMixin, SetPasswordForm):
    def __init__(self, *args, user, temp_key, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].help_text = password_help()


class EmailForm(StyledForm):
    email = forms.EmailField(label=_("Ny e-postadress"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self):
        address = self.cleaned_data["email"]
        if address == self.user.email:
            raise ValidationError(_("Det är redan din e-postadress."), code="same")
        if not is_free(address, user=self.user):
            raise ValidationError(_("Någon annan har redan den adressen."), code="taken")
        return address
