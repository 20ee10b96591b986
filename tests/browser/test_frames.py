"""Embeds in frames on another site, which is a server of its own: browsers let no made-up page reach this machine."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.templatetags.static import static
from playwright.sync_api import expect

from tests.campaigns.factories import give, running_duel
from tests.factories import get_goal, get_tier
from tests.website.factories import make_figure, make_partner
from website.views.embeds import EMBEDS, embed_path

SHRUNK = "() => { const high = document.querySelector('iframe').offsetHeight; return high > 50 && high < 400; }"


@pytest.fixture
def site_with() -> Iterator[Callable[[str], str]]:
    """site_with(html) gives the address of that page."""
    content = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(content[0].encode())

    def serve(page: str) -> str:
        content.append(page)
        return f"http://127.0.0.1:{server.server_port}/"

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield serve
        server.shutdown()


def test_frame_gets_the_height_of_what_it_shows_when_that_is_lower_too(page_for, live_server, site_with):
    make_figure()
    page, ours = page_for(None), live_server.url
    frame = f'<iframe src="{ours}/public/goals/1/embed/figure/" title="Nyckeltal" height="900"></iframe>'
    script = f'<script src="{ours}{static("js/frames_fit.js")}"></script>'
    page.goto(site_with(f"<!doctype html><title>Annan webb</title>{frame}{script}"))
    expect(page.frame_locator("iframe").locator("main")).to_be_visible()
    page.wait_for_function(SHRUNK)


def fill_embeds():
    """About what a goal has: partners of every tier, a figure, and a duel with a target."""
    make_figure()
    for number, tier in enumerate(["Huvudpartner", *["Partner"] * 3, *["Sponsor"] * 4, "Vänföretag"]):
        make_partner(f"Sågverkens Maskinteknik {number} AB", tier=get_tier(tier))
    _competition, team, rival = running_duel(target=40_000, on_website=True, goals=[get_goal()])
    give(team, 400), give(rival, 300)


@pytest.mark.parametrize("width", [390, 600, 1000])
def test_frame_without_a_script_is_high_enough_for_what_a_goal_usually_has(page_for, width):
    fill_embeds()
    page = page_for(None, width=width, height=100)
    too_low = {}
    for kind, each in EMBEDS.items():
        page.goto(embed_path(1, kind))
        needed = page.evaluate("document.documentElement.scrollHeight")
        too_low |= {kind: (needed, each.height)} if needed > each.height else {}
    assert too_low == {}
