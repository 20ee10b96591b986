"""Pressing twice, pasting too much, and taking back what was done by mistake."""

from playwright.sync_api import expect

from crm.models import Interaction
from tests.factories import NextStepFactory


def test_slips_of_the_hand_are_told_or_taken_back(make_user, page_for, axe):
    user = make_user("Partneransvarig")
    step = NextStepFactory(assignee=user, what="Ring upp")
    page = page_for(user)
    page.goto(step.company.get_absolute_url())
    page.locator(".step").get_by_role("button", name="Klart").click()
    expect(page.locator(".timeline-step")).to_contain_text("Ring upp")
    axe(page)
    page.locator(".notice").get_by_role("button", name="Ångra").click()
    expect(page.locator(".step").get_by_role("button", name="Klart")).to_be_visible()

    page.locator("body").press("l")  # which waits until the page, with its script, has loaded
    dialog = page.locator("#dialog")
    what = dialog.get_by_label("Vad händer sedan")
    what.fill("x" * 243)
    expect(dialog.locator(".room-over")).to_have_text("43 tecken för mycket")
    what.fill("")
    dialog.locator("textarea").fill("Vi pratade.")
    dialog.get_by_role("button", name="Logga", exact=True).dblclick()
    expect(page.locator(".notice")).to_contain_text("Kontakten är loggad.")
    assert Interaction.objects.count() == 1

    page.goto(Interaction.objects.get().get_absolute_url())
    page.get_by_role("link", name="Ta bort").click()
    page.get_by_role("button", name="Ta bort").click()
    expect(page.locator(".timeline-removal")).to_contain_text("togs bort ur loggen")
    page.locator(".notice").get_by_role("button", name="Ångra").click()
    expect(page.locator(".timeline-interaction")).to_contain_text("Vi pratade.")
