import datetime as dt

import pytest
from django.urls import reverse

from config.roles import PARTNER_MANAGER, READER
from crm.models import DeliveryState
from crm.services.deliveries import deliver, set_delivery_aside
from goals.services import BenefitTerms
from tests.crm.delivery_factories import owed, promise, today
from tests.factories import CompanyFactory, UserFactory, get_tier, signed_sponsorship
from tests.workbooks import book_of

pytestmark = pytest.mark.django_db

URL = reverse("crm:promise_matrix", args=[1])


def overdue():
    return {"due_rule": "on_date", "due_date": today() - dt.timedelta(days=2)}


def test_matrix_has_sponsors_of_the_day_down_and_benefits_across(client_for):
    sponsorship = promise(
        BenefitTerms(text="Logotyp", **overdue()), BenefitTerms(text="Träff"), company=CompanyFactory(name="Boden AB")
    )
    main = signed_sponsorship(
        company=CompanyFactory(name="Åkeriet AB"),
        tier=get_tier("Huvudpartner"),
        starts=today(),
        ends=today() + dt.timedelta(days=9),
    )
    signed_sponsorship(company=CompanyFactory(name="Senare AB"), starts=today() + dt.timedelta(days=1))
    deliver(sponsorship.deliveries.get(text="Träff"), by=UserFactory(), on=today())
    response = client_for(READER).get(URL)
    table = response.context["table"]
    assert table.benefits == [*main.deliveries.values_list("text", flat=True), "Logotyp", "Träff"]
    assert [str(row.record.company) for row in table.paginated_rows] == ["Åkeriet AB", "Boden AB"]
    page = response.content.decode()
    delivery = sponsorship.deliveries.get(text="Logotyp")
    cell = page[page.index(f'<a href="{delivery.get_absolute_url()}">') :]
    assert "Försenad" in cell[: cell.index("</a>")]
    assert "<svg" in cell[: cell.index("</a>")]
    assert page.count('<th scope="row">') == 2


def test_matrix_of_another_day_has_the_sponsors_of_that_day(client_for):
    owed(company=CompanyFactory(name="Boden AB"))
    client = client_for(READER)
    before = client.get(URL, {"on": (today() - dt.timedelta(days=31)).isoformat()})
    assert before.context["count"] == 0
    assert "Inget matchar" in before.content.decode()


def test_matrix_by_state_shows_only_those_cells_and_their_sponsors(client_for):
    sponsorship = promise(BenefitTerms(text="Logotyp", **overdue()), BenefitTerms(text="Träff"))
    signed_sponsorship(company=CompanyFactory(), starts=today(), ends=today(), tier=get_tier("Partner"))
    set_delivery_aside(sponsorship.deliveries.get(text="Träff"), to=DeliveryState.WAIVED, reason="Skäl")
    client = client_for(READER)

    def shown(state):
        rows = client.get(URL, {"state": state}).context["table"].paginated_rows
        return [(row.record.pk, [str(delivery) for delivery in row.record.promised]) for row in rows]

    found = {state: shown(state) for state in ("overdue", "waived", "delivered")}
    assert found == {
        "overdue": [(sponsorship.pk, ["Logotyp"])],
        "waived": [(sponsorship.pk, ["Träff"])],
        "delivered": [],
    }
    rows = client.get(URL, {"tier": get_tier("Partner").pk}).context["table"].paginated_rows
    assert [str(row.record.tier) for row in rows] == ["Partner"]


@pytest.mark.parametrize("rows", [1, 30])
def test_matrix_costs_the_same_queries_however_many_sponsors(rows, client_for, django_assert_num_queries):
    for _number in range(rows):
        signed_sponsorship(starts=today(), ends=today())
    client = client_for(PARTNER_MANAGER)
    client.get("/")
    with django_assert_num_queries(13):
        response = client.get(URL)
    assert response.context["count"] == rows


def test_benefit_named_as_a_column_of_the_matrix_has_a_heading_of_its_own_in_english_too(client_for, make_user):
    promise(BenefitTerms(text="Tier"))
    response = client_for(make_user(READER, language="en")).get(URL, {"export": "xlsx"})
    assert [cell.value for cell in book_of(response).worksheets[0][1]] == ["Company", "Contract", "Tier", "Tier (2)"]


def test_matrix_export_has_a_column_for_each_benefit(client_for):
    sponsorship = promise(
        BenefitTerms(text="Företag"), BenefitTerms(text="Träff", **overdue()), company=CompanyFactory(name="Boden AB")
    )
    response = client_for(READER).get(URL, {"export": "xlsx"})
    sheet = book_of(response).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["Företag", "Avtal", "Nivå", "Företag (2)", "Träff"]
    day = (today() - dt.timedelta(days=2)).isoformat()
    assert [cell.value for cell in sheet[2]] == [
        "Boden AB",
        sponsorship.agreement_no,
        "Sponsor",
        "Planerad",
        f"Planerad {day}",
    ]


def test_matrix_links_to_delivering_many_for_those_who_may(client_for):
    owed("Logotyp & namn")
    link = f"{reverse('crm:delivery_bulk', args=[1])}?text=Logotyp%20%26%20namn"
    pages = [client_for(role).get(URL).content.decode() for role in (PARTNER_MANAGER, READER)]
    assert [link in page for page in pages] == [True, False]
