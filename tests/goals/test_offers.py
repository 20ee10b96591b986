import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from core.errors import StaleVersion
from crm.services.sponsorships import end_sponsorship
from goals.models import Benefit, TierOffer
from goals.services import BenefitTerms, SeatsAreSold, save_offer
from tests.factories import get_goal, get_offer, get_tier, signed_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.database]

AHEAD = {"starts": dt.date(2100, 1, 1), "ends": dt.date(2100, 12, 31)}


def texts(offer: TierOffer) -> list[str]:
    return [benefit.text for benefit in offer.benefits.all()]


def offer_form(offer: TierOffer, rows: list[dict] | None = None, **fields) -> dict:
    """As a browser sends it: the stored benefits as first rows, then the spare rows."""
    stored = [
        {"key": b.pk, "text": b.text, "market_value": str(b.market_value), "position": b.position}
        for b in offer.benefits.all()
    ]
    data = {
        "version": offer.version,
        "yearly_amount": str(offer.yearly_amount),
        "seats": "" if offer.seats is None else offer.seats,
        "benefits-TOTAL_FORMS": len(rows or stored),
        "benefits-INITIAL_FORMS": len(stored),
    }
    for index, row in enumerate(rows or stored):
        data |= {f"benefits-{index}-{name}": value for name, value in row.items()}
    return data | fields


def row_of(benefit: Benefit, **fields) -> dict:
    return {
        "key": benefit.pk,
        "text": benefit.text,
        "market_value": str(benefit.market_value),
        "position": benefit.position,
        **fields,
    }


@pytest.fixture
def post(client_for):
    client = client_for("Administratör")

    def send(offer, **data):
        return client.post(reverse("goals:offer_edit", args=[offer.pk]), offer_form(offer, **data))

    return send


# --- The service ------------------------------------------------------------------------------------


def test_new_amount_is_no_longer_an_example():
    assert save_offer(get_offer(), yearly_amount=Decimal(45000)).is_example is False


@pytest.mark.parametrize(
    ("amount", "is_example", "after"),
    [(40000, None, True), (40000, False, False), (45000, True, True), (45000, None, False)],
)
def test_example_mark_follows_the_amount_unless_told(amount, is_example, after):
    save_offer(get_offer(), yearly_amount=Decimal(amount), is_example=is_example)
    assert get_offer().is_example is after


def test_benefits_are_added_changed_and_removed_in_one_go():
    offer = get_offer(1, "Huvudpartner")
    logo, talks, press = offer.benefits.all()
    save_offer(
        offer,
        benefits=[
            BenefitTerms(text="Tre inspirationstillfällen", market_value=Decimal(30000), key=talks.pk),
            BenefitTerms(text="Namn på en lokal", market_value=Decimal(5000)),
        ],
        removed=[press.pk],
    )
    assert [(b.text, b.market_value, b.position) for b in offer.benefits.all()] == [
        ("Logotyp överst på målets sida", Decimal(15000), 1),
        ("Tre inspirationstillfällen", Decimal(30000), 2),
        ("Namn på en lokal", Decimal(5000), 3),
    ]
    assert press.history.latest().history_type == "-"
    assert (talks.history.count(), logo.history.count()) == (2, 1)


def test_benefit_of_another_offer_is_left_alone():
    other = get_offer(2, "Huvudpartner").benefits.first()
    offer = get_offer(1, "Huvudpartner")
    save_offer(offer, benefits=[BenefitTerms(text="Kapad", key=other.pk)], removed=[other.pk])
    other.refresh_from_db()
    assert other.text == "Logotyp överst på målets sida"
    assert texts(offer)[-1] == "Kapad"


def test_benefit_that_is_not_valid_leaves_the_offer_as_it_was():
    with pytest.raises(ValidationError):
        save_offer(get_offer(), yearly_amount=Decimal(1), benefits=[BenefitTerms(text="x" * 201)])
    assert get_offer().yearly_amount == Decimal(40000)
    assert get_offer().version == 1


def test_offer_saved_by_somebody_else_meanwhile_is_refused():
    stale = get_offer()
    save_offer(get_offer(), benefits=[BenefitTerms(text="Nytt")])
    with pytest.raises(StaleVersion):
        save_offer(stale, yearly_amount=Decimal(1))


def test_seats_below_those_signed_ahead_are_refused_and_nothing_is_written():
    signed_sponsorship(tier=get_tier("Partner"), **AHEAD)
    signed_sponsorship(tier=get_tier("Partner"), **AHEAD)
    offer = get_offer(1, "Partner")
    before = texts(offer)
    with pytest.raises(SeatsAreSold):
        save_offer(offer, seats=1, yearly_amount=Decimal(1), benefits=[BenefitTerms(text="Nytt")])
    stored = get_offer(1, "Partner")
    assert (stored.seats, stored.yearly_amount, stored.version, texts(stored)) == (4, Decimal(100000), 1, before)
    assert stored.history.count() == 1


def test_seats_may_be_lowered_to_those_signed_ahead():
    signed_sponsorship(tier=get_tier("Partner"), **AHEAD)
    assert save_offer(get_offer(1, "Partner"), seats=1).seats == 1


def test_seats_that_were_held_only_before_today_do_not_count():
    yesterday = timezone.localdate() - dt.timedelta(days=2)
    sponsorship = signed_sponsorship(
        tier=get_tier("Partner"), starts=dt.date(2020, 1, 1), ends=AHEAD["ends"], signed_on=dt.date(2020, 1, 1)
    )
    with pytest.raises(SeatsAreSold):
        save_offer(get_offer(1, "Partner"), seats=0)
    end_sponsorship(sponsorship, on=yesterday, reason="Flyttade")
    assert save_offer(get_offer(1, "Partner"), seats=0).seats == 0


# --- The page ---------------------------------------------------------------------------------------


def test_offer_form_has_the_benefits_and_three_rows_to_spare(client_for):
    page = client_for("Administratör").get(reverse("goals:offer_edit", args=[get_offer(1, "Huvudpartner").pk]))
    assert [row["text"].value() for row in page.context["benefits"]] == [
        "Logotyp överst på målets sida",
        "Två inspirationstillfällen på arbetsplatsen",
        "Gemensamt pressmeddelande",
        None,
        None,
        None,
    ]
    assert page.content.decode().count('type="checkbox"') == 3


def test_offer_form_saves_amount_seats_and_rows(post):
    offer = get_offer(1, "Huvudpartner")
    logo, talks, press = offer.benefits.all()
    rows = [
        row_of(logo, position=2),
        row_of(talks, position=1, market_value="21 000,50"),
        row_of(press, DELETE="on"),
        {"text": "Namn på en lokal", "market_value": "", "position": ""},
        {"text": "", "market_value": "", "position": ""},
    ]
    response = post(offer, rows=rows, yearly_amount="260 000", seats="")
    assert response.headers["Location"] == "/mal/1/#offers"
    offer = get_offer(1, "Huvudpartner")
    assert (offer.yearly_amount, offer.seats, offer.is_example) == (Decimal(260000), None, False)
    assert [(b.text, b.market_value) for b in offer.benefits.all()] == [
        ("Två inspirationstillfällen på arbetsplatsen", Decimal("21000.50")),
        ("Logotyp överst på målets sida", Decimal(15000)),
        ("Namn på en lokal", Decimal(0)),
    ]


def test_offer_form_keeps_the_example_mark_when_asked(post):
    assert post(get_offer(), yearly_amount="41000", example="keep").status_code == 302
    assert get_offer().is_example is True
    assert post(get_offer(), example="drop").status_code == 302
    assert get_offer().is_example is False


def test_emptied_row_is_an_error_by_its_field_and_nothing_is_saved(post):
    offer = get_offer(1, "Partner")
    first, second = offer.benefits.all()
    response = post(offer, rows=[row_of(first, text=""), row_of(second)], yearly_amount="1")
    text = response.content.decode()
    assert '<a href="#id_benefits-0-text">Motprestation 1</a>: Skriv motprestationen' in text
    assert response.context["form"]["yearly_amount"].value() == "1"
    assert get_offer(1, "Partner").yearly_amount == Decimal(100000)


def test_wrong_amount_keeps_the_rows_that_were_typed(post):
    offer = get_offer(1, "Partner")
    rows = [row_of(benefit) for benefit in offer.benefits.all()] + [{"text": "Nyskriven"}]
    response = post(offer, rows=rows, yearly_amount="mycket")
    assert list(response.context["form"].errors) == ["yearly_amount"]
    assert [row["text"].value() for row in response.context["benefits"]][-1] == "Nyskriven"


def test_lowering_the_seats_below_what_is_sold_is_told_and_input_kept(post):
    signed_sponsorship(tier=get_tier("Partner"), **AHEAD)
    offer = get_offer(1, "Partner")
    rows = [row_of(benefit) for benefit in offer.benefits.all()] + [{"text": "Nyskriven"}]
    response = post(offer, rows=rows, seats="0")
    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == [str(SeatsAreSold.message)]
    assert response.context["form"]["seats"].value() == "0"
    assert [row["text"].value() for row in response.context["benefits"]][-1] == "Nyskriven"
    assert get_offer(1, "Partner").seats == 4
    assert "Nyskriven" not in texts(offer)


def test_offer_changed_meanwhile_tells_what_is_stored_and_saves_on_top_when_asked(post):
    seen = get_offer(1, "Partner")
    first, second = list(seen.benefits.all())
    save_offer(get_offer(1, "Partner"), seats=5, removed=[second.pk])
    rows = [row_of(first), row_of(second)]
    data = {"rows": rows, "benefits-INITIAL_FORMS": 2, "seats": "6"}
    response = post(seen, **data)
    assert response.status_code == 409
    errors = response.context["form"].non_field_errors()
    assert f"Sparade motprestationer nu: {first}." in errors
    assert "Platser: du skrev 6, nu står det 5." in errors
    assert get_offer(1, "Partner").seats == 5

    version = response.context["form"]["version"].value()
    assert post(seen, **data, version=version).status_code == 302
    assert get_offer(1, "Partner").seats == 6
    assert texts(get_offer(1, "Partner")) == [first.text, second.text]


def test_new_offer_is_for_a_tier_that_the_goal_lacks(client_for):
    get_offer(2, "Sponsor").delete()
    client = client_for("Administratör")
    url = reverse("goals:offer_create", args=[2])
    page = client.get(url)
    assert [str(tier) for tier in page.context["form"].fields["tier"].queryset] == ["Sponsor"]
    blank = TierOffer(goal=get_goal(2), yearly_amount=Decimal(50000))
    rows = [{"text": "Logotyp", "market_value": "500"}]
    fields = {"rows": rows, "benefits-INITIAL_FORMS": 0, "tier": get_tier("Sponsor").pk}
    response = client.post(url, new_offer_form(blank, **fields))
    assert response.headers["Location"] == "/mal/2/#offers"
    offer = get_offer(2, "Sponsor")
    assert (offer.yearly_amount, offer.seats, offer.is_example, texts(offer)) == (
        Decimal(50000),
        None,
        False,
        ["Logotyp"],
    )
    again = client.post(url, new_offer_form(blank, **fields))
    assert list(again.context["form"].errors) == ["tier"]


def new_offer_form(offer: TierOffer, rows: list[dict], **fields) -> dict:
    data = {"yearly_amount": str(offer.yearly_amount), "seats": "", "benefits-TOTAL_FORMS": len(rows)}
    for index, row in enumerate(rows):
        data |= {f"benefits-{index}-{name}": value for name, value in row.items()}
    return data | fields


def test_saved_offer_leads_back_to_where_it_was_opened(client_for):
    client, offer = client_for("Administratör"), get_offer(1, "Huvudpartner")
    page, start = reverse("goals:offer_edit", args=[offer.pk]), reverse("reports:start_offers")
    form = client.get(page, {"next": start})
    assert f'href="{start}"' in form.content.decode()  # to leave without saving
    sent = offer_form(offer, yearly_amount="300000")
    assert client.post(f"{page}?next={start}", sent).headers["Location"] == start
    for elsewhere in ("", "?next=https://medspel.example/", "?next=//medspel.example/"):
        offer.refresh_from_db()
        answer = client.post(f"{page}{elsewhere}", offer_form(offer))
        assert answer.headers["Location"] == f"{offer.goal.get_absolute_url()}#offers"
