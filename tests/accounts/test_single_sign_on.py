"""Logins at a real OpenID Connect server, which runs beside the tests."""

from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from authlib.oidc.core.grants.code import OpenIDToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from oidc_provider_mock import User as Person
from oidc_provider_mock import run_server_in_thread

from config.login_settings import google, login_origins, microsoft, provider
from core.models import User
from tests.accounts.test_second_factor import with_app

# The server uses what its own libraries are about to rename.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
LOGIN = reverse("core:login")
KIM = {"email": "Kim.Ek@foretag.example", "email_verified": True, "given_name": "Kim", "family_name": "Ek"}
PEOPLE = {
    "kim": KIM,
    "unverified": KIM | {"email_verified": False},
    "by-domain": {"email": KIM["email"], "xms_edov": True},
    "finance": KIM | {"groups": ["g-1", "g-9"], "roles": "medspel-admin"},
    "left": KIM | {"groups": []},
    "stranger": {"email": "okand@foretag.example", "email_verified": True, "name": "Robin Berg", "groups": ["g-1"]},
    "elsewhere": {"email": "okand@annat.example", "email_verified": True},
    "home": KIM | {"hd": "annat.example"},
    "work": KIM | {"hd": "foretag.example"},
}


@pytest.fixture(scope="module")
def server():
    people = [Person(sub=name, claims=claims) for name, claims in PEOPLE.items()]
    with run_server_in_thread(user_claims=people) as running:
        yield f"http://localhost:{running.server_port}"


@pytest.fixture(autouse=True)
def providers(settings, server):
    settings.LOGIN_PROVIDERS = [
        provider(name, server=server, client="medspel", secret="hemlig") for name in ("Microsoft", "Google")
    ]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": settings.LOGIN_PROVIDERS}}
    settings.GOOGLE_DOMAIN = "foretag.example"


@pytest.fixture
def user(make_user):
    return make_user("Läsare", email=KIM["email"].lower())


def log_in(person: str, *, at: str = "microsoft", client: Client | None = None, to: str = "/foretag/"):
    """The answer that the browser gets when it comes back from the provider; `client` is the browser."""
    client = client or Client()
    sent = client.post(reverse("openid_connect_login", args=[at]), {"next": to})
    there = requests.post(sent.headers["Location"], data={"sub": person}, allow_redirects=False, timeout=10)
    back = urlsplit(there.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def refused(answer, client: Client) -> list[str]:
    assert (answer.headers["Location"], "_auth_user_id" in client.session) == (LOGIN, False)
    return [str(message) for message in client.get(LOGIN).context["messages"]]


def test_known_verified_address_logs_in_and_is_linked(user):
    client = Client()
    assert log_in("kim", client=client).headers["Location"] == "/foretag/"
    assert client.session["_auth_user_id"] == str(user.pk)
    link = SocialAccount.objects.get()
    assert (link.user, link.provider, link.uid, link.extra_data) == (user, "microsoft", "kim", {})
    assert [message.subject for message in mail.outbox] == ["En inloggning är kopplad till ditt konto"]
    User.objects.update(email="bytt@foretag.example")
    assert (log_in("kim").headers["Location"], len(mail.outbox)) == ("/foretag/", 1)


def test_request_is_bound_to_the_browser_by_state_and_by_a_code_of_its_own(user):
    sent = Client().post(reverse("openid_connect_login", args=["microsoft"]))
    asked = parse_qs(urlsplit(sent.headers["Location"]).query)
    assert {"state", "code_challenge", "redirect_uri"} <= asked.keys()
    there = requests.post(sent.headers["Location"], data={"sub": "kim"}, allow_redirects=False, timeout=10)
    back, other = urlsplit(there.headers["Location"]), Client()
    said = refused(other.get(f"{back.path}?{back.query}"), other)
    assert said == ["Inloggningen blev inte av. Försök igen, eller logga in med lösenord."]


def test_token_that_somebody_else_has_signed_is_refused(user, monkeypatch):
    real, key, client = OpenIDToken.encode_id_token, rsa.generate_private_key(65537, 2048), Client()

    def forged(self, token, request):
        claims = jwt.decode(real(self, token, request), options={"verify_signature": False})
        return jwt.encode(claims, key, "RS256")

    monkeypatch.setattr(OpenIDToken, "encode_id_token", forged)
    said = refused(log_in("kim", client=client), client)
    assert said == ["Inloggningen blev inte av. Försök igen, eller logga in med lösenord."]


@pytest.mark.parametrize("person", ["unverified", "stranger", "elsewhere"])
def test_address_that_is_not_vouched_for_or_not_known_is_refused(person, user):
    client = Client()
    said = refused(log_in(person, client=client), client)
    assert said == ["Du har inget konto i Medspel ännu. Be en administratör att bjuda in dig."]
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_microsoft_vouches_by_the_owner_of_the_domain(user):
    assert log_in("by-domain").headers["Location"] == "/foretag/"


def test_address_that_two_have_and_one_of_somebody_paused_let_nobody_in(user, make_user, settings):
    settings.LOGIN_CREATES_USERS, settings.LOGIN_DOMAINS = True, ["foretag.example"]
    twin, client = make_user(email=user.email), Client()
    assert refused(log_in("kim", client=client), client)
    User.objects.update(is_active=False)
    assert refused(log_in("kim", client=client), client)
    User.objects.filter(pk=twin.pk).update(is_active=True)
    assert log_in("kim").headers["Location"] == "/foretag/"
    User.objects.update(is_active=False)
    assert refused(log_in("kim", client=client), client) == ["Ditt konto är pausat. Be en administratör om hjälp."]


def test_google_account_of_another_domain_is_refused(user):
    client = Client()
    said = refused(log_in("home", at="google", client=client), client)
    assert said == ["Det kontot hör inte till organisationen. Logga in med ditt konto på jobbet."]
    assert log_in("work", at="google").headers["Location"] == "/foretag/"


def test_stranger_of_the_right_domain_becomes_a_user_when_that_is_set(settings):
    settings.LOGIN_CREATES_USERS, settings.LOGIN_DOMAINS = True, ["foretag.example"]
    settings.LOGIN_ROLES = {"g-1": "Ekonomi"}
    assert log_in("stranger").headers["Location"] == "/foretag/"
    made, client = User.objects.get(), Client()
    assert (str(made), made.email, made.username) == ("Robin Berg", "okand@foretag.example", "robin")
    assert (made.has_usable_password(), made.is_superuser, [str(role) for role in made.groups.all()]) == (
        False,
        False,
        ["Ekonomi"],
    )
    assert refused(log_in("elsewhere", client=client), client)
    assert User.objects.count() == 1


def test_roles_follow_the_groups_at_each_login_and_others_stay(user, make_user, settings):
    settings.LOGIN_ROLES = {"g-1": "Ekonomi", "medspel-admin": "Administratör"}
    make_user("Administratör")

    def roles(person: str) -> list[str]:
        SocialAccount.objects.update(uid=person)
        log_in(person)
        return sorted(user.groups.values_list("name", flat=True))

    log_in("kim")
    assert roles("finance") == ["Administratör", "Ekonomi", "Läsare"]
    assert roles("left") == ["Läsare"]
    assert User.objects.filter(is_superuser=True).count() == 0
    roles("finance")
    User.objects.exclude(pk=user.pk).update(is_active=False)
    assert roles("left") == ["Administratör", "Läsare"]


def test_google_which_tells_of_no_groups_takes_no_role(user, settings):
    settings.LOGIN_ROLES = {"g-1": "Läsare"}
    assert log_in("work", at="google").headers["Location"] == "/foretag/"
    assert [role.name for role in user.groups.all()] == ["Läsare"]


def test_second_factor_is_asked_for_here_too(user):
    with_app(user)
    client = Client()
    assert log_in("kim", client=client).headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_denied_login_and_provider_that_is_away_lead_back_to_the_login_page(user, settings, server):
    client = Client()
    sent = client.post(reverse("openid_connect_login", args=["microsoft"]))
    denied = requests.post(sent.headers["Location"], data={"action": "deny"}, allow_redirects=False, timeout=10)
    back = urlsplit(denied.headers["Location"])
    assert refused(client.get(f"{back.path}?{back.query}"), client)
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [provider("Microsoft", server="http://localhost:1", client="x", secret="x")]}
    }
    answers = [
        client.post(reverse("openid_connect_login", args=["microsoft"])),
        client.get(reverse("openid_connect_callback", args=["microsoft"]), {"code": "x", "state": "x"}),
    ]
    assert [answer.headers["Location"] for answer in answers] == [LOGIN] * 2
    assert client.get(reverse("openid_connect_login", args=["microsoft"])).headers["Location"] == LOGIN
    assert client.post(reverse("openid_connect_login", args=["annan"])).headers["Location"] == LOGIN


def test_login_cannot_be_turned_into_a_link_to_the_account_of_who_is_logged_in(client_for, make_user, settings):
    settings.LOGIN_CREATES_USERS, settings.LOGIN_DOMAINS = True, ["foretag.example"]
    client = client_for(make_user("Administratör"))
    sent = client.post(f"{reverse('openid_connect_login', args=['microsoft'])}?process=connect", {"process": "connect"})
    there = requests.post(sent.headers["Location"], data={"sub": "stranger"}, allow_redirects=False, timeout=10)
    back = urlsplit(there.headers["Location"])
    assert client.get(f"{back.path}?{back.query}").headers["Location"] == LOGIN
    assert SocialAccount.objects.count() == 0


def test_button_is_there_when_a_provider_is_set_and_links_can_be_removed(user, client_for, settings):
    assert "Fortsätt med Microsoft" in Client().get(LOGIN).content.decode()
    settings.LOGIN_PROVIDERS = []
    assert "Fortsätt med" not in Client().get(LOGIN).content.decode()
    link = SocialAccount.objects.create(user=user, provider="microsoft", uid="kim")
    client, other = client_for(user), client_for("Läsare")
    url = reverse("accounts:outside_unlink", args=[link.pk])
    assert url in client.get(reverse("mfa_index")).content.decode()
    assert [each.post(url).status_code for each in (other, client)] == [404, 302]
    assert SocialAccount.objects.count() == 0


def test_settings_name_one_organisation_and_open_only_its_login_to_forms():
    ours = microsoft(tenant="t-1", client="x", secret="x") + google(domain="foretag.example", client="x", secret="x")
    assert login_origins(ours) == ["https://login.microsoftonline.com", "https://accounts.google.com"]
    assert microsoft(tenant="", client="", secret="") + google(domain="", client="", secret="") == []
    for tenant in ("", "common", "Organizations", "consumers"):
        with pytest.raises(ImproperlyConfigured):
            microsoft(tenant=tenant, client="x", secret="x")
    with pytest.raises(ImproperlyConfigured):
        google(domain="", client="x", secret="x")
