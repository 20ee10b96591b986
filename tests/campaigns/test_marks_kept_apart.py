"""What everybody may read says the same whichever juror gave which mark, as long as the jury's mean is the same."""

import re

import pytest
from django.core.cache import cache

from campaigns.models import Competition, Mark
from campaigns.scoring import Rules
from campaigns.services.lifecycle import checksum, close_competition, decide_competition, freeze_board, reveal_result
from config.roles import COMPETITION_LEADER, READER
from tests.campaigns.board_pages import page, text_of
from tests.campaigns.boards import confirm
from tests.campaigns.factories import AFTER, give, running_duel
from tests.campaigns.jury_factories import judged, make_juror
from tests.campaigns.pages import url
from tests.factories import UserFactory
from tests.workbooks import book_of

pytestmark = pytest.mark.django_db

FOR_READERS = ("competition_detail", "board_preview", "competition_rules", "kit", "rules_sheet", "invitation", "poster")
# A team's marks by juror, each by the first of them, and others with the same mean.
SAME_MEAN = {6: (5, 8, 10), 4: (2, 5, 6)}


@pytest.fixture
def duel():
    """A duel judged by three; both sets of marks have the means 23 / 3 and 13 / 3."""
    competition, small, large = running_duel()
    give(small, 800)
    give(large, 4000)
    confirm(small, participants=3)
    confirm(large, participants=100)
    jurors = judged(competition, {small: 6, large: 4}, {small: 7, large: 4}, {small: 10, large: 5})
    return competition, small, jurors


def change_stored(state: dict) -> dict:
    for team in state["teams"]:
        marks = team["facts"]["marks"]
        jurors = sorted(marks, key=int)
        for juror, value in zip(jurors, SAME_MEAN[int(marks[jurors[0]][0])], strict=True):
            marks[juror] = [str(value)] * len(marks[juror])
    return state


def change_marks(competition: Competition):
    """Change the marks given, and those in what is stored of the competition, without changing any mean."""
    competition.refresh_from_db()
    jurors = list(competition.jurors.order_by("pk"))
    for team in competition.teams.all():
        marks = Mark.objects.filter(team=team)
        for juror, value in zip(jurors, SAME_MEAN[marks.filter(juror=jurors[0]).first().value], strict=True):
            marks.filter(juror=juror).update(value=value)
    kept = Competition.objects.filter(pk=competition.pk)
    if competition.frozen_board:
        kept.update(frozen_board=change_stored(competition.frozen_board))
    if competition.snapshot:
        snapshot = change_stored(competition.snapshot)
        kept.update(snapshot=snapshot, checksum=checksum(snapshot))


def readable(client, reader, leader, api, competition, team) -> dict[str, str]:
    """What the public, a reader, and the printed and spoken material say, by page."""
    cache.clear()
    competition.refresh_from_db()
    told = {"board": page(client, competition)}
    told |= {name: reader.get(url(name, competition)) for name in FOR_READERS}
    told |= {name: reader.get(url(name, team)) for name in ("team_detail", "thanks")}
    if competition.is_decided:
        told |= {name: leader.get(url(name, competition)) for name in ("reveal", "reveal_notes")}
        told["certificate"] = leader.get(url("certificate", team))
    told["api"] = api.get(f"/api/v1/competitions/{competition.pk}/standings/")
    book = book_of(reader.get(url("result_export", competition)))
    cells = [row for sheet in book for row in sheet.iter_rows(values_only=True) if row[0] != "Skapad"]
    assert {name: answer.status_code for name, answer in told.items()} == dict.fromkeys(told, 200)
    texts = {name: text_of(answer) for name, answer in told.items()} | {"workbook": str(cells)}
    # The moment and the checksum differ, and say nothing of marks.
    apart = re.compile(r"\d\d:\d\d(:\d\d)?|[0-9a-f]{64}")
    return {name: apart.sub("", text) for name, text in texts.items()}


@pytest.mark.parametrize("until", ["open", "frozen", "decided", "revealed"])
def test_who_gave_which_mark_shows_nowhere_that_everybody_reads(duel, client, client_for, api_client_for, until):
    competition, small, _jurors = duel
    if until != "open":
        freeze_board(competition)
    if until in {"decided", "revealed"}:
        close_competition(competition)
        decide_competition(competition, by=UserFactory(), comment="Allt är räknat.", on=AFTER)
    if until == "revealed":
        reveal_result(competition)
    whose = (client, client_for(READER), client_for(COMPETITION_LEADER), api_client_for(READER), competition, small)
    before = readable(*whose)
    assert before["board"].count("Medel av 3 i juryn gånger 10 ger 76,7 poäng.") > 0
    change_marks(competition)
    assert readable(*whose) == before


@pytest.mark.parametrize(("least", "warned"), [(3, 0), (2, 1)])
def test_juror_is_told_who_sees_the_marks_and_what_few_can_work_out(client_for, least, warned):
    competition, *_teams = running_duel(rules=Rules(least_jurors=least))
    colleague = client_for(READER)
    make_juror(competition, user=colleague.user)
    text = text_of(colleague.get(url("judge", competition)))
    assert text.count("Alla andra, också i juryn, ser bara lagens poäng, som är juryns medel.") == 1
    assert text.count("kan den som vet vad den själv har satt räkna ut vad de andra har satt") == warned
    assert text.count("Ingen annan i juryn ser dina betyg") == 0
