"""A list without rows says why: none exist, a filter hides them, or the list's default filter does."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from campaigns.models import Entry
from core.services import save_record
from core.views import FilterPage
from tests.campaigns.factories import A_DAY, make_activity, make_competition, make_team
from tests.factories import CompanyFactory, SponsorshipFactory

CHOSEN = "Ta bort ett filter"
ASSUMED = "Det finns mer än det som visas här"


def _lists(resolver=None, spaces=()):
    """URL names of all lists without parameters in the URL."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from _lists(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif isinstance(entry, URLPattern) and not entry.pattern.converters:
            view = getattr(entry.callback, "view_class", None)
            if view and issubclass(view, FilterPage) and "get" in getattr(view, "http_method_names", ()):
                yield ":".join((*spaces, entry.name))


LISTS = sorted(_lists())


def test_lists_are_found():
    assert {"crm:company_list", "crm:sponsorship_list", "crm:pipeline", "campaigns:competition_list"} <= set(LISTS)


@pytest.mark.parametrize("name", LISTS)
def test_empty_database_mentions_no_filter(name, client_for):
    answer = client_for("Administratör").get(reverse(name))
    if answer.status_code == 200:  # some lists need a permission or a choice first
        text = answer.content.decode()
        assert (CHOSEN in text, ASSUMED in text) == (False, False)


def test_filter_in_an_empty_database_is_not_the_reason(client_for):
    text = client_for("Läsare").get(reverse("crm:company_list"), {"q": "åkeri"}).content.decode()
    assert (CHOSEN in text, "Inga företag än" in text) == (False, True)


def test_filter_that_hides_rows_can_be_taken_away(client_for):
    CompanyFactory(name="Bageriet")
    text = client_for("Läsare").get(reverse("crm:company_list"), {"q": "åkeri"}).content.decode()
    assert (CHOSEN in text, "Inga företag än" in text) == (True, False)


def test_list_that_assumes_a_choice_says_that_there_is_more(client_for):
    SponsorshipFactory()  # a lead; by default the list shows sponsorships in force today
    text = client_for("Läsare").get(reverse("crm:sponsorship_list")).content.decode()
    assert (CHOSEN in text, ASSUMED in text) == (False, True)


def test_competition_without_entries_is_not_a_filter_that_hides_them(client_for):
    empty, busy = make_competition(), make_competition(name="En annan")
    save_record(Entry(team=make_team(busy), activity=make_activity()), title="Kakor", happened_on=A_DAY)
    client, url = client_for("Läsare"), reverse("campaigns:entry_list")
    text = client.get(url, {"competition": empty.pk}).content.decode()
    assert (CHOSEN in text, "Inga tävlingsbidrag än" in text) == (False, True)
    text = client.get(url, {"competition": busy.pk, "state": "approved"}).content.decode()
    assert (CHOSEN in text, "Inga tävlingsbidrag än" in text) == (True, False)
