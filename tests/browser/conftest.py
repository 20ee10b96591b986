"""Chromium drives the running server. Fixtures: page_for, axe, screenshot."""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.conf import settings
from playwright.sync_api import Page, expect, sync_playwright

from tests import clock
from tests.browser.fonts import FONTS, small_targets, undress, wear

SHOTS = Path(settings.VAR_DIR) / "shots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What depends on how wide and high letters are.
RULES_OF_SIZE = ["target-size", "scrollable-region-focusable"]


PATIENCE = 45_000  # milliseconds: so long may a loaded machine take
expect.set_options(timeout=PATIENCE)

# Lets a test wait for a page's scripts, as a person does without knowing, who is never as quick.
TELL_WHEN_LOADED = 'addEventListener("load", () => document.documentElement.setAttribute("data-has-loaded", ""))'
# What scripts take for now is the server's moment, and goes on: a clock that stands still stops what waits by it.
SET_CLOCK = """(ahead) => {
  const now = () => Real.now() + ahead, Real = Date;
  window.Date = new Proxy(Real, {
    construct: (_, given, made) => Reflect.construct(Real, given.length ? given : [now()], made),
    apply: () => new Real(now()).toString(),
    get: (_, name) => (name === "now" ? now : Real[name]),
  });
}"""
# Only what is wrong is sent back: the rest is long.
RUN_AXE = "(options) => axe.run(document, options).then(({ violations }) => violations)"
# When scripts have seen that something is of another width.
NEXT_FRAME = "() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))"
LOOKS = [(1280, False), (390, True), (320, False)]  # width and whether it is dark
LOOKS_BY_LANGUAGE = [("sv", [(1280, False), (320, False)]), ("en", [(390, True)])]
STILL_LOADING = "html:not([data-has-loaded])"


def pytest_collection_modifyitems(items):
    """The longest are the first in the browser, so that at the end no worker is left alone with one of them."""
    here = Path(__file__).parent
    places = [place for place, item in enumerate(items) if here in item.path.parents]
    ours = sorted((items[place] for place in places), key=lambda item: "axe_everywhere" not in item.fixturenames)
    for place, item in zip(places, ours, strict=True):
        item.add_marker(pytest.mark.browser)
        items[place] = item


@pytest.fixture(scope="session")
def browser(django_db_setup):
    # The headless shell draws no window of its own, which is most of what a page costs in the others.
    names = ("chromium-headless-shell", "chromium", "google-chrome")
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not executable:
        pytest.fail("Chromium is missing: install it (`apt-get install chromium`), or set CHROMIUM to its path.")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's own event loop runs in this thread until the last test, and Django takes that for async code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page_for(browser, live_server, client_for, make_user, request):
    """page_for("Ekonomi", width=390, dark=True, js=False, language="en") gives a page of somebody logged in.

    page_for(None) is a visitor. `page.goto("/mal/")` takes paths. The logged-in user is `page.user`. What the page
    logs as an error (a script that fails, a breach of the content security policy) fails the test.
    """
    contexts, errors = [], []

    def make(
        who=None, *, width: int = 1280, height: int = 900, dark: bool = False, js: bool = True, language: str = "sv"
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=js,
            locale=language,
            timezone_id=settings.TIME_ZONE,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.add_init_script(f"({SET_CLOCK})({clock.ahead() * 1000})")
        context.set_default_timeout(PATIENCE)
        user = None
        if who is not None:
            user = make_user(who, language=language) if isinstance(who, str) else who
            cookie = client_for(user).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        elif language != settings.LANGUAGE_CODE:
            context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
        page = context.new_page()
        if js:
            page.add_init_script(TELL_WHEN_LOADED)
            page.add_locator_handler(page.locator(STILL_LOADING), lambda _: page.wait_for_load_state())
        page.user, page.js = user, js
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                errors.append(f"{page.url}: {message.text}")
                if message.type == "error" and "Failed to load resource" not in message.text
                else None
            ),
        )
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def axe():
    """axe(page) fails with a readable list when the page breaks an accessibility rule, in its own font or another."""

    def run(page: Page, rules: list[str], font: str):
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        violations = page.evaluate(RUN_AXE, {"runOnly": rules, "resultTypes": ["violations"], "preload": False})
        report = AxeResults({"violations": violations}).generate_report() if violations else ""
        assert violations == [], f"{page.url} ({font} font)\n{report}"
        assert small_targets(page) == [], f"{page.url} ({font} font)"

    def check(page: Page):
        assert page.js, "axe is itself a script: give it a page with js=True"
        page.wait_for_load_state()  # a click waits until the next page begins to arrive, not until all of it is there
        run(page, RULES, "own")
        for font in FONTS:
            wear(page, font)
            page.evaluate(NEXT_FRAME)
            run(page, RULES_OF_SIZE, font)
        undress(page)

    return check


@pytest.fixture
def axe_everywhere(axe):
    """axe_everywhere(page) does so at several widths, light and dark, and sees that the page is no wider."""

    def check(page: Page, looks=LOOKS):
        for width, dark in looks:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if dark else "light")
            page.evaluate(NEXT_FRAME)
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overflow == 0, f"{page.url} is {overflow} px too wide at {width} px"
            axe(page)

    return check


@pytest.fixture
def screenshot():
    """screenshot(page, "start") keeps var/shots/start.png for a person to look at."""

    def take(page: Page, name: str, *, full_page: bool = True) -> Path:
        SHOTS.mkdir(parents=True, exist_ok=True)
        file = SHOTS / f"{name}.png"
        page.screenshot(path=file, full_page=full_page)
        return file

    return take
