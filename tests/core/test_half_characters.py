"""Half a pair of surrogates, which no text has and no database keeps, is refused wherever a request can carry it."""

from collections.abc import Iterator

import lxml.html
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from config.access import POLICY
from config.request_bodies import LARGER
from config.roles import ADMINISTRATOR
from config.wsgi import application
from crm.models import Tag
from tests.access_samples import make_samples
from tests.fuzz import arguments_of
from tests.test_access import ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HALF = "\ud800".encode("utf-8", "surrogatepass")
IN_ADDRESS = "%ED%A0%80"
IN_HEADER = HALF.decode("latin-1")  # as servers hand bytes on
HEADERS = """
    Accept Accept-Encoding Accept-Language Authorization Content-Language Host HX-Boosted HX-Current-URL
    HX-Prompt HX-Request HX-Target HX-Trigger HX-Trigger-Name If-Match If-Modified-Since If-None-Match Origin Range
    Referer User-Agent X-CSRFToken X-Forwarded-For X-Forwarded-Proto X-HTTP-Method-Override X-Requested-With
""".split()
COOKIES = ("sessionid", "csrftoken", "django_language", "messages")
TYPES = (
    IN_HEADER,
    f"text/html; charset={IN_HEADER}",
    f"application/x-www-form-urlencoded; charset={IN_HEADER}",
    f"application/json; charset={IN_HEADER}",
    f"multipart/form-data; boundary={IN_HEADER}",
    # Encodings that there are none of, that are none of text, and that read half a character.
    "text/html; x*=none''v",
    "multipart/form-data; boundary=b; charset=none",
    "multipart/form-data; boundary=b; charset=base64",
    "multipart/form-data; boundary=b; charset=undefined",
    "multipart/form-data; boundary=b; charset=utf-7",
    "application/json; charset=base64",
)
PLACES = ("crm:company_list", "crm:company_create", "api:company-list", "inbox:enquiry")
PART = b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xe5+AGE-\r\n--b--\r\n'


def logged_in(client_for) -> Client:
    client = client_for(ADMINISTRATOR)
    client.raise_request_exception = False
    return client


def addresses_of_words(samples: dict) -> Iterator[str]:
    """Each address that holds a word, as a token or the name of a field, with half a character for it."""
    for route in ROUTES:
        arguments = arguments_of(route, samples) if route.name in POLICY and not route.unnamed else None
        for name, value in (arguments or {}).items():
            if isinstance(value, str):
                url = reverse(route.name, kwargs=arguments | {name: "HALF"})
                yield url.replace("HALF", IN_ADDRESS)


def test_half_a_character_in_an_address_is_not_found(client_for):
    client = logged_in(client_for)
    urls = list(addresses_of_words(make_samples(client.user)))
    assert len(urls) > 10
    found = {}
    for url in urls:
        cache.clear()  # who tries many links that open nothing has to wait
        found |= {(method, url): client.generic(method, url).status_code for method in ("GET", "POST")}
    assert {way: status for way, status in found.items() if status not in {302, 404, 405, 410}} == {}


@pytest.mark.parametrize("name", PLACES)
def test_half_a_character_in_a_query_is_answered(name, client_for):
    client, url = logged_in(client_for), reverse(name)
    for query in (f"q={IN_ADDRESS}", f"{IN_ADDRESS}=1", f"sort={IN_ADDRESS}", f"owner={IN_ADDRESS}&page={IN_ADDRESS}"):
        assert client.get(f"{url}?{query}").status_code in {200, 400}


@pytest.fixture
def as_served(monkeypatch):
    """Let the test client read requests as the server does."""
    monkeypatch.setattr("django.test.client.WSGIRequest", application.request_class)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", PLACES)
def test_half_a_character_in_a_header_is_answered(name, method, client_for, as_served):
    client, url = logged_in(client_for), f"{reverse(name)}?q=%E5"
    found = {header: client.generic(method, url, headers={header: IN_HEADER}).status_code for header in HEADERS}
    found |= {kind: client.generic(method, url, PART, content_type=kind).status_code for kind in TYPES}
    found |= {c: client.generic(method, url, HTTP_COOKIE=f"{c}={IN_HEADER}").status_code for c in COOKIES}
    assert {way: status for way, status in found.items() if status >= 500} == {}


@pytest.mark.parametrize(
    ("kind", "status"),
    [("charset=utf-8", 302), ("charset=UTF-8", 302), ("charset=iso-8859-1", 400)],
)
def test_form_is_read_in_utf_8_alone(kind, status, client_for):
    body = b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xc3\x85keriet\r\n--b--\r\n'
    answer = client_for(ADMINISTRATOR).post(
        reverse("crm:tag_create"), body, content_type=f"multipart/form-data; boundary=b; {kind}"
    )
    assert (answer.status_code, list(Tag.objects.values_list("name", flat=True))) == (
        status,
        ["Åkeriet"] if status == 302 else [],
    )


def upload(field: str, name: bytes) -> bytes:
    """A file under a name that a browser would not send; `name` is the parameter of the header."""
    head = b'--b\r\nContent-Disposition: form-data; name="%s"; %s\r\n' % (field.encode(), name)
    return head + b"Content-Type: text/plain\r\n\r\nNamn\nNytt AB\r\n--b--\r\n"


def test_half_a_character_in_the_name_of_a_file_is_answered(client_for):
    client = logged_in(client_for)
    samples, found = make_samples(client.user), {}
    for route in ROUTES:
        if route.name not in LARGER:
            continue
        url = reverse(route.name, kwargs=arguments_of(route, samples))
        page = client.get(url)
        fields = {"file"}
        if page.status_code == 200 and "html" in page.headers["Content-Type"]:
            fields |= {field.name for field in lxml.html.fromstring(page.content).iterfind(".//input[@type='file']")}
        for field in fields:
            for name in (b'filename="%s.txt"' % HALF, b"filename*=UTF-8''" + IN_ADDRESS.encode() + b".txt"):
                body = upload(field, name)
                answer = client.post(url, body, content_type="multipart/form-data; boundary=b")
                found[route.name, field, name] = answer.status_code
    assert len(found) > 30
    assert {way: status for way, status in found.items() if status >= 500} == {}
