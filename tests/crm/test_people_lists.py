"""Filtered lists of people as mailing lists, and their exports."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from crm.models import Affiliation, CompanyStatus, Contact, LegalBasis, Tag
from tests.factories import (
    AffiliationFactory,
    CompanyFactory,
    UserFactory,
    contact_at,
    get_goal,
    get_tier,
    signed_sponsorship,
)
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database("core.filters")]

LIST = reverse("crm:contact_list")


def in_days(distance: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=distance)


def partner(tier: str = "Sponsor", goal: int = 1, **fields):
    company = CompanyFactory(**fields)
    signed_sponsorship(
        company=company,
        tier=get_tier(tier),
        goal=get_goal(goal),
        starts=in_days(-30),
        ends=in_days(300),
        signed_on=in_days(-30),
    )
    return company


@pytest.fixture
def eva():
    """Main contact at a partner of goal 1 in Västerås, who has consented."""
    owner = UserFactory(first_name="Petra", last_name="Partner", role="Partneransvarig")
    company = partner(
        name="Åkeri AB", owner=owner, tags=["bygg"], status=CompanyStatus.ACTIVE, street="Ringvägen 1", city="Västerås"
    )
    person = contact_at(
        company, first_name="Eva", last_name="Ek", email="eva@akeri.example", legal_basis=LegalBasis.CONSENT
    )
    Affiliation.objects.filter(contact=person).update(is_primary=True)
    return person


@pytest.fixture
def bo():
    """An unrelated person, formerly at Eva's company."""
    ended = CompanyFactory(name="Bageri AB", status=CompanyStatus.ENDED)
    return contact_at(ended, first_name="Bo", last_name="Al", do_not_contact=True)


def found(client, **asked) -> list[str]:
    page = client.get(LIST, asked)
    return [str(row.record) for row in page.context["table"].rows]


@pytest.mark.parametrize(
    "asked",
    [
        lambda eva: {"q": "åkeri"},
        lambda eva: {"q": "eva åkeri"},
        lambda eva: {"q": "åkeri ab ek eva eva eva eva"},
        lambda eva: {"company": eva.companies.get().pk},
        lambda eva: {"tier": get_tier("Sponsor").pk},
        lambda eva: {"goal": get_goal(1).pk},
        lambda eva: {"goal": get_goal(1).pk, "tier": get_tier("Sponsor").pk},
        lambda eva: {"tag": Tag.objects.get().pk},
        lambda eva: {"owner": eva.companies.get().owner_id},
        lambda eva: {"is_primary": "true"},
        lambda eva: {"status": CompanyStatus.ACTIVE},
        lambda eva: {"legal_basis": LegalBasis.CONSENT},
        lambda eva: {"may_write": "true"},
        lambda eva: {"do_not_contact": "false"},
    ],
)
def test_people_are_found_by_themselves_and_by_their_companies_on_page_and_in_api(
    client_for, api_client_for, eva, bo, asked
):
    AffiliationFactory(contact=bo, company=eva.companies.get(), starts=in_days(-90), ends=in_days(-9))
    terms = asked(eva)
    assert found(client_for("Läsare"), **terms) == ["Eva Ek"]
    answer = api_client_for("Läsare").get("/api/v1/contacts/", terms).json()
    assert [row["first_name"] for row in answer["results"]] == ["Eva"]


def test_what_is_asked_of_the_company_is_asked_of_one_and_the_same(client_for, eva):
    """Main contact at a company without an agreement, and not the main contact at a partner."""
    other = contact_at(eva.companies.get(), first_name="Kim", last_name="Al")
    AffiliationFactory(contact=other, company=CompanyFactory(), is_primary=True)
    client, tier = client_for("Läsare"), get_tier("Sponsor").pk
    assert found(client, tier=tier) == ["Kim Al", "Eva Ek"]
    assert found(client, tier=tier, is_primary="true") == ["Eva Ek"]
    assert found(client, tier=tier, is_primary="false") == ["Kim Al"]


def test_goal_and_tier_are_of_one_agreement_among_people_and_companies(client_for):
    both = partner("Sponsor", 1, name="Båda AB")
    signed_sponsorship(
        company=both,
        tier=get_tier("Vänföretag"),
        goal=get_goal(2),
        starts=in_days(-30),
        ends=in_days(300),
        signed_on=in_days(-30),
    )
    contact_at(both)
    client = client_for("Läsare")
    for goal, tier, number in ((1, "Sponsor", 1), (2, "Vänföretag", 1), (1, "Vänföretag", 0)):
        asked = {"goal": get_goal(goal).pk, "tier": get_tier(tier).pk}
        assert len(found(client, **asked)) == number
        companies = client.get(reverse("crm:company_list"), asked).context["table"].rows
        assert len(companies) == number


def test_address_list_says_how_to_reach_each_and_why(client_for, eva, bo):
    response = client_for("Partneransvarig").get(LIST, {"export": "xlsx", "q": "Eva"})
    sheet = book_of(response).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    [told] = [dict(zip(header, row, strict=True)) for row in rows]
    wanted = {
        "Förnamn": "Eva",
        "Företag": "Åkeri AB",
        "Huvudkontakt": "Ja",
        "E-post": "eva@akeri.example",
        "Rättslig grund": "Samtycke",
        "Gatuadress": "Ringvägen 1",
        "Ort": "Västerås",
        "Företagets status": "Aktiv",
        "Nivå": "Sponsor",
        "Mål": str(get_goal(1)),
        "Ansvarig": "Petra Partner",
        "Etiketter": "bygg",
    }
    assert {name: told[name] for name in wanted} == wanted


@pytest.mark.parametrize("number", [1, 30])
def test_address_list_costs_the_same_queries_however_long(number, django_assert_num_queries, client_for):
    for _number in range(number):
        contact_at(partner(tags=["bygg"], owner=UserFactory()))
    client = client_for("Läsare")
    with django_assert_num_queries(17):
        client.get(LIST, {"export": "xlsx"}).getvalue()


def test_list_shows_the_roles_of_today(client_for):
    person = contact_at(CompanyFactory(name="Förr AB"), first_name="Eva", last_name="Ek")
    Affiliation.objects.update(ends=in_days(-1))
    AffiliationFactory(contact=person, company=CompanyFactory(name="Nu AB"), ends=in_days(9))
    AffiliationFactory(contact=person, company=CompanyFactory(name="Sedan AB"), starts=in_days(9))
    [row] = client_for("Läsare").get(LIST).context["table"].rows
    shown = row.get_cell("companies")
    assert [name in shown for name in ("Förr AB", "Nu AB", "Sedan AB")] == [False, True, False]
    assert Contact.objects.mentioning("sedan").count() == 0
