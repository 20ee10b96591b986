from playwright.sync_api import expect

from config.roles import READER


def test_documentation_page_draws_the_endpoints_and_tries_one(page_for):
    page = page_for(READER)
    page.goto("/api/docs")
    # Of a long list only what can be seen is drawn; a link to a part of it goes there.
    expect(page.locator(".opblock-tag").first).to_have_text("affiliations")
    page.goto("/api/docs#/goals")
    page.reload()
    page.locator("#operations-goals-goals_list .opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    with page.expect_response("**/api/v1/goals/") as answer:
        page.get_by_role("button", name="Execute").click()
    assert answer.value.status == 200
