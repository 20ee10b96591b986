"""How long a login lasts, what it is known by, and what ends it."""

import datetime as dt
import threading

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.brief_writes import write_unless_busy
from core.devices import device_of
from core.models import ApiToken, CalendarLink, Session, User
from core.services import make_calendar_link
from core.sessions import SEEN_EVERY
from tests.conftest import PASSWORD
from tests.racing import PATIENCE, at_once

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0"
)
OTHER_PASSWORD = "Ett-annat-losenord-2"


def is_in(client: Client) -> bool:
    return client.get(reverse("core:job_list")).status_code == 200


def test_login_ends_when_it_has_been_idle_too_long(client_for, time_machine):
    client, began = client_for("Läsare"), timezone.now()
    assert settings.SESSION_IDLE < settings.SESSION_LONGEST
    for hours, stays in ((-1, True), (-2, True), (1, False)):  # use puts the end off
        began += settings.SESSION_IDLE + hours * HOUR
        time_machine.move_to(began)
        assert is_in(client) == stays


def test_login_ends_at_its_age_however_much_it_is_used(client_for, time_machine):
    client, began = client_for("Läsare"), timezone.now()
    for day in range(1, settings.SESSION_LONGEST.days + 1):
        time_machine.move_to(began + dt.timedelta(days=day) - HOUR)
        assert is_in(client)
    time_machine.move_to(began + settings.SESSION_LONGEST + HOUR)
    assert not is_in(client)
    call_command("clearsessions")
    assert not Session.objects.exists()


def test_session_is_written_at_most_every_few_minutes(client_for, time_machine, django_assert_num_queries):
    client, began = client_for("Läsare"), timezone.now()
    url, sent = reverse("core:job", args=[0]), {"headers": {"User-Agent": FIREFOX}, "REMOTE_ADDR": "198.51.100.7"}
    with django_assert_num_queries(3):  # session, user, the job
        client.get(url, **sent)
    time_machine.move_to(began + SEEN_EVERY)
    with django_assert_num_queries(7):  # besides: a savepoint and its release, the session, the user
        client.get(url, **sent)
    session = Session.objects.get()
    assert (session.user, session.device, session.address) == (client.user, "Firefox, Windows", "198.51.100.0/24")
    assert User.objects.get(pk=client.user.pk).seen_at == session.seen_at >= began + SEEN_EVERY
    with django_assert_num_queries(3):
        client.get(url, **sent)


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (FIREFOX, "Firefox, Windows"),
        (IPHONE, "Safari, iPhone"),
        (EDGE, "Edge, Windows"),
        ("curl/8.5.0", ""),
        ("", ""),
        ("\x00" * 100_000, ""),
    ],
)
def test_device_is_the_browser_and_the_kind_of_machine(user_agent, device):
    assert device_of(user_agent) == device


def test_new_password_ends_every_way_in_but_the_login_that_set_it(client_for):
    client = client_for("Läsare")
    elsewhere = client_for(client.user)
    make_calendar_link(client.user)
    ApiToken.objects.create(user=client.user, name="Skript")
    colleague = client_for("Läsare")
    words = {"old_password": PASSWORD, "new_password1": OTHER_PASSWORD, "new_password2": OTHER_PASSWORD}
    client.post(reverse("core:password_change"), words)
    assert [is_in(each) for each in (client, elsewhere, colleague)] == [True, False, True]
    left = (Session.objects.filter(user=client.user), ApiToken.objects, CalendarLink.objects)
    assert [rows.count() for rows in left] == [1, 0, 0]


def test_password_that_is_only_hashed_anew_ends_nothing(client_for, settings):
    client = client_for("Läsare")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", *settings.PASSWORD_HASHERS]
    user = authenticate(None, username=client.user.username, password=PASSWORD)
    assert user.password.startswith("pbkdf2_")
    assert Session.objects.filter(user=user).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.database("core.brief_writes")
def test_page_does_not_wait_for_a_long_write_to_note_that_it_was_seen(make_user):
    user, held, done = make_user(), threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(first_name="Sam")
            held.set()
            assert done.wait(PATIENCE)

    def note():
        assert held.wait(PATIENCE)
        write_unless_busy(lambda: Session.objects.filter(pk="x").update(device="y"))
        with connection.cursor() as cursor:
            patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0] if connection.vendor == "sqlite" else 60_000
        done.set()
        return patience

    assert at_once(hold, note) == [None, 60_000]


def test_copy_of_the_table_lets_nobody_in(client_for):
    client = client_for("Läsare")
    (kept,) = Session.objects.values_list("pk", flat=True)
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert [each.get("/jobb/").status_code for each in (client, thief)] == [200, 302]
    client.logout()
    assert not Session.objects.exists()
