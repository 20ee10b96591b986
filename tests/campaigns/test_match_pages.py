"""The pages that create, edit and remove matches."""

from decimal import Decimal

import pytest

from campaigns.models import Match
from tests.campaigns.boards import contest, decided
from tests.campaigns.factories import A_DAY, CLOSES, OPENS, give, promise, running_duel
from tests.campaigns.pages import text_of, url
from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db
LEADER = "Tävlingsledare"


def match_form(**fields) -> dict:
    defaults = {"third_party": "Stiftelsen", "rate": "50", "starts": OPENS.isoformat(), "ends": CLOSES.isoformat()}
    return defaults | fields


def test_a_match_is_promised_changed_and_recounted(client_for):
    competition, first, _second = running_duel()
    give(first, 100)
    client = client_for(LEADER)
    client.post(url("match_create", competition), match_form())
    match = Match.objects.get()
    assert match.due == Decimal(50)
    client.post(url("match_edit", match), match_form(version=match.version, rate="12,5", total_cap="10"))
    match.refresh_from_db()
    assert (match.rate, match.due) == (Decimal("12.5"), Decimal(10))
    page = text_of(client.get(url("match_list", competition)))
    for words in ("12,5 % av varje gåva", "Högst 10 kr sammanlagt", "taket är nått"):
        assert words in page


def test_a_match_needs_one_giver_and_keeps_input(client_for):
    competition, _first, _second = running_duel()
    company = CompanyFactory()
    data = match_form(company_0=company.pk, company_1=company.name, per_gift_cap="200")
    response = client_for(LEADER).post(url("match_create", competition), data)
    form = response.context["form"]
    assert form.non_field_errors() == ["Välj ett företag eller skriv en annan givare, inte båda."]
    assert form["per_gift_cap"].value() == "200"


def test_a_match_is_not_changed_once_it_is_decided(client_for):
    competition, _teams = contest("Åkeriet", "Bageriet")
    promise(competition)
    done, _teams = decided(("Åkeriet", 100), ("Bageriet", 50))
    client = client_for(LEADER)
    response = client.post(url("match_create", done), match_form())
    assert response.context["form"].non_field_errors() == ["Tävlingen är avgjord. Matchningen kan inte ändras."]
    assert url("match_create", done) not in text_of(client.get(url("match_list", done)))


def test_a_match_that_was_never_promised_is_removed_with_its_history_kept(client_for):
    competition, _first, _second = running_duel()
    match = promise(competition)
    client_for(LEADER).post(url("match_delete", match), {"version": match.version})
    assert (competition.matches.count(), Match.history.filter(id=match.pk, history_type="-").count()) == (0, 1)


@pytest.mark.parametrize("number", [1, 30])
def test_the_matches_cost_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    competition, first, _second = running_duel()
    for _ in range(number):
        promise(competition, company=CompanyFactory(), team=first)
    client = client_for(LEADER)
    with django_assert_num_queries(9):
        client.get(url("match_list", competition))


def test_page_of_matches_says_which_promise_ends_before_the_competition(client_for):
    competition, _first, _second = running_duel()
    promise(competition, third_party="En vän")
    early = promise(competition, third_party="Stiftelsen Ljus", ends=A_DAY)
    page = text_of(client_for("Läsare").get(url("match_list", competition)))
    told = f"gäller till och med {A_DAY}, men tävlingen stänger {competition.closes_on}"
    assert f"Löftet från {early} {told}" in page
    assert page.count("men tävlingen stänger") == 1
