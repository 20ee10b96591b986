import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import paging
from core.paging import steady
from core.views.lists import PAGE_SIZES
from crm.models import Company, Sponsorship
from goals.models import Goal
from tests.factories import CompanyFactory, InteractionFactory
from tests.markup import collapsed

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SIZE = PAGE_SIZES[0]


def shown(client, page: int, **query) -> list[int]:
    response = client.get(reverse("crm:company_list"), {"per_page": SIZE, "page": page, **query})
    return [row.record.pk for row in response.context["table"].paginated_rows]


@pytest.mark.parametrize("sort", ["name", "-name", "status", "-status", "orgnr", "-owner"])
def test_pages_hold_every_row_once_in_the_order_asked_for(client_for, sort):
    """The companies have the same status and no owner, so only their primary keys order them."""
    rows = CompanyFactory.create_batch(4 * SIZE + 3)
    client = client_for("Läsare")
    pages = [shown(client, page, sort=sort) for page in range(1, 6)]
    assert [len(page) for page in pages] == [SIZE, SIZE, SIZE, SIZE, 3]
    together = [pk for page in pages for pk in page]
    in_order = {
        "name": lambda company: (company.sort_key, company.pk),
        "orgnr": lambda company: (company.orgnr, company.pk),
    }.get(sort.lstrip("-"), lambda company: company.pk)
    assert together == [company.pk for company in sorted(rows, key=in_order, reverse=sort.startswith("-"))]


def test_last_page_of_a_search_holds_the_last_of_what_was_found(client_for):
    found = [CompanyFactory(name=f"Bageri {number}").pk for number in range(SIZE + 2)]
    CompanyFactory.create_batch(SIZE, name="Snickeri")
    assert shown(client_for("Läsare"), 2, q="bageri") == found[-2:]


def test_row_linked_twice_is_one_row(client_for):
    company, other = CompanyFactory(), CompanyFactory()
    call = InteractionFactory(companies=[company, other], text="Bageriet ringde.")
    response = client_for("Läsare").get(reverse("crm:interaction_list"), {"q": "bageri"})
    assert [row.record for row in response.context["table"].paginated_rows] == [call]


def test_rows_that_sort_alike_follow_their_keys_the_same_way():
    assert steady(Company.objects.order_by("-created_at")).query.order_by == ("-created_at", "-pk")
    assert steady(Company.objects.order_by("created_at")).query.order_by == ("created_at", "pk")
    assert steady(Sponsorship.objects.all()).query.order_by == (
        "-pk",
    )  # Meta.ordering already ends with the primary key
    assert steady(Goal.objects.order_by()).query.order_by == ("number", "pk")


# --- Very long lists ------------------------------------------------------------------------------


@pytest.fixture
def long_list(monkeypatch) -> list[int]:
    monkeypatch.setattr(paging, "MOST_COUNTED", 2 * SIZE)
    return [company.pk for company in sorted(CompanyFactory.create_batch(4 * SIZE + 3), key=lambda row: row.sort_key)]


def pager(client, page: str) -> tuple[str, list[str]]:
    """The words that say how many rows there are, and those of the pager."""
    response = client.get(reverse("crm:company_list"), {"per_page": SIZE, "page": page, "sort": "name"})
    text = collapsed(response.content.decode())
    count = text.split('role="status">', 2)[1].split("</p>")[0]
    words = ("Föregående", "Sida 1", "Sida 2", "Sida 3", "Sida 5", " av 5", "Nästa", "Sista sidan")
    return count, [word for word in words if word in text.split('class="pager"')[1]]


@pytest.mark.parametrize(
    ("page", "count", "words"),
    [
        ("1", "Fler än 50 rader", ["Sida 1", "Nästa", "Sista sidan"]),
        ("2", "Fler än 50 rader", ["Föregående", "Sida 2", "Nästa", "Sista sidan"]),
        ("3", "103 rader", ["Föregående", "Sida 3", " av 5", "Nästa"]),
        ("last", "103 rader", ["Föregående", "Sida 5", " av 5"]),
        ("99", "103 rader", ["Föregående", "Sida 5", " av 5"]),
        ("none", "Fler än 50 rader", ["Sida 1", "Nästa", "Sista sidan"]),
    ],
)
def test_first_pages_of_a_very_long_list_say_that_there_are_more(client_for, long_list, page, count, words):
    assert pager(client_for("Läsare"), page) == (count, words)


def test_pages_of_a_very_long_list_hold_every_row_once(client_for, long_list):
    client = client_for("Läsare")
    assert [pk for page in range(1, 6) for pk in shown(client, page, sort="name")] == long_list
    assert shown(client, "last", sort="name") == long_list[-3:]


def test_first_page_of_a_very_long_list_counts_no_further_than_it_says(client_for, long_list):
    client, counted = client_for("Läsare"), {}
    for page in ("1", "last"):
        with CaptureQueriesContext(connection) as queries:
            shown(client, page)
        counted[page] = ["LIMIT 51" in query["sql"] for query in queries if "COUNT(*)" in query["sql"]]
    assert counted == {"1": [True], "last": [True, False]}


def test_list_as_long_as_is_counted_says_how_long_it_is(client_for, monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 2 * SIZE)
    CompanyFactory.create_batch(2 * SIZE)
    assert pager(client_for("Läsare"), "2") == ("50 rader", ["Föregående", "Sida 2"])


def test_change_of_all_rows_of_a_very_long_list_says_that_there_are_more(client_for, long_list):
    page = client_for("Partneransvarig").get(reverse("crm:company_list"))
    assert page.context["bulk_all_label"] == "Ändra alla 50+ som filtret visar"
