import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Competition, Team
from campaigns.services.competition_setup import clone_competition
from campaigns.services.lifecycle import close_competition, open_competition
from campaigns.services.teams import TooManyTeams, remove_team, update_team
from tests.campaigns.boards import contest, decided, entry_with_picture
from tests.campaigns.factories import A_DAY, give, make_competition, make_team, running_duel
from tests.factories import AffiliationFactory, CompanyFactory

pytestmark = pytest.mark.django_db
UNCONFIRMED = {"heads_confirmed_by": "", "heads_confirmed_on": None}
DETAIL_QUERIES = 15


def page(name: str, row) -> str:
    return reverse(f"campaigns:{name}", args=[row.pk])


def fresh(team: Team) -> Team:
    return Team.objects.get(pk=team.pk)


def team_form(company, **fields) -> dict:
    return {"company_0": company.pk, "company_1": company.name, "coordinator_0": "", "coordinator_1": "", **fields}


def test_team_is_named_after_its_company_and_shown_with_its_code(client_for):
    draft, company = make_competition(), CompanyFactory(name="Åkeriet")
    client = client_for("Tävlingsledare")
    response = client.post(page("team_create", draft), team_form(company, heads="8"))
    assert response.headers["Location"] == draft.get_absolute_url()
    team = Team.objects.get()
    assert (team.name, team.heads, team.code) == ("Åkeriet", 8, f"{draft.code}1")
    assert team.code in client.get(draft.get_absolute_url()).content.decode()


def test_second_team_of_the_same_name_is_refused_beside_the_field(client_for):
    draft, company = make_competition(), CompanyFactory(name="Åkeriet")
    make_team(draft, company=company)
    response = client_for("Tävlingsledare").post(page("team_create", draft), team_form(company))
    assert response.context["form"].errors["name"] == ["Det finns redan ett lag med det namnet i tävlingen."]


def test_name_that_reads_the_same_is_refused_to_a_new_team_and_to_one_that_is_renamed(client_for, api_client_for):
    draft, client = make_competition(), client_for("Tävlingsledare")
    company, other = CompanyFactory(), make_team(draft, name="Bageriet")
    make_team(draft, name="Ärlan")
    words = ["Det finns redan ett lag med det namnet i tävlingen."]
    for name in ("ärlan", "ÄRLAN", "Ä\N{SOFT HYPHEN}rlan"):
        response = client.post(page("team_create", draft), team_form(company, name=name))
        assert response.context["form"].errors["name"] == words
        response = client.post(page("team_edit", other), team_form(other.company, name=name, version=other.version))
        assert response.context["form"].errors["name"] == words
        sent = {"competition": draft.pk, "company": company.pk, "name": name}
        assert api_client_for("Tävlingsledare").post("/api/v1/teams/", sent).json() == {"non_field_errors": words}
        with pytest.raises(ValidationError):
            update_team(other, name=name)
    assert draft.teams.count() == 2


def test_teams_whose_names_read_the_same_since_before_can_be_changed_and_copied(client_for):
    draft, client = make_competition(), client_for("Tävlingsledare")
    one, other = make_team(draft, name="Ärlan"), make_team(draft, name="Bageriet")
    Team.objects.filter(pk=other.pk).update(name="ärlan")
    other.refresh_from_db()
    sent = team_form(other.company, name="ärlan", heads="77", version=other.version)
    assert client.post(page("team_edit", other), sent).status_code == 302
    assert Team.objects.get(pk=other.pk).heads == 77
    update_team(one, heads=66)
    clone = clone_competition(
        draft, name="En till", opens_on=draft.opens_on, closes_on=draft.closes_on, contact=client.user
    )
    assert sorted(team.name for team in clone.teams.all()) == ["Ärlan", "ärlan"]


def test_late_team_may_join_until_the_day_it_closes_and_the_page_says_so(client_for):
    today = timezone.localdate()
    competition = make_competition(
        kind="open", opens_on=today - dt.timedelta(days=7), closes_on=today, name="Öppna loppet"
    )
    for _team in range(2):
        make_team(competition)
    open_competition(competition)
    client, company = client_for("Tävlingsledare"), CompanyFactory()
    assert f"till och med {today}" in client.get(page("team_create", competition)).content.decode()
    errors = client.post(page("team_create", competition), team_form(company)).context["form"].errors
    assert {"heads", "reason"} <= errors.keys()
    late = team_form(company, heads="5", reason="Ville vara med")
    assert client.post(page("team_create", competition), late).status_code == 302
    assert "Ville vara med" in client.get(reverse("board:board", args=[competition.board_token])).content.decode()
    Competition.objects.update(closes_on=today - dt.timedelta(days=1))
    assert client.get(page("team_create", competition)).status_code == 302
    response = client.post(page("team_create", competition), team_form(CompanyFactory(), heads="5", reason="Sent"))
    assert response.context["form"].non_field_errors() == ["Det går inte längre att anmäla lag till tävlingen."]
    assert competition.teams.count() == 3


def test_head_count_is_confirmed_by_a_name_and_a_day(client_for):
    team = make_team(make_competition(), heads=None, **UNCONFIRMED)
    client = client_for("Tävlingsledare")
    url = page("team_confirm_heads", team)
    data = {"heads": "12", "heads_confirmed_by": "", "heads_confirmed_on": "2026-11-10", "version": team.version}
    assert client.post(url, data).context["form"].errors.keys() == {"heads_confirmed_by"}
    assert client.post(url, data | {"heads_confirmed_by": "Robin Person"}).status_code == 302
    stored = fresh(team)
    assert (stored.heads, stored.heads_confirmed_by, stored.heads_confirmed_on) == (12, "Robin Person", A_DAY)
    assert "Robin Person, 2026-11-10" in client.get(stored.competition.get_absolute_url()).content.decode()


def test_coordinator_is_suggested_as_the_one_who_confirms(client_for):
    affiliation = AffiliationFactory()
    team = make_team(make_competition(), company=affiliation.company, coordinator=affiliation.contact, **UNCONFIRMED)
    form = client_for("Tävlingsledare").get(page("team_confirm_heads", team)).context["form"]
    assert form.initial["heads_confirmed_by"] == str(affiliation.contact)


def test_more_participants_than_heads_are_refused_beside_the_field(client_for):
    _competition, first, _second = running_duel()
    data = {
        "participants": "9",
        "participants_confirmed_by": "Robin Person",
        "participants_confirmed_on": "2026-11-10",
        "version": first.version,
    }
    client, url = client_for("Tävlingsledare"), page("team_confirm_participants", first)
    assert client.post(url, data).context["form"].errors["participants"]
    assert client.post(url, data | {"participants": "8"}).status_code == 302
    assert fresh(first).participants == 8


def test_locked_head_count_is_changed_by_administrators_with_a_reason(client_for):
    competition, first, _second = running_duel()
    url = page("team_amend_heads", first)
    data = {
        "heads": "9",
        "heads_confirmed_by": "Robin Person",
        "heads_confirmed_on": "2026-11-10",
        "version": first.version,
    }
    assert client_for("Tävlingsledare").post(url, data | {"reason": "En till."}).status_code == 403
    client = client_for("Administratör")
    assert client.post(url, data).context["form"].errors.keys() == {"reason"}
    assert client.post(url, data | {"reason": "En till."}).status_code == 302
    assert fresh(first).heads == 9
    text = client.get(competition.get_absolute_url()).content.decode()
    assert "8 → 9" in text
    assert "En till." in text


def test_edit_after_the_opening_asks_for_neither_company_nor_heads(client_for):
    _competition, first, _second = running_duel()
    client = client_for("Tävlingsledare")
    fields = client.get(page("team_edit", first)).context["form"].fields
    assert fields.keys() == {"version", "name", "coordinator", "join_until"}
    data = {"name": "Nya namnet", "heads": "99", "coordinator_0": "", "coordinator_1": "", "version": first.version}
    assert client.post(page("team_edit", first), data).status_code == 302
    stored = fresh(first)
    assert (stored.name, stored.heads) == ("Nya namnet", 8)


def test_team_with_money_is_not_removed(client_for):
    competition, teams = contest("A", "B", "C")
    give(teams[0], 100)
    client = client_for("Tävlingsledare")
    refused = client.post(page("team_remove", teams[0]), {"version": teams[0].version, "reason": "Fel"})
    assert refused.context["form"].non_field_errors() == ["Laget har redan tävlat och kan inte tas bort."]
    response = client.post(page("team_remove", teams[1]), {"version": teams[1].version, "reason": "Fel"})
    assert response.headers["Location"] == competition.get_absolute_url()
    assert sorted(competition.teams.values_list("name", flat=True)) == ["A", "C"]


def test_team_page_shows_its_place_and_why(client_for):
    _competition, teams = decided(("A", 300), ("B", 100))
    text = client_for("Tävlingsledare").get(teams[1].get_absolute_url()).content.decode()
    assert "Varför den platsen?" in text
    assert "till plats 1" in text
    assert page("certificate", teams[1]) in text
    assert page("certificate", teams[1]) not in client_for("Läsare").get(teams[1].get_absolute_url()).content.decode()


@pytest.mark.parametrize("number", [2, 30])
def test_team_page_costs_the_same_whatever_the_number_of_rivals(client_for, django_assert_num_queries, number):
    _competition, teams = contest(*(f"Lag {n}" for n in range(number)))
    client = client_for("Läsare")
    client.get(teams[0].get_absolute_url())
    with django_assert_num_queries(DETAIL_QUERIES):
        client.get(teams[0].get_absolute_url())


def test_button_to_remove_a_team_is_shown_while_the_service_would_remove_it(client_for):
    competition, teams = contest("A", "B", "C")
    entry_with_picture(teams[0], approved=False)
    client = client_for("Tävlingsledare")

    def offered() -> list[str]:
        pages = {team.name: client.get(team.get_absolute_url()).content.decode() for team in competition.teams.all()}
        return [team.name for team in competition.teams.all() if page("team_remove", team) in pages[team.name]]

    assert offered() == ["B", "C"]
    remove_team(teams[2], by=client.user, reason="Fel företag.")
    assert offered() == []  # two must remain


def test_full_competition_says_so_to_who_would_add_a_team(client_for):
    competition, _first, _second = running_duel()
    answer = client_for("Tävlingsledare").get(page("team_create", competition), follow=True)
    assert [str(each) for each in answer.context["messages"]] == [str(TooManyTeams.message)]


def test_team_in_a_draft_has_no_place_yet(client_for):
    team = make_team(make_competition())
    assert "Tävlingen har inte öppnat." in client_for("Läsare").get(team.get_absolute_url()).content.decode()


def test_closed_competition_takes_no_more_teams(client_for):
    competition, _teams = contest("A", "B")
    close_competition(competition)
    assert page("team_create", competition) not in (
        client_for("Tävlingsledare").get(competition.get_absolute_url()).content.decode()
    )
