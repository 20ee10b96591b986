"""How many bytes a page is: what a phone on a slow network waits for."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from lxml import html

from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db

FIRST_PAGE, LATER_PAGE = 150_000, 30_000
ROWS = 50


def sent(content: bytes, name: str) -> int:
    """Bytes on the wire: fonts are compressed already, the rest is by gzip."""
    return len(content) if name.endswith(".woff2") else len(gzip.compress(content, 6))


def files_of(page: str) -> dict[str, bytes]:
    """The scripts and stylesheets that the page asks for, and the font that Western European letters need."""
    tree = html.fromstring(page)
    asked = [*tree.xpath("//script/@src"), *tree.xpath("//link[@rel='stylesheet']/@href")]
    names = [url.removeprefix("/static/") for url in asked if url.startswith("/static/")]
    found = {name: Path(finders.find(name)).read_bytes() for name in [*names, "fonts/inter-latin.woff2"]}
    assert b"inter-latin.woff2" in found["css/app/all.css"]
    return found


def test_first_page_is_light_enough_for_a_phone(client_for):
    page = client_for("Partneransvarig").get(reverse("reports:today")).content
    files = files_of(page.decode())
    assert len(files) > 5
    total = sent(page, "") + sum(sent(content, name) for name, content in files.items())
    assert total < FIRST_PAGE


def test_later_pages_are_compressed_to_little(client_for):
    CompanyFactory.create_batch(ROWS)
    client = client_for("Partneransvarig")
    for name in ("crm:company_list", "reports:today"):
        answer = client.get(reverse(name), headers={"accept-encoding": "gzip, br"})
        assert (answer["Content-Encoding"], "Accept-Encoding" in answer["Vary"]) == ("gzip", True)
        assert len(answer.content) < LATER_PAGE
        plain = client.get(reverse(name)).content
        assert re.search(rb"<h1>[^<]+", gzip.decompress(answer.content))[0] == re.search(rb"<h1>[^<]+", plain)[0]


def test_version_of_an_api_row_can_be_sent_back_although_the_client_takes_gzip(api_client_for):
    company = CompanyFactory()
    client, url = api_client_for("Partneransvarig"), f"/api/v1/companies/{company.pk}/"
    answer = client.get(url, headers={"accept-encoding": "gzip"})
    changed = client.patch(url, {"trade": "Bygg"}, headers={"if-match": answer["ETag"], "accept-encoding": "gzip"})
    assert (answer["ETag"], changed.status_code) == (f'"{company.version}"', 200)
