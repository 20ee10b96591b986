"""A passkey, made and used by the browser's own code with an authenticator that Chromium plays."""

from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from tests.conftest import PASSWORD


def plug_in(page):
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return client, client.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def test_passkey_is_made_and_then_logs_in_confirms_and_is_the_second_step(page_for, make_user):
    user = make_user("Läsare")
    page = page_for(user)
    client, authenticator = plug_in(page)
    page.goto("/konto/andra-steget/nyckel/")
    page.get_by_label("Namn").fill("Jobbdatorn")
    page.get_by_role("button", name="Skapa nyckeln").click()
    expect(page.get_by_role("heading", name="Reservkoder")).to_be_visible()
    assert [str(each) for each in Authenticator.objects.filter(user=user, type="webauthn")] == ["Jobbdatorn"]

    page.goto("/konto/bekrafta/?next=/foretag/")
    page.get_by_role("button", name="Använd en nyckel").click()
    expect(page).to_have_url("/foretag/")

    page.get_by_label("Meny för").click()
    page.get_by_role("button", name="Logga ut").click()
    page.get_by_role("button", name="Använd en nyckel").click()
    expect(page.get_by_label("Meny för")).to_be_visible()

    page.get_by_label("Meny för").click()
    page.get_by_role("button", name="Logga ut").click()
    page.get_by_label("Användarnamn").fill(user.username)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.get_by_role("button", name="Använd en nyckel").click()
    expect(page.get_by_label("Meny för")).to_be_visible()

    page.get_by_label("Meny för").click()
    page.get_by_role("button", name="Logga ut").click()
    client.send("WebAuthn.clearCredentials", {"authenticatorId": authenticator})
    page.get_by_role("button", name="Använd en nyckel").click()
    expect(page.get_by_text("Det gick inte att använda en nyckel.")).to_be_visible()
