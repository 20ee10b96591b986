import pytest
from django.urls import reverse

from core.paging import steady
from core.views.lists import PAGE_SIZES
from crm.models import Company, Sponsorship
from goals.models import Goal
from tests.factories import CompanyFactory, InteractionFactory

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
