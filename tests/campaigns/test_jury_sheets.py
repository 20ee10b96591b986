"""A juror's sheet, by personal link and with a login."""

import datetime as dt
import html

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Juror, JurorLink, Mark
from campaigns.services.jury import give_link, hand_in, open_sheet, revoke_link
from campaigns.services.lifecycle import close_competition, decide_competition, reveal_result
from core.services import hash_of
from tests.campaigns.boards import confirm
from tests.campaigns.factories import AFTER, make_competition, make_team, running_duel
from tests.campaigns.jury_factories import judged, make_entry, make_juror, make_picture, mark_all
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def duel():
    return running_duel()


@pytest.fixture
def juror(duel):
    return make_juror(duel[0])


@pytest.fixture
def visitor():
    """An anonymous client that enforces CSRF as browsers do."""
    return Client(enforce_csrf_checks=True)


def link(juror) -> str:
    return reverse("board:juror", args=[juror.token])


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def sheet_form(juror, value=None, **fields) -> dict:
    """A sheet with the same mark everywhere, or by team if `value` is a dict."""
    form = {"version": Juror.objects.values_list("version", flat=True).get(pk=juror.pk)}
    for team in juror.competition.teams.all():
        mark = value.get(team) if isinstance(value, dict) else value
        for criterion in juror.competition.criteria.all():
            form[f"mark-{team.pk}-{criterion.pk}"] = "" if mark is None else mark
    return form | fields


# --- By personal link ------------------------------------------------------------------------------


def test_outsider_reads_saves_and_hands_in_without_logging_in(duel, juror, visitor):
    _competition, team, rival = duel
    make_picture(make_entry(team, approved=True, title="Kakor i receptionen", text="Alla bakade."))
    make_entry(rival, title="Väntar på beslut")
    page = text_of(visitor.get(link(juror)))
    assert "Kakor i receptionen" in page
    assert "Alla bakade." in page
    assert 'alt="Tre kakor på ett fat"' in page
    assert "Väntar på beslut" not in page
    response = visitor.post(link(juror), sheet_form(juror, {team: 7}))
    assert (response.status_code, response.url) == (302, f"{link(juror)}?klar=sparat")
    assert Mark.objects.filter(juror=juror, value=7).count() == 3
    response = visitor.post(link(juror), sheet_form(juror, {team: 7, rival: 4}, hand_in="1"))
    assert response.url == f"{link(juror)}?klar=inlamnat"
    page = text_of(visitor.get(response.url))
    assert "Tack! Dina betyg är inlämnade." in page
    assert "<form" not in page
    assert visitor.cookies == {}


def test_page_is_not_kept_and_not_found_by_search_engines(duel, juror, visitor):
    picture = make_picture(make_entry(duel[1], approved=True))
    for url in (link(juror), reverse("board:juror_picture", args=[juror.token, picture.pk])):
        response = visitor.get(url)
        assert response.status_code == 200
        assert {each.strip() for each in response["Cache-Control"].split(",")} == {"private", "no-store"}
        assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert visitor.get(link(juror))["Referrer-Policy"] == "no-referrer"


def test_link_that_was_renewed_or_revoked_is_answered_as_one_that_never_was(juror, visitor):
    old = link(juror)
    _link, juror.token = give_link(juror, by=UserFactory())
    new = link(juror)
    revoke_link(juror, by=UserFactory())
    answers = {
        (response.status_code, response.content)
        for url in (old, new, reverse("board:juror", args=["None"]), reverse("board:juror", args=["x" * 32]))
        for response in (visitor.get(url), visitor.post(url, {"version": 1}))
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 404


def test_link_of_a_colleague_does_not_exist(duel, visitor):
    make_juror(duel[0], user=UserFactory())
    assert visitor.get(reverse("board:juror", args=["None"])).status_code == 404


def test_link_gives_the_pictures_of_its_own_competition_that_are_approved(duel, juror, visitor):
    _other, stranger, _rival = running_duel()
    approved = make_picture(make_entry(duel[1], approved=True))
    pending, elsewhere = make_picture(make_entry(duel[1])), make_picture(make_entry(stranger, approved=True))
    codes = [
        visitor.get(reverse("board:juror_picture", args=[juror.token, picture.pk])).status_code
        for picture in (approved, pending, elsewhere)
    ]
    assert codes == [200, 404, 404]


def test_link_shows_and_marks_no_other_competition(juror, visitor):
    other, stranger, _rival = running_duel(name="En annan duell")
    assert "En annan duell" not in text_of(visitor.get(link(juror)))
    field = f"mark-{stranger.pk}-{other.criteria.first().pk}"
    visitor.post(link(juror), sheet_form(juror, 5, **{field: 10}))
    assert not Mark.objects.filter(team=stranger).exists()
    assert Mark.objects.count() == 6


def test_page_is_in_english_when_the_address_says_so_and_stays_so(juror, visitor):
    response = visitor.get(link(juror), {"lang": "en"})
    assert response["Content-Language"] == "en"
    assert '<html lang="en"' in text_of(response)
    assert 'action="?lang=en"' in text_of(response)
    response = visitor.post(f"{link(juror)}?lang=en", sheet_form(juror, 5))
    assert response.url == f"{link(juror)}?lang=en&klar=sparat"


def test_handing_in_too_early_saves_and_says_what_is_missing(duel, juror, visitor):
    _competition, team, rival = duel
    response = visitor.post(link(juror), sheet_form(juror, {team: 7}, hand_in="1"))
    errors = response.context["form"].errors
    missing = {f"mark-{rival.pk}-{criterion.pk}" for criterion in juror.competition.criteria.all()}
    assert set(errors) == missing | {"__all__"}
    assert Mark.objects.filter(juror=juror).count() == 3
    # The page continues from the saved version.
    version = response.context["form"]["version"].value()
    assert version == Juror.objects.get().version
    page = text_of(response)
    for name in missing:
        assert f'href="#id_{name}"' in page
        assert f'id="id_{name}"' in page


def test_second_window_sees_what_the_first_saved_and_may_overwrite_it(duel, juror, visitor):
    _competition, team, rival = duel
    stale = sheet_form(juror, {team: 7, rival: 7}, **{f"reason-{team.pk}": ""})
    visitor.post(link(juror), sheet_form(juror, {team: 7, rival: 5}))
    response = visitor.post(link(juror), stale)
    assert response.status_code == 409
    criteria = [criterion.name for criterion in juror.competition.criteria.all()]
    errors = [str(error) for error in response.context["form"].non_field_errors()]
    assert errors[1:-1] == [f"{rival.name}, {name}: du valde 7, nu är 5 sparat." for name in criteria]
    assert set(Mark.objects.filter(team=rival).values_list("value", flat=True)) == {5}
    again = stale | {"version": response.context["form"]["version"].value()}
    assert visitor.post(link(juror), again).status_code == 302
    assert set(Mark.objects.filter(team=rival).values_list("value", flat=True)) == {7}


def test_window_left_open_does_not_change_what_was_handed_in(juror, visitor):
    form = sheet_form(juror, 3)
    hand_in(mark_all(juror, 8))
    response = visitor.post(link(juror), form)
    assert "Betygen är inlämnade och ändras inte längre." in text_of(response)
    assert set(Mark.objects.values_list("value", flat=True)) == {8}


def test_recusal_is_ticked_with_a_reason(duel, juror, visitor):
    _competition, team, rival = duel
    fields = {f"recused-{rival.pk}": "on", f"reason-{rival.pk}": "Kund hos oss", "hand_in": "1"}
    response = visitor.post(link(juror), sheet_form(juror, {team: 7}, **fields))
    assert response.url == f"{link(juror)}?klar=inlamnat"
    assert "Du var jävig och bedömde inte laget." in text_of(visitor.get(link(juror)))


@pytest.mark.parametrize("wrong", ["11", "-1", "sju", "7.5"])
def test_mark_that_is_no_choice_is_refused_and_the_rest_is_kept(duel, juror, visitor, wrong):
    _competition, team, _rival = duel
    name = f"mark-{team.pk}-{juror.competition.criteria.first().pk}"
    response = visitor.post(link(juror), sheet_form(juror, 6, **{name: wrong}))
    assert set(response.context["form"].errors) == {name}
    assert text_of(response).count('value="6"') == text_of(response).count("<fieldset")
    assert Mark.objects.count() == 0


def test_page_before_the_opening_says_when_and_has_no_form(visitor):
    competition = make_competition()
    make_team(competition)
    page = text_of(visitor.get(link(make_juror(competition))))
    assert "Den öppnar 2026-11-02." in page
    assert "<form" not in page


def test_juror_sees_nobody_elses_marks_and_the_result_only_when_it_is_revealed(duel, juror, visitor):
    """The others give 9; this juror gives 2 and must not see a 9 before the reveal."""
    competition, team, rival = duel
    judged(competition, 9, 9)

    def sees() -> tuple[bool, bool]:
        response = visitor.get(link(juror))
        given = [field.value() for each in response.context["form"].teams for _criterion, field in each.marks]
        return 9 in given, "Så gick det" in text_of(response)

    assert sees() == (False, False)
    hand_in(mark_all(juror, 2))
    assert sees() == (False, False)
    confirm(team, rival)
    close_competition(competition)
    decide_competition(competition, by=UserFactory(), comment="Klart.", on=AFTER)
    assert sees() == (False, False)
    reveal_result(competition)
    assert sees() == (False, True)


def test_sheet_costs_the_same_queries_for_one_entry_and_thirty(duel, juror, visitor, django_assert_num_queries):
    _competition, team, rival = duel
    make_picture(make_entry(team, approved=True))
    visitor.get(link(juror))  # the first visit of an hour is noted
    with django_assert_num_queries(8):
        visitor.get(link(juror))
    for number in range(29):
        make_picture(make_entry(rival if number % 2 else team, approved=True))
    with django_assert_num_queries(8):
        visitor.get(link(juror))


# --- With a login ----------------------------------------------------------------------------------


def test_colleague_judges_with_the_own_login_whatever_the_role(duel, client_for):
    client = client_for()
    juror = make_juror(duel[0], user=client.user)
    url = reverse("campaigns:judge", args=[duel[0].pk])
    assert client.get(url).status_code == 200
    response = client.post(url, sheet_form(juror, 7, hand_in="1"))
    assert response.url == f"{url}?klar=inlamnat"
    assert Mark.objects.filter(juror=juror).count() == 6


@pytest.mark.parametrize("role", ["Administratör", "Tävlingsledare", "Läsare", None])
def test_whoever_does_not_sit_on_the_jury_has_no_sheet(duel, client_for, role):
    make_juror(duel[0], user=UserFactory())
    client = client_for(role)
    other = running_duel()[0]
    make_juror(other, user=client.user)
    assert client.get(reverse("campaigns:judge", args=[duel[0].pk])).status_code == 404
    assert client.get(reverse("campaigns:judge", args=[other.pk])).status_code == 200


def test_only_the_hash_of_a_jurors_link_is_stored_and_it_ends(duel):
    juror = make_juror(duel[0])
    link = juror.link
    stored = {str(value) for row in (link, link.history.get()) for value in vars(row).values()}
    assert (link.token_hash, any(juror.token in value for value in stored)) == (hash_of(juror.token), False)
    JurorLink.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert open_sheet(juror.token) is None
