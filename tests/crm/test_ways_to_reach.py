"""Contact details: several addresses and numbers of a person, and a company's own."""

import pytest
from django.urls import reverse

from crm.models import Company, Contact
from imports.models import ImportKind
from tests.crm.ways_to_reach import reachable
from tests.factories import CompanyFactory, UserFactory, contact_at
from tests.imports.drafts import read_in

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_further_ones_are_kept_one_a_line_without_the_first():
    person = reachable()
    person.refresh_from_db()
    assert person.other_emails == "eva.ek@hemma.example\neva@styrelsen.example"
    assert person.other_phones == "+46 21 12 34 56"
    assert [phone.as_e164 for phone in person.phones] == ["+46701740605", "+4621123456"]
    assert person.emails == ["eva@akeri.example", "eva.ek@hemma.example", "eva@styrelsen.example"]


def test_form_takes_several_and_says_which_is_wrong(client_for):
    person, client = reachable(), client_for("Partneransvarig")
    url = reverse("crm:contact_edit", args=[person.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {
        "phone": "070-174 06 05",
        "other_emails": "eva@hemma.example\ninte en adress",
        "other_phones": "12",
    }
    errors = client.post(url, sent).context["form"].errors
    assert errors["other_emails"] == ["inte en adress är ingen e-postadress."]
    assert errors["other_phones"] == ["12 stämmer inte. Skriv numret som 070-123 45 67 eller +46 70 123 45 67."]
    client.post(url, sent | {"other_emails": "ny@hemma.example", "other_phones": "08-12 34 56"})
    person.refresh_from_db()
    assert (person.other_emails, person.other_phones) == ("ny@hemma.example", "+46 8 12 34 56")
    for page in (person, person.companies.get()):
        shown = client.get(page.get_absolute_url()).content.decode()
        assert ("mailto:ny@hemma.example" in shown, "tel:+468123456" in shown) == (True, True)


@pytest.mark.parametrize("typed", ["eva.ek@hemma.example", "styrelsen.example", "021-123456", "+46 (0)21 12 34 56"])
def test_person_is_found_by_any_of_them(typed):
    person = reachable()
    contact_at(CompanyFactory(), first_name="Bo", last_name="Al", email="bo@al.example")
    assert list(Contact.objects.matching(typed)) == [person]


def test_api_shows_and_takes_lists(api_client_for):
    client, company = api_client_for("Partneransvarig"), CompanyFactory()
    body = {"first_name": "Eva", "company": company.pk, "email": "eva@akeri.example"}
    several = {"other_emails": ["e@hem.example"], "other_phones": ["021-12 34 56"]}
    made = client.post("/api/v1/contacts/", body | several)
    assert made.status_code == 201
    assert (made.data["other_emails"], made.data["other_phones"]) == (["e@hem.example"], ["+46 21 12 34 56"])
    refused = client.post("/api/v1/contacts/", body | {"other_emails": ["nej"]})
    assert (refused.status_code, list(refused.json())) == (400, ["other_emails"])


# --- A company's own number ------------------------------------------------------------------------


def test_company_has_a_number_in_form_page_search_list_and_api(client_for, api_client_for):
    user = UserFactory(role="Partneransvarig")
    read_in(ImportKind.COMPANY, [["Namn", "Telefon"], ["Åkeri AB", "021-12 34 56"]], by=user)
    company = Company.objects.get()
    assert company.phone.as_e164 == "+4621123456"
    assert list(Company.objects.matching("021-123456")) == [company]
    client = client_for("Partneransvarig")
    assert "tel:+4621123456" in client.get(company.get_absolute_url()).content.decode()
    assert client.get(reverse("crm:company_edit", args=[company.pk])).context["form"]["phone"].value() == company.phone
    assert api_client_for("Läsare").get(f"/api/v1/companies/{company.pk}/").data["phone"] == "+4621123456"
