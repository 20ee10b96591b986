import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from core.views.etags import tagged


def answer(content: bytes, **headers) -> HttpResponse:
    return tagged(RequestFactory().get("/", headers=headers), HttpResponse(content), no_cache=True)


def test_answer_is_tagged_by_its_content_and_sent_once():
    first, other = answer(b"ett"), answer(b"annat")
    assert first["ETag"] != other["ETag"]
    assert answer(b"ett", if_none_match=first["ETag"]).status_code == 304
    assert answer(b"annat", if_none_match=first["ETag"]).status_code == 200


@pytest.mark.parametrize("since", ["Thu, 01 Jan 2099 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "igår"])
def test_time_alone_never_says_that_nothing_changed(since):
    response = answer(b"ett", if_modified_since=since)
    assert (response.status_code, "Last-Modified" in response) == (200, False)
