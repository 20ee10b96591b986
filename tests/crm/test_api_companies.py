import pytest
from django.contrib.auth.models import Permission

from config.roles import COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER
from crm.models import Company, Contact
from tests.factories import CompanyFactory, UserFactory, contact_at

SOLE_TRADER = "8112189876"  # Skatteverket's example number


def permissions(*codenames):
    return Permission.objects.filter(content_type__app_label="crm", codename__in=codenames)


def put_back(client, url, **changes):
    """GET, change and PUT the row, as a client does."""
    read = client.get(url)
    return client.put(url, read.json() | changes, headers={"If-Match": read["ETag"]})


def test_company_is_answered_with_every_field(api_client_for):
    owner = UserFactory(first_name="Anna", last_name="Berg")
    company = CompanyFactory(name="Åkeri AB", orgnr="556703-7485", owner=owner, tags=["bygg"], notes="Ring vd")
    answer = api_client_for(PARTNER_MANAGER).get(f"/api/v1/companies/{company.pk}/").json()
    assert answer.pop("created_at")
    assert answer == {
        "id": company.pk,
        "name": "Åkeri AB",
        "other_names": "",
        "orgnr": "5567037485",
        "is_sole_trader": False,
        "status": "prospect",
        "owner": owner.pk,
        "owner_name": "Anna Berg",
        "trade": "",
        "employees": None,
        "street": "",
        "postal_code": "",
        "city": "Västerås",
        "phone": "",
        "website": "",
        "logo": None,
        "invoice_email": "",
        "invoice_reference": "",
        "bankgiro": "",
        "swish": "",
        "tags": ["bygg"],
        "notes": "Ring vd",
        "last_contact_at": None,
        "version": 1,
    }


def test_company_is_registered_with_what_people_type(api_client_for):
    client = api_client_for(PARTNER_MANAGER)
    response = client.post(
        "/api/v1/companies/",
        {"name": "Bageriet", "orgnr": "16556703-7485", "bankgiro": "900-0001", "tags": ["mat", " Ny  stad "]},
    )
    answer = response.json()
    assert (response.status_code, response["ETag"]) == (201, '"1"')
    assert (answer["orgnr"], answer["bankgiro"], answer["tags"]) == ("5567037485", "9000001", ["mat", "Ny stad"])


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"name": ""}, "name"), ({"orgnr": "556703-7486"}, "orgnr"), ({"swish": "070"}, "swish"), ({"owner": 0}, "owner")],
)
def test_company_with_an_error_is_refused_by_field(sent, field, api_client_for):
    response = api_client_for(PARTNER_MANAGER).post("/api/v1/companies/", {"name": "Bageriet"} | sent)
    assert (response.status_code, list(response.json())) == (400, [field])
    assert Company.objects.count() == 0


def test_second_company_with_the_same_orgnr_is_refused(api_client_for):
    CompanyFactory(orgnr="5567037485")
    response = api_client_for(PARTNER_MANAGER).post("/api/v1/companies/", {"name": "Kopian", "orgnr": "556703-7485"})
    assert response.status_code == 400
    assert response.json() == {"orgnr": ["Det finns redan ett företag med det organisationsnumret."]}


def test_change_without_version_is_428(api_client_for):
    company = CompanyFactory(name="Före")
    response = api_client_for(PARTNER_MANAGER).patch(f"/api/v1/companies/{company.pk}/", {"name": "Efter"})
    assert (response.status_code, response.json()["code"]) == (428, "version_required")
    assert Company.objects.get().name == "Före"


def test_change_of_a_stale_version_is_412(api_client_for):
    company = CompanyFactory(name="Före")
    client, url = api_client_for(PARTNER_MANAGER), f"/api/v1/companies/{company.pk}/"
    first = client.patch(url, {"city": "Sala"}, headers={"If-Match": '"1"'})
    second = client.patch(url, {"name": "Efter"}, headers={"If-Match": '"1"'})
    assert (first.status_code, first["ETag"]) == (200, '"2"')
    assert (second.status_code, second.json()["code"], second.json()["version"]) == (412, "stale_version", 2)
    assert Company.objects.get().name == "Före"


def test_change_keeps_what_is_not_mentioned(api_client_for):
    company = CompanyFactory(name="Före", tags=["bygg"], notes="Ring vd")
    response = api_client_for(PARTNER_MANAGER).patch(
        f"/api/v1/companies/{company.pk}/", {"name": "Efter"}, headers={"If-Match": '"1"'}
    )
    assert [response.json()[name] for name in ("name", "tags", "notes")] == ["Efter", ["bygg"], "Ring vd"]


def test_tags_are_replaced_by_those_sent(api_client_for):
    company = CompanyFactory(tags=["bygg", "lokal"])
    response = api_client_for(PARTNER_MANAGER).patch(
        f"/api/v1/companies/{company.pk}/", {"tags": ["mat"]}, headers={"If-Match": '"1"'}
    )
    assert response.json()["tags"] == ["mat"]


def test_what_was_read_can_be_sent_back(api_client_for):
    company = CompanyFactory(owner=UserFactory(), tags=["bygg"])
    response = put_back(api_client_for(FINANCE), f"/api/v1/companies/{company.pk}/", invoice_reference="Ref 7")
    assert (response.status_code, response.json()["invoice_reference"]) == (200, "Ref 7")


# --- Permissions ----------------------------------------------------------------------------------


def test_reader_may_not_write(api_client_for):
    company = CompanyFactory()
    client = api_client_for(READER)
    assert client.post("/api/v1/companies/", {"name": "Ny"}).status_code == 403
    url = f"/api/v1/companies/{company.pk}/"
    assert client.patch(url, {"name": "Ny"}, headers={"If-Match": '"1"'}).status_code == 403


def test_somebody_without_a_role_may_not_read(api_client_for):
    assert api_client_for().get("/api/v1/companies/").status_code == 403


@pytest.mark.parametrize(("role", "shown"), [(FINANCE, SOLE_TRADER), (PARTNER_MANAGER, SOLE_TRADER), (READER, None)])
def test_sole_traders_number_is_shown_only_to_those_who_may(role, shown, api_client_for):
    CompanyFactory(orgnr=SOLE_TRADER)
    row = api_client_for(role).get("/api/v1/companies/").json()["results"][0]
    assert (row["orgnr"], row["is_sole_trader"]) == (shown, True)


def test_sole_traders_number_is_nowhere_in_what_others_read(api_client_for):
    company = CompanyFactory(orgnr=SOLE_TRADER)
    contact_at(company)
    client = api_client_for(READER)
    for name in ("companies", f"companies/{company.pk}", "contacts", "affiliations"):
        assert SOLE_TRADER not in client.get(f"/api/v1/{name}/").content.decode()
    assert client.get(f"/api/v1/companies/?q={SOLE_TRADER}").json()["count"] == 0


def test_masked_number_survives_being_sent_back_and_cannot_be_replaced(api_client_for, make_user):
    company = CompanyFactory(orgnr=SOLE_TRADER)
    user = make_user()
    user.user_permissions.set(permissions("view_company", "change_company"))
    client, url = api_client_for(user), f"/api/v1/companies/{company.pk}/"
    assert put_back(client, url, city="Sala").status_code == 200
    assert put_back(client, url, orgnr="556703-7485").status_code == 403
    company.refresh_from_db()
    assert (company.city, company.orgnr) == ("Sala", SOLE_TRADER)


def test_notes_are_absent_for_those_who_may_not_read_them(api_client_for):
    company = CompanyFactory(notes="Känsligt")
    client = api_client_for(READER)
    assert "notes" not in client.get(f"/api/v1/companies/{company.pk}/").json()
    assert "notes" not in client.get("/api/v1/companies/").json()["results"][0]


def test_notes_are_refused_from_those_who_may_not_read_them(api_client_for, make_user):
    company = CompanyFactory(notes="Känsligt")
    user = make_user()
    user.user_permissions.set(permissions("view_company", "change_company"))
    client, url = api_client_for(user), f"/api/v1/companies/{company.pk}/"
    assert client.patch(url, {"notes": "Borta"}, headers={"If-Match": '"1"'}).status_code == 403
    assert client.patch(url, {"city": "Sala"}, headers={"If-Match": '"1"'}).status_code == 200
    company.refresh_from_db()
    assert (company.city, company.notes) == ("Sala", "Känsligt")


# --- People ---------------------------------------------------------------------------------------


def test_contact_is_registered_with_a_role(api_client_for):
    company = CompanyFactory(name="Bageriet")
    response = api_client_for(COMPETITION_LEADER).post(
        "/api/v1/contacts/",
        {"first_name": "Kim", "phone": "070-174 06 05", "company": company.pk, "role": "Vd", "starts": "2026-01-01"},
    )
    answer = response.json()
    role = answer["affiliations"][0]
    assert (response.status_code, answer["phone"], len(answer["affiliations"])) == (201, "+46701740605", 1)
    assert role == {
        "id": role["id"],
        "company": company.pk,
        "company_name": "Bageriet",
        "role": "Vd",
        "starts": "2026-01-01",
        "ends": None,
        "is_primary": False,
    }


def test_contact_without_company_or_with_a_wrong_phone_is_refused(api_client_for):
    response = api_client_for(PARTNER_MANAGER).post("/api/v1/contacts/", {"first_name": "Kim", "phone": "12"})
    assert (response.status_code, sorted(response.json())) == (400, ["company", "phone"])
    assert Contact.objects.count() == 0


def test_contact_is_changed_and_roles_are_not(api_client_for):
    contact = contact_at(CompanyFactory(), role="Vd")
    client = api_client_for(PARTNER_MANAGER)
    refused = put_back(client, f"/api/v1/contacts/{contact.pk}/", do_not_contact=True, affiliations=[])
    assert (refused.status_code, list(refused.json())) == (400, ["affiliations"])
    response = put_back(client, f"/api/v1/contacts/{contact.pk}/", do_not_contact=True)
    assert (response.status_code, response.json()["do_not_contact"]) == (200, True)
    assert [role["role"] for role in response.json()["affiliations"]] == ["Vd"]


def test_person_moves_to_another_company_and_keeps_the_old_role(api_client_for):
    contact = contact_at(CompanyFactory(), role="Vd")
    new = CompanyFactory()
    client = api_client_for(PARTNER_MANAGER)
    role = client.get(f"/api/v1/affiliations/?contact={contact.pk}").json()["results"][0]
    url = f"/api/v1/affiliations/{role['id']}/"
    assert client.patch(url, {"ends": "2026-06-30"}, headers={"If-Match": '"1"'}).status_code == 200
    started = client.post(
        "/api/v1/affiliations/", {"contact": contact.pk, "company": new.pk, "role": "Styrelse", "starts": "2026-07-01"}
    )
    assert started.status_code == 201
    twice = client.post("/api/v1/affiliations/", {"contact": contact.pk, "company": new.pk, "role": "styrelse"})
    assert (twice.status_code, list(twice.json())) == (400, ["company"])
    assert {role["ends"] for role in client.get(f"/api/v1/contacts/{contact.pk}/").json()["affiliations"]} == {
        "2026-06-30",
        None,
    }


def test_affiliation_stays_with_its_person_and_its_dates_in_order(api_client_for):
    contact, other = contact_at(CompanyFactory()), contact_at(CompanyFactory())
    role = contact.affiliations.get()
    client, url = api_client_for(PARTNER_MANAGER), f"/api/v1/affiliations/{role.pk}/"
    moved = client.patch(url, {"contact": other.pk}, headers={"If-Match": '"1"'})
    backwards = client.patch(url, {"starts": "2026-02-01", "ends": "2026-01-01"}, headers={"If-Match": '"1"'})
    assert (moved.status_code, list(moved.json())) == (400, ["contact"])
    assert backwards.status_code == 400
