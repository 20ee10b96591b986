"""Lists of people: who is found, who is made, and what is unclear."""

import datetime as dt

import pytest
from django.utils import timezone

from config.roles import PARTNER_MANAGER
from crm.models import Company, Contact
from crm.services.people import affiliate, move_contact
from imports.models import ImportKind, RowStatus
from imports.services.commit import commit_import
from imports.services.row_undo import TouchedSince
from imports.services.undo import undo_import
from tests.crm.ways_to_reach import reachable
from tests.factories import AffiliationFactory, CompanyFactory, UserFactory, contact_at
from tests.imports.drafts import draft, faults, read_in, seen

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database("core.changesets"),
]


@pytest.fixture
def user():
    return UserFactory(role="Partneransvarig")


OTHER_PERSON = "E-posten finns på Kim Ek. Skriv personens nr i Medspel om det är samma person."
BAD_PHONE = "Telefonnumret stämmer inte. Skriv det som 070-123 45 67 eller +46 70 123 45 67."
PEOPLE = ["Förnamn", "Efternamn", "Företag", "Roll", "E-post", "Telefon"]


def test_people_are_made_with_a_role_and_found_by_email_or_name_at_the_company(user):
    here, there = CompanyFactory(name="Åkeriet"), CompanyFactory(name="Bageriet")
    kim = contact_at(here, first_name="Kim", last_name="Ek", email="kim@ek.example", role="Chef")
    AffiliationFactory(company=there, contact__first_name="Robin", contact__last_name="Al")
    table = [
        PEOPLE,
        ["Kim", "Lund", "Åkeriet", "VD", "KIM@ek.example", "070-174 06 05"],
        ["Robin", "Al", "Åkeriet", "Lagerchef", "", ""],
        ["Robin", "Al", "Bageriet", "", "robin@al.example", "0701740605"],
        ["Kim", "Ek", "Bageriet", "Styrelse", "kim@ek.example", ""],
    ]
    batch = draft(ImportKind.CONTACT, table, by=user)
    assert [row[1] for row in seen(batch)] == ["change", "new", "change", "wrong"]
    commit_import(batch, by=user)
    kim.refresh_from_db()
    assert (kim.last_name, str(kim.phone.as_e164), kim.affiliations.get().role) == ("Lund", "+46701740605", "VD")
    assert here.contacts.filter(first_name="Robin").count() == 1
    assert there.contacts.get().email == "robin@al.example"


def test_a_new_company_for_a_person_is_added_and_the_old_stays(user):
    here, there = CompanyFactory(name="Åkeriet"), CompanyFactory(name="Bageriet")
    kim = contact_at(here, first_name="Kim", last_name="Ek", email="kim@ek.example", role="Chef")
    batch = read_in(ImportKind.CONTACT, [PEOPLE, ["Kim", "Ek", "Bageriet", "Styrelse", "kim@ek.example"]], by=user)
    assert set(kim.affiliations.values_list("company", "role")) == {(here.pk, "Chef"), (there.pk, "Styrelse")}
    undo_import(batch, by=user)
    assert set(kim.affiliations.values_list("company", "role")) == {(here.pk, "Chef")}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["Kim", "Ek", "Åkeriet"], "Flera kan vara Kim Ek: Kim Ek, Kim Ek (kim@ek.example)."),
        (["Kim", "Ek", "Finns inte"], "Inget företag heter Finns inte. Importera företagen först."),
        (["Kim", "Ek", "Lika"], "Flera kan vara Lika: Lika, Lika."),
        (["Kim", "Ek", ""], "Flera kan vara Kim Ek: Kim Ek, Kim Ek (kim@ek.example)."),
        (["Ny", "", ""], "Behövs för en ny rad."),
        (["Ann", "Å", "Åkeriet", "", "kim@ek.example"], OTHER_PERSON),
        (["Ny", "", "Åkeriet", "", "", "12"], BAD_PHONE),
        (["Ny", "", "Åkeriet", "", "inte en adress"], "Ange en giltig mejladress."),
    ],
)  # fmt: skip
def test_what_is_not_clear_about_a_person_is_an_error_that_names_who(user, row, why):
    company = CompanyFactory(name="Åkeriet")
    contact_at(company, first_name="Kim", last_name="Ek")
    contact_at(company, first_name="Kim", last_name="Ek", email="kim@ek.example")
    for _same in range(2):
        CompanyFactory(name="Lika", orgnr=None)
    batch = draft(ImportKind.CONTACT, [PEOPLE, row], by=user)
    assert [told for _column, told in faults(batch.rows.get())] == [why]


def test_the_whole_name_may_stand_in_one_column(user):
    CompanyFactory(name="Åkeriet")
    read_in(ImportKind.CONTACT, [["Namn", "Företag"], ["Anna Maria Ek", "Åkeriet"], ["Prince", "Åkeriet"]], by=user)
    assert list(Contact.objects.order_by("pk").values_list("first_name", "last_name")) == [
        ("Anna Maria", "Ek"),
        ("Prince", ""),
    ]


def test_undo_of_people_takes_their_roles_and_spares_the_company(user):
    CompanyFactory(name="Åkeriet")
    batch = read_in(ImportKind.CONTACT, [PEOPLE, ["Kim", "Ek", "Åkeriet", "Chef"]], by=user)
    undo_import(batch, by=user)
    assert (Contact.objects.count(), Company.objects.count()) == (0, 1)


def test_undo_of_people_is_refused_when_one_has_got_another_role(user):
    CompanyFactory(name="Åkeriet")
    batch = read_in(ImportKind.CONTACT, [PEOPLE, ["Kim", "Ek", "Åkeriet", "Chef"]], by=user)
    affiliate(contact=Contact.objects.get(), company=CompanyFactory(name="Bageriet"))
    with pytest.raises(TouchedSince) as refused:
        undo_import(batch, by=user)
    assert [(row.title, row.why) for row in refused.value.context["rows"]] == [("Kim Ek", "används av uppdrag")]


def test_list_brings_several_and_finds_the_person_by_any():
    CompanyFactory(name="Åkeri AB")
    user = UserFactory(role="Partneransvarig")
    header = ["Förnamn", "Efternamn", "Företag", "E-post", "Fler e-postadresser", "Fler telefonnummer"]
    row = ["Eva", "Ek", "Åkeri AB", "eva@akeri.example", "eva@hemma.example; e@tredje.example", "021-12 34 56"]
    read_in(ImportKind.CONTACT, [header, row], by=user)
    person = Contact.objects.get()
    assert (person.other_emails, person.other_phones) == ("eva@hemma.example\ne@tredje.example", "+46 21 12 34 56")
    assert [status for _n, status, _m in seen(draft(ImportKind.CONTACT, [header, row], by=user))] == [RowStatus.SAME]
    batch = draft(ImportKind.CONTACT, [["Förnamn", "Efternamn", "E-post"], ["Eva", "Ek", "e@tredje.example"]], by=user)
    assert batch.rows.get(number=2).target == person.pk
    lacking = draft(ImportKind.CONTACT, [header, [*row[:4], "nej", "12"]], by=user).rows.get()
    assert (lacking.status, len(faults(lacking))) == (RowStatus.SAME, 2)


# --- A change of jobs ------------------------------------------------------------------------------


def test_list_that_names_another_company_says_that_it_is_added_to_those_of_before():
    eva = reachable(CompanyFactory(name="Gamla AB"))
    CompanyFactory(name="Nya AB")
    rows = [["Förnamn", "Efternamn", "E-post", "Företag"], ["Eva", "Ek", eva.email, "Nya AB"]]
    batch = draft(ImportKind.CONTACT, rows, by=UserFactory(role=PARTNER_MANAGER))
    assert batch.rows.get(number=2).changes == [["Företag", "", "+ Nya AB"]]


@pytest.mark.parametrize("held", ["Personalansvarig", ""])
def test_list_gives_the_role_at_a_new_company_also_if_it_is_called_as_before(held):
    eva, new = reachable(CompanyFactory(name="Gamla AB")), CompanyFactory(name="Nya AB")
    eva.affiliations.update(role=held)
    rows = [["E-post", "Förnamn", "Företag", "Roll"], [eva.email, "Eva", "Nya AB", "Personalansvarig"]]
    read_in(ImportKind.CONTACT, rows, by=UserFactory(role=PARTNER_MANAGER))
    roles = {role.company: role.role for role in eva.affiliations.all()}
    assert (roles[new], len(roles), eva.affiliations.get(company__name="Gamla AB").role) == (
        "Personalansvarig",
        2,
        held,
    )


@pytest.mark.parametrize("role", ["Personalansvarig", "Vd", ""])
def test_list_knows_the_role_that_is_to_come_at_a_company(role):
    eva, new = reachable(CompanyFactory(name="Gamla AB")), CompanyFactory(name="Nya AB")
    eva.affiliations.update(role="Personalansvarig")
    move_contact(contact=eva, to_company=new, on=timezone.localdate() + dt.timedelta(days=30))
    rows = [["E-post", "Förnamn", "Företag", "Roll", "Telefon"], [eva.email, "Eva", "Nya AB", role, "08-11 22 33"]]
    user = UserFactory(role=PARTNER_MANAGER)
    read_in(ImportKind.CONTACT, rows, by=user)
    roles = sorted((each.company.name, each.role) for each in eva.affiliations.all())
    assert roles == [("Gamla AB", "Personalansvarig"), ("Nya AB", role)]
    assert draft(ImportKind.CONTACT, rows, by=user).rows.get().status == RowStatus.SAME
