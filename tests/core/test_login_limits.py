import threading

import pytest
from allauth.account.utils import user_pk_to_url_str
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.jobs import forget_ended_logins
from core.login_limits import LIMITS, NAME, LoginLimits
from tests.conftest import PASSWORD
from tests.racing import PATIENCE, all_come_to, at_once, wrapped

pytestmark = pytest.mark.django_db
PROXY = "10.0.0.1"
HOME, STRANGER = "198.51.100.7", "203.0.113.9"
TOO_MANY = 429


@pytest.fixture(autouse=True)
def limits(settings):
    settings.AXES_ENABLED = True
    settings.PROXIES = 1


def log_in(username, password=PASSWORD, *, address=HOME, browser="Webbläsare"):
    return Client().post(
        reverse("core:login"),
        {"username": username, "password": password},
        REMOTE_ADDR=PROXY,
        headers={"X-Forwarded-For": address, "User-Agent": browser},
    )


def guess(username, times, *, address=STRANGER):
    return [log_in(username, f"fel-{number}", address=address).status_code for number in range(times)]


def test_eight_wrong_passwords_lock_the_name_from_that_address(make_user):
    user = make_user()
    assert guess(user.username, 8) == [200] * 7 + [TOO_MANY]
    assert log_in(user.username, address=STRANGER).status_code == TOO_MANY


def test_stranger_behind_the_same_proxy_does_not_lock_the_right_person_out(make_user):
    user = make_user()
    guess(user.username, 8)
    assert log_in(user.username, address=HOME).status_code == 302


def test_one_address_tries_thirty_names_and_no_more(make_user):
    user = make_user()
    codes = [log_in(f"namn{number}", "fel", address=STRANGER).status_code for number in range(31)]
    assert codes == [200] * 29 + [TOO_MANY] * 2
    assert log_in(user.username, address=STRANGER).status_code == TOO_MANY
    assert log_in(user.username, address=HOME).status_code == 302


def test_addresses_of_one_ipv6_network_are_one_address(make_user):
    user = make_user()
    for number in range(8):
        log_in(user.username, "fel", address=f"2001:db8:1:2::{number + 1:x}")
    assert log_in(user.username, address="2001:db8:1:2::ffff").status_code == TOO_MANY
    assert log_in(user.username, address="2001:db8:1:3::1").status_code == 302


def test_many_addresses_after_one_name_stop_at_its_limit_but_not_where_its_owner_works(make_user, monkeypatch):
    monkeypatch.setitem(LIMITS, tuple(NAME), 12)
    user = make_user()
    assert log_in(user.username, address=HOME).status_code == 302
    for number in range(12):
        log_in(user.username, "fel", address=f"203.0.113.{number + 1}")
    assert log_in(user.username, address="203.0.113.99").status_code == TOO_MANY
    assert log_in(user.username, address=HOME).status_code == 302


def test_going_on_while_locked_does_not_prolong_the_lock(make_user, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    user = make_user()
    guess(user.username, 8)
    for _time in range(3):
        time_machine.shift(4 * 60)
        guess(user.username, 1)
    time_machine.shift(4 * 60)
    assert log_in(user.username, address=STRANGER).status_code == 302


def test_success_forgets_only_what_that_person_got_wrong(make_user):
    insider = make_user()
    for number in range(29):
        log_in(f"namn{number}", "fel", address=STRANGER)
    assert log_in(insider.username, address=STRANGER).status_code == 302
    assert log_in("namn99", "fel", address=STRANGER).status_code == TOO_MANY


def test_client_without_an_address_is_limited_too(make_user, settings):
    settings.PROXIES = 0
    user = make_user()
    for _each in range(8):
        Client().post(reverse("core:login"), {"username": user.username, "password": "fel"}, REMOTE_ADDR="")
    answer = Client().post(reverse("core:login"), {"username": user.username, "password": PASSWORD}, REMOTE_ADDR="")
    assert answer.status_code == TOO_MANY


def test_name_that_no_database_can_keep_is_an_ordinary_error():
    assert [log_in(name, "fel").status_code for name in ("a\x00b", "å" * 5000)] == [200, 200]


# --- Many at once ---------------------------------------------------------------------------------

GUESSES = 24


class Compared(list):
    """The passwords that were compared; with a `meeting`, each waits there for the others."""

    meeting: threading.Barrier | None = None


class CountingHasher(MD5PasswordHasher):
    algorithm = "counting"
    compared = Compared()

    def verify(self, password, encoded):
        self.compared.append(password)
        if self.compared.meeting:
            self.compared.meeting.wait(PATIENCE)
        return super().verify(password, encoded)


@pytest.fixture
def compared(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.{CountingHasher.__name__}"]
    CountingHasher.compared = Compared()
    return CountingHasher.compared


def guess_at_once(username: str, *wrappers):
    """Each from a browser of its own."""

    def guessing(number: int):
        return lambda: log_in(username, f"fel-{number}", address=STRANGER, browser=f"Webbläsare {number}")

    at_once(*(wrapped(guessing(number), *wrappers) for number in range(GUESSES)))


def counted() -> int:
    return sum(AccessAttempt.objects.values_list("failures_since_start", flat=True))


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_many_wrong_passwords_at_once_only_as_many_are_compared_as_the_limit_allows(make_user, compared):
    user = make_user()
    guess_at_once(user.username)
    assert (len(compared), counted()) == (8, 8)
    assert log_in(user.username, address=HOME).status_code == 302


class CountedAfterwards(LoginLimits):
    """As axes does it: the count is read before the password is compared and written after."""

    is_allowed = AxesDatabaseHandler.is_allowed
    user_login_failed = AxesDatabaseHandler.user_login_failed


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_counted_after_the_password_is_compared_all_at_once_are_compared(make_user, compared, settings):
    settings.AXES_HANDLER = f"{__name__}.{CountedAfterwards.__name__}"
    user = make_user()
    compared.meeting = threading.Barrier(GUESSES)
    guess_at_once(user.username)
    assert len(compared) == GUESSES


@pytest.mark.database
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on the other database the transaction is the lock")
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_all_at_once_are_compared(make_user, compared):
    user = make_user()
    guess_at_once(user.username, without_the_lock, all_come_to('INSERT INTO "axes_accessattempt"', number=GUESSES))
    assert (len(compared), counted()) == (GUESSES, GUESSES)


def without_the_lock(execute, sql, params, many, context):
    if "pg_advisory_xact_lock" in sql:
        sql, params = "SELECT 1", None
    return execute(sql, params, many, context)


def test_last_password_allowed_logs_in_if_it_is_right(make_user):
    user = make_user()
    assert guess(user.username, 7) == [200] * 7
    assert log_in(user.username, address=STRANGER).status_code == 302
    assert (counted(), guess(user.username, 8)) == (0, [200] * 7 + [TOO_MANY])


def test_what_was_sent_and_the_secret_of_a_link_are_not_kept(make_user, client_for):
    """Axes would keep them: a new password in the clear, in the database and in each backup of it."""
    user = make_user()
    passwords = {"old_password": PASSWORD, "new_password1": "Nytt-losenord-1", "new_password2": "Nytt-losenord-1"}
    client_for(user).post(reverse("core:password_change"), passwords)
    Client().get(reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), "hemlig-nyckel"]))
    kept = AccessAttempt.objects.get()
    assert (kept.failures_since_start, kept.path_info) == (2, "/losenord/nytt/…/")
    assert (kept.get_data.strip("-\n"), kept.post_data.strip("-\n")) == ("", "")


@pytest.mark.parametrize(("days", "left"), [(0, (1, 1)), (2, (1, 0)), (366, (0, 0))])
def test_where_users_logged_in_and_what_they_typed_wrong_is_forgotten_in_time(days, left, make_user, time_machine):
    user = make_user()
    log_in(user.username)
    guess(user.username, 1)
    time_machine.move_to(timezone.now() + timezone.timedelta(days=days))
    forget_ended_logins()
    assert (AccessLog.objects.count(), AccessAttempt.objects.count()) == left
