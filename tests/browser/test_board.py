"""The board on a wall and on a telephone, and the reveal by keyboard in two windows."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from campaigns.services.competitions import revoke_board_link
from campaigns.services.contributions import add_contribution
from campaigns.services.lifecycle import freeze_board, reveal_result
from tests.campaigns.boards import confirm, contest, decided, entry_with_picture
from tests.campaigns.factories import A_DAY, give, make_competition, promise
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def address(competition, language: str = "") -> str:
    url = reverse("board:board", args=[competition.board_token])
    return f"{url}?lang={language}" if language else url


def teams(page: Page):
    return page.locator(".board-team h3")


@pytest.fixture
def running():
    """Åkeriet leads by a little; both have confirmed five of ten."""
    competition, (first, second) = contest("Åkeriet", "Bageriet", target=10_000)
    confirm(first, second)
    give(first, 200)
    give(second, 100)
    return competition, first, second


@pytest.mark.parametrize(("language", "dark"), [("", False), ("en", True)])
def test_board_is_accessible_and_never_wider_than_its_screen(page_for, axe_everywhere, running, language, dark):
    competition, first, _second = running
    entry_with_picture(first)
    page = page_for(None)
    page.goto(address(competition, language))
    for summary in page.locator("summary").all():
        if summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()
    assert page.locator("html").get_attribute("lang") == (language or "sv")
    axe_everywhere(page, [(width, dark) for width in (320, 390, 1920)])


def test_board_of_a_draft_is_accessible_and_opens_by_itself(page_for, axe):
    page = page_for(None, width=390)
    page.goto(address(make_competition()))
    expect(page.get_by_role("heading", name="Tävlingen har inte börjat")).to_be_visible()
    axe(page)


def test_board_shows_a_contribution_without_being_loaded_again(page_for, running):
    competition, _first, second = running
    page = page_for(None, width=1920)
    page.goto(address(competition))
    page.evaluate("window.untouched = true")
    expect(teams(page)).to_have_text(["Åkeriet", "Bageriet"])
    why = page.locator(".board-row", has_text="Åkeriet").locator("details")
    why.locator("summary").click()
    give(second, 900)
    expect(teams(page)).to_have_text(["Bageriet", "Åkeriet"])
    expect(page.locator(".board-sum")).to_have_text("1\N{NO-BREAK SPACE}200\N{NO-BREAK SPACE}kr")
    assert page.evaluate("window.untouched") is True
    # What somebody is reading stays open, and the keyboard stays where it was.
    assert why.get_attribute("open") is not None
    expect(why.locator("summary")).to_be_focused()


def test_board_that_is_paused_does_not_change(page_for, running):
    competition, _first, second = running
    page = page_for(None)
    page.goto(address(competition))
    pause = page.get_by_role("button", name="Pausa uppdateringen")
    pause.click()
    expect(pause).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("status")).to_have_text("Pausad. Siffrorna ändras inte.")
    give(second, 900)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    pause.click()
    expect(teams(page)).to_have_text(["Bageriet", "Åkeriet"])
    assert len(asked) == 1


def test_board_tells_when_the_server_is_out_of_reach(page_for, running):
    competition, _first, _second = running
    page = page_for(None)
    page.goto(address(competition))
    page.context.set_offline(True)
    expect(page.get_by_role("status")).to_have_text("Ingen kontakt just nu. Försöker igen.")
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_have_text("")


def test_board_whose_link_is_taken_back_leaves_the_screen(page_for, running):
    competition, _first, _second = running
    page = page_for(None)
    page.goto(address(competition))
    revoke_board_link(competition)
    expect(page.locator(".board")).to_have_count(0)


def test_freeze_hides_what_comes_after_until_it_is_revealed(page_for, axe):
    competition, (first, second) = decided(("Åkeriet", 200), ("Bageriet", 900))
    page = page_for(None, width=1920)
    page.goto(address(competition))
    expect(page.get_by_role("heading", name="Resultatet avslöjas snart")).to_be_visible()
    axe(page)
    reveal_result(competition)
    expect(page.get_by_role("heading", name="Resultat", exact=True)).to_be_visible()
    assert (first.name, second.name) == ("Åkeriet", "Bageriet")


def test_frozen_board_only_counts_the_gifts(page_for, running):
    competition, _first, second = running
    freeze_board(competition)
    page = page_for(None)
    page.goto(address(competition))
    give(second, 900)
    expect(page.locator(".board-notice")).to_contain_text("+1 gåva sedan frysningen")
    expect(teams(page)).to_have_text(["Åkeriet", "Bageriet"])


def test_board_without_script_is_whole(page_for, running):
    competition, _first, _second = running
    page = page_for(None, js=False)
    page.goto(address(competition))
    expect(teams(page)).to_have_text(["Åkeriet", "Bageriet"])
    expect(page.get_by_role("button", name="Pausa uppdateringen")).to_be_hidden()
    give(_second, 900)
    page.get_by_role("link", name="Ladda om för att se det senaste").click()
    expect(teams(page)).to_have_text(["Bageriet", "Åkeriet"])


# --- Reveal ---------------------------------------------------------------------------------------


def shown(page: Page):
    return page.locator(".slide-now")


def test_reveal_goes_by_keyboard_with_the_notes_in_step_and_without_a_network(page_for, axe):
    competition, _teams = decided(("Ettan", 900), ("Tvåan", 100))
    projector = page_for("Tävlingsledare", width=1920, height=1080)
    projector.goto(reverse("campaigns:reveal", args=[competition.pk]))
    notes = projector.context.new_page()
    notes.js = True
    notes.goto(reverse("campaigns:reveal_notes", args=[competition.pk]))
    projector.context.set_offline(True)

    expect(shown(projector)).to_contain_text("Höstloppet")
    axe(projector)
    projector.keyboard.press("Space")
    expect(shown(projector)).to_contain_text("2")
    expect(shown(projector)).not_to_contain_text("Tvåan")
    expect(shown(notes)).to_contain_text("Tvåan")
    projector.keyboard.press("ArrowRight")
    expect(shown(projector)).to_contain_text("Tvåan")
    expect(shown(projector)).not_to_contain_text("Ettan")
    axe(projector)
    notes.keyboard.press("ArrowRight")
    notes.keyboard.press("ArrowRight")
    expect(shown(projector)).to_contain_text("Ettan")
    projector.keyboard.press("ArrowLeft")
    projector.keyboard.press("ArrowLeft")
    expect(shown(notes)).to_contain_text("Tvåan")
    projector.keyboard.press("Home")
    expect(shown(notes)).to_contain_text("Välkommen")
    axe(notes)


def test_reveal_notes_opened_late_begin_where_the_projector_is(page_for):
    competition, _teams = decided(("Ettan", 900), ("Tvåan", 100))
    projector = page_for("Tävlingsledare")
    projector.goto(reverse("campaigns:reveal", args=[competition.pk]))
    projector.keyboard.press("Space")
    projector.keyboard.press("Space")
    notes = projector.context.new_page()
    notes.goto(reverse("campaigns:reveal_notes", args=[competition.pk]))
    expect(shown(notes)).to_contain_text("Tvåan:")


def test_reveal_ends_by_showing_the_result_on_the_board(page_for, axe):
    competition, _teams = decided(("Ettan", 900), ("Tvåan", 100))
    page = page_for("Tävlingsledare")
    page.goto(reverse("campaigns:reveal", args=[competition.pk]))
    publish = page.get_by_role("button", name="Visa resultatet på tavlan")
    expect(publish).to_be_hidden()
    for _step in range(5):
        page.keyboard.press("ArrowRight")
    axe(page)
    publish.click()
    expect(page.get_by_text("Visas på tavlan sedan")).to_be_visible()
    expect(shown(page)).to_contain_text("Tillsammans")
    competition.refresh_from_db()
    assert competition.revealed_at is not None


def test_reveal_without_script_tells_everything_from_the_last_place(page_for):
    competition, _teams = decided(("Ettan", 900), ("Tvåan", 100))
    page = page_for("Tävlingsledare", js=False)
    page.goto(reverse("campaigns:reveal", args=[competition.pk]))
    expect(page.locator(".slide-team .slide-name")).to_have_text(["Tvåan", "Ettan"])


# --- Papers ---------------------------------------------------------------------------------------


def test_papers_are_accessible(page_for, axe_everywhere, running):
    competition, first, _second = running
    page = page_for("Tävlingsledare")
    for name, pk in (
        ("kit", competition.pk),
        ("invitation", competition.pk),
        ("rules_sheet", competition.pk),
        ("poster", competition.pk),
        ("board_preview", competition.pk),
        ("reveal", competition.pk),
        ("certificate", first.pk),
        ("thanks", first.pk),
    ):
        page.goto(reverse(f"campaigns:{name}", args=[pk]))
        axe_everywhere(page, [(320, False), (1280, False)])


def test_poster_and_certificate_fill_one_sheet_each(page_for):
    _competition, (first, _second) = decided(("Ettan", 900), ("Tvåan", 100))
    page = page_for("Tävlingsledare")
    for url, sheets in (
        (reverse("campaigns:poster", args=[first.competition_id]), 1),
        (reverse("campaigns:rules_sheet", args=[first.competition_id]), 2),  # the sums have a sheet of their own
        (reverse("campaigns:certificate", args=[first.pk]), 1),
        (reverse("campaigns:thanks", args=[first.pk]), 1),
    ):
        page.goto(url)
        assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == sheets, url


# --- Wide screens ---------------------------------------------------------------------------------

SUM = "1107154.32"
INSIDE = "box => box.scrollWidth <= box.clientWidth"


@pytest.mark.parametrize("width", [320, 390, 1280, 1440, 1920])
def test_a_sum_of_millions_stays_inside_its_card(page_for, width):
    competition, (first, _second) = contest("Åkeriet", "Bageriet")
    give(first, SUM)
    page = page_for(None, width=width)
    page.goto(address(competition))
    expect(page.locator(".board-sum")).to_contain_text("154,32")
    assert page.locator(".board-sum").evaluate(INSIDE)


@pytest.mark.parametrize("width", [390, 1280])
def test_swish_number_stays_inside_its_card(page_for, width):
    competition, _teams = contest("Åkeriet", "Bageriet")
    page = page_for("Tävlingsledare", width=width)
    for url in (address(competition), reverse("campaigns:board_preview", args=[competition.pk])):
        page.goto(url)
        assert page.locator(".board-number").evaluate(
            "number => [number.scrollWidth - number.clientWidth, "
            "number.getBoundingClientRect().right > number.closest('section').getBoundingClientRect().right]"
        ) == [0, False], url


@pytest.mark.parametrize("number", [2, 4, 5, 9, 12])
def test_up_to_twelve_teams_are_seen_at_once_on_a_halls_screen(page_for, number):
    competition, entered = contest(*(f"Lag {each} på Storgatan" for each in range(number)), target=500_000)
    confirm(*entered)
    for each, team in enumerate(entered):
        give(team, 100 + 75 * each)
    page = page_for(None, width=1920, height=1080)
    page.goto(address(competition))
    lowest = page.locator(".board-row").evaluate_all(
        "rows => Math.max(...rows.map(row => row.getBoundingClientRect().bottom))"
    )
    assert teams(page).count() == number
    assert lowest <= 1080


# What of the part that is shown is cut off by the screen or by the part's own frame.
CUT_OFF = """() => [...document.querySelectorAll("#board section")].filter(part => !part.hidden).flatMap(part => [
  ...(part.scrollHeight > part.clientHeight + 1 ? [`${part.className}: ${part.scrollHeight}`] : []),
  ...[...part.querySelectorAll(".board-row")]
    .filter(row => row.offsetHeight && row.getBoundingClientRect().bottom > innerHeight)
    .map(row => row.innerText),
])"""


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160)])
def test_screen_on_a_wall_shows_all_of_forty_teams_part_by_part(page_for, width, height):
    names = [f"Lag {each} på Storgatan" for each in range(40)]
    competition, entered = contest(*names, target=500_000)
    promise(competition)
    give(entered[0], 100), give(entered[1], 75, source="company")
    entry_with_picture(entered[0])
    add_contribution(competition=competition, received_on=A_DAY, amount=Decimal(150), by=UserFactory())
    page, seen, cut = page_for(None, width=width, height=height), set(), []
    page.goto(f"{address(competition)}?storskarm")
    for _part in range(4):
        cut += page.evaluate(CUT_OFF)
        seen |= {name for name in teams(page).all_inner_texts() if name}
        page.keyboard.press("ArrowRight")
    assert (cut, seen) == ([], set(names))


@pytest.mark.parametrize("dark", [False, True])
def test_parts_of_a_score_are_told_apart(page_for, dark):
    competition, (first, second) = contest("Åkeriet", "Bageriet")
    confirm(first, second)
    page = page_for(None, width=1280, dark=dark)
    page.goto(address(competition))
    shades = [
        page.locator(f".board-legend .legend-{key}").evaluate(
            """item => {
              const canvas = new OffscreenCanvas(1, 1).getContext("2d");
              canvas.fillStyle = getComputedStyle(item, "::before").backgroundColor;
              canvas.fillRect(0, 0, 1, 1);
              const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map(byte => {
                const share = byte / 255;
                return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
              });
              return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
            }"""
        )
        for key in ("participation", "money", "creativity", "engagement")
    ]
    contrasts = [max(one, other) / min(one, other) for one, other in pairwise(shades)]
    assert min(contrasts) > 1.3, contrasts
