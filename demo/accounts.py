"""Log-ins for the demo data's colleagues."""

import os
import secrets
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import Invitation
from accounts.services.one_time_links import invite
from accounts.services.users import make_key
from core.models import ApiToken, User
from demo.cast import USERS

PASSWORD_VARIABLE = "MEDSPEL_DEMO_PASSWORD"  # noqa: S105  the name of the variable, not a password


@dataclass(frozen=True)
class Login:
    user: User
    role: str
    password: str


@transaction.atomic
def make_accounts() -> list[Login]:
    """Create a user per cast member, in the role's group; an existing user gets the new password.

    The password is random unless the environment variable sets it.
    """
    logins = []
    for part in USERS:
        user = User.objects.filter(username=part.username).first() or User(username=part.username)
        user.first_name, user.last_name, user.is_staff = part.first_name, part.last_name, part.is_staff
        user.email = f"{part.username}@medspel.example"
        user.is_active = True
        user.digest = part.digest
        password = os.environ.get(PASSWORD_VARIABLE) or secrets.token_urlsafe(9)
        user.set_password(password)
        user.full_clean()
        user.save()
        user.groups.set([Group.objects.get(name=part.role)])
        logins.append(Login(user, part.role, password))
    return logins


def show_accounts(*, by: User, finance: User):
    """A colleague who has not answered the invitation yet, and a key to the API.

    Make them once: reseeding keeps users and what is theirs. The audit log tells of both.
    """
    if not Invitation.objects.exists():
        invited = {"first_name": "Signe", "last_name": "Videfors", "email": "signe@medspel.example"}
        invite(roles=Group.objects.filter(name="Läsare"), by=by, **invited)
    if not ApiToken.objects.filter(user=finance).exists():
        make_key(finance, name="Kassan", may_write=False, addresses="", expiry=None)
