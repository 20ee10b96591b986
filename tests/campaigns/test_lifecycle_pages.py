"""The buttons of a competition's life cycle, and its public links."""

import datetime as dt

import pytest
from django.urls import reverse

from campaigns.models import Competition, CompetitionState
from campaigns.services.competitions import update_competition
from campaigns.services.lifecycle import close_competition, freeze_board
from tests.campaigns.boards import NO_JURY, confirm, decided
from tests.campaigns.factories import AFTER, OPENS, give, make_competition, make_team, running_duel
from tests.clock import moment_on

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def page(name: str, competition: Competition) -> str:
    return reverse(f"campaigns:{name}", args=[competition.pk])


def text_of(client, url: str) -> str:
    return client.get(url).content.decode()


def life_form(competition: Competition, **fields) -> dict:
    return {"version": Competition.objects.get(pk=competition.pk).version, **fields}


def state_of(competition: Competition) -> str:
    return Competition.objects.values_list("state", flat=True).get(pk=competition.pk)


@pytest.mark.time_machine(moment_on(AFTER))
def test_competition_goes_from_draft_to_archive_by_its_buttons(client_for):
    client = client_for("Tävlingsledare")
    draft = make_competition(rules=NO_JURY)
    teams = [make_team(draft), make_team(draft)]

    def step(name, **fields):
        response = client.post(page(f"competition_{name}", draft), life_form(draft, **fields))
        assert response.status_code == 302
        return state_of(draft)

    assert step("open") == CompetitionState.OPEN
    assert step("freeze") == CompetitionState.FROZEN
    assert step("thaw") == CompetitionState.OPEN
    assert step("close") == CompetitionState.CLOSING
    confirm(*(type(team).objects.get(pk=team.pk) for team in teams))
    assert step("decide", comment="Allt är räknat.") == CompetitionState.FINAL
    assert Competition.objects.get().checksum in text_of(client, draft.get_absolute_url())
    assert "När tävlingen arkiveras visas det på tavlan." in text_of(client, page("competition_archive", draft))
    assert step("archive") == CompetitionState.ARCHIVED
    assert step("unarchive") == CompetitionState.FINAL


@pytest.mark.time_machine(moment_on(OPENS - dt.timedelta(days=1)))
def test_opening_early_says_from_when_gifts_count(client_for):
    client = client_for("Tävlingsledare")
    draft = make_competition()
    for _number in range(2):
        make_team(draft, heads_confirmed_by="", heads_confirmed_on=None)
    assert f"gåvor räknas, från och med {OPENS}" in text_of(client, page("competition_open", draft))
    response = client.post(page("competition_open", draft), life_form(draft), follow=True)
    assert [str(each) for each in response.context["messages"]] == [
        "Reglerna är låsta. Tavlan visar ställningen, och gåvor räknas, från öppningsdagen."
    ]


def test_refused_step_says_why_and_changes_nothing(client_for):
    client = client_for("Tävlingsledare")
    draft = make_competition()
    response = client.post(page("competition_open", draft), life_form(draft))
    assert response.context["form"].non_field_errors() == ["Tävlingen behöver fler lag innan den öppnar."]
    response = client.post(page("competition_freeze", draft), life_form(draft), follow=True)
    assert "Tävlingen kan inte gå till det läget härifrån." in response.content.decode()
    assert state_of(draft) == CompetitionState.DRAFT


def test_button_pressed_on_an_old_page_does_nothing(client_for):
    duel, _first, _second = running_duel()
    old = life_form(duel)
    update_competition(Competition.objects.get(), name="Ändrad")
    client_for("Tävlingsledare").post(page("competition_freeze", duel), old)
    assert state_of(duel) == CompetitionState.OPEN


@pytest.mark.time_machine(moment_on(AFTER))
def test_closing_gate_lists_every_obstacle_with_a_link(client_for):
    duel, first, second = running_duel(rules=NO_JURY)
    close_competition(duel)
    client = client_for("Tävlingsledare")
    response = client.get(page("competition_decide", duel))
    urls = {url for _task, url in response.context["tasks"]}
    assert urls == {reverse("campaigns:team_confirm_participants", args=[team.pk]) for team in (first, second)}
    assert all(f'href="{url}"' in response.content.decode() for url in urls)
    refused = client.post(page("competition_decide", duel), life_form(duel, comment="Nu."))
    assert "Tävlingen kan inte avgöras än." in refused.content.decode()
    assert state_of(duel) == CompetitionState.CLOSING


def test_only_administrators_take_a_decision_back(client_for):
    competition, _teams = decided(("A", 300), ("B", 100))
    url = page("competition_reopen", competition)
    data = life_form(competition, reason="En gåva var fel.")
    assert client_for("Tävlingsledare").post(url, data).status_code == 403
    assert state_of(competition) == CompetitionState.FINAL
    assert client_for("Administratör").post(url, data).status_code == 302
    assert state_of(competition) == CompetitionState.CLOSING


def test_renewed_and_revoked_links_stop_working_at_once(client_for):
    duel, _first, _second = running_duel()
    client, visitor = client_for("Tävlingsledare"), client_for()
    old = reverse("board:board", args=[duel.board_token])
    assert visitor.get(old).status_code == 200
    client.post(page("board_link_renew", duel), life_form(duel))
    new = reverse("board:board", args=[Competition.objects.get().board_token])
    assert (visitor.get(old).status_code, visitor.get(new).status_code) == (404, 200)
    client.post(page("board_link_revoke", duel), life_form(duel))
    assert visitor.get(new).status_code == 404
    assert "Länken är återkallad" in text_of(client, duel.get_absolute_url())


def test_frozen_overview_says_that_the_public_sees_the_past(client_for):
    duel, first, _second = running_duel()
    freeze_board(duel)
    give(first, 300)
    text = text_of(client_for("Läsare"), duel.get_absolute_url()).replace("\xa0", " ")
    assert "Bara ni ser det här." in text
    assert "300 kr" in text
