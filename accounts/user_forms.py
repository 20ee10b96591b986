"""Forms about users: their roles, invitations, keys and new passwords."""

import datetime as dt

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation
from accounts.services.roles import all_roles, roles_to_give
from core.forms import StyledForm, StyledModelForm
from core.markup import markup
from core.models import ApiToken, User
from core.passwords import password_help

KEY_DAYS = [(30, _("En månad")), (90, _("Tre månader")), (365, _("Ett år")), (730, _("Två år"))]


class RolesField(forms.ModelMultipleChoiceField):
    """Of the roles that `by` may give; each with what it is for."""

    def __init__(self, *, by: User, **kwargs):
        to_give = Group.objects.filter(pk__in=[role.pk for role in roles_to_give(by)]).order_by("name")
        super().__init__(to_give, label=_("Roller"), widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, role: Group):
        words = settings.ROLES_IN_WORDS[role.name]
        return markup('<span>{}<span class="d-block fw-normal text-body-secondary">{}</span></span>', role, words)


class InvitationForm(StyledModelForm):
    class Meta:
        model = Invitation
        fields = ["first_name", "last_name", "email", "language"]
        widgets = {"language": forms.RadioSelect}

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roles"] = RolesField(by=by, error_messages={"required": _("Välj minst en roll.")})


class RolesForm(StyledForm):
    sure = forms.BooleanField(
        label=_("Ja, ta ifrån mig rollen Administratör"),
        required=False,
        help_text=_("Bara om du tar bort din egen roll. Någon annan måste sedan ge dig den igen."),
    )

    def __init__(self, *args, by: User, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.had = list(all_roles().filter(user=user))
        sure = self.fields.pop("sure")
        self.fields["roles"] = RolesField(by=by, required=False)
        self.initial["roles"] = [role.pk for role in self.had]
        if by == user and any(role.name == settings.ADMINISTRATOR_ROLE for role in self.had):
            self.fields["sure"] = sure

    def chosen(self) -> list[Group]:
        """What was chosen, and the roles that are not the giver's to take."""
        offered = set(self.fields["roles"].queryset)
        return [*self.cleaned_data["roles"], *(role for role in self.had if role not in offered)]

    def clean(self):
        cleaned = super().clean()
        if "roles" not in cleaned:
            return cleaned
        leaves = "sure" in self.fields and settings.ADMINISTRATOR_ROLE not in {str(role) for role in cleaned["roles"]}
        if leaves and not cleaned["sure"]:
            self.add_error("sure", _("Du är på väg att ta ifrån dig själv rollen. Kryssa här om du menar det."))
        return cleaned


class UserForm(StyledModelForm):
    class Meta:
        model = User
        fields = ["first_name", "last_name", "email", "language"]
        widgets = {"language": forms.RadioSelect}


class PasswordForm(StyledForm):
    """A new password, twice; whether it will do is for the service to say, which knows whose it is."""

    password1 = forms.CharField(
        label=_("Lösenord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_help(),
    )
    password2 = forms.CharField(
        label=_("Lösenordet en gång till"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self):
        cleaned = super().clean()
        if {"password1", "password2"} <= cleaned.keys() and cleaned["password1"] != cleaned["password2"]:
            self.add_error("password2", _("Det är inte samma lösenord båda gångerna."))
        return cleaned


class AcceptForm(PasswordForm):
    first_name = forms.CharField(
        label=_("Förnamn"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Efternamn"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    username = forms.CharField(
        label=_("Användarnamn"),
        max_length=150,
        validators=[User.username_validator],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        help_text=_("Det du loggar in med. Din e-postadress går också bra."),
    )
    field_order = ["first_name", "last_name", "username", "password1", "password2"]

    def __init__(self, *args, asks_name: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_name:
            del self.fields["first_name"], self.fields["last_name"]


class KeyForm(StyledModelForm):
    days = forms.TypedChoiceField(label=_("Gäller i"), choices=KEY_DAYS, coerce=int, initial=365)

    class Meta:
        model = ApiToken
        fields = ["name", "may_write", "addresses"]
        widgets = {"addresses": forms.Textarea(attrs={"rows": 3})}

    field_order = ["name", "days", "may_write", "addresses"]

    @property
    def expiry(self) -> dt.timedelta:
        return dt.timedelta(days=self.cleaned_data["days"])
