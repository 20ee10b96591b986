"""Invitations and one-time links for tests."""

import re

from django.contrib.auth.models import Group
from django.core import mail

from accounts.models import Invitation
from accounts.services.one_time_links import invite

KIM = {"first_name": "Kim", "last_name": "Ek", "email": "kim@medspel.example"}
CHOSEN = {"username": "kim", "password1": "En-lang-mening-1", "password2": "En-lang-mening-1"}


def role(*names: str) -> list[Group]:
    return list(Group.objects.filter(name__in=names))


def keys_of(*names: str) -> list[int]:
    return [group.pk for group in role(*names)]


def make_invitation(*roles: str, by=None, **fields) -> tuple[Invitation, str]:
    return invite(roles=role(*(roles or ("Läsare",))), by=by, **KIM | fields)


def path_in_mail() -> str:
    """The path of the link in the only mail that was sent."""
    (sent,) = mail.outbox
    return re.search(r"https?://[^/\s]+(/\S+)", sent.body)[1]
