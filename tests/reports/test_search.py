import datetime as dt
import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from core.recently_viewed import COOKIE
from reports import palette
from reports.queries.search import MOST, SearchResult, search
from tests.campaigns.factories import make_competition, make_team
from tests.factories import (
    AffiliationFactory,
    CompanyFactory,
    ContactFactory,
    SponsorshipFactory,
    contact_at,
    get_goal,
    make_orgnr,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SEARCH = reverse("reports:search")
SOLE_TRADER = "121212-1212"
FOR_CONTACTS = ["Logga kontakt", "Logga ett mejl", "Nytt företag", "Ny person", "Planera nästa steg"]
PAYROLL = "Nytt avtal om gåva via lön"


@pytest.fixture
def partner_manager(make_user):
    return make_user("Partneransvarig")


def names(result: SearchResult) -> dict[str, list[str]]:
    kinds = {
        "companies": "name",
        "contacts": "first_name",
        "sponsorships": "agreement_no",
        "competitions": "name",
        "goals": "number",
    }
    return {
        kind: [getattr(row, field) for row in getattr(result, kind).rows]
        for kind, field in kinds.items()
        if getattr(result, kind)
    }


@pytest.mark.parametrize("between", ["", " ", "-"])
def test_code_of_a_team_is_found_also_written_apart(between, partner_manager):
    competition = make_competition(name="Höstloppet")
    team = make_team(competition, name="Bageriet")
    make_team(make_competition(name="Vårloppet"))
    typed = f"{team.code[:-1]}{between}{team.code[-1]}".lower()
    assert names(search(typed, partner_manager)) == {"competitions": ["Höstloppet"]}


def test_search_finds_companies_people_sponsorships_competitions_and_goals(partner_manager):
    company = CompanyFactory(name="Ensamma Vargen AB")
    make_competition(name="Ensam är stark")
    contact_at(company, first_name="Ensaf")
    sponsorship = SponsorshipFactory(company=company)
    assert names(search("ensa", partner_manager)) == {
        "companies": ["Ensamma Vargen AB"],
        "contacts": ["Ensaf"],
        "sponsorships": [sponsorship.agreement_no],
        "competitions": ["Ensam är stark"],
        "goals": [3],
    }


@pytest.mark.parametrize("typed", ["åkeri", "ÅKERI", "A\N{COMBINING RING ABOVE}keri"])
def test_search_knows_swedish_letters(partner_manager, typed):
    CompanyFactory(name="Åkeri AB")
    CompanyFactory(name="Akeri AB")
    assert names(search(typed, partner_manager)) == {"companies": ["Åkeri AB"]}


def test_search_puts_names_that_begin_so_first_and_then_in_swedish_order(partner_manager):
    for name in ("Zäta Lin AB", "Linåa AB", "Linza AB"):
        CompanyFactory(name=name)
    assert names(search("lin", partner_manager))["companies"] == ["Linza AB", "Linåa AB", "Zäta Lin AB"]


@pytest.mark.parametrize("typed", ["556703-7485", "5567037485", "16556703-7485", "165567037485", " 556703 7485 "])
def test_organisation_number_finds_its_company_however_it_is_typed(partner_manager, typed):
    CompanyFactory(name="Rätt AB", orgnr="5567037485")
    CompanyFactory(name="Fel AB", orgnr=make_orgnr(7))
    assert names(search(typed, partner_manager)) == {"companies": ["Rätt AB"]}


def test_part_of_an_organisation_number_finds_too(partner_manager):
    CompanyFactory(name="Rätt AB", orgnr="5567037485")
    assert names(search("556703-7", partner_manager)) == {"companies": ["Rätt AB"]}


@pytest.mark.parametrize(
    ("role", "found"),
    [("Partneransvarig", True), ("Ekonomi", True), ("Läsare", False), ("Tävlingsledare", False)],
)
@pytest.mark.parametrize("typed", [SOLE_TRADER, "1212121212", "19121212-1212"])
def test_number_of_a_sole_trader_is_found_only_by_those_who_may_see_it(make_user, role, typed, found):
    CompanyFactory(name="Målaren", orgnr=SOLE_TRADER)
    assert names(search(typed, make_user(role))) == ({"companies": ["Målaren"]} if found else {})


@pytest.mark.parametrize(
    "typed", ["070-174 06 05", "0701740605", "070-1740605", "+46 70 174 06 05", "0046701740605", "174 06 05"]
)
def test_phone_finds_its_person_however_it_is_spaced(partner_manager, typed):
    ContactFactory(first_name="Eva", phone="070-174 06 05")
    ContactFactory(first_name="Bo", phone="070-174 06 06")
    assert names(search(typed, partner_manager)) == {"contacts": ["Eva"]}


def test_agreement_number_finds_the_sponsorship_and_no_other(partner_manager):
    first, _second = SponsorshipFactory(), SponsorshipFactory(goal=get_goal(2))
    assert names(search(first.agreement_no.lower(), partner_manager)) == {"sponsorships": [first.agreement_no]}


def test_person_stands_with_the_role_held_today(partner_manager):
    eva = ContactFactory(first_name="Eva")
    AffiliationFactory(contact=eva, company=CompanyFactory(name="Förr AB"), ends=dt.date(2020, 1, 1))
    AffiliationFactory(contact=eva, company=CompanyFactory(name="Nu AB"), starts=dt.date(2020, 1, 2), ends=None)
    [found] = search("eva", partner_manager).contacts.rows
    assert found.role_today.company.name == "Nu AB"


def test_search_stops_at_eight_and_says_that_there_are_more(partner_manager):
    for number in range(MOST):
        CompanyFactory(name=f"Bageri {number} AB")
    assert search("bageri", partner_manager).companies.more is False
    CompanyFactory(name="Bageri nio AB")
    found = search("bageri", partner_manager).companies
    assert (len(found.rows), found.more) == (8, True)


def test_person_without_a_role_finds_nothing(make_user):
    SponsorshipFactory(company=CompanyFactory(name="Hemliga AB"))
    assert search("hem", make_user()).count == 0


@pytest.mark.parametrize("number", [1, 30])
def test_search_costs_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    for company in CompanyFactory.create_batch(number):
        contact_at(company, first_name="Företagare")
        SponsorshipFactory(company=company)
        make_competition(name=f"Företagens {company.pk}")
    client = client_for("Läsare")
    with django_assert_num_queries(10):
        response = client.get(SEARCH, {"q": "företag"})
    assert len(response.context["result"].companies.rows) == min(number, MOST)


def test_all_link_leads_to_the_list_with_the_same_words(client_for):
    for number in range(MOST + 1):
        SponsorshipFactory(company=CompanyFactory(name=f"Å & Co {number}"))
    page = client_for("Läsare").get(SEARCH, {"q": "å & co"}).content.decode()
    assert f'href="{reverse("crm:company_list")}?q=%C3%A5+%26+co"' in page
    assert f'href="{reverse("crm:sponsorship_list")}?scope=all&amp;q=%C3%A5+%26+co"' in page


def test_palette_gets_only_the_choices(client_for):
    company = CompanyFactory(name="Åkeri AB")
    answer = ask(client_for("Läsare"), "åkeri")
    assert choices(answer) == {"Företag": [("Åkeri AB", company.get_absolute_url())], **in_the_log("åkeri")}
    assert "<html" not in answer.content.decode()
    assert answer.headers["Vary"].count("HX-Request") == 1


def ask(client, typed: str = ""):
    return client.get(SEARCH, {"q": typed}, headers={"HX-Request": "true"})


def in_the_log(typed: str) -> dict[str, list[tuple[str, str]]]:
    url = f"{reverse('crm:interaction_list')}?{urlencode({'q': typed})}"
    return {"Bland kontakter": [(f"Sök ”{typed}” bland kontakter", url)]}


def choices(response) -> dict[str, list[tuple[str, str]]]:
    return {
        group.heading: [(choice.label, choice.url) for choice in group.choices] for group in response.context["groups"]
    }


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_offers_what_there_is_to_do_and_where_to_go(client_for, typed):
    offered = choices(ask(client_for("Läsare"), typed))
    assert list(offered) == ["Gå till"]
    assert [label for label, _url in offered["Gå till"]][:3] == ["Idag", "Företag", "Personer"]


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("Läsare", []),
        ("Ekonomi", ["Ladda upp dokument"]),
        ("Tävlingsledare", [*FOR_CONTACTS, "Ladda upp dokument", "Ny tävling", PAYROLL]),
        (
            "Partneransvarig",
            [*FOR_CONTACTS, "Nytt sponsorskap", "Fota en leverans", "Ladda upp dokument", PAYROLL],
        ),
    ],
)
def test_only_what_the_person_may_do_is_offered_and_leads_to_a_page(client_for, role, may):
    client = client_for(role)
    offered = choices(ask(client))
    assert [label for label, _url in offered.get("Gör", [])] == may
    for label, url in offered.get("Gör", []) + offered["Gå till"]:
        assert client.get(url).status_code == 200, label


def test_things_to_do_and_pages_are_found_by_their_names_and_by_what_else_they_are_called(client_for):
    client = client_for("Partneransvarig")
    assert choices(ask(client, "ringa"))["Gör"] == [("Logga kontakt", reverse("crm:interaction_create"))]
    assert choices(ask(client, "mörkt"))["Gå till"] == [("Profil och inställningar", reverse("core:profile"))]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("mejl", "Logga ett mejl"),
        ("mail", "Logga ett mejl"),
        ("epost", "Logga ett mejl"),
        ("dubb", "Dubbletter bland företag"),
        ("duplicates", "Dubbletter bland företag"),
        ("import", "Import"),
        ("förnyelser", "Förnyelser"),
        ("renewals", "Förnyelser"),
        ("leveranser", "Leveranser"),
        ("foto", "Fota en leverans"),
        ("måltäckning", "Måltäckning"),
        ("coverage", "Måltäckning"),
        ("enquiries", "Förfrågningar"),
        ("upload", "Ladda upp dokument"),
    ],
)
def test_pages_and_things_to_do_are_found_in_both_languages(client_for, typed, first):
    offered = choices(ask(client_for("Partneransvarig"), typed))
    assert next(iter(offered.values()))[0][0] == first


def test_every_page_of_the_navigation_is_offered(client_for):
    client = client_for("Administratör")
    navigation = set(re.findall(r'<a href="([^"]+)"', mainnav(client.get(reverse("reports:today")))))
    offered = {url for _label, url in choices(ask(client))["Gå till"]}
    assert navigation - offered == set()


def mainnav(response) -> str:
    return response.content.decode().partition('class="mainnav"')[2].partition("</nav>")[0]


def test_action_and_company_are_typed_together(client_for):
    silver = CompanyFactory(name="Silverpoppeln AB")
    CompanyFactory(name="Guldregnet AB")
    offered = choices(ask(client_for("Partneransvarig"), "logga silver"))
    url = f"{reverse('crm:interaction_create')}?company={silver.pk}"
    assert offered["Gör"][0] == ("Logga kontakt med Silverpoppeln AB", url)
    assert "Gör" not in choices(ask(client_for("Läsare"), "logga silver"))


def test_name_that_nobody_has_can_be_registered_by_those_who_may(client_for):
    offered = choices(ask(client_for("Partneransvarig"), "Ånga & Co"))
    url = reverse("crm:company_create") + "?name=%C3%85nga+%26+Co"
    assert offered == {**in_the_log("Ånga & Co"), "Gör": [("Registrera företaget Ånga & Co", url)]}
    assert next(iter(offered)) == "Bland kontakter"
    client = client_for("Partneransvarig")
    assert client.get(url).context["form"]["name"].value() == "Ånga & Co"
    assert choices(ask(client_for("Läsare"), "Ånga & Co")) == in_the_log("Ånga & Co")


def test_what_was_looked_at_last_comes_first(client_for):
    company = CompanyFactory(name="Åkeri AB")
    eva, sponsorship = contact_at(company, first_name="Eva", last_name="Ek"), SponsorshipFactory(company=company)
    competition = make_competition(name="Stafetten")
    client = client_for("Läsare")
    for row in (company, eva, sponsorship, competition, get_goal(2), company):
        assert client.get(row.get_absolute_url()).status_code == 200
    seen = [label for label, _url in choices(ask(client))["Senast"]]
    assert seen == ["Åkeri AB", str(get_goal(2)), "Stafetten", str(sponsorship), "Eva Ek"]


def test_what_is_gone_or_may_not_be_seen_is_not_among_what_was_looked_at(client_for, make_user):
    gone = ContactFactory()
    client = client_for("Läsare")
    client.get(gone.get_absolute_url())
    gone.delete()
    assert "Senast" not in choices(ask(client))
    client.get(CompanyFactory().get_absolute_url())
    client.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")
    assert "Senast" not in choices(ask(client))


@pytest.mark.parametrize("cookie", ["x", "company-x", "company-0", "user-1", "company-" + "9" * 40, "." * 500])
def test_cookie_that_says_anything_else_is_passed_over(client_for, cookie):
    client = client_for("Läsare")
    client.cookies[COOKIE] = cookie
    assert "Senast" not in choices(ask(client))


@pytest.mark.parametrize("number", [1, MOST])
def test_open_palette_costs_as_many_queries_for_one_as_for_many(client_for, number, django_assert_num_queries):
    client = client_for("Läsare")
    for company in CompanyFactory.create_batch(number):
        client.get(company.get_absolute_url())
    with django_assert_num_queries(5):
        response = ask(client)
    assert len(choices(response)["Senast"]) == number


@pytest.mark.parametrize("typed", ["finns inte", "%_\\", "x" * 5000, "<b>fel</b>"])
def test_odd_words_are_answered_with_no_hits(client_for, typed):
    response = client_for("Läsare").get(SEARCH, {"q": typed})
    assert response.status_code == 200
    assert response.context["result"].count == 0
    assert "<b>fel" not in response.content.decode()


@pytest.mark.parametrize(
    ("text", "numbers"), [("sida", [1, 2, 3, 4, 5]), ("sida 1", [1]), ("webben hemlöshet", [1]), ("page 9", [])]
)
def test_palette_leads_to_what_a_goal_says_on_the_web(client_for, text, numbers):
    user = client_for("Läsare").user
    groups = palette.choices(text, search(text, user), user)
    links = [choice.url for group in groups if group.heading == "Sidan på webben" for choice in group.choices]
    assert links == [reverse("goals:page_detail", args=[number]) for number in numbers]
