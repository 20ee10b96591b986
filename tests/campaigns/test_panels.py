"""The panel of competitions on a company's page."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.models import Channel, Team
from campaigns.queries.companies import efforts_of
from campaigns.services.teams import withdraw_team
from config.roles import COMPETITION_LEADER, READER
from tests.campaigns.boards import confirm, contest, decided
from tests.campaigns.factories import A_DAY, give, make_competition, make_team, promise, running_duel
from tests.clock import moment_on
from tests.factories import CompanyFactory, UserFactory
from tests.markup import collapsed

LATER = dt.date(2026, 12, 20)
HTMX = {"HX-Request": "true"}


def only_effort(company):
    [effort] = efforts_of(company).rows
    return effort


def test_effort_keeps_the_flows_apart_and_has_no_place_before_the_decision(db):
    competition, small, large = running_duel()
    promise(competition, company=small.company, total_cap=Decimal(500))
    promise(competition)  # another giver's
    give(small, 300)
    give(large, 4000)
    give(small, 200, channel=Channel.MATCH)
    confirm(small, participants=4)
    effort = only_effort(small.company)
    assert (effort.employees, effort.company_money, effort.match_due) == (300, 200, 500)
    assert (effort.participants, effort.heads, effort.place) == (4, 8, None)


def test_several_teams_of_a_company_are_one_effort_with_the_best_place(db):
    competition, teams = decided(("Åkeriet", 900), ("Bageriet", 400), ("Verkstaden", 0))
    company = teams[1].company
    Team.objects.filter(pk=teams[2].pk).update(company=company)
    effort = only_effort(company)
    assert (effort.competition, effort.place, effort.of) == (competition, 2, 3)
    assert (effort.employees, effort.heads, effort.participants) == (400, 20, 10)


@pytest.mark.time_machine(moment_on(LATER))
def test_money_after_the_decision_is_reported_beside_what_the_result_holds(client_for):
    _competition, (first, second) = decided(("Åkeriet", 300), ("Bageriet", 100))
    give(Team.objects.get(pk=first.pk), 250, received_on=LATER, reason="Kom sent.")
    panel = client_for(READER)

    def told(team) -> str:
        text = collapsed(panel.get(f"/foretag/{team.company_id}/tavlingar/", headers=HTMX).content.decode())
        return text.replace("\N{NO-BREAK SPACE}", " ")

    assert "550 kr från medarbetarna. I resultatet räknades 300 kr." in told(first)
    assert "I resultatet räknades" not in told(second)


def test_company_that_only_matches_has_an_effort(db):
    competition, team, _rival = running_duel()
    company = CompanyFactory()
    promise(competition, company=company)
    give(team, 150)
    effort = only_effort(company)
    assert (effort.teams, effort.employees, effort.match_due) == ([], 0, 150)


def test_match_payments_are_separate_from_the_companys_own_gifts(client_for):
    """Regression: a match of 500 kr was shown as paid with 900, and a surplus on one match as paying another."""
    competition, small, large = running_duel()
    company = small.company
    match = promise(competition, company=company, total_cap=Decimal(500))
    give(small, 300)
    give(large, 4000)
    give(small, 900, channel=Channel.MATCH, match=match)
    effort = only_effort(company)
    assert (effort.match_due, effort.match_came, effort.beside_match) == (500, 500, 400)
    promise(competition, company=company, total_cap=Decimal(700))
    effort = only_effort(company)
    assert (effort.match_due, effort.match_came, effort.beside_match) == (1200, 500, 400)
    text = client_for(READER).get(f"/foretag/{company.pk}/tavlingar/", headers=HTMX).content.decode()
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Matchning 1 200 kr, varav 500 kr har kommit" in text
    assert "400 kr från företaget utöver matchningen" in text


def test_withdrawn_team_is_listed_separately_without_an_obstacle(client_for):
    _competition, teams = contest("Åkeriet", "Bageriet", "Verkstaden")
    left, company = teams[0], teams[0].company
    give(left, 300)
    withdraw_team(left, by=UserFactory(), reason="Konkurs.", on=A_DAY)
    client, url = client_for(READER), f"/foretag/{company.pk}/tavlingar/"
    text = client.get(url, headers=HTMX).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "300 kr från medarbetarna" in text
    assert f"Åkeriet gick ur {A_DAY}." in text
    assert [words in text for words in ("inte rapporterat", "Antal personer saknas")] == [False, False]
    Team.objects.filter(pk=teams[1].pk).update(company=company)
    assert "10 personer, deltagandet är inte rapporterat än" in client.get(url, headers=HTMX).content.decode()


def test_efforts_are_newest_first_and_summed(db):
    company = CompanyFactory()
    older, newer = make_competition(name="Förra"), make_competition(name="Nya")
    for competition in (newer, older):
        make_team(competition, company=company)
    found = efforts_of(company)
    assert [row.competition.name for row in found.rows] == ["Nya", "Förra"]
    assert (found.employees, found.match_due) == (0, 0)


@pytest.mark.parametrize("rows", [1, 30])
def test_panel_costs_the_same_queries_however_many_competitions(rows, client_for, django_assert_num_queries):
    company = CompanyFactory()
    for _number in range(rows):
        competition = make_competition()
        make_team(competition, company=company)
        promise(competition, company=company)
    client = client_for(READER)
    with django_assert_num_queries(4 + 3):  # who asks; the company, its teams, its matches
        response = client.get(f"/foretag/{company.pk}/tavlingar/", headers=HTMX)
    assert response.content.decode().count("<li") == rows


def test_panel_is_a_fragment_for_htmx_and_a_page_without_it(client_for):
    _competition, teams = decided(("Åkeriet", 1234), ("Bageriet", 400))
    client, url = client_for(READER), f"/foretag/{teams[0].company_id}/tavlingar/"
    fragment, page = client.get(url, headers=HTMX), client.get(url)
    assert [b"<html" in each.content for each in (fragment, page)] == [False, True]
    for each in (fragment, page):
        text = each.content.decode()
        assert "Plats 1 av 2" in text
        assert "1\xa0234\xa0kr från medarbetarna" in text
        assert "5 av 10 har deltagit" in text
        assert each["Vary"].split(", ").count("HX-Request") == 1


def test_company_page_shows_the_panel_with_a_link_that_works_without_script(client_for):
    company = CompanyFactory()
    text = client_for(READER).get(company.get_absolute_url()).content.decode()
    url = f"/foretag/{company.pk}/tavlingar/"
    assert (f'hx-get="{url}"' in text, f'href="{url}"' in text) == (True, True)


def test_empty_panel_says_what_to_do_to_those_who_may(client_for):
    company = CompanyFactory()
    url = f"/foretag/{company.pk}/tavlingar/"
    links = [
        f"/tavlingar/ny/?company={company.pk}" in client_for(role).get(url).content.decode()
        for role in (COMPETITION_LEADER, READER)
    ]
    assert links == [True, False]


def test_panel_is_for_those_who_may_see_competitions(client_for):
    assert client_for().get(f"/foretag/{CompanyFactory().pk}/tavlingar/").status_code == 403
