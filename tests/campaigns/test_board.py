"""Access to the public board, and its content."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import Amendment, Match
from campaigns.queries.board import public_board, staff_board
from campaigns.scoring import Rules, RuleSet
from campaigns.services.competitions import amend_rules, renew_board_link, revoke_board_link, update_competition
from campaigns.services.contributions import approve_giver, hide_giver
from campaigns.services.lifecycle import close_competition, decide_competition, freeze_board, reveal_result
from campaigns.services.matches import save_match
from campaigns.services.teams import confirm_participants, withdraw_team
from core.services import save_record
from tests.campaigns.board_pages import names, page, text_of
from tests.campaigns.boards import NO_JURY, confirm, contest, decided, photo
from tests.campaigns.factories import A_DAY, AFTER, CLOSES, OPENS, give, make_competition, make_team
from tests.clock import moment_on
from tests.factories import UserFactory
from tests.markup import collapsed

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = dt.date(2026, 12, 20)


# --- Access ----------------------------------------------------------------------------------------


def test_board_is_shown_to_whoever_has_its_link(client):
    competition, _teams = contest("Åkeriet", "Bageriet")
    response = page(client, competition)
    assert response.status_code == 200
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Content-Language"] == "sv"
    assert response.cookies == {}


def test_board_whose_link_is_revoked_is_gone_at_once(client):
    competition, _teams = contest("Åkeriet", "Bageriet")
    url = reverse("board:board", args=[competition.board_token])
    assert client.get(url).status_code == 200
    revoke_board_link(competition)
    assert client.get(url).status_code == 404
    assert client.get(f"{url}data").status_code == 404
    assert client.get(f"{url}bild").status_code == 404


def test_board_with_a_new_link_leaves_the_old_one_dead(client):
    competition, _teams = contest("Åkeriet", "Bageriet")
    old = reverse("board:board", args=[competition.board_token])
    assert client.get(old).status_code == 200
    renew_board_link(competition)
    assert client.get(old).status_code == 404
    assert page(client, competition).status_code == 200


@pytest.mark.time_machine(moment_on(CLOSES))
def test_board_that_opened_early_asks_for_no_gift_before_the_first_day(client, time_machine, settings):
    settings.BOARD_KEPT_SECONDS = 0
    competition, _teams = contest("Åkeriet", "Bageriet", opens_on=LATER, closes_on=LATER)
    text = text_of(page(client, competition))
    assert ("Tävlingen har inte börjat" in text, "Ge med Swish" in text) == (True, False)
    assert f"Här syns ställningen från och med {LATER}." in text
    assert not staff_board(competition).asks_for_gifts
    time_machine.move_to(moment_on(LATER))
    text = text_of(page(client, competition))
    assert ("Tävlingen har inte börjat" in text, "Ge med Swish" in text) == (False, True)


@pytest.mark.time_machine(moment_on(OPENS + dt.timedelta(days=1)))
def test_board_of_a_draft_that_is_late_promises_no_day_that_has_been(client):
    text = text_of(page(client, make_competition()))
    assert "Här syns ställningen så snart den har öppnat." in text
    assert str(OPENS) not in text


def test_board_says_that_a_team_alone_has_no_place(client):
    competition, (first, second) = contest("Åkeriet", "Bageriet")
    give(first, 100)
    withdraw_team(second, by=UserFactory(), reason="Hann inte.")
    text = text_of(page(client, competition))
    assert "Ett lag som är ensamt har ingen plats." in text
    assert "förrän någon har gjort något" not in text


def test_board_of_a_draft_says_when_it_opens(client):
    competition = make_competition(opens_on=LATER, closes_on=LATER)
    make_team(competition, name="Hemliga laget")
    response = page(client, competition)
    assert response.status_code == 200
    assert "Tävlingen har inte börjat" in text_of(response)
    assert str(LATER) in text_of(response)
    assert "Hemliga laget" not in text_of(response)


def test_board_in_english_when_the_address_asks_for_it(client):
    competition, _teams = contest("Åkeriet", "Bageriet")
    response = page(client, competition, lang="en")
    assert response.headers["Content-Language"] == "en"
    assert '<html lang="en"' in response.content.decode()
    assert f"{reverse('board:board_data', args=[competition.board_token])}?lang=en" in response.content.decode()
    # The language cookie is ignored: a board is the same for everybody.
    client.cookies["django_language"] = "en"
    assert page(client, competition).headers["Content-Language"] == "sv"


def test_board_preview_shows_staff_what_the_public_does_not_see(client, client_for):
    competition, (first, second) = contest("Åkeriet", "Bageriet")
    give(first, 100)
    freeze_board(competition)
    give(second, 900)
    url = reverse("campaigns:board_preview", args=[competition.pk])
    assert names(client_for("Läsare").get(url)) == ["Bageriet", "Åkeriet"]
    assert names(page(client, competition)) == ["Åkeriet", "Bageriet"]


# --- Content ---------------------------------------------------------------------------------------


def test_board_lists_teams_by_place_with_figure_and_arithmetic(client):
    competition, (first, second) = contest("Åkeriet", "Bageriet")
    confirm(first, second)
    give(first, 100)
    give(second, 700)
    response = page(client, competition)
    assert names(response) == ["Bageriet", "Åkeriet"]
    text = text_of(response)
    assert "800 kr" in text
    assert "700 kr ÷ 10 = 70 kr per person, tävlingens snitt är 40 kr." in text
    assert "Ett exempel ur tävlingen: Bageriet" in text
    assert "Om bara en sak ändras:" in text


def test_board_shows_company_money_apart_and_never_scores_it(client):
    competition, (first, second) = contest("Åkeriet", "Bageriet", rules=Rules(kind=RuleSet.TOTAL))
    give(first, 200)
    give(second, 100)
    give(second, 5000, channel="match")
    response = page(client, competition)
    assert names(response) == ["Åkeriet", "Bageriet"]
    assert "5 300 kr" in text_of(response)
    assert "och 5 000 kr från företaget" in text_of(response)


def test_board_separates_promised_from_received(client):
    competition, (first, _second) = contest("Åkeriet", "Bageriet", target=Decimal(1000))
    save_match(Match(competition=competition, company=first.company), rate=Decimal(100), starts=OPENS, ends=CLOSES)
    give(first, 200)
    board = public_board(competition)
    assert board.promised == Decimal(200)
    assert [(part.key, part.start, part.length) for part in board.thermometer.parts] == [
        ("received", "0.00", "20.00"),
        ("promised", "20.00", "20.00"),
    ]
    assert board.thermometer.percent == 40
    assert "Utlovat, inte betalat 200 kr" in text_of(page(client, competition))


def test_board_never_draws_a_bar_longer_than_its_frame():
    competition, (first, _second) = contest("Åkeriet", "Bageriet", target=Decimal(100))
    give(first, 250)
    board = public_board(competition)
    assert [(part.start, part.length) for part in board.thermometer.parts] == [("0.00", "100.00")]
    assert board.thermometer.percent == 250


def test_board_of_most_money_measures_bars_by_the_leader():
    competition, (first, second) = contest("Åkeriet", "Bageriet", rules=Rules(kind=RuleSet.TOTAL))
    give(first, 200)
    give(second, 50)
    assert [[part.length for part in row.bar] for row in public_board(competition).rows] == [["100.00"], ["25.00"]]


def test_board_shares_a_place_between_equals(client):
    competition, teams = contest("Åkeriet", "Bageriet", "Cykeln")
    for team, kronor in zip(teams, (5, 5, 10), strict=True):
        give(team, kronor)
    html = collapsed(page(client, competition).content.decode())
    assert re.findall(r"Plats </span>(\d)<span class=\"board-shared\">delad", html) == ["2", "2"]


@pytest.mark.parametrize(("day", "asks"), [(AFTER - dt.timedelta(days=1), True), (AFTER, False)])
def test_board_asks_for_gifts_as_long_as_they_count(client, time_machine, day, asks):
    competition, _teams = contest("Åkeriet", "Bageriet")
    close_competition(competition)
    time_machine.move_to(moment_on(day))
    assert ("Ge med Swish" in text_of(page(client, competition))) is asks


def test_decided_board_asks_for_no_gifts(client):
    competition, _teams = decided(("Åkeriet", 500), ("Bageriet", 100))
    assert "Ge med Swish" not in text_of(page(client, competition))


@pytest.mark.parametrize("rules_text", ["", "Var snälla."])
def test_collection_without_words_has_no_empty_card(client, rules_text):
    competition, _teams = contest("Åkeriet", kind="collection", rules_text=rules_text)
    assert ('class="board-rules"' in page(client, competition).content.decode()) is bool(rules_text)


def test_board_gives_no_place_to_teams_that_have_done_nothing(client):
    competition, teams = contest("Åkeriet", "Bageriet", "Cykeln")
    save_record(teams[0], heads=1)
    give(teams[2], 75)
    shown = text_of(page(client, competition))
    assert [row.placing.place for row in public_board(competition).rows] == [1, None, None]
    assert shown.count("Inga pengar har kommit till laget än.") == 2
    assert "Ingen i tävlingen" not in shown


def test_collection_says_that_nobody_has_reported_who_took_part(client, client_for):
    competition, (team,) = contest("Åkeriet", kind="collection")
    give(team, 100)
    unreported = "Åkeriet har inte rapporterat hur många av 10 som deltagit än."
    for shown in (page(client, competition), client_for("Läsare").get(competition.get_absolute_url())):
        assert unreported in text_of(shown)
        assert "0,0 %" not in text_of(shown)
    confirm_participants(team, participants=0, by="Robin Person", on=A_DAY)
    shown = text_of(page(client, competition))
    assert ("0 av 10 på Åkeriet har deltagit." in shown, unreported in shown) == (True, False)


@pytest.mark.parametrize(("teams", "shown"), [(2, False), (3, True)])
def test_board_names_the_best_of_a_size_only_from_three_entrants(teams, shown):
    competition, entered = contest(*(f"Lag {number}" for number in range(teams)))
    assert public_board(competition).classes == []
    give(entered[0], 100)
    assert bool(public_board(competition).classes) is shown


def test_board_publishes_the_rules_and_every_amendment(client):
    competition, _teams = contest("Åkeriet", "Bageriet")
    boss = UserFactory(first_name="Agda", last_name="Hemlig")
    amend_rules(competition, Rules(weights=NO_JURY.weights, gift_variation=Decimal(3)), by=boss, reason="För lågt tak.")
    text = text_of(page(client, competition))
    for label, value in competition.rules.published():
        assert f"{label} {value}".replace("\N{NO-BREAK SPACE}", " ") in text
    assert Amendment.objects.get().what.replace("\N{NO-BREAK SPACE}", " ") in text
    assert "För lågt tak." in text
    assert "Hemlig" not in text


def test_board_names_only_givers_who_asked_and_were_approved(client):
    competition, (first, _second) = contest("Åkeriet", "Bageriet")
    give(first, giver="Gömd Givare")
    give(first, giver="Väntande Givare", show_giver=True)
    seen = give(first, giver="Synlig Givare", show_giver=True, message="Hej från Synlig")
    approve_giver(seen, by=UserFactory())
    text = text_of(page(client, competition))
    assert "Synlig Givare" in text
    assert "Gömd" not in text
    assert "Väntande Givare" not in text
    assert "Hej från" not in text
    hide_giver(seen)
    assert "Synlig Givare" not in text_of(page(client, competition))


def test_a_name_that_is_hidden_leaves_the_kept_board_and_a_new_one_waits_for_the_reveal(client):
    competition, (first, _second) = contest("Åkeriet", "Bageriet")
    confirm(*competition.teams.all())
    by = UserFactory()
    kept, hidden = (
        approve_giver(give(first, giver=name, show_giver=True), by=by) for name in ("Kim Kvar", "Robin Gömd")
    )
    freeze_board(competition)
    hide_giver(hidden)
    late = approve_giver(give(first, giver="Sam Sen", show_giver=True), by=by)

    def named():
        text = text_of(page(client, competition))
        return [name for name in ("Kim Kvar", "Robin Gömd", "Sam Sen") if name in text]

    assert named() == ["Kim Kvar"]
    close_competition(competition)
    decide_competition(competition, by=by, comment="Klart.", on=AFTER)
    assert named() == ["Kim Kvar"]
    reveal_result(competition)
    assert named() == ["Kim Kvar", "Sam Sen"]
    hide_giver(kept)
    hide_giver(late)
    assert named() == []


def test_board_shows_its_picture_and_nobody_elses(client):
    competition, _teams = contest("Åkeriet", "Bageriet")
    url = reverse("board:board_picture", args=[competition.board_token])
    assert client.get(url).status_code == 404
    update_competition(competition, picture=photo())
    assert url in page(client, competition).content.decode()
    response = client.get(url)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    assert client.get(url, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_board_has_no_inline_script_or_style(client):
    competition, (first, _second) = contest("Åkeriet", "Bageriet", target=Decimal(1000))
    give(first, 100)
    html = page(client, competition).content.decode()
    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", html) == []
