import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.services import save_record
from goals.models import Benefit, DueRule
from goals.services import BenefitTerms, save_offer
from tests.factories import UserFactory, get_offer
from tests.goals.test_offers import offer_form, row_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

YEAR = dt.date(2027, 1, 1), dt.date(2027, 12, 31)


@pytest.mark.parametrize(
    ("rule", "days", "date", "period", "due"),
    [
        ("none", None, None, YEAR, [None]),
        ("after_start", 0, None, YEAR, [dt.date(2027, 1, 1)]),
        ("after_start", 30, None, YEAR, [dt.date(2027, 1, 31)]),
        ("before_end", 31, None, YEAR, [dt.date(2027, 11, 30)]),
        ("before_end", 900, None, YEAR, [dt.date(2027, 1, 1)]),
        ("on_date", None, dt.date(2026, 6, 1), YEAR, [dt.date(2026, 6, 1)]),
        ("yearly", None, dt.date(2020, 5, 20), YEAR, [dt.date(2027, 5, 20)]),
        (
            "yearly",
            None,
            dt.date(2020, 2, 29),
            (dt.date(2027, 1, 1), dt.date(2028, 12, 31)),
            [dt.date(2027, 2, 28), dt.date(2028, 2, 29)],
        ),
        ("yearly", None, dt.date(2020, 5, 20), (dt.date(2027, 6, 1), dt.date(2028, 5, 19)), [dt.date(2028, 5, 19)]),
    ],
)
def test_rule_gives_the_days_in_a_period(rule, days, date, period, due):
    assert Benefit(due_rule=rule, due_days=days, due_date=date).due_days_in(*period) == due


@pytest.mark.parametrize(("rule", "field"), [("before_end", "due_days"), ("yearly", "due_date")])
def test_rule_without_its_number_or_date_is_refused_by_field(rule, field):
    benefit = get_offer().benefits.first()
    with pytest.raises(ValidationError) as refused:
        save_record(benefit, due_rule=rule)
    assert field in refused.value.message_dict


def test_offer_keeps_what_a_row_says_about_quantity_day_and_doer():
    offer, doer = get_offer(), UserFactory()
    terms = BenefitTerms(
        text="Frukost", quantity=3, due_rule=DueRule.BEFORE_END, due_days=14, doer=doer, doer_role="Köket"
    )
    save_offer(offer, benefits=[terms])
    stored = offer.benefits.get(text="Frukost")
    assert (stored.quantity, stored.due_rule, stored.due_days, stored.doer, stored.doer_role) == (
        3,
        "before_end",
        14,
        doer,
        "Köket",
    )
    assert stored.due_words == "14 dagar före slut"


def test_offer_form_saves_the_rule_and_shows_it_on_the_goals_page(client_for):
    client, offer = client_for("Administratör"), get_offer()
    first, second = offer.benefits.all()
    rows = [
        row_of(first, quantity=2, due_rule="yearly", due_date="2027-05-20", doer_role="Kommunikation"),
        row_of(second),
    ]
    assert client.post(reverse("goals:offer_edit", args=[offer.pk]), offer_form(offer, rows)).status_code == 302
    first.refresh_from_db()
    assert (first.quantity, first.due_date, first.doer_role) == (2, dt.date(2027, 5, 20), "Kommunikation")
    second.refresh_from_db()
    assert (second.quantity, second.due_rule) == (1, "none")
    assert "varje år den 05-20" in client.get("/mal/1/").content.decode()


@pytest.mark.parametrize(
    ("typed", "name", "words"),
    [
        ({"due_rule": "after_start"}, "due_days", "Skriv hur många dagar det gäller."),
        ({"due_rule": "on_date"}, "due_date", "Välj ett datum."),
        ({"due_rule": "after_start", "due_days": "4000"}, "due_days", "Kontrollera att detta värde är mindre än"),
    ],
)
def test_rule_left_half_done_is_told_beside_the_field_and_kept(client_for, typed, name, words):
    offer = get_offer()
    first, second = offer.benefits.all()
    rows = [row_of(first, **typed), row_of(second)]
    response = client_for("Administratör").post(
        reverse("goals:offer_edit", args=[offer.pk]), offer_form(offer, rows, yearly_amount="1")
    )
    row = response.context["benefits"][0]
    assert list(row.errors) == [name]
    assert row.errors[name][0].startswith(words)
    assert row["due_rule"].value() == typed["due_rule"]
    assert get_offer().yearly_amount == Decimal(40000)


def test_goal_in_the_api_tells_when_benefits_are_due(api_client_for):
    offer = get_offer()
    benefit = offer.benefits.first()
    save_record(benefit, due_rule="after_start", due_days=21, doer_role="Kommunikation")
    goal = api_client_for("Läsare").get(f"/api/v1/goals/{offer.goal_id}/").json()
    told = next(each for each in goal["offers"] if each["id"] == offer.pk)["benefits"][0]
    assert told == {
        "text": benefit.text,
        "quantity": 1,
        "market_value": "4000.00",
        "due_rule": "after_start",
        "due_days": 21,
        "due_date": None,
        "doer": None,
        "doer_role": "Kommunikation",
    }
