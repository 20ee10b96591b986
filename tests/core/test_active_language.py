from django.urls import set_script_prefix
from django.utils.translation import override

from core.active_language import language_now, prefix_now, steady
from core.row_urls import route_to


def test_language_is_that_of_the_moment():
    with override("en"):
        assert language_now() == "en"
        with override("sv"):
            assert language_now() == "sv"


def test_language_is_asked_for_once_while_it_is_steady():
    with override("en"):
        with steady(), steady(), override("sv"):
            assert language_now() == "en"
        with override("sv"):
            assert language_now() == "sv"


def test_prefix_is_that_of_the_request():
    one = route_to("crm:company_detail", 7)
    set_script_prefix("/medspel/")
    try:
        with steady():
            assert (prefix_now(), route_to("crm:company_detail", 7)) == ("/medspel/", f"/medspel{one}")
    finally:
        set_script_prefix("/")
    assert route_to("crm:company_detail", 7) == one
