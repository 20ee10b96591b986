from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Match, Team
from campaigns.qr import picture, swish_code, swish_payload
from campaigns.queries.achievements import achievement_of
from campaigns.scoring import Rules, Weights
from campaigns.services.competitions import revoke_board_link
from campaigns.services.lifecycle import reveal_result
from campaigns.services.matches import save_match
from tests.campaigns.boards import contest, decided
from tests.campaigns.factories import CLOSES, OPENS, give, make_competition, promise
from tests.factories import UserFactory
from tests.imports.gift_lists import SWISH_HEAD, seen, swish_row
from tests.markup import collapsed

pytestmark = pytest.mark.django_db
PAPERS = ("kit", "invitation", "rules_sheet", "poster")


def address(name, record):
    return reverse(f"campaigns:{name}", args=[record.pk])


def text_of(response) -> str:
    assert response.status_code == 200
    return collapsed(response.content.decode())


def words(text: str) -> str:
    return " ".join(text.split())


# --- QR -------------------------------------------------------------------------------------------


def test_swish_payload_locks_payee_and_message_and_leaves_the_amount_free():
    assert swish_payload(number="1231234567", message="KJ7A1") == "C1231234567;;KJ7A1;2"


def test_swish_payload_refuses_a_message_that_is_more_than_one_field():
    with pytest.raises(ValueError, match="KJ7A;4"):
        swish_payload(number="1231234567", message="KJ7A;4")


def test_qr_picture_needs_no_style_of_its_own():
    svg = picture("C1231234567;;KJ7A1;2")
    assert svg.startswith('<svg viewBox="0 0 33 33" class="qr">')
    assert "style" not in svg
    assert picture("C1231234567;;KJ7A2;2") != svg


@pytest.mark.parametrize(
    ("teams", "figure"), [(["Åkeriet"], ""), (["Åkeriet", "Bageriet"], "2"), (["A", "B", "C"], " 3")]
)
def test_gift_by_the_qr_code_of_a_competition_finds_its_team_in_the_banks_list(teams, figure):
    competition, made = contest(*teams, kind="collection" if len(teams) == 1 else "open")
    code = swish_code(number=competition.swish, code=competition.code, team_codes=[each.code for each in made])
    assert code.is_open == bool(figure)
    [row] = seen(competition, SWISH_HEAD + swish_row(1, "100.00", code.code + figure, reference="R-1")).rows
    assert row.team == made[-1]


@pytest.mark.parametrize("teams", [("Åkeriet",), ("Åkeriet", "Bageriet")])
def test_swish_code_of_the_board_leaves_the_message_open_where_there_are_several_teams(teams, client):
    competition, made = contest(*teams, kind="collection" if len(teams) == 1 else "open")
    shown = client.get(reverse("board:board", args=[competition.board_token])).content.decode()
    fixed, opened = (f"C1231234567;;{code}" for code in (made[0].code, competition.code))
    assert (picture(f"{opened};6") in shown, picture(f"{fixed};2") in shown) == (len(teams) > 1, len(teams) == 1)


# --- Printed material -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAPERS)
def test_kit_papers_of_a_draft_without_anything_are_whole(client_for, name):
    competition = make_competition(goals=[])
    assert "Duellen" in text_of(client_for("Läsare").get(address(name, competition)))


def test_kit_gives_the_board_link_and_a_poster_for_each_team(client_for):
    competition, teams = contest("Åkeriet", "Bageriet")
    text = text_of(client_for("Läsare").get(address("kit", competition)))
    assert f"http://testserver{reverse('board:board', args=[competition.board_token])}" in text
    for team in teams:
        assert f"{address('poster', competition)}?team={team.pk}" in text
        assert address("thanks", team) in text
        assert address("certificate", team) not in text


def test_kit_offers_certificates_to_those_who_run_competitions_once_it_is_decided(client_for):
    competition, teams = decided(("Ettan", 900), ("Tvåan", 100))
    url = address("kit", competition)
    assert address("certificate", teams[0]) in text_of(client_for("Tävlingsledare").get(url))
    assert address("certificate", teams[0]) not in text_of(client_for("Läsare").get(url))


def test_kit_of_a_competition_whose_link_is_revoked_says_so(client_for):
    competition, _teams = contest("Åkeriet", "Bageriet")
    revoke_board_link(competition)
    text = text_of(client_for("Läsare").get(address("kit", competition)))
    assert "Länken är återkallad" in text
    assert "/t/" not in text
    for name in ("invitation", "rules_sheet", "poster"):
        assert "/t/" not in text_of(client_for("Läsare").get(address(name, competition)))


def test_invitation_is_written_out_of_the_competition(client_for):
    contact = UserFactory(first_name="Tove", last_name="Tävling", email="tove@example.org")
    competition, _teams = contest("Åkeriet", "Bageriet", target=Decimal(50000), contact=contact)
    text = text_of(client_for("Läsare").get(address("invitation", competition)))
    assert "Var med i Höstloppet" in text
    assert f"från {OPENS} till {CLOSES}" in text
    assert "123 123 45 67" in text
    assert "50 000 kr" in text
    assert "Tove Tävling, tove@example.org" in text


def test_rules_sheet_publishes_every_constant_and_activity(client_for):
    competition, (first, _second) = contest("Åkeriet", "Bageriet", rules_text="Snälla mot varandra.")
    save_match(Match(competition=competition, company=first.company), rate=Decimal(50), starts=OPENS, ends=CLOSES)
    text = text_of(client_for("Läsare").get(address("rules_sheet", competition)))
    for label, value in competition.rules.published():
        assert f"<dt>{label}</dt><dd>{value}</dd>".replace("\N{NO-BREAK SPACE}", " ") in text
    assert "Snälla mot varandra." in text
    assert f"Åkeriet AB lägger till 50 % av varje gåva som kommer från {OPENS} till och med {CLOSES}." in words(text)
    for kind in competition.catalogue:
        assert f"<dt>{kind['name']}</dt>" in text


def test_rules_sheet_shows_the_whole_promise_of_a_match(client_for):
    competition, (first, _second) = contest("Åkeriet", "Bageriet")
    promise(competition, third_party="Stiftelsen Ljus", rate=Decimal("33.3"), per_gift_cap=Decimal(50), team=first)
    promise(competition, total_cap=Decimal(1000), ends=OPENS)
    text = words(text_of(client_for("Läsare").get(address("rules_sheet", competition))))
    own = (
        f"Stiftelsen Ljus lägger till 33,3 % av varje gåva till Åkeriet som kommer från {OPENS} till och med {CLOSES}."
    )
    assert f"{own} Högst 50 kr per gåva. </p>" in text
    assert f"lägger till 100 % av varje gåva som kommer från {OPENS} till och med {OPENS}. Högst 1 000 kr" in text


@pytest.mark.parametrize("cap", ["per_gift_cap", "total_cap"])
def test_cap_of_nothing_is_no_promise(cap):
    competition, _teams = contest("Åkeriet", "Bageriet")
    with pytest.raises(ValidationError) as refused:
        promise(competition, **{cap: Decimal(0)})
    assert set(refused.value.message_dict) == {cap}


def test_poster_of_a_team_carries_its_code_in_words_and_in_the_picture(client_for):
    competition, (first, second) = contest("Åkeriet", "Bageriet")
    client = client_for("Läsare")
    general = text_of(client.get(address("poster", competition)))
    own = text_of(client.get(address("poster", competition), {"team": first.pk}))
    assert f'<span class="poster-mark">{competition.code}</span>' in general
    # The competition's code identifies no team, so the payer can append the team's number.
    assert picture(f"C1231234567;;{competition.code};6") in general
    assert "lagets siffra, i meddelandet" in general
    assert f'<span class="poster-mark">{first.code}</span>' in own
    assert picture(f"C1231234567;;{first.code};2") in own
    assert second.code not in own


@pytest.mark.parametrize("wanted", ["0", "x", "-1", "²"])
def test_poster_of_no_team_of_the_competition_is_not_found(client_for, wanted):
    competition, _teams = contest("Åkeriet", "Bageriet")
    assert client_for("Läsare").get(address("poster", competition), {"team": wanted}).status_code == 404


def test_poster_of_another_competitions_team_is_not_found(client_for):
    competition, _teams = contest("Åkeriet", "Bageriet")
    _other, (stranger, _more) = contest("Cykeln", "Draken")
    assert client_for("Läsare").get(address("poster", competition), {"team": stranger.pk}).status_code == 404


# --- Certificates and thanks ----------------------------------------------------------------------


def test_certificate_shows_place_money_and_participation(client_for):
    competition, (_first, second) = decided(("Ettan", 900), ("Tvåan", 100), participants=4)
    text = text_of(client_for("Tävlingsledare").get(address("certificate", second)))
    assert "Plats 2" in text
    assert "Medarbetarna samlade in 100 kr." in text
    assert "4 av 10 deltog." in text
    assert "Resultatet är inte avslöjat än" in text
    reveal_result(competition)
    assert "inte avslöjat" not in text_of(client_for("Tävlingsledare").get(address("certificate", second)))


def test_certificate_shows_what_was_decided_despite_later_changes(client_for):
    _competition, (first, _second) = decided(("Ettan", 900), ("Tvåan", 100))
    type(first.tally).objects.filter(team=first).update(employees=0)
    text = text_of(client_for("Tävlingsledare").get(address("certificate", first)))
    assert "Plats 1" in text
    assert "900 kr" in text


def test_certificate_of_a_shared_place_says_so(client_for):
    _competition, (first, _second) = decided(("Anna", 100), ("Bo", 100))
    assert "Delad plats 1" in text_of(client_for("Tävlingsledare").get(address("certificate", first)))


def test_certificate_waits_for_the_decision(client_for):
    _competition, (first, _second) = contest("Åkeriet", "Bageriet")
    give(first, 100)
    text = text_of(client_for("Tävlingsledare").get(address("certificate", first)))
    assert "Resultatet är inte avgjort än" in text
    assert "Plats 1" not in text


def test_certificate_is_not_for_those_who_do_not_run_competitions(client_for):
    _competition, (first, _second) = decided(("Ettan", 900), ("Tvåan", 100))
    for role in ("Läsare", "Ekonomi", "Partneransvarig"):
        assert client_for(role).get(address("certificate", first)).status_code == 403


def test_thanks_show_no_place_before_or_after_the_decision(client_for):
    _competition, (first, _second) = contest("Åkeriet", "Bageriet")
    give(first, 100)
    give(first, 400, channel="match")
    text = text_of(client_for("Läsare").get(address("thanks", first)))
    assert "Medarbetarna samlade in 100 kr. Företaget lade till 400 kr." in text
    _decided, (winner, _loser) = decided(("Ettan", 900), ("Tvåan", 100))
    assert "Plats" not in text_of(client_for("Läsare").get(address("thanks", winner)))


@pytest.mark.parametrize(("teams", "first"), [(2, False), (3, True)])
def test_achievement_is_first_of_its_size_only_from_three_entrants(teams, first):
    gifts = [("Ettan", 900), ("Tvåan", 500), ("Trean", 100)][:teams]
    _competition, made = decided(*gifts)
    achievements = [achievement_of(Team.objects.get(pk=team.pk)) for team in made]
    assert [each.is_first_in_class for each in achievements] == [first] + [False] * (teams - 1)


def test_kit_costs_the_same_with_two_teams_and_with_thirty(client_for):
    client = client_for("Läsare")
    for count in (2, 30):
        competition, _teams = contest(*(f"Lag {number:02}" for number in range(count)))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address("kit", competition)).status_code == 200
        assert len(captured) == 7, count


def test_own_weights_are_called_so_and_show_only_what_counts(client_for):
    rules = Rules(weights=Weights(Decimal(0), Decimal(1), Decimal(0), Decimal(0)))
    competition, _teams = contest("Åkeriet", "Bageriet", rules=rules)
    client = client_for("Läsare")
    sheet, invitation = (
        words(text_of(client.get(address(name, competition)))) for name in ("rules_sheet", "invitation")
    )
    assert "Så räknas det: Egna vikter" in sheet
    assert "juryn" not in sheet
    assert "Det som räknas är pengar 100 %." in invitation
