"""One-time links: who is invited, who has lost the password, and that each link opens once."""

import datetime as dt
import re
from functools import partial

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, PasswordLink
from accounts.services import one_time_links
from accounts.services.one_time_links import (
    DAYS,
    LinkEnded,
    accept_invitation,
    choose_password,
    make_password_link,
    renew_invitation,
)
from accounts.services.users import pause_user
from config.roles import ADMINISTRATOR, COMPETITION_LEADER, FINANCE, READER
from core.models import ApiToken, AuditEntry, Session, User
from core.services import hash_of
from core.views.submit_once import SAVED_COOKIE
from tests.accounts.people import CHOSEN, KIM, keys_of, make_invitation, path_in_mail
from tests.factories import UserFactory
from tests.racing import ROUNDS, at_once

pytestmark = [pytest.mark.django_db, pytest.mark.database("accounts.services.one_time_links", "accounts.querysets")]

CONSOLE = "django.core.mail.backends.console.EmailBackend"
WEEK = dt.timedelta(days=DAYS)


def accept(secret: str, client: Client | None = None, **fields):
    return (client or Client()).post(reverse("accounts:invitation_accept", args=[secret]), CHOSEN | fields)


def states() -> list[str]:
    kinds = ("open", "used", "revoked", "expired")
    return [kind for kind in kinds for _each in Invitation.objects.in_state(kind)]


def test_invited_by_mail_chooses_a_name_and_a_password_and_is_in(client_for, client):
    administrator = client_for(ADMINISTRATOR)
    sent = KIM | {"language": "en", "roles": keys_of(FINANCE, COMPETITION_LEADER)}
    answer = administrator.post(reverse("accounts:invitation_create"), sent, follow=True)
    assert "Kim Ek har fått ett mejl" in answer.content.decode()
    assert [row.get_cell("name") for row in answer.context["table"].rows] == ["Kim Ek"]
    shown = [column.name for column in answer.context["table"].columns]
    assert (shown[-2:], "made_by" in shown) == (["expires_at", "actions"], False)  # so that the buttons are in sight
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["kim@medspel.example"], "You are invited to Medspel")
    assert re.search(r"(?s)Hi Kim!.*invites you", message.body)
    path = path_in_mail()
    secret = path.strip("/").split("/")[-1]
    invitation = Invitation.objects.get()
    assert (invitation.token_hash, secret in answer.content.decode()) == (hash_of(secret), False)
    assert client.get(path).context["form"].initial == {"username": "kim"}
    assert client.post(path, CHOSEN).headers["Location"] == "/"
    user = User.objects.get(username="kim")
    assert (str(user), user.email, user.language, user.is_staff) == ("Kim Ek", "kim@medspel.example", "en", False)
    assert set(user.groups.values_list("name", flat=True)) == {FINANCE, COMPETITION_LEADER}
    assert client.get("/jobb/").status_code == 200
    assert authenticate(None, username="kim", password=CHOSEN["password1"]) == user
    assert states() == ["used"]
    told = AuditEntry.objects.filter(kind__in=["user_invited", "user_made"]).order_by("number")
    assert list(told.values_list("kind", "user")) == [("user_invited", administrator.user.pk), ("user_made", user.pk)]
    assert "kim" not in str(list(told.values_list("facts", flat=True)))


def test_without_mail_the_link_is_shown_once(client_for, settings):
    settings.EMAIL_BACKEND = CONSOLE
    client = client_for(ADMINISTRATOR)
    sent = KIM | {"language": "sv", "roles": keys_of(READER), "form_token": "t"}
    shown = client.post(reverse("accounts:invitation_create"), sent)
    (link,) = re.findall(r'value="(http[^"]+)"', shown.content.decode())
    assert link.startswith(f"{settings.SITE_URL}/valkommen/")
    assert "no-store" in shown.headers["Cache-Control"]
    assert shown.cookies[SAVED_COOKIE].value == "t"  # or the draft comes back in the next invitation
    again = client.post(reverse("accounts:invitation_create"), sent, follow=True)
    assert (link in again.content.decode(), Invitation.objects.count()) == (False, 1)
    assert accept(link.strip("/").split("/")[-1]).status_code == 302


def test_mail_that_cannot_be_sent_shows_the_link_and_says_so(client_for, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    client = client_for(ADMINISTRATOR)
    shown = client.post(reverse("accounts:invitation_create"), KIM | {"language": "sv", "roles": keys_of(READER)})
    assert "Mejlet gick inte att skicka." in shown.content.decode()
    assert (Invitation.objects.get().mailed_at, states()) == (None, ["open"])


def test_link_opens_once_and_for_a_week(time_machine):
    _invitation, secret = make_invitation()
    made = timezone.now()
    time_machine.move_to(made + WEEK - dt.timedelta(hours=1))
    page = reverse("accounts:invitation_accept", args=[secret])
    assert Client().get(page).status_code == 200  # programs that look through mail do not use it up
    time_machine.move_to(made + WEEK + dt.timedelta(seconds=1))
    assert (Client().get(page).status_code, accept(secret).status_code, states()) == (410, 410, ["expired"])
    time_machine.move_to(made)
    assert [accept(secret).status_code, accept(secret, username="kim2").status_code] == [302, 410]
    assert User.objects.filter(email=KIM["email"]).count() == 1


def test_new_link_ends_the_old_and_a_revoked_one_opens_nothing(client_for):
    client = client_for(ADMINISTRATOR)
    invitation, first = make_invitation(by=client.user)
    client.post(reverse("accounts:invitation_renew", args=[invitation.pk]))
    second = path_in_mail().strip("/").split("/")[-1]
    assert accept(first).status_code == 410
    client.post(reverse("accounts:invitation_revoke", args=[invitation.pk]))
    assert (accept(second).status_code, states()) == (410, ["revoked"])
    _same, third = renew_invitation(invitation, by=client.user)
    assert accept(third).status_code == 302
    for name in ("renew", "revoke"):
        client.post(reverse(f"accounts:invitation_{name}", args=[invitation.pk]))
    assert states() == ["used"]


def test_second_invitation_to_the_same_address_ends_the_first():
    make_invitation()
    _invitation, secret = make_invitation(email="KIM@medspel.example")
    assert states() == ["open", "revoked"]
    accept(secret)
    with pytest.raises(ValidationError, match="En annan användare har redan den adressen"):
        make_invitation()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"password1": "kort", "password2": "kort"}, "password1"),
        ({"password1": KIM["email"], "password2": KIM["email"]}, "password1"),
        ({"password2": "En-annan-mening-1"}, "password2"),
        ({"username": "UPPTAGEN"}, "username"),
        ({"username": "med mellanslag"}, "username"),
        ({"username": ""}, "username"),
        ({"username": "kollega@medspel.example"}, "username"),
        ({"username": "\x00"}, "username"),
    ],
)
def test_choice_that_will_not_do_is_told_of_and_uses_nothing_up(fields, wrong):
    UserFactory(username="upptagen")
    _invitation, secret = make_invitation()
    answer = accept(secret, **fields)
    assert (answer.status_code, list(answer.context["form"].errors), states()) == (200, [wrong], ["open"])


def test_invitation_gives_only_what_its_maker_has_when_it_is_used(make_user):
    """Who was an administrator yesterday gives no roles today."""
    inviter = make_user(ADMINISTRATOR)
    _invitation, secret = make_invitation(ADMINISTRATOR, by=inviter)
    inviter.groups.clear()
    assert (accept(secret).status_code, User.objects.filter(username="kim").exists()) == (410, False)
    other = make_user(ADMINISTRATOR)
    _invitation, secret = make_invitation(READER, by=other)
    pause_user(make_user(ADMINISTRATOR), by=other)
    User.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(LinkEnded):
        accept_invitation(secret, username="kim", password=CHOSEN["password1"])


def test_crafted_invitation_gives_no_role_beyond_the_giver(client_for, make_user):
    own = Group.objects.create(name="Kontoret")
    own.permissions.set(Permission.objects.filter(codename="add_user"))
    user = make_user(READER)
    user.groups.add(own)
    sent = KIM | {"language": "sv", "roles": keys_of(ADMINISTRATOR)}
    answer = client_for(user).post(reverse("accounts:invitation_create"), sent)
    assert (list(answer.context["form"].errors), Invitation.objects.count()) == (["roles"], 0)


def test_lost_password_is_chosen_by_a_link_that_is_handed_over(client_for, make_user, client):
    administrator, user = client_for(ADMINISTRATOR), make_user(FINANCE)
    theirs = client_for(user)
    ApiToken.objects.create(user=user, name="Skript")
    shown = administrator.post(reverse("accounts:user_password_link", args=[user.pk]))
    (link,) = re.findall(r'value="http://[^/"]+(/nytt-losenord/[^"]+)"', shown.content.decode())
    chosen = {name: CHOSEN[name] for name in ("password1", "password2")}
    assert "Minst 12 tecken; en mening går bra." in client.get(link).content.decode()
    assert "Gjorde en länk för nytt lösenord" in administrator.get(reverse("core:audit_list")).content.decode()
    assert client.post(link, chosen).headers["Location"] == reverse("core:login")
    assert client.get("/jobb/").status_code == 302  # a second factor is asked for at the login, not passed by here
    assert authenticate(None, username=user.username, password=CHOSEN["password1"]) == user
    assert (theirs.get("/jobb/").status_code, ApiToken.objects.exists()) == (302, False)
    assert client.post(link, chosen).status_code == 410
    assert not Session.objects.filter(user=user).exists()


@pytest.mark.parametrize("since", ["paused", "less", "superuser"])
def test_password_link_opens_nobody_else_once_its_maker_may_not_make_one(since, make_user):
    """Who made it has seen it, and could be its user for a week after the own account was shut."""
    maker, user = make_user(ADMINISTRATOR), make_user(ADMINISTRATOR)
    maker.is_superuser = since == "superuser"
    maker.save()
    _link, secret = make_password_link(user, by=maker)
    if since == "less":
        maker.groups.set(Group.objects.filter(name=READER))
    else:
        pause_user(maker, by=None)
    with pytest.raises(LinkEnded):
        choose_password(secret, password=CHOSEN["password1"])
    assert choose_password(make_password_link(user, by=None)[1], password=CHOSEN["password1"]) == user


@pytest.mark.parametrize("end", ["another", "own", "pause", "week"])
def test_password_link_ends_with_another_one_a_new_password_a_pause_and_a_week(end, make_user, time_machine):
    user, administrator = make_user(FINANCE), make_user(ADMINISTRATOR)
    _link, secret = make_password_link(user, by=administrator)
    if end == "another":
        make_password_link(user, by=administrator)
    elif end == "own":
        user.set_password("Nagot-helt-annat-1")
        user.save()
    elif end == "pause":
        pause_user(user, by=administrator)
        User.objects.filter(pk=user.pk).update(is_active=True)
    else:
        time_machine.move_to(timezone.now() + WEEK)
    with pytest.raises(LinkEnded):
        choose_password(secret, password=CHOSEN["password1"])


@pytest.mark.parametrize("secret", ["x", "%25", "å" * 50, "a" * 3000])
@pytest.mark.parametrize("name", ["invitation_accept", "password_choose"])
def test_made_up_link_is_told_of_as_any_that_has_ended(name, secret):
    assert Client().get(reverse(f"accounts:{name}", args=[secret])).status_code == 410


@pytest.mark.django_db(transaction=True)
def test_link_used_twice_at_once_makes_one_user():
    for number in range(ROUNDS):
        _invitation, secret = make_invitation(email=f"kim{number}@medspel.example")
        names = [f"kim{number}a", f"kim{number}b"]
        accepting = [partial(accept_invitation, secret, username=name, password=CHOSEN["password1"]) for name in names]
        assert max(map(str, at_once(*accepting))) == "LinkEnded"
        assert User.objects.filter(username__in=names).count() == 1


def test_secret_is_nowhere_at_rest():
    invitation, secret = make_invitation()
    link, other = make_password_link(UserFactory(), by=None)
    rows = [*Invitation.objects.values(), *PasswordLink.objects.values(), *AuditEntry.objects.values()]
    assert [(secret in str(rows)), (other in str(rows))] == [False, False]
    assert len(secret) == len(other) == 43
    assert one_time_links.opened(Invitation, secret) == invitation
    assert one_time_links.opened(PasswordLink, other) == link
