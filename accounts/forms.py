from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm


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
