"""The id of each request, and the shortened address."""

import re

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from core.request_origin import OriginMiddleware, _request, request_id, short_address


def answered(**sent) -> tuple[str, str]:
    """The id within the request and the one in the answer."""
    seen = []

    def answer(request):
        seen.append(request_id())
        return HttpResponse()

    response = OriginMiddleware(answer)(RequestFactory().get("/", **sent))
    return seen[0], response["X-Request-ID"]


def test_id_is_made_anew_and_answered():
    within, told = answered(HTTP_X_REQUEST_ID="from-a-client")
    assert within == told
    assert re.fullmatch(r"[0-9a-f]{16}", told)
    assert request_id() == short_address() == ""


@pytest.mark.parametrize("sent", ["kort", "x" * 65, "med mellanslag i", "rad\nbruten12", "<script>alert"])
def test_id_of_the_proxy_is_taken_only_if_it_is_well_formed(sent, settings):
    settings.PROXIES = 1
    assert answered(HTTP_X_REQUEST_ID="from-the-proxy.1") == ("from-the-proxy.1",) * 2
    assert answered(HTTP_X_REQUEST_ID=sent)[1] != sent


@pytest.mark.parametrize(
    ("address", "kept"),
    [("198.51.100.77", "198.51.100.0/24"), ("2001:db8:1:2:3::4", "2001:db8:1::/48"), ("unknown", "")],
)
def test_address_is_kept_as_its_network(address, kept):
    token = _request.set(RequestFactory().get("/", REMOTE_ADDR=address))
    assert short_address() == kept
    _request.reset(token)
