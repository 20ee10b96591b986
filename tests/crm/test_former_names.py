"""A company or a person that changed its name is found by the old one."""

import pytest
from django.urls import reverse

from campaigns.models import Competition
from crm.models import Company, Contact, ImportKind, RowStatus
from crm.models.names import former_names
from crm.services.companies import save_company
from tests.campaigns.factories import make_competition, make_team
from tests.crm.imports import draft
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    InteractionFactory,
    SponsorshipFactory,
    make_document,
)

pytestmark = pytest.mark.django_db
MANAGER = "Partneransvarig"


def renamed(before="Gamla Åkeriet AB", now="Nya Frakten AB") -> Company:
    company = Company.objects.get(pk=CompanyFactory(name=before).pk)
    save_company(company, name=now)
    return Company.objects.get(pk=company.pk)


def test_new_name_leaves_the_old_one_among_the_others():
    company = renamed()
    assert company.other_names == "Gamla Åkeriet AB"
    save_company(company, name="Tredje AB")
    assert company.other_names == "Gamla Åkeriet AB\nNya Frakten AB"
    save_company(company, name="Gamla Åkeriet AB")
    assert company.other_names == "Nya Frakten AB\nTredje AB"


def test_saving_under_the_same_name_adds_nothing():
    company = renamed()
    save_company(company, trade="Transport")
    assert company.other_names == "Gamla Åkeriet AB"


def test_name_that_is_taken_away_stays_away():
    company = renamed()
    save_company(company, other_names="")
    assert Company.objects.get().other_names == ""


def test_every_channel_remembers(client_for, api_client_for):
    company = CompanyFactory(name="Gamla Åkeriet AB")
    page = reverse("api:company-detail", args=[company.pk])
    headers = {"If-Match": f'"{company.version}"'}
    assert api_client_for(MANAGER).patch(page, {"name": "Nya Frakten AB"}, headers=headers).status_code == 200
    assert Company.objects.get().other_names == "Gamla Åkeriet AB"
    client = client_for(MANAGER)
    edit = reverse("crm:company_edit", args=[company.pk])
    form = client.get(edit).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "logo"}
    assert client.post(edit, sent | {"name": "Tredje AB"}).status_code == 302
    assert Company.objects.get().other_names.splitlines() == ["Gamla Åkeriet AB", "Nya Frakten AB"]


def test_person_keeps_the_name_before_a_marriage():
    person = Contact.objects.get(pk=ContactFactory(first_name="Kim", last_name="Karlsson").pk)
    person.last_name = "Lind"
    person.save()
    assert Contact.objects.matching("karlsson").get().other_names == "Kim Karlsson"


def test_oldest_names_go_first_when_there_is_no_room():
    assert former_names("aaaa\nbbbb", "cccc", now="d", most=9) == "bbbb\ncccc"
    assert former_names("a", "A ", "b", now="B", most=9) == "A"


@pytest.mark.parametrize(
    "name", ["crm:company_list", "crm:sponsorship_list", "crm:interaction_list", "crm:document_list", "crm:pipeline"]
)
def test_every_list_finds_a_company_by_its_old_name(name, client_for):
    company = renamed()
    SponsorshipFactory(company=company)
    InteractionFactory(companies=[company])
    make_document(company=company)
    page = client_for(MANAGER).get(reverse(name), {"q": "gamla åkeriet", "scope": "all"}).content.decode()
    assert "Nya Frakten AB" in page


def test_competition_is_found_by_its_companys_old_name():
    make_team(make_competition(), company=renamed())
    assert Competition.objects.mentioning("gamla åkeriet").count() == 1


def test_list_that_knows_the_old_name_means_the_company_and_does_not_rename_it(make_user):
    company = renamed()
    listed = draft(ImportKind.COMPANY, [["Namn", "Ort"], ["Gamla Åkeriet", "Sala"]], by=make_user(MANAGER))
    row = listed.rows.get()
    assert (row.status, [change[0] for change in row.changes]) == (RowStatus.CHANGE, ["Ort"])
    assert row.target == company.pk
