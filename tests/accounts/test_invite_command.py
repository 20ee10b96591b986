"""The first administrator comes in by a link that a command prints."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Invitation
from config.roles import ADMINISTRATOR, READER
from core.models import User
from tests.accounts.people import CHOSEN

pytestmark = pytest.mark.django_db


def test_first_administrator_comes_in_by_the_link_that_is_printed(capsys, settings):
    call_command("invite", "--email", "eva@medspel.example", "--role", ADMINISTRATOR, "--role", READER)
    link = capsys.readouterr().out.strip()
    assert link.startswith(f"{settings.SITE_URL}/valkommen/")
    path = link.removeprefix(settings.SITE_URL)
    asked = Client().post(path, CHOSEN)
    assert (asked.status_code, sorted(asked.context["form"].errors)) == (200, ["first_name", "last_name"])
    assert Client().post(path, CHOSEN | {"first_name": "Eva", "last_name": "Ek"}).status_code == 302
    user = User.objects.get(username="kim")
    assert (str(user), str(Invitation.objects.get())) == ("Eva Ek", "Eva Ek")
    assert set(user.groups.values_list("name", flat=True)) == {ADMINISTRATOR, READER}
    assert (user.email, user.is_staff, user.is_superuser) == ("eva@medspel.example", True, False)


def test_name_that_the_command_gave_is_not_asked_for(capsys, settings):
    names = ("--first-name", "Eva", "--last-name", "Ek")
    call_command("invite", "--email", "eva@medspel.example", "--role", READER, *names)
    path = capsys.readouterr().out.strip().removeprefix(settings.SITE_URL)
    assert Client().post(path, CHOSEN | {"first_name": "Kim", "last_name": "Al"}).status_code == 302
    assert str(User.objects.get(username="kim")) == "Eva Ek"


def test_refusals_are_told_in_words(make_user):
    make_user(email="eva@medspel.example")
    with pytest.raises(CommandError, match="En annan användare har redan den adressen"):
        call_command("invite", "--email", "eva@medspel.example", "--role", READER)
    with pytest.raises(CommandError):
        call_command("invite", "--email", "ingen adress", "--role", READER)
    with pytest.raises(CommandError):
        call_command("invite", "--email", "kim@medspel.example", "--role", "Chef")
    assert not Invitation.objects.exists()
