"""Each form is saved once: sent again it is answered with what it became, whatever app it belongs to."""

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from lxml import html

from config.access import POLICY
from config.roles import ADMINISTRATOR, PARTNER_MANAGER
from core.form_tokens import ONCE_FIELD
from core.models import ApiToken, SentForm
from core.services import SENT_FORM_AGE, TWIN_AGE
from core.views import FieldEdit
from core.views.submit_once import SAVED_COOKIE, SavesOnce
from crm.models import Company, Contact, Interaction, NextStep
from crm.services.removals import remove_interaction
from crm.views.interactions import ButtonView, NoAnswer
from tests.access_samples import make_samples
from tests.crm.test_removals import typed
from tests.factories import CompanyFactory
from tests.test_access import ROUTES, area_of, longest_fit

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> dict:
    company = CompanyFactory(name="Åkeriet AB")
    return {
        "first_name": "Kim",
        "last_name": "Berg",
        "company_0": company.pk,
        "company_1": company.name,
        "legal_basis": "legitimate_interest",
    }


def new_person(client) -> str:
    page = client.get(reverse("crm:contact_create"))
    return html.fromstring(page.content).xpath(f"string(//main//input[@name='{ONCE_FIELD}']/@value)")


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_form_sent_again_as_it_is_leads_to_what_it_became(client_for, person):
    client, url = client_for(PARTNER_MANAGER), reverse("crm:contact_create")
    token = new_person(client)
    assert token != new_person(client)
    first, again = (client.post(url, person | {ONCE_FIELD: token}) for _ in range(2))
    saved = Contact.objects.get()
    assert (first.status_code, again.status_code, again.url) == (302, 302, saved.get_absolute_url())
    assert again.url == first.url
    assert said(again)[-1] == "Redan sparat: Kim Berg. Inget sparades en gång till."
    assert again.cookies[SAVED_COOKIE].value == token


def test_form_that_says_something_else_is_asked_about_and_saved_when_sent_once_more(client_for, person):
    client, url = client_for(PARTNER_MANAGER), reverse("crm:contact_create")
    token = new_person(client)
    client.post(url, person | {ONCE_FIELD: token})
    changed = person | {"first_name": "Siv", ONCE_FIELD: token}
    asked = client.post(url, changed)
    (words,) = asked.context["form"].non_field_errors()
    assert f'<a href="{Contact.objects.get().get_absolute_url()}">Kim Berg</a>' in words
    assert Contact.objects.count() == 1
    fresh = html.fromstring(asked.content).xpath(f"string(//main//input[@name='{ONCE_FIELD}']/@value)")
    assert fresh != token
    for _ in range(2):
        client.post(url, changed | {ONCE_FIELD: fresh})
    assert [str(each) for each in Contact.objects.order_by("pk")] == ["Kim Berg", "Siv Berg"]


def test_the_same_from_another_form_a_moment_later_is_asked_about(client_for, person):
    client, url = client_for(PARTNER_MANAGER), reverse("crm:contact_create")
    client.post(url, person | {ONCE_FIELD: new_person(client)})
    asked = client.post(url, person | {ONCE_FIELD: new_person(client)})
    (words,) = asked.context["form"].non_field_errors()
    assert words.startswith("Precis det här sparade du nyss: <a ")
    client.post(url, person | {ONCE_FIELD: asked.context["form_token"]})
    assert Contact.objects.count() == 2
    SentForm.objects.update(saved_at=timezone.now() - TWIN_AGE)
    client.post(url, person | {ONCE_FIELD: new_person(client)})
    assert Contact.objects.count() == 3


def test_form_with_an_error_is_not_saved_and_keeps_its_token(client_for):
    client, url = client_for(PARTNER_MANAGER), reverse("crm:company_create")
    wrong = client.post(url, {"name": "", ONCE_FIELD: "t"})
    assert html.fromstring(wrong.content).xpath(f"string(//main//input[@name='{ONCE_FIELD}']/@value)") == "t"
    assert SentForm.objects.count() == 0
    right = {"name": "Åkeriet AB", "status": "prospect", ONCE_FIELD: "t"}
    for _ in range(2):  # the second time the name would be taken for a double
        client.post(url, right)
    assert Company.objects.count() == 1


def test_token_is_of_one_person_and_one_address(client_for, person):
    one, other = client_for(PARTNER_MANAGER), client_for(PARTNER_MANAGER)
    for client in (one, other):
        client.post(reverse("crm:contact_create"), person | {ONCE_FIELD: "t"})
    assert Contact.objects.count() == 2


def test_form_without_a_token_is_saved_each_time(client_for, person):
    client = client_for(PARTNER_MANAGER)
    for _ in range(2):
        client.post(reverse("crm:contact_create"), person)
    assert (Contact.objects.count(), SentForm.objects.count()) == (2, 0)


def test_what_was_taken_away_since_can_be_written_anew_from_the_same_form(client_for):
    client, company, url = client_for(PARTNER_MANAGER), CompanyFactory(), reverse("crm:interaction_create")
    client.post(url, typed(company))
    remove_interaction(Interaction.objects.get(), by=client.user)
    for _ in range(2):
        client.post(url, typed(company))
    assert Interaction.objects.count() == 1


def test_dialog_and_row_on_idag_are_answered_as_the_first_time(client_for):
    client, company = client_for(PARTNER_MANAGER), CompanyFactory()
    htmx = {"HTTP_HX_REQUEST": "true"}
    url = reverse("crm:interaction_create")
    answers = [client.post(url, typed(company, next="/"), **htmx) for _ in range(2)]
    assert [(each.status_code, each["HX-Trigger"]) for each in answers] == [(204, '{"dialog-done": {}}')] * 2
    decide = {"what_next": "Ring", "when": "week", "assignee": client.user.pk, "next": "/", ONCE_FIELD: "u"}
    answers = [client.post(reverse("crm:company_next", args=[company.pk]), decide, **htmx) for _ in range(2)]
    assert [(each.status_code, each.url) for each in answers] == [(302, "/")] * 2
    nobody = {"next": "/", ONCE_FIELD: "v"}
    answers = [client.post(reverse("crm:no_answer", args=[company.pk]), nobody, **htmx) for _ in range(2)]
    assert [(each.status_code, each.url) for each in answers] == [(302, "/")] * 2
    assert (Interaction.objects.count(), NextStep.objects.count()) == (2, 1)


def test_key_for_the_api_is_made_once(client_for):
    client = client_for(PARTNER_MANAGER)
    answers = [
        client.post(reverse("accounts:key_create"), {"name": "Webb", "days": "365", ONCE_FIELD: "t"}) for _ in range(2)
    ]
    assert [each.status_code for each in answers] == [200, 302]
    assert ApiToken.objects.count() == 1


def test_forms_saved_long_ago_are_forgotten():
    for key, age in (("old", SENT_FORM_AGE), ("new", SENT_FORM_AGE / 2)):
        SentForm.objects.create(key=key, place="", written="")
        SentForm.objects.filter(key=key).update(saved_at=timezone.now() - age)
    call_command("clear_sent_forms")
    assert [form.key for form in SentForm.objects.all()] == ["new"]


# --- Every form in every app ------------------------------------------------------------------------


def view_at(url: str):
    return getattr(resolve(url).func, "view_class", None)


def saves_a_row(view) -> bool:
    """Other buttons do the same however often they are pressed; a field edited in place has its version."""
    if view is None or issubclass(view, FieldEdit):
        return False
    return issubclass(view, SavesOnce) and (not issubclass(view, ButtonView) or issubclass(view, NoAnswer))


AT_LEAST = [("crm", 30), ("campaigns", 15), ("finance", 5), ("house", 5), ("outside", 5), ("others", 5)]


@pytest.mark.parametrize(("area", "number"), AT_LEAST)
def test_every_form_that_saves_a_row_carries_a_token(area, number, client_for):
    client = client_for(ADMINISTRATOR)
    samples, missing, seen = make_samples(client.user), [], set()
    for route in ROUTES:
        rule = POLICY.get(route.name)
        known = longest_fit(samples, route.name) or {}
        if rule is None or "GET" not in rule.who or route.unnamed or area_of(route) != area:
            continue
        url = reverse(route.name, kwargs={name: known[name] for name in route.arguments})
        page = client.get(url, follow=True)
        if page.streaming:
            list(page)  # to its end, which closes the file
        if page.status_code != 200 or page.streaming or not page["Content-Type"].startswith("text/html"):
            continue
        url = page.redirect_chain[-1][0] if page.redirect_chain else url
        for form in html.fromstring(page.content.strip() or b"<p></p>").iter("form"):
            if form.get("method") != "post":
                continue
            try:
                view = view_at((form.get("action") or url).split("?")[0].split("#")[0] or url)
            except Resolver404:
                continue
            if saves_a_row(view):
                seen.add(view)
                missing += [] if form.xpath(f".//input[@name='{ONCE_FIELD}']") else [f"{url}: {view.__name__}"]
    assert missing == []
    assert len(seen) > number, len(seen)
