"""The second step of a login: codes, recovery codes, keys, and the roles that have to have one."""

import json

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from axes.models import AccessAttempt
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from fido2.utils import websafe_encode

from accounts.services.users import pause_user, resume_user
from core.login_limits import MOST_CODES, OF_CODES
from core.models import ApiToken, AuditEntry, User
from tests.accounts.passkeys import make_passkey
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.database("accounts.second_factor_forms")]
INDEX, APP, STEP = reverse("mfa_index"), reverse("mfa_activate_totp"), reverse("mfa_authenticate")
CODES, KEY = reverse("mfa_view_recovery_codes"), reverse("mfa_add_webauthn")
LOGIN, KEY_LOGIN = reverse("core:login"), reverse("mfa_login_webauthn")


@pytest.fixture(autouse=True)
def no_codes_used_before():
    cache.clear()


@pytest.fixture
def user(make_user):
    return make_user("Ekonomi", email="kim.ek@foretag.example")


def code_of(secret: str, *, later: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30 + later))


def with_app(user: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def after_password(user: User) -> Client:
    client = Client()
    answer = client.post(LOGIN, {"username": user.username, "password": PASSWORD})
    assert answer.headers["Location"] == STEP
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_app_is_added_with_its_first_code_and_gives_recovery_codes(
    user, client_for, django_capture_on_commit_callbacks
):
    client = client_for(user)
    page = client.get(APP)
    secret = page.context["form"].secret
    picture = page.context["totp_svg_data_uri"]
    assert (picture[:26], secret in page.content.decode()) == ("data:image/svg+xml;base64,", True)
    assert client.post(APP, {"code": "000000"}).context["form"].errors["code"][0].startswith("Koden stämmer inte.")
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(APP, {"code": code_of(secret)}).headers["Location"] == CODES
    assert [message.subject for message in mail.outbox] == ["Koder från en app krävs nu när du loggar in"]
    noted = AuditEntry.objects.filter(kind__startswith="factor_").order_by("number")
    assert list(noted.values_list("kind", "user", "subject_id")) == [("factor_added", user.pk, user.pk)]
    client.post(reverse("mfa_deactivate_totp"))
    assert [each.kind for each in noted.all()] == ["factor_added", "factor_removed"]
    client.post(APP, {"code": code_of(client.get(APP).context["form"].secret)})
    assert secret not in str(Authenticator.objects.filter(user=user).values_list("data", flat=True))
    assert len(client.get(CODES).context["unused_codes"]) == 10
    assert client.get(APP).headers["Location"] == reverse("mfa_deactivate_totp")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_generate_recovery_codes"))
    assert AuditEntry.objects.latest("number").facts == {"fields": ["recovery_codes"]}


def test_code_is_asked_for_after_the_password_and_works_once(user):
    secret = with_app(user)
    client = after_password(user)
    assert (is_in(client), client.get("/").status_code) == (False, 302)
    code = code_of(secret)
    wrong = client.post(STEP, {"code": "000000" if code != "000000" else "000001"})
    assert (wrong.status_code, is_in(client)) == (200, False)
    assert client.post(STEP, {"code": code}).headers["Location"] == "/"
    cache.clear()  # another process may have a cache of its own
    for used in (code, code_of(secret, later=-1)):
        again = after_password(user)
        assert (again.post(STEP, {"code": used}).status_code, is_in(again)) == (200, False)
    again = after_password(user)
    assert again.post(STEP, {"code": code_of(secret, later=1)}).status_code == 302


def test_recovery_code_works_once(user):
    with_app(user)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    answers = [after_password(user).post(STEP, {"code": code}).status_code for _each in range(2)]
    assert answers == [302, 200]


def test_codes_are_counted_with_the_passwords(user, settings):
    settings.AXES_ENABLED = True
    with_app(user)
    client = after_password(user)  # an attempt, too, until all of it has succeeded
    assert [client.post(STEP, {"code": "12"}).status_code for _each in range(7)] == [200] * 6 + [429]
    assert client.post(STEP, {"code": "12"}).status_code == 429
    refused = Client().post(LOGIN, {"username": user.username, "password": PASSWORD})
    assert refused.status_code == 429


def test_codes_of_an_account_are_counted_wherever_they_come_from(user, settings):
    settings.AXES_ENABLED = True
    secret = with_app(user)

    def try_code(code: str, number: int) -> int:
        client = Client(REMOTE_ADDR=f"198.51.100.{number}")
        client.post(LOGIN, {"username": user.username, "password": PASSWORD})
        return client.post(STEP, {"code": code}).status_code

    answers = [try_code("12", number) for number in range(MOST_CODES + 1)]
    assert answers == [200] * MOST_CODES + [429]
    assert try_code(code_of(secret), 99) == 429
    AccessAttempt.objects.filter(username=f"{OF_CODES}{user.username}").delete()
    assert try_code(code_of(secret), 98) == 302
    assert not AccessAttempt.objects.filter(username__startswith=OF_CODES).exists()


def test_login_that_waits_for_its_code_ends_with_the_password(user):
    secret = with_app(user)
    client = after_password(user)
    user.set_password("Ett-annat-losenord-2")
    user.save()
    assert client.post(STEP, {"code": code_of(secret)}).headers["Location"] == LOGIN
    assert (is_in(client), client.get(STEP).headers["Location"]) == (False, LOGIN)


def test_login_that_waits_for_its_code_does_not_outlive_a_pause(user):
    secret = with_app(user)
    client = after_password(user)
    resume_user(pause_user(user, by=None), by=None)
    answer = client.post(STEP, {"code": code_of(secret)}, follow=True)
    assert (is_in(client), "Inloggningen gäller inte längre." in answer.content.decode()) == (False, True)
    again = after_password(user)
    again.post(STEP, {"code": code_of(secret)})
    assert is_in(again)


def test_second_step_is_only_for_who_has_given_a_password(user):
    with_app(user)
    assert Client().get(STEP).headers["Location"] == LOGIN
    client = after_password(user)
    User.objects.update(is_active=False)
    client.post(STEP, {"code": "123456"})
    assert not is_in(client)


def test_paused_user_is_told_so_after_the_second_step(user):
    secret = with_app(user)
    client = after_password(user)
    User.objects.update(is_active=False)
    client.post(STEP, {"code": code_of(secret)})
    assert client.get("/").status_code == 302


def test_everything_about_factors_asks_for_a_recent_login(user, client_for, time_machine):
    with_app(user)
    key = make_passkey(user)
    client = client_for(user)
    time_machine.move_to(timezone.localtime() + timezone.timedelta(minutes=16))
    pages = [
        APP,
        KEY,
        CODES,
        reverse("mfa_deactivate_totp"),
        reverse("mfa_generate_recovery_codes"),
        reverse("mfa_remove_webauthn", args=[key.pk]),
    ]
    asked = [client.get(page).headers.get("Location", "").split("?")[0] for page in pages]
    assert asked == [reverse("accounts:confirm")] * len(pages)


def test_code_confirms_too(user, client_for):
    secret, client = with_app(user), client_for(user)
    confirm = reverse("accounts:confirm")
    assert list(client.get(confirm).context["ways"]) == ["password", "code"]
    assert client.post(confirm, {"code": "1", "next": "/foretag/"}).status_code == 200
    assert client.post(confirm, {"code": code_of(secret), "next": "/foretag/"}).headers["Location"] == "/foretag/"
    User.objects.filter(pk=user.pk).update(password="!")
    Authenticator.objects.all().delete()
    user.refresh_from_db()
    assert "Logga ut och in igen" in client_for(user).get(confirm).content.decode()


def test_factors_of_others_are_not_there(user, client_for, make_user):
    other = make_user()
    with_app(other)
    key = make_passkey(other)
    client = client_for(user)
    pages = [reverse("mfa_remove_webauthn", args=[key.pk]), reverse("mfa_deactivate_totp"), CODES]
    assert [client.post(page).status_code for page in pages[:2]] + [client.get(pages[2]).status_code] == [404] * 3
    assert Authenticator.objects.count() == 2


ODD_KEY = '{"id": "å", "rawId": "å", "type": "public-key"}'
NONSENSE = ["", "x", "[]", "{}", "null", "[" * 100_000, '{"response": 1}', ODD_KEY]


@pytest.mark.parametrize("sent", NONSENSE, ids=range(len(NONSENSE)))
def test_answer_that_no_key_gives_is_refused(sent, user, client_for):
    make_passkey(user)
    client, visitor = client_for(user), Client()
    visitor.get(KEY_LOGIN, headers={"Accept": "application/json"})
    client.get(KEY)
    assert client.post(KEY, {"name": "Ny", "credential": sent}).context["form"].errors
    assert visitor.post(KEY_LOGIN, {"credential": sent}).headers["Location"] == reverse("core:login")
    handle = websafe_encode(user_pk_to_url_str(user).encode())
    answer = dict.fromkeys(("clientDataJSON", "authenticatorData", "signature"), "YQ") | {"userHandle": handle}
    shaped = json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "response": answer})
    visitor.post(KEY_LOGIN, {"credential": shaped})
    assert (Authenticator.objects.count(), is_in(visitor)) == (1, False)


def test_every_question_to_a_key_asks_for_its_pin_or_finger(user, client_for):
    """They share a place in the session: one that asks for less would open the login without a password."""
    make_passkey(user)
    asked = [after_password(user).get(STEP).context["options"], client_for(user).get(KEY).context["options"]]
    asked += [client_for(user).get(reverse("accounts:confirm")).context["options"]]
    asked += [Client().get(KEY_LOGIN, headers={"Accept": "application/json"}).content.decode()]
    assert [each.count('"userVerification": "required"') for each in asked] == [1] * 4


# --- Roles that have to have one ------------------------------------------------------------------


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_ROLES = ["Ekonomi"]


def test_user_whose_role_requires_a_factor_is_led_to_set_one_up_first(required, user, client_for):
    client, other = client_for(user), client_for("Läsare")
    assert [client.get(page).headers["Location"] for page in ("/", "/foretag/")] == [INDEX] * 2
    assert client.get("/foretag/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == INDEX
    opened = [INDEX, APP, KEY, reverse("core:password_change"), reverse("accounts:confirm")]
    assert [client.get(page).status_code for page in opened] == [200] * len(opened)
    assert "Din roll kräver ett andra steg" in client.get(INDEX).content.decode()
    assert (client.get("/api/v1/companies/").status_code, other.get("/").status_code) == (403, 200)
    client.post(APP, {"code": code_of(client.get(APP).context["form"].secret)})
    assert (client.get("/").status_code, client.get("/api/v1/companies/").status_code) == (200, 200)


def test_api_keys_are_not_asked_for_a_factor(required, user):
    _key, secret = ApiToken.objects.create(user=user, name="Prov")
    answer = Client().get("/api/v1/companies/", headers={"Authorization": f"Token {secret}"})
    assert (User.objects.get(pk=user.pk).lacks_factor, answer.status_code) == (True, 200)


def test_last_factor_that_a_role_requires_stays(required, user, client_for):
    with_app(user)
    client, page = client_for(user), reverse("mfa_deactivate_totp")
    assert client.post(page).context["form"].non_field_errors() == [
        "Din roll kräver ett andra steg. Lägg till ett annat först."
    ]
    key = make_passkey(user)
    assert client.post(page).headers["Location"] == INDEX
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert Authenticator.objects.filter(type="webauthn").exists()


def test_change_of_role_or_setting_is_followed(make_user, settings, client_for):
    user, outside = make_user("Läsare"), make_user("Läsare", password=None)

    def lacking():
        return set(User.objects.filter(lacks_factor=True))

    settings.SECOND_FACTOR_ROLES = ["Läsare"]
    client_for(user)
    assert lacking() == {user}
    user.groups.clear()
    assert lacking() == set()
    user.groups.set(outside.groups.all())
    assert lacking() == {user}
    settings.SECOND_FACTOR_ROLES = []
    assert client_for(user).get("/").status_code == 200
    settings.SECOND_FACTOR_ROLES = ["Läsare"]
    call_command("sync_roles")
    assert lacking() == {user}


def test_administrator_removes_what_a_lost_telephone_had(
    user, client_for, make_user, django_capture_on_commit_callbacks
):
    with_app(user)
    RecoveryCodes.activate(user)
    page, path = (
        reverse("accounts:user_detail", args=[user.pk]),
        reverse("accounts:user_factors_remove", args=[user.pk]),
    )
    administrator = client_for("Administratör")
    assert path in administrator.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert administrator.post(path).headers["Location"] == page
    assert path not in administrator.get(page).content.decode()
    assert not Authenticator.objects.filter(user=user).exists()
    assert is_in(_logged_in(user))
    noted = AuditEntry.objects.get(kind="factor_removed")
    assert (noted.user_id, noted.subject_id) == (administrator.user.pk, user.pk)
    assert [message.to for message in mail.outbox] == [["kim.ek@foretag.example"]]
    own = reverse("accounts:user_factors_remove", args=[administrator.user.pk])
    with_app(administrator.user)
    assert "Ditt eget andra steg" in administrator.post(own).content.decode()
    assert Authenticator.objects.filter(user=administrator.user).exists()
    above = make_user(is_superuser=True)
    assert administrator.post(reverse("accounts:user_factors_remove", args=[above.pk])).status_code == 403


def _logged_in(user: User) -> Client:
    client = Client()
    client.post(LOGIN, {"username": user.username, "password": PASSWORD})
    return client
