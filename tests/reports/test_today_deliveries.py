import datetime as dt

import pytest
from django.urls import reverse

from crm.models import DeliveryState
from crm.services.deliveries import deliver, set_delivery_aside, start_delivery, update_delivery
from goals.services import BenefitTerms
from reports.digests import digest_for
from reports.queries.today.deliveries import DAYS_AHEAD, deliveries_due
from reports.queries.today.scope import MOST, Scope
from tests import clock
from tests.crm.delivery_factories import owed, promise, today
from tests.factories import UserFactory, signed_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.days, pytest.mark.database]

TODAY = reverse("reports:today")


def on(days: int) -> dict:
    return {"due_rule": "on_date", "due_date": today() + dt.timedelta(days=days)}


def scope(user=None) -> Scope:
    return Scope(today(), user or UserFactory(), everyone=user is None)


def test_delivery_stands_on_idag_from_a_fortnight_before_until_it_is_delivered():
    days = (-400, -1, 0, 1, DAYS_AHEAD, DAYS_AHEAD + 1)
    sponsorship = promise(*(BenefitTerms(text=f"Om {day}", **on(day)) for day in days), BenefitTerms(text="Utan dag"))
    rows = deliveries_due(scope())
    assert [row.what for row in rows] == ["Om -400", "Om -1", "Om 0", "Om 1", "Om 14"]
    assert [row.reasons[0] for row in rows[1:4]] == [
        f"Försenad 1 dag. Skulle ha levererats {today() - dt.timedelta(days=1)}.",
        "Ska levereras i dag.",
        "Ska levereras om 1 dag.",
    ]
    start_delivery(sponsorship.deliveries.get(text="Om 0"))
    deliver(sponsorship.deliveries.get(text="Om -400"), by=UserFactory(), on=today())
    set_delivery_aside(sponsorship.deliveries.get(text="Om -1"), to=DeliveryState.WAIVED, reason="Skäl")
    rows = deliveries_due(scope())
    assert [row.what for row in rows] == ["Om 0", "Om 1", "Om 14"]
    assert rows[0].reasons[1:] == ["Pågår.", f"{sponsorship.owner} gör det."]


def test_delivery_stands_with_whoever_does_it_and_with_the_owner_when_that_is_a_role():
    delivery, colleague = owed(due=1), UserFactory()
    owner = delivery.sponsorship.owner
    assert [len(deliveries_due(scope(user))) for user in (owner, colleague)] == [1, 0]
    update_delivery(delivery, due_on=delivery.due_on, doer=None, doer_role="Kommunikation")
    assert deliveries_due(scope(owner))[0].reasons[-1] == "Kommunikation gör det."
    update_delivery(delivery, due_on=delivery.due_on, doer=colleague, doer_role="")
    assert [len(deliveries_due(scope(user))) for user in (owner, colleague)] == [0, 1]


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_deliveries_cost_one_query_however_many(number, django_assert_num_queries):
    owed(due=2)
    for _number in range(number - 1):
        signed_sponsorship(starts=today(), ends=today())
    with django_assert_num_queries(1):
        assert len(deliveries_due(Scope(today(), None, everyone=True))) == min(number, MOST + 1)


def test_idag_shows_the_delivery_with_its_actions_and_where_all_are(client_for):
    client = client_for("Partneransvarig")
    delivery = owed(due=0, owner=client.user)
    page = client.get(TODAY).content.decode()
    links = [
        reverse("crm:delivery_deliver", args=[delivery.pk]),
        f"{reverse('crm:delivery_snap')}?delivery={delivery.pk}",
        delivery.get_absolute_url(),
    ]
    assert [f'href="{link}"' in page for link in links] == [True] * 3
    response = client.post(reverse("crm:delivery_start", args=[delivery.pk]), {"next": TODAY})
    assert response.headers["Location"] == TODAY
    assert "Pågår." in client.get(TODAY).content.decode()


def test_reader_sees_deliveries_of_all_without_buttons(client_for):
    delivery = owed(due=0)
    page = client_for("Läsare").get(TODAY, {"vem": "alla"}).content.decode()
    assert (delivery.text in page, "Fota<" in page) == (True, False)


def test_digest_tells_what_is_to_be_delivered(make_user):
    user = make_user("Partneransvarig", email="petra@example.org")
    owed("Skylt i entrén", due=3, owner=user)
    assert "Skylt i entrén" in digest_for(user, today()).body
