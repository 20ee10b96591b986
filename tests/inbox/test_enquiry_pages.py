"""The staff's pages of enquiries."""

import pytest
from django.urls import reverse

from crm.models import Company, Contact
from inbox.models import Dismissal
from inbox.services.enquiries import dismiss_enquiry
from tests.factories import CompanyFactory, UserFactory, contact_at, get_goal, make_enquiry
from tests.inbox.enquiries import errors_of
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MANAGER = "Partneransvarig"


def accept_data(enquiry, **fields):
    return {
        "which_company": "new",
        "name": enquiry.company_name,
        "which_person": "new",
        "first_name": "Kim",
        "log": "on",
        "version": enquiry.version,
        **fields,
    }


def test_the_page_fills_in_a_new_company_and_person(client_for):
    enquiry = make_enquiry(orgnr="5567037485", phone="+46701740605")
    client = client_for(MANAGER)
    url = reverse("inbox:enquiry_accept", args=[enquiry.pk])
    form = client.get(url).context["form"]
    shown = {
        name: form[name].value() for name in ("which_company", "name", "orgnr", "first_name", "last_name", "owner")
    }
    assert shown == {
        "which_company": "new",
        "name": "Åkeriet AB",
        "orgnr": "556703-7485",
        "first_name": "Kim",
        "last_name": "Karlsson",
        "owner": client.user.pk,
    }
    response = client.post(url, accept_data(enquiry, orgnr="556703-7485", email="kim@akeriet.example"))
    company = Company.objects.get()
    assert response.headers["Location"] == company.get_absolute_url()
    assert (company.orgnr, company.contacts.get().email) == ("5567037485", "kim@akeriet.example")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"orgnr": "5567037485"}, "samma organisationsnummer"),
        ({"email": "nagon@akeriet.example"}, "samma domän"),
        ({"company_name": "ÅKERIET"}, "samma namn"),
    ],
)
def test_known_company_is_suggested_first_with_the_reason(fields, reason, client_for):
    known = CompanyFactory(name="Åkeriet AB", orgnr="5567037485", website="https://www.akeriet.example/om")
    CompanyFactory(name="Åkeriet i Norr AB")
    enquiry = make_enquiry(**{"company_name": "Bolaget", "email": "kim@gmail.com"} | fields)
    client = client_for(MANAGER)
    url = reverse("inbox:enquiry_accept", args=[enquiry.pk])
    form = client.get(url).context["form"]
    assert form.fields["which_company"].choices[0] == (str(known.pk), f"Åkeriet AB: {reason}")
    assert form["which_company"].value() == str(known.pk)
    assert "Åkeriet AB" in client.get(enquiry.get_absolute_url()).content.decode()
    client.post(url, accept_data(enquiry, which_company=known.pk))
    enquiry.refresh_from_db()
    assert (enquiry.company, Company.objects.count()) == (known, 2)


def test_shared_domain_suggests_no_company(client_for):
    contact_at(CompanyFactory(), email="annan@gmail.com")
    enquiry = make_enquiry(email="kim@gmail.com")
    form = client_for(MANAGER).get(reverse("inbox:enquiry_accept", args=[enquiry.pk])).context["form"]
    assert [key for key, _label in form.fields["which_company"].choices] == ["new", "other"]


def test_a_person_with_the_same_address_is_offered_and_not_made_twice(client_for):
    person = contact_at(CompanyFactory(), email="Kim@akeriet.example")
    enquiry = make_enquiry()
    url = reverse("inbox:enquiry_accept", args=[enquiry.pk])
    client = client_for(MANAGER)
    assert client.get(url).context["form"]["which_person"].value() == str(person.pk)
    other = CompanyFactory(name="Moderbolaget")
    data = accept_data(enquiry, which_company="other", company_0=other.pk, company_1=str(other), which_person=person.pk)
    client.post(url, data)
    enquiry.refresh_from_db()
    assert (enquiry.company, enquiry.contact, Contact.objects.count()) == (other, person, 1)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"which_company": "other"}, "company"),
        ({"first_name": ""}, "first_name"),
        ({"orgnr": "556703-7485"}, "orgnr"),
        ({"which_company": "999"}, "which_company"),
    ],
)
def test_the_page_says_what_is_missing_and_writes_nothing(fields, wrong, client_for):
    CompanyFactory(name="Annat", orgnr="5567037485")
    enquiry = make_enquiry()
    response = client_for(MANAGER).post(
        reverse("inbox:enquiry_accept", args=[enquiry.pk]), accept_data(enquiry, **fields)
    )
    assert set(errors_of(response)) == {wrong}
    assert (Company.objects.count(), Contact.objects.count()) == (1, 0)


def test_the_number_of_a_sole_trader_is_for_those_who_may_see_it(client_for):
    enquiry = make_enquiry(orgnr="811218-9876")
    pages = {role: client_for(role).get(enquiry.get_absolute_url()) for role in (MANAGER, "Tävlingsledare")}
    assert ["811218-9876" in page.content.decode() for page in pages.values()] == [True, False]
    form = client_for("Tävlingsledare").get(reverse("inbox:enquiry_accept", args=[enquiry.pk]))
    assert "811218" not in form.content.decode()


@pytest.mark.parametrize(("role", "told"), [(MANAGER, True), ("Tävlingsledare", False)])
def test_a_new_company_with_the_number_of_a_sole_trader_is_refused_without_saying_whose(client_for, role, told):
    CompanyFactory(name="Målaren", orgnr="8112189876")
    enquiry = make_enquiry()
    page = client_for(role).post(
        reverse("inbox:enquiry_accept", args=[enquiry.pk]), accept_data(enquiry, orgnr="811218-9876")
    )
    assert (set(errors_of(page)), "Målaren" in page.content.decode()) == ({"orgnr"}, told)


def test_an_enquiry_is_taken_assigned_dismissed_and_opened_again(client_for):
    enquiry, client, other = make_enquiry(), client_for(MANAGER), UserFactory(role=MANAGER)
    client.post(reverse("inbox:enquiry_take", args=[enquiry.pk]))
    enquiry.refresh_from_db()
    assert enquiry.assignee == client.user
    assign = reverse("inbox:enquiry_assign", args=[enquiry.pk])
    client.post(assign, {"assignee": other.pk, "version": enquiry.version})
    enquiry.refresh_from_db()
    assert enquiry.assignee == other
    dismiss = reverse("inbox:enquiry_dismiss", args=[enquiry.pk])
    client.post(dismiss, {"reason": "spam", "note": "Säljer länkar", "version": enquiry.version})
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.dismissal, enquiry.closed_by) == ("dismissed", "spam", client.user)
    assert "Säljer länkar" in client.get(enquiry.get_absolute_url()).content.decode()
    for form in (assign, dismiss, reverse("inbox:enquiry_accept", args=[enquiry.pk])):
        assert client.get(form).headers["Location"] == enquiry.get_absolute_url()
    client.post(reverse("inbox:enquiry_reopen", args=[enquiry.pk]))
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.dismissal_note) == ("new", "")


def test_the_list_shows_those_that_wait_and_finds_the_others(client_for):
    waiting = make_enquiry(company_name="Väntar AB", goals=[get_goal(1)])
    gone = dismiss_enquiry(make_enquiry(company_name="Skräp AB"), by=UserFactory(), reason=Dismissal.SPAM)
    client, url = client_for(MANAGER), reverse("inbox:enquiry_list")

    def listed(query=""):
        return set(client.get(url + query).context["object_list"])

    assert listed() == {waiting}
    assert listed("?show=dismissed") == {gone}
    assert listed("?show=all") == {waiting, gone}
    assert listed("?goal=" + str(get_goal(1).pk)) == {waiting}
    assert listed("?q=karlsson") == {waiting}
    assert listed("?q=finns inte") == set()


def test_the_list_says_which_company_wrote(client_for):
    enquiry = make_enquiry(company_name="Väntar AB")
    table = client_for(MANAGER).get(reverse("inbox:enquiry_list")).context["table"]
    cell = table.rows[0].get_cell("company_name")
    assert cell == f'<a href="{enquiry.get_absolute_url()}">Väntar AB</a>'


@pytest.mark.parametrize("rows", [1, 30])
def test_enquiry_list_costs_the_same_queries_however_many_rows(rows, client_for, django_assert_num_queries):
    for _number in range(rows):
        make_enquiry(goals=[get_goal(1), get_goal(2)])
    client = client_for(MANAGER)
    # session, user, two for permissions, choices of goals and users, count, rows, their goals
    with django_assert_num_queries(11):
        client.get(reverse("inbox:enquiry_list"))


def test_the_list_is_exported_without_numbers(client_for):
    make_enquiry(orgnr="811218-9876", goals=[get_goal(2)])
    response = client_for(MANAGER).get(reverse("inbox:enquiry_list") + "?export=xlsx")
    sheet = book_of(response).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "kim@akeriet.example" in cells
    assert [cell for cell in cells if "811218" in cell] == []
