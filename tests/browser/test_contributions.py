"""Money in a competition, from the keyboard and from a list."""

import re
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.models import Contribution, Tally
from tests.campaigns.boards import contest
from tests.campaigns.factories import give, promise

LEADER = "Tävlingsledare"


@pytest.fixture
def competition():
    today = timezone.localdate()
    competition, teams = contest("Åkeriet", "Bageriet", opens_on=today, closes_on=today)
    competition.first, competition.second = teams
    competition.address = f"/tavlingar/{competition.pk}"
    return competition


def test_twelve_gifts_are_entered_without_leaving_the_keyboard(competition, page_for, axe):
    page = page_for(LEADER)
    page.goto(f"{competition.address}/bidrag/nya/")
    for number in range(12):  # two more rows than the page had
        page.keyboard.type(competition.second.code.lower() if number % 2 else competition.first.code)
        page.keyboard.press("Tab")
        page.keyboard.type("100,50")
        page.keyboard.press("Enter")
    expect(page.locator("[data-grid-sum]")).to_have_text(re.compile(r"12 rader, 1\s206 kr"))
    axe(page)
    page.keyboard.press("Enter")  # on an empty row: enough
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("12 bidrag är inlagda")
    assert Tally.objects.get(team=competition.first).employees == Decimal("603.00")


def test_a_wrong_row_is_where_the_summary_says(competition, page_for, axe):
    page = page_for(LEADER, width=390)
    page.goto(f"{competition.address}/bidrag/nya/")
    page.get_by_label("Lag", exact=True).first.fill("Banken")
    page.get_by_label("Belopp", exact=True).first.fill("100")
    page.get_by_role("button", name="Spara bidragen").click()
    expect(page.get_by_role("alert")).to_be_focused()
    axe(page)
    page.get_by_role("link", name="Rad 1, Lag").click()
    expect(page.get_by_label("Lag", exact=True).first).to_be_focused()
    expect(page.get_by_label("Belopp", exact=True).first).to_have_value("100")


def test_the_grid_and_the_list_work_without_script(competition, page_for):
    page = page_for(LEADER, js=False)
    page.goto(f"{competition.address}/bidrag/nya/")
    page.get_by_label("Lag", exact=True).first.fill("Åkeriet")
    page.get_by_label("Belopp", exact=True).first.fill("100")
    page.get_by_role("button", name="Spara bidragen").click()
    page.goto(f"{competition.address}/bidrag/lista/")
    page.get_by_label("Klistra in").fill("Lag\tBelopp\nBageriet\t20\n")
    page.get_by_role("button", name="Förhandsgranska").click()
    page.get_by_role("button", name="Lägg in 1 bidrag").click()
    assert sorted(Contribution.objects.values_list("amount", flat=True)) == [Decimal(20), Decimal(100)]


def test_a_pasted_list_is_previewed_entered_sorted_out_and_undone(competition, page_for, axe):
    first, today = competition.first, timezone.localdate().isoformat()
    give(first, 50, received_on=timezone.localdate())
    page = page_for(LEADER)
    page.goto(f"{competition.address}/bidrag/lista/")
    axe(page)
    rows = [f"{today}\tHej {first.code}\t{10 + n}" for n in range(30)]
    rows += [f"{today}\tfikakassan\t300", f"{today}\tx\tfel"]
    page.get_by_label("Klistra in").fill("\n".join(["Datum\tMeddelande\tBelopp", *rows]))
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(page.get_by_role("button", name="Lägg in 31 bidrag")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Lägg in 31 bidrag").click()
    page.get_by_role("link", name="1 bidrag saknar lag").click()
    axe(page)
    page.get_by_role("button", name="Bageriet").click()
    expect(page.get_by_text("Alla pengar har ett lag")).to_be_visible()
    assert Tally.objects.get(team=competition.second).employees == Decimal(300)
    page.go_back()
    page.goto(f"{competition.address}/bidrag/lista/")
    page.get_by_role("link", name="Inklistrat").click()
    axe(page)
    page.get_by_role("link", name="Ångra inläsningen").click()
    page.get_by_label("Skäl").fill("Fel lista")
    page.get_by_role("button", name="Ta tillbaka alla").click()
    expect(page.get_by_role("status").first).to_contain_text("31 bidrag är tagna tillbaka")
    assert Tally.objects.get(team=competition.second).employees == 0


def test_the_pages_of_money_are_accessible_and_fit(competition, page_for, axe_everywhere):
    gift = give(competition.first, 1234, giver="Kim", show_giver=True, received_on=timezone.localdate())
    promise(competition, starts=competition.opens_on, ends=competition.closes_on, total_cap=Decimal(100))
    page = page_for(LEADER)
    for path in (
        f"{competition.address}/bidrag/",
        f"{competition.address}/bidrag/nya/",
        f"{competition.address}/bidrag/lista/",
        f"{competition.address}/matchning/",
        f"{competition.address}/matchning/ny/",
        f"/bidrag/{gift.pk}/",
        f"/bidrag/{gift.pk}/ratta/",
    ):
        page.goto(path)
        axe_everywhere(page, [(320, False), (320, True), (1280, False), (1280, True)])
