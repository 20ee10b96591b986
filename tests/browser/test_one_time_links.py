"""One-time links: only a browser shows what it sends with a form of a page whose address is a secret."""

from django.urls import reverse
from playwright.sync_api import expect

from accounts.services.one_time_links import make_password_link
from core.models import User
from tests.accounts.people import make_invitation
from tests.conftest import PASSWORD


def test_invited_person_begins_and_chooses_a_new_password(page_for):
    page = page_for(None)
    _invitation, secret = make_invitation()
    page.goto(reverse("accounts:invitation_accept", args=[secret]))
    page.get_by_role("button", name="English").click()
    page.get_by_label("User name").fill("kim")
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("main h1")).to_be_visible()
    expect(page).not_to_have_url(reverse("accounts:invitation_accept", args=[secret]))

    page = page_for(None)
    _link, secret = make_password_link(User.objects.get(username="kim"), by=None)
    page.goto(reverse("accounts:password_choose", args=[secret]))
    page.locator("[name=password1]").fill(f"{PASSWORD}-2")
    page.locator("[name=password2]").fill(f"{PASSWORD}-2")
    page.get_by_role("button", name="Byt lösenord").click()
    expect(page).to_have_url("/login/")
