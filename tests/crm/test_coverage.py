import datetime as dt
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone

from core.templatetags.ui import thousands
from crm.models import Sponsorship, Stage
from crm.queries.coverage import coverage, months_from
from crm.querysets.sponsorships import most_at_once, most_by_period
from crm.services.amendments import amend_sponsorship
from crm.services.sponsorships import end_sponsorship
from tests import clock
from tests.crm.random_periods import most_on_one_day, random_spans, raw_sponsorship
from tests.factories import CompanyFactory, UserFactory, get_goal, get_offer, get_tier, make_aim, signed_sponsorship
from tests.markup import collapsed
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.days, pytest.mark.database]

A_DAY = dt.timedelta(days=1)
PATH = "/maltackning/"
DAY = dt.date(2027, 1, 20)  # the default date of the coverage


def cells(tier: str, *, goal: int = 1, day: dt.date = DAY) -> dict:
    """A tier's cells by month."""
    (covered,) = (each for each in coverage(day).goals if each.goal.number == goal)
    (row,) = (each for each in covered.rows if each.tier.name == tier)
    return {cell.month.key: cell for cell in row.cells}


def money(*, goal: int = 1, day: dt.date = DAY):
    (covered,) = (each for each in coverage(day).goals if each.goal.number == goal)
    return covered


def partner(starts: dt.date, ends: dt.date, **fields) -> Sponsorship:
    fields = {"company": fields.pop("company", None) or CompanyFactory(), "tier": get_tier("Partner")} | fields
    return signed_sponsorship(starts=starts, ends=ends, **fields)


# --- Seats ------------------------------------------------------------------------------------------


def test_months_are_whole_and_begin_with_the_one_of_the_day():
    months = months_from(dt.date(2027, 12, 31))
    assert len(months) == 24
    assert months[0] == (dt.date(2027, 12, 1), dt.date(2027, 12, 31))
    assert months[2] == (dt.date(2028, 2, 1), dt.date(2028, 2, 29))
    assert months[-1].key == "2029-11"


def test_seat_is_taken_in_every_month_that_the_sponsorship_touches():
    partner(dt.date(2027, 2, 15), dt.date(2027, 4, 14))
    shown = cells("Partner")
    assert [shown[f"2027-0{month}"].taken for month in range(1, 7)] == [0, 1, 1, 1, 0, 0]
    assert [shown[f"2027-0{month}"].free for month in range(1, 7)] == [4, 3, 3, 3, 4, 4]


def test_two_that_follow_each_other_within_a_month_take_one_seat():
    partner(dt.date(2027, 2, 1), dt.date(2027, 3, 15))
    partner(dt.date(2027, 3, 16), dt.date(2027, 5, 31))
    assert cells("Partner")["2027-03"].taken == 1
    partner(dt.date(2027, 3, 15), dt.date(2027, 3, 15))
    assert cells("Partner")["2027-03"].taken == 2


@pytest.mark.parametrize("seed", range(20))
def test_most_of_each_period_is_that_of_the_period_alone(seed):
    random = Random(seed)
    spans = [(starts, starts + random.randrange(60) * A_DAY) for starts in random_days(random, 30)]
    edges = sorted(set(random_days(random, 10)))
    most = [most_at_once(spans, first, after - A_DAY) for first, after in pairwise(edges)]
    assert most_by_period(spans, edges) == most


def random_days(random: Random, number: int) -> list[dt.date]:
    return [DAY + random.randrange(200) * A_DAY for _ in range(number)]


def test_seats_of_a_month_are_the_querysets_peak():
    random, offer, owner = Random(3), get_offer(tier="Sponsor"), UserFactory()
    rows = [
        raw_sponsorship(offer=offer, company=company, owner=owner, **random_spans(random, around=DAY + 3 * n * A_DAY))
        for n, company in enumerate(CompanyFactory.create_batch(30))
    ]
    Sponsorship.objects.bulk_create(rows)
    shown = cells("Sponsor")
    for month in months_from(DAY):
        within = [row for row in rows if row.starts <= month.last and (row.ended_on or row.ends) >= month.first]
        clipped = [raw_sponsorship(offer=offer, company=r.company, owner=owner, **clip(r, month)) for r in within]
        expected = Sponsorship.objects.filter(tier=offer.tier).peak(*month)
        assert shown[month.key].taken == expected == most_on_one_day(clipped)


def clip(row: Sponsorship, month) -> dict:
    """The part of its period within the month; none if it ended before its first day."""
    return {
        "starts": max(row.starts, month.first) if row.starts <= (row.ended_on or row.ends) else row.starts,
        "ends": min(row.ended_on or row.ends, month.last),
    }


def test_tier_without_limit_has_no_free_seats_to_count():
    partner(dt.date(2027, 1, 1), dt.date(2027, 12, 31), tier=get_tier("Sponsor"))
    cell = cells("Sponsor")["2027-02"]
    assert (cell.taken, cell.seats, cell.free, cell.is_gap) == (1, None, None, False)


def test_tier_held_though_no_longer_offered_has_no_seat_to_sell():
    partner(dt.date(2027, 1, 1), dt.date(2027, 12, 31), goal=get_goal(2))
    get_offer(goal=2, tier="Partner").delete()
    get_offer(goal=2, tier="Huvudpartner").delete()
    covered = money(goal=2)
    assert [(row.tier.name, row.offered) for row in covered.rows] == [
        ("Partner", False),
        ("Sponsor", True),
        ("Vänföretag", True),
    ]
    assert (covered.rows[0].cells[0].taken, covered.rows[0].cells[0].free) == (1, 0)


# --- Lapsing ----------------------------------------------------------------------------------------


def test_sponsorship_lapses_in_the_month_of_its_last_day_when_nothing_follows():
    company = CompanyFactory()
    partner(dt.date(2027, 1, 1), dt.date(2027, 3, 31), company=company)
    assert {key for key, cell in cells("Partner").items() if cell.lapsing} == {"2027-03"}
    # Another goal is no continuation; the same goal is, on any tier and even after a gap of some months.
    partner(dt.date(2027, 4, 1), dt.date(2028, 3, 31), company=company, goal=get_goal(2))
    assert cells("Partner")["2027-03"].lapsing == 1
    partner(dt.date(2027, 6, 1), dt.date(2030, 3, 31), company=company, tier=get_tier("Sponsor"))
    assert cells("Partner")["2027-03"].lapsing == 0


def test_sponsorship_ended_early_lapses_on_its_real_last_day():
    today = timezone.localdate()
    first = today.replace(day=1)
    signed = partner(first, first + relativedelta(months=12, days=-1))
    end_sponsorship(signed, on=first + relativedelta(months=2, days=9), reason="Flyttar")
    shown = cells("Partner", day=today)
    expected = f"{first + relativedelta(months=2):%Y-%m}"
    assert {key for key, cell in shown.items() if cell.lapsing} == {expected}
    assert [cell.taken for cell in shown.values()][:4] == [1, 1, 1, 0]


def test_sponsorship_taken_back_before_it_began_counts_nowhere():
    owner = UserFactory()
    row = raw_sponsorship(
        offer=get_offer(tier="Partner"),
        company=CompanyFactory(),
        owner=owner,
        starts=dt.date(2027, 3, 1),
        ends=dt.date(2028, 2, 29),
        stage=Stage.ENDED_EARLY,
        ended_on=dt.date(2027, 2, 10),
    )
    Sponsorship.objects.bulk_create([row])
    assert {(cell.taken, cell.lapsing) for cell in cells("Partner").values()} == {(0, 0)}
    assert {cell.pledged for cell in money().money} == {Decimal(0)}


# --- Kronor -----------------------------------------------------------------------------------------


def test_kronor_of_the_months_sum_to_the_agreement_and_half_a_month_counts_its_days():
    signed = partner(dt.date(2027, 2, 15), dt.date(2028, 2, 14), amount=Decimal("36500.01"))
    pledged = {cell.month.key: cell.pledged for cell in money().money}
    assert sum(pledged.values()) == Decimal("36500.01")
    assert pledged["2027-02"] == signed.amount_between(dt.date(2027, 2, 1), dt.date(2027, 2, 28)) == Decimal("1400.00")
    assert pledged["2027-01"] == 0


def test_kronor_of_an_amended_agreement_change_from_the_day_of_the_amendment():
    signed = partner(dt.date(2027, 1, 1), dt.date(2027, 12, 31), amount=Decimal(36_500))
    amend_sponsorship(signed, starts=dt.date(2027, 3, 11), amount=Decimal(73_000), reason="Mer", by=UserFactory())
    pledged = {cell.month.key: cell.pledged for cell in money().money}
    assert [pledged[f"2027-0{month}"] for month in (2, 3, 4)] == [Decimal(2800), Decimal(5200), Decimal(6000)]


def test_aim_of_twelve_months_is_exact_and_what_is_missing_is_never_below_nought():
    make_aim(amount=100_000)
    partner(dt.date(2027, 1, 1), dt.date(2027, 3, 31), amount=Decimal(365_000))
    covered = money()
    first, second = covered.years
    assert (first.aim, first.pledged) == (Decimal("100000.00"), Decimal("90000.00"))
    assert (first.missing, second.missing) == (Decimal("10000.00"), Decimal("100000.00"))
    assert covered.money[0].missing == 0
    assert covered.money[3].missing == covered.money[3].aim > 0


def test_aim_is_the_one_that_applies_on_the_first_day_of_the_month():
    make_aim(amount=365_000)
    make_aim(amount=730_000, applies_from=dt.date(2027, 3, 2))
    make_aim(amount=None, applies_from=dt.date(2028, 6, 1))
    shown = {cell.month.key: cell.aim for cell in money().money}
    assert (shown["2027-03"], shown["2027-04"]) == (Decimal("31000.00"), Decimal("60000.00"))
    assert (shown["2028-06"], money().years[1].aim, money().years[1].missing) == (None, None, None)


def test_goal_without_aim_says_so_and_offers_to_set_one_to_who_may(client_for):
    make_aim(goal=2, amount=1)
    words = "Ingen målsumma är satt, så vad som saknas är inte känt."
    text = client_for("Administratör").get(PATH).content.decode()
    assert (text.count(words), text.count("Sätt en målsumma")) == (4, 4)
    assert "Sätt en målsumma" not in client_for("Partneransvarig").get(PATH).content.decode()


# --- Page and workbook -------------------------------------------------------------------------------


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_coverage_costs_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    today = timezone.localdate()
    for goal in (1, 2):
        for company in CompanyFactory.create_batch(number):
            partner(today, today + 200 * A_DAY, company=company, goal=get_goal(goal), tier=get_tier("Sponsor"))
        make_aim(goal=goal, amount=1)
    client = client_for("Läsare")
    with django_assert_num_queries(10):
        client.get(PATH)


def test_gap_is_a_link_that_says_in_words_what_it_holds(client_for):
    today = timezone.localdate()
    first = today.replace(day=1)
    partner(first, first + relativedelta(months=1, days=-1))
    text = collapsed(client_for("Läsare").get(PATH).content.decode())
    url = reverse("crm:coverage_gap", args=[1, get_tier("Partner").pk, first.year, first.month])
    cell = text.split(f'href="{url}"')[1].split("</a>")[0]
    assert "1/4" in cell
    assert '<span class="visually-hidden">, 1 löper ut</span>' in cell
    assert '<span class="visually-hidden">, 3 lediga</span>' in cell


def test_workbook_holds_every_cell_and_sums_kronor_as_the_page(client_for):
    today = timezone.localdate()
    first = today.replace(day=1)
    make_aim(amount=240_000, applies_from=first)
    partner(first, first + relativedelta(years=1, days=-1), amount=Decimal("100000.10"))
    response = client_for("Ekonomi").get(PATH, {"export": "xlsx"})
    book = book_of(response, data_only=True)
    header, *rows, total = book.worksheets[0].iter_rows(values_only=True)
    assert header == ("Mål", "Nivå", "Månad", "Upptagna", "Platser", "Lediga", "Löper ut")
    assert len(rows) == 5 * 4 * 24
    assert rows[24] == ("Ingen hemlöshet", "Partner", f"{first:%Y-%m}", 1, 4, 3, 0)
    assert total[6] == 1
    months = list(book["Pengar per månad"].iter_rows(values_only=True))
    assert months[-1][2:] == (100000.1, 480000, None)  # a month's surplus covers another's deficit
    years = list(book["Pengar per tolv månader"].iter_rows(values_only=True))
    assert years[1][0] == "Ingen hemlöshet"
    assert years[1][3:] == (100000.1, 240000, 139999.9)
    assert years[3][4:] == (None, None)
    told = dict(book["Om exporten"].iter_rows(values_only=True))
    assert told["Utlovat"] == "Summan är av alla mål, även dem utan målsumma."
    assert "räknas inte av på en annan" in told["Saknas"]


@pytest.mark.parametrize(
    ("amount", "words"),
    [("0.00", "0"), ("0.01", "<1"), ("499.99", "<1"), ("500.00", "1"), ("1499.99", "1"), ("1234500", "1 235")],
)
def test_kronor_in_thousands_never_make_something_nothing(amount, words):
    assert thousands(Decimal(amount)).replace("\N{NO-BREAK SPACE}", " ") == words
