"""The jury page for staff."""

import html
import re

import pytest
from django.urls import reverse

from campaigns.models import Criterion, Juror
from campaigns.services.jury import hand_in, open_sheet
from campaigns.services.lifecycle import close_competition, decide_competition
from core.services import save_record
from tests.campaigns.boards import confirm
from tests.campaigns.factories import AFTER, running_duel
from tests.campaigns.jury_factories import judged, make_juror, mark_all
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def duel():
    return running_duel()


@pytest.fixture
def juror(duel):
    return make_juror(duel[0])


def link(juror) -> str:
    return reverse("board:juror", args=[juror.token])


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def jury_page(client, competition):
    return client.get(reverse("campaigns:jury", args=[competition.pk]))


def test_jury_is_put_together_on_pages(duel, client_for):
    competition = duel[0]
    client, colleague = client_for("Tävlingsledare"), UserFactory()
    url = reverse("campaigns:juror_create", args=[competition.pk])
    both = client.post(url, {"user": colleague.pk, "name": "Kim Utifrån"})
    assert set(both.context["form"].errors) == {"name"}
    assert 'value="Kim Utifrån"' in text_of(both)
    client.post(url, {"user": colleague.pk, "name": ""})
    client.post(url, {"user": "", "name": "Kim Utifrån"})
    first, second = Juror.objects.all()
    assert (first.user, second.name) == (colleague, "Kim Utifrån")
    assert colleague not in client.get(url).context["form"].fields["user"].queryset
    shown = client.post(reverse("campaigns:juror_link_renew", args=[second.pk]))
    secret = re.search(reverse("board:juror", args=["SECRET"]).replace("SECRET", "([^/]+)"), text_of(shown))[1]
    assert open_sheet(secret) == second
    assert secret not in text_of(jury_page(client, competition))
    client.post(reverse("campaigns:juror_link_revoke", args=[second.pk]))
    assert "Länken är återkallad" in text_of(jury_page(client, competition))
    client.post(reverse("campaigns:juror_remove", args=[second.pk]))
    assert [juror.pk for juror in Juror.objects.all()] == [first.pk]


def test_criteria_are_changed_on_pages_until_the_first_mark(duel, client_for):
    competition = duel[0]
    client = client_for("Tävlingsledare")
    create = reverse("campaigns:criterion_create", args=[competition.pk])
    client.post(create, {"name": "Värme", "guide": "", "position": "4"})
    criterion = Criterion.objects.get(name="Värme")
    taken = client.post(create, {"name": "Värme", "guide": "", "position": "5"})
    assert "Kriteriet finns redan." in text_of(taken)
    edit = reverse("campaigns:criterion_edit", args=[criterion.pk])
    client.post(edit, {"version": criterion.version, "name": "Omtanke", "guide": "", "position": "4"})
    client.post(reverse("campaigns:criterion_delete", args=[competition.criteria.first().pk]))
    assert [each.name for each in competition.criteria.all()] == ["Genomförande", "Gemenskap", "Omtanke"]
    mark_all(make_juror(competition), 5)
    assert create not in text_of(jury_page(client, competition))
    refused = client.post(create, {"name": "Mod", "guide": "", "position": "4"})
    assert "Juryn har börjat sätta betyg" in text_of(refused)


def test_staff_open_handed_in_marks_with_a_reason(duel, client_for):
    competition = duel[0]
    (juror,) = judged(competition, 7)
    client = client_for("Tävlingsledare")
    url = reverse("campaigns:juror_reopen", args=[juror.pk])
    asked = client.post(url, {"version": juror.version, "reason": ""})
    assert set(asked.context["form"].errors) == {"reason"}
    client.post(url, {"version": juror.version, "reason": "Förväxlade lagen"})
    juror.refresh_from_db()
    assert juror.handed_in_at is None
    latest = juror.history.latest()
    assert (latest.history_change_reason, latest.history_user) == ("Förväxlade lagen", client.user)


def test_page_shows_who_is_missing_and_which_team_too_few_can_judge(duel, client_for):
    competition, _team, rival = duel
    client = client_for("Tävlingsledare")
    make_juror(competition)
    page = text_of(jury_page(client, competition))
    assert "Reglerna kräver minst 3 i juryn. 2 saknas." in page
    assert "0 av 6 betyg" in page
    judged(competition, 6)
    hand_in(mark_all(make_juror(competition), 8, recused={rival: ""}))
    assert f"{rival.name} kan bara bedömas av 2 i juryn, och reglerna kräver 3." in text_of(
        jury_page(client, competition)
    )


@pytest.mark.parametrize(
    ("role", "together", "each"),
    [
        ("Administratör", True, True),
        ("Tävlingsledare", True, True),
        ("Partneransvarig", True, False),
        ("Ekonomi", True, False),
    ],
)
def test_who_gave_what_is_for_those_who_run_it_and_the_mean_for_the_others(duel, client_for, role, together, each):
    competition = duel[0]
    judged(competition, 4, 7, 9)
    outsider = make_juror(competition, name="Sam Sist")
    client = client_for(role)
    response = jury_page(client, competition)
    table, strictness = response.context["team_table"], response.context["strictness_table"]
    page = text_of(response)
    assert ("6,7" in page) == together
    assert ([column.header for column in table.columns][3:] == ["Jurymedlem 1", "Jurymedlem 2", "Jurymedlem 3"]) == each
    assert (strictness is not None) == each
    assert outsider.token not in page


def test_reader_does_not_see_the_jury(duel, client_for):
    assert jury_page(client_for("Läsare"), duel[0]).status_code == 403


def test_staff_on_the_jury_see_no_marks_before_handing_in_their_own(duel, client_for):
    competition = duel[0]
    judged(competition, 4, 7, 9)
    client = client_for("Tävlingsledare")
    juror = make_juror(competition, user=client.user)
    response = jury_page(client, competition)
    assert (response.context["team_table"], response.context["strictness_table"]) == (None, None)
    assert "Du sitter själv i juryn." in text_of(response)
    hand_in(mark_all(juror, 5))
    assert jury_page(client, competition).context["team_table"] is not None


def test_strictness_is_described_in_words(duel, client_for):
    judged(duel[0], 4, 7, 10)
    page = text_of(jury_page(client_for("Tävlingsledare"), duel[0]))
    assert "Strängare: 3,0 lägre än juryns medel för samma lag." in page
    assert "Betygen räknas som de är satta" in page


def test_decided_jury_is_read_and_not_changed(duel, client_for):
    competition, team, rival = duel
    jurors = judged(competition, 4, 7, 9)
    confirm(team, rival)
    close_competition(competition)
    decide_competition(competition, by=UserFactory(), comment="Klart.", on=AFTER)
    page = text_of(jury_page(client_for("Tävlingsledare"), competition))
    assert reverse("campaigns:juror_reopen", args=[jurors[0].pk]) not in page
    assert reverse("campaigns:juror_create", args=[competition.pk]) not in page


def test_criteria_lie_fast_from_the_first_mark_not_from_the_first_juror(duel, client_for):
    client, competition = client_for("Tävlingsledare"), duel[0]
    juror = make_juror(competition)
    change = reverse("campaigns:criterion_create", args=[competition.pk])
    assert change in text_of(jury_page(client, competition))
    mark_all(juror, 5)
    assert change not in text_of(jury_page(client, competition))


def test_jury_page_costs_the_same_queries_for_one_juror_and_thirty(duel, client_for, django_assert_num_queries):
    competition = duel[0]
    client = client_for("Tävlingsledare")
    save_record(make_juror(competition), name="Först")
    with django_assert_num_queries(12):
        assert len(jury_page(client, competition).context["jury"].jurors) == 1
    judged(competition, *[5] * 29)
    with django_assert_num_queries(12):
        assert len(jury_page(client, competition).context["jury"].jurors) == 30


@pytest.mark.parametrize(("role", "told"), [("Läsare", False), ("Ekonomi", True), ("Tävlingsledare", True)])
def test_what_is_left_to_do_names_jurors_to_those_who_may_see_the_jury(duel, juror, client_for, role, told):
    page = client_for(role).get(duel[0].get_absolute_url())
    words = [task.text for task, _url in page.context["tasks"] if task.kind == "marks"]
    assert [text.split(" har ")[0] for text in words] == [juror.name if told else "En jurymedlem"]
    assert (juror.name in text_of(page)) == told
