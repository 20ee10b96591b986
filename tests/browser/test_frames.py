"""Embeds in frames on another site, which is a server of its own: browsers let no made-up page reach this machine."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.templatetags.static import static
from playwright.sync_api import expect

from tests.website.factories import make_figure

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
