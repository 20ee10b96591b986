"""A juror by keyboard and on a telephone, and staff who put a jury and its entries in order."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from campaigns.models import Entry, Mark
from tests.campaigns.factories import running_duel
from tests.campaigns.jury_factories import judged, make_entry, make_juror, make_picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def duel():
    competition, first, second = running_duel()
    make_picture(make_entry(first, approved=True, text="Vi bakade."))
    make_entry(second, title="Frågesport i matsalen", activity="Quiz", took_part=120)
    return competition, first, second


def link(juror) -> str:
    return reverse("board:juror", args=[juror.token])


def set_mark(page: Page, team, criterion: str, mark: int):
    """Tab to the scale as it stands, and go along it with the arrows."""
    group = page.get_by_role("group", name=f"{team.name}: {criterion}")
    group.get_by_role("radio", checked=True).focus()
    for _step in range(mark + 1):  # the first choice is no mark
        page.keyboard.press("ArrowRight")


def test_outsider_marks_by_keyboard_is_led_to_what_is_missing_and_hands_in(page_for, duel):
    competition, first, second = duel
    juror = make_juror(competition)
    page = page_for(None)
    page.goto(link(juror))
    criteria = [criterion.name for criterion in competition.criteria.all()]
    for criterion in criteria:
        set_mark(page, first, criterion, 8)
    page.get_by_role("button", name="Lämna in").press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert summary.get_by_role("link").all_inner_texts() == [f"{second.name}, {name}" for name in criteria]
    assert Mark.objects.filter(value=8).count() == 3
    about = page.get_by_role("region", name=second.name)
    about.get_by_role("checkbox").press("Space")
    about.get_by_label("Varför").fill("Kund hos oss")
    page.get_by_role("button", name="Lämna in").press("Enter")
    expect(page.get_by_text("Tack! Dina betyg är inlämnade.")).to_be_visible()
    expect(page.get_by_text("Du var jävig och bedömde inte laget.")).to_be_visible()


def test_sheet_is_accessible_and_never_wider_than_its_screen(page_for, axe_everywhere, duel):
    juror = make_juror(duel[0])
    page = page_for(None)
    page.goto(link(juror))
    axe_everywhere(page)
    page.get_by_role("button", name="Lämna in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    axe_everywhere(page)


def test_sheet_works_without_script_and_without_cookies(page_for, duel):
    competition, first, _second = duel
    juror = make_juror(competition)
    page = page_for(None, width=390, js=False)
    page.goto(link(juror))
    page.get_by_role("group", name=f"{first.name}: Idé").get_by_role("radio", name="10").check()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("1 av 6 betyg sparade")).to_be_visible()
    assert page.context.cookies() == []
    assert Mark.objects.get().value == 10


def test_staff_pages_are_accessible_and_never_wider_than_their_screen(page_for, axe_everywhere, duel):
    competition, _first, _second = duel
    judged(competition, 6, 7, 9)
    make_juror(competition)
    page = page_for("Tävlingsledare")
    make_juror(competition, user=page.user)
    addresses = [
        reverse("campaigns:jury", args=[competition.pk]),
        reverse("campaigns:judge", args=[competition.pk]),
        reverse("campaigns:juror_create", args=[competition.pk]),
        reverse("campaigns:entry_list"),
        reverse("campaigns:entry_create", args=[competition.pk]),
        *(entry.get_absolute_url() for entry in Entry.objects.all()),
        reverse("campaigns:activity_list"),
    ]
    for address in addresses:
        page.goto(address)
        axe_everywhere(page, [(320, True), (1280, False)])


def test_entry_is_declined_in_the_list_and_approved_there(page_for, duel):
    _competition, first, _second = duel
    make_entry(first, title="Lunchpromenad", activity="Promenad")
    page = page_for("Tävlingsledare")
    page.goto(reverse("campaigns:entry_list"))
    row = page.get_by_role("row").filter(has_text="Lunchpromenad")
    row.locator("summary").click()
    row.get_by_label("Skäl").fill("Samma promenad som förra veckan")
    row.get_by_label("Skäl").press("Enter")
    expect(page.get_by_text("Tävlingsbidraget är underkänt.")).to_be_visible()
    page.get_by_role("row").filter(has_text="Frågesport i matsalen").get_by_role("button", name="Godkänn").click()
    expect(page.get_by_text("Godkänt: Frågesport i matsalen")).to_be_visible()
    states = dict(Entry.objects.values_list("title", "state"))
    assert (states["Lunchpromenad"], states["Frågesport i matsalen"]) == ("declined", "approved")
