"""Notes of companies and people are shown only to users with crm.view_notes, on every page."""

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from campaigns.services.competitions import update_competition
from core.services import save_record
from crm.models import Company, Contact
from tests.campaigns.factories import make_competition
from tests.factories import CompanyFactory, ContactFactory
from tests.workbooks import book_of

SECRET = "Ring aldrig på fredagar"
KINDS = {Company: ("company", "companies"), Contact: ("contact", "contacts")}
READS = {"Läsare": False, "Tävlingsledare": False, "Ekonomi": True, "Partneransvarig": True, "Administratör": True}


@pytest.fixture(params=[Company, Contact], ids=["company", "contact"])
def record(request, db):
    record = {Company: CompanyFactory, Contact: ContactFactory}[request.param]()
    return save_record(record, notes=SECRET)


@pytest.mark.parametrize(("role", "reads"), READS.items())
def test_notes_are_read_on_page_and_in_api_by_the_same_roles(record, role, reads, client_for, api_client_for):
    _name, plural = KINDS[type(record)]
    page = client_for(role).get(record.get_absolute_url())
    assert (page.status_code, SECRET in page.content.decode()) == (200, reads)
    client = api_client_for(role)
    assert client.get(f"/api/v1/{plural}/{record.pk}/").json().get("notes") == (SECRET if reads else None)
    assert client.get(f"/api/v1/{plural}/").json()["results"][0].get("notes") == (SECRET if reads else None)


@pytest.mark.parametrize(("role", "reads"), READS.items())
def test_notes_are_in_the_workbook_of_the_same_roles(record, role, reads, client_for):
    name, _plural = KINDS[type(record)]
    answer = client_for(role).get(reverse(f"crm:{name}_list"), {"export": "xlsx"})
    book = book_of(answer)
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert (SECRET in cells, "Anteckningar" in cells) == (reads, reads)


@pytest.mark.parametrize("role", ["Läsare", "Tävlingsledare"])
def test_notes_are_not_in_the_search_of_anybody(record, role, client_for):
    client = client_for(role)
    name, _plural = KINDS[type(record)]
    assert len(client.get(reverse(f"crm:{name}_list"), {"q": SECRET}).context["table"].rows) == 0


def test_form_without_notes_keeps_what_is_stored(client_for):
    contact = save_record(ContactFactory(), notes=SECRET)
    client = client_for("Tävlingsledare")
    url = reverse("crm:contact_edit", args=[contact.pk])
    form = client.get(url).context["form"]
    assert "notes" not in form.fields
    typed = {"first_name": "Ny", "version": contact.version, "legal_basis": contact.legal_basis, "notes": "Borta"}
    assert client.post(url, typed).status_code == 302
    contact.refresh_from_db()
    assert (contact.first_name, contact.notes) == ("Ny", SECRET)


def test_api_refuses_notes_about_a_person_from_those_who_may_not_read_them(api_client_for):
    contact = save_record(ContactFactory(), notes=SECRET)
    client, url = api_client_for("Tävlingsledare"), f"/api/v1/contacts/{contact.pk}/"
    version = {"If-Match": f'"{contact.version}"'}
    assert client.patch(url, {"notes": "Borta"}, headers=version).status_code == 403
    assert client.patch(url, {"first_name": "Ny"}, headers=version).status_code == 200
    contact.refresh_from_db()
    assert (contact.first_name, contact.notes) == ("Ny", SECRET)


def test_lessons_of_a_competition_are_kept_from_readers_in_the_api(api_client_for):
    competition = update_competition(make_competition(), notes=SECRET)
    url = f"/api/v1/competitions/{competition.pk}/"
    assert "notes" not in api_client_for("Läsare").get(url).json()
    assert api_client_for("Tävlingsledare").get(url).json()["notes"] == SECRET


def test_every_model_with_notes_says_who_may_read_them():
    def has_notes(model):
        return any(f.name == "notes" and isinstance(f, models.TextField) for f in model._meta.fields)

    kept = [m for m in apps.get_models() if has_notes(m) and not m.__name__.startswith("Historical")]
    assert {m.__name__: m.guarded_fields["notes"] for m in kept} == {
        "Company": "crm.view_notes",
        "Contact": "crm.view_notes",
        "Competition": "campaigns.change_competition",
    }
