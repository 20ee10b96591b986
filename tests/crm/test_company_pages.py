import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from stdnum import luhn

from config.roles import PARTNER_MANAGER
from crm.models import Company, Contact
from crm.services.people import save_affiliation
from tests.factories import AffiliationFactory, CompanyFactory, ContactFactory, InteractionFactory, contact_at
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database("crm.queries.company_page", "crm.views.companies")]


def company_form(**fields):
    return {"name": "Åkeri AB", "status": "prospect", **fields}


@pytest.mark.parametrize("version", ["9" * 5000, "9" * 20, "-1", "x"])
def test_unknown_version_saves_nothing(version, client_for):
    company = CompanyFactory(name="Före AB")
    url = reverse("crm:company_edit", args=[company.pk])
    response = client_for("Partneransvarig").post(url, company_form(name="Efter AB", version=version))
    assert response.status_code in {200, 409}
    assert Company.objects.get().name == "Före AB"


def test_company_registered_with_prefixed_orgnr_is_stored_as_ten_digits(client_for):
    client = client_for("Partneransvarig")
    response = client.post(reverse("crm:company_create"), company_form(orgnr="16556703-7485", tags="transport, lokalt"))
    company = Company.objects.get()
    assert response.headers["Location"] == company.get_absolute_url()
    assert company.orgnr == "5567037485"
    assert sorted(tag.name for tag in company.tags.all()) == ["lokalt", "transport"]


def test_company_with_wrong_orgnr_keeps_input(client_for):
    response = client_for("Partneransvarig").post(reverse("crm:company_create"), company_form(orgnr="556703-7486"))
    form = response.context["form"]
    assert form.errors["orgnr"] == ["Kontrollsiffran stämmer inte. Jämför numret med företagets papper."]
    assert form["orgnr"].value() == "556703-7486"
    assert not Company.objects.exists()


def test_company_with_known_orgnr_shows_the_existing_company(client_for):
    existing = CompanyFactory(name="Bageri AB", orgnr="5567037485")
    response = client_for("Partneransvarig").post(reverse("crm:company_create"), company_form(orgnr="556703-7485"))
    assert f'<a href="{existing.get_absolute_url()}">Bageri AB</a>' in response.content.decode()
    assert Company.objects.count() == 1


def test_stale_edit_of_a_company_shows_the_others_changes(client_for):
    company = CompanyFactory(name="Före AB")
    url = reverse("crm:company_edit", args=[company.pk])
    first, second = client_for("Partneransvarig"), client_for("Administratör")
    assert first.post(url, company_form(name="Först AB", version=company.version)).status_code == 302
    response = second.post(url, company_form(name="Sedan AB", version=company.version))
    assert response.status_code == 409
    text = response.content.decode()
    assert "Sedan AB" in text
    assert "Först AB" in text
    company.refresh_from_db()
    assert company.name == "Först AB"


def test_form_with_a_version_that_never_was_is_stale(client_for):
    company = CompanyFactory(name="Före AB")
    response = client_for("Partneransvarig").post(
        reverse("crm:company_edit", args=[company.pk]), company_form(name="Efter AB", version=0)
    )
    assert response.status_code == 409


def test_reader_sees_neither_notes_nor_the_number_of_a_sole_trader(client_for):
    company = CompanyFactory(orgnr="811218-9876", notes="Ring inte på fredagar.")
    url = company.get_absolute_url()
    for role, sees in {"Läsare": False, "Tävlingsledare": False, "Ekonomi": True, "Partneransvarig": True}.items():
        text = client_for(role).get(url).content.decode()
        assert ("811218-9876" in text) is sees, role
        assert ("Ring inte på fredagar." in text) is sees, role
        assert "811218-9876" not in client_for(role).get(reverse("crm:company_list")).content.decode(), role


def test_company_list_finds_swedish_words_in_any_case(client_for):
    CompanyFactory(name="Åkeri AB")
    CompanyFactory(name="Bageri AB")
    response = client_for("Läsare").get(reverse("crm:company_list"), {"q": "åKERI"})
    assert [row.record.name for row in response.context["table"].rows] == ["Åkeri AB"]


@pytest.mark.parametrize("number", [1, 30])
def test_company_list_costs_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    for company in CompanyFactory.create_batch(number, tags=["lokalt"]):
        InteractionFactory(companies=[company])
    client = client_for("Läsare")
    with django_assert_num_queries(13):
        client.get(reverse("crm:company_list"))


@pytest.mark.parametrize("number", [1, 45])
def test_company_page_costs_as_many_queries_however_long_its_history(client_for, number, django_assert_num_queries):
    company = CompanyFactory()
    for index in range(number):
        person = contact_at(company, role=f"Roll {index}")
        InteractionFactory(companies=[company], contacts=[person])
    client = client_for("Läsare")
    with django_assert_num_queries(23):
        client.get(company.get_absolute_url())


def test_timeline_shows_the_newest_first_and_more_on_request(client_for):
    company = CompanyFactory()
    interactions = [InteractionFactory(companies=[company], text=f"Samtal {index}.") for index in range(25)]
    client = client_for("Läsare")
    first = client.get(company.get_absolute_url())
    more = client.get(reverse("crm:company_timeline", args=[company.pk]), {"page": 2}, headers={"HX-Request": "true"})
    shown = [item.content for page in (first, more) for item in page.context["timeline"]]
    logged = [content for content in shown if content in interactions]
    assert logged == interactions[::-1]


def test_call_logged_the_minute_the_company_was_registered_comes_first(client_for):
    company = CompanyFactory()
    minute = company.created_at.replace(second=0, microsecond=0)
    InteractionFactory(companies=[company], happened_at=minute)
    timeline = client_for("Läsare").get(company.get_absolute_url()).context["timeline"]
    assert [item.kind for item in timeline] == ["interaction", "change"]


def test_person_is_registered_with_role_and_phone_in_international_form(client_for):
    company = CompanyFactory()
    client_for("Partneransvarig").post(
        reverse("crm:contact_create"),
        {
            "first_name": "Eva",
            "last_name": "Ek",
            "company_0": company.pk,
            "company_1": company.name,
            "role": "vd",
            "phone": "070-174 06 05",
            "legal_basis": "legitimate_interest",
        },
    )
    contact = Contact.objects.get()
    assert contact.phone.as_e164 == "+46701740605"
    assert [(a.company, a.role) for a in contact.affiliations.all()] == [(company, "vd")]


def test_person_who_moves_keeps_the_history_at_both_companies(client_for):
    old, new = CompanyFactory(name="Gamla AB"), CompanyFactory(name="Nya AB")
    contact = contact_at(old, role="vd")
    client_for("Partneransvarig").post(
        reverse("crm:contact_move", args=[contact.pk]),
        {"company_0": new.pk, "company_1": "Nya AB", "role": "ekonomichef", "on": "2026-12-01"},
    )
    roles = {a.company.name: (a.role, str(a.starts), str(a.ends)) for a in contact.affiliations.all()}
    assert roles["Nya AB"] == ("ekonomichef", "2026-12-01", "None")
    assert roles["Gamla AB"][2] == "2026-11-30"


def test_contact_list_names_each_person_with_company_and_role(client_for):
    contact = contact_at(CompanyFactory(name="Åkeri AB"), role="vd", first_name="Eva", last_name="Ek")
    ContactFactory(first_name="Bo", last_name="Al")
    response = client_for("Läsare").get(reverse("crm:contact_list"))
    bo, eva = response.context["table"].rows
    assert eva.get_cell("name") == f'<a href="{contact.get_absolute_url()}">Eva Ek</a>'
    assert [bo.get_cell(name) for name in ("companies", "email", "phone")] == ["—", "—", "—"]


@pytest.mark.parametrize("page", ["99999", "0", "-1", "x", "9" * 40])
def test_page_that_is_not_there_is_the_nearest_one_that_is(client_for, page):
    CompanyFactory.create_batch(26)
    client = client_for("Läsare")
    response = client.get(reverse("crm:company_list"), {"page": page, "per_page": "25"})
    assert response.status_code == 200
    assert response.context["table"].page.number == (1 if page == "x" else 2)
    download = client.get(reverse("crm:company_list"), {"page": page, "export": "xlsx"})
    sheet = book_of(download).worksheets[0]
    assert sheet.max_row == 1 + 26


@pytest.mark.parametrize(("asked", "shown"), [("25", 25), ("100", 60), ("1000000", 50), ("7", 50), ("x", 50)])
def test_rows_per_page_are_those_offered(client_for, asked, shown):
    CompanyFactory.create_batch(60)
    response = client_for("Läsare").get(reverse("crm:company_list"), {"per_page": asked})
    assert len(response.context["table"].page) == shown
    assert response.content.decode().count('class="pager-sizes"') == 1


@pytest.mark.parametrize("number", ["9" * 40, str(2**63), "x", "²", "-1"])
def test_address_with_any_number_in_it_is_answered(client_for, number):
    company = CompanyFactory()
    contact = contact_at(company)
    client = client_for("Administratör")
    for url, name in [
        (reverse("crm:company_timeline", args=[company.pk]), "page"),
        (reverse("crm:affiliation_create", args=[contact.pk]), "company"),
        (reverse("crm:interaction_create"), "company"),
        (reverse("crm:interaction_people"), "company_0"),
        (reverse("crm:nextstep_create"), "company"),
        (reverse("crm:sponsorship_create"), "company"),
        (reverse("crm:company_list"), "owner"),
        (reverse("crm:interaction_list"), "company"),
    ]:
        assert client.get(url, {name: number}).status_code == 200, (url, name)


@pytest.mark.parametrize("role", ["vd", ""])
def test_duplicate_role_is_refused_and_another_one_is_added(client_for, role):
    company = CompanyFactory()
    person = contact_at(company, role="Vd")
    url, client = reverse("crm:affiliation_create", args=[person.pk]), client_for(PARTNER_MANAGER)
    typed = {"company_0": company.pk, "starts": timezone.localdate()}
    form = client.post(url, typed | {"role": role}).context["form"]
    assert form.errors["company"] == [f"{person} har redan ett uppdrag på {company}. Ändra det i stället."]
    client.post(url, typed | {"role": "Styrelseledamot"})
    save_affiliation(person.affiliations.get(role="Vd"), ends=timezone.localdate() - dt.timedelta(1))
    client.post(url, typed | {"role": "Vd"})  # the same role again, after it ended
    assert person.affiliations.count() == 3


def test_role_is_given_only_to_a_person_there_is(client_for):
    client = client_for("Partneransvarig")
    url = reverse("crm:affiliation_create", args=[999])
    assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)


@pytest.mark.parametrize("number", [1, 30])
def test_contact_list_costs_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    for _ in range(number):
        AffiliationFactory(company=CompanyFactory(), contact=ContactFactory())
    client = client_for("Läsare")
    with django_assert_num_queries(13):
        client.get(reverse("crm:contact_list"))


@pytest.mark.parametrize(("asked", "found"), [("", ["Al", "Bo"]), ("true", ["Bo"]), ("false", ["Al"])])
def test_people_are_filtered_by_whether_they_want_to_be_contacted(client_for, asked, found):
    ContactFactory(last_name="Al")
    ContactFactory(last_name="Bo", do_not_contact=True)
    response = client_for("Läsare").get(reverse("crm:contact_list"), {"do_not_contact": asked})
    assert [row.record.last_name for row in response.context["table"].rows] == found
    assert f'<option value="{asked}" selected>' in response.content.decode()


# Label, and a personal number without its check digit.
SOLE_TRADERS = [("D", "850917001"), ("B", "550101001"), ("C", "990505001")]


@pytest.mark.parametrize(("sort", "numbered"), [("orgnr", ["Q", "P"]), ("-orgnr", ["P", "Q"])])
def test_order_by_number_does_not_reveal_a_sole_traders(client_for, sort, numbered):
    """They are sorted by name among companies without a number, so that the order does not reveal the number."""
    for name, stem in SOLE_TRADERS:
        CompanyFactory(name=name, orgnr=stem + luhn.calc_check_digit(stem), is_sole_trader=True)
    CompanyFactory(name="A utan nummer", orgnr=None)
    for name, orgnr in [("Q", "5567037485"), ("P", "9697000017")]:
        CompanyFactory(name=name, orgnr=orgnr)
    client = client_for("Tävlingsledare")
    order = [*numbered, "A utan nummer", "B", "C", "D"]
    page, book = (client.get("/foretag/", {"sort": sort, **more}) for more in ({}, {"export": "xlsx"}))
    assert [row.record.name for row in page.context["table"].rows] == order
    sheet = book_of(book).worksheets[0]
    assert [name for (name,) in sheet.iter_rows(min_row=2, max_row=7, max_col=1, values_only=True)] == order
    assert list(client.get("/foretag/", {"q": "850917"}).context["table"].rows) == []
