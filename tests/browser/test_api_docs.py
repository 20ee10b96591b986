from playwright.sync_api import expect

from config.roles import READER


def test_documentation_page_draws_every_endpoint_and_tries_one(page_for):
    page = page_for(READER)
    page.goto("/api/docs")
    expect(page.locator(".opblock-tag")).to_have_count(21)
    page.locator("#operations-goals-goals_list .opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    with page.expect_response("**/api/v1/goals/") as answer:
        page.get_by_role("button", name="Execute").click()
    assert answer.value.status == 200
