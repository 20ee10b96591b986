import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from goals.models import YearlyAim
from goals.queries import aim_on
from tests.factories import get_goal, make_aim

pytestmark = [pytest.mark.django_db, pytest.mark.database]

UNSET = "Ingen målsumma är satt i dag"


@pytest.mark.parametrize(
    ("day", "amount"),
    [("2025-12-31", None), ("2026-01-01", 100), ("2026-06-30", 100), ("2026-07-01", 200), ("2027-01-01", None)],
)
def test_aim_applies_from_its_day_until_the_next(day, amount):
    aims = [
        make_aim(amount=200, applies_from=dt.date(2026, 7, 1)),
        make_aim(amount=100),
        make_aim(amount=None, applies_from=dt.date(2027, 1, 1)),
    ]
    aim = aim_on(aims, dt.date.fromisoformat(day))
    assert (aim and aim.amount) == amount


def test_administrator_sets_changes_and_removes_an_aim_with_history(client_for):
    client, goal = client_for("Administratör"), get_goal()
    create = reverse("goals:aim_create", args=[1])
    assert client.get(create).context["form"]["applies_from"].value() == timezone.localdate()
    response = client.post(create, {"applies_from": "2026-01-01", "amount": "500 000"})
    assert response.headers["Location"] == f"{goal.get_absolute_url()}#aims"
    aim = YearlyAim.objects.get()
    assert (aim.goal, aim.amount) == (goal, Decimal(500_000))
    edit = reverse("goals:aim_edit", args=[aim.pk])
    client.post(edit, {"version": aim.version, "applies_from": "2026-01-01", "amount": "600 000,50"})
    aim.refresh_from_db()
    assert aim.amount == Decimal("600000.50")
    change = client.get(edit).context["changes"][0].fields[0]
    assert (change.old, change.new) == (
        "500\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr",
        "600\N{NO-BREAK SPACE}000,50\N{NO-BREAK SPACE}kr",
    )
    client.post(reverse("goals:aim_delete", args=[aim.pk]))
    assert not YearlyAim.objects.exists()


def test_second_aim_from_the_same_day_is_an_error_beside_the_day(client_for):
    make_aim(amount=1)
    response = client_for("Administratör").post(
        reverse("goals:aim_create", args=[1]), {"applies_from": "2026-01-01", "amount": "2"}
    )
    words = "Det finns redan en målsumma från den dagen. Ändra den i stället."
    assert response.context["form"].errors == {"applies_from": [words]}
    assert response.context["form"]["amount"].value() == "2"


def test_page_of_a_goal_says_what_it_needs_or_that_nothing_is_set(client_for):
    client, goal = client_for("Läsare"), get_goal()
    assert UNSET in client.get(goal.get_absolute_url()).content.decode()
    make_aim(amount=500_000)
    text = client.get(goal.get_absolute_url()).content.decode()
    assert (UNSET in text, "500\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr" in text) == (False, True)
    make_aim(amount=None, applies_from=timezone.localdate())
    text = client.get(goal.get_absolute_url()).content.decode()
    assert (UNSET in text, "Ny målsumma" in text) == (True, False)


def test_api_gives_the_aims_of_a_goal(api_client_for):
    make_aim(amount=500_000)
    make_aim(amount=None, applies_from=dt.date(2027, 1, 1))
    answer = api_client_for("Läsare").get(reverse("api:goal-detail", args=[get_goal().pk])).json()
    assert answer["aims"] == [
        {"applies_from": "2026-01-01", "amount": "500000.00"},
        {"applies_from": "2027-01-01", "amount": None},
    ]
