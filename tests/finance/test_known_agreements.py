"""Agreements as they were known, and two such lists compared krona by krona."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from config.roles import FINANCE, READER
from core.services import save_record
from crm.models import Company, Sponsorship, SponsorshipEvent
from crm.services.amendments import amend_sponsorship
from crm.services.sponsorships import end_sponsorship
from duplicates.services.merging import merge
from finance.queries.known_agreements import Difference, KnownList, compare
from tests.crm.random_periods import A_DAY
from tests.factories import CompanyFactory, UserFactory, get_goal, signed_sponsorship
from tests.workbooks import rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def running(**fields) -> Sponsorship:
    return signed_sponsorship(starts=FIRST, ends=LAST, signed_on=FIRST, **{"amount": Decimal(365)} | fields)


def again(sponsorship: Sponsorship) -> Sponsorship:
    return Sponsorship.objects.get(pk=sponsorship.pk)


@pytest.fixture
def a_week(time_machine) -> tuple[KnownList, KnownList]:
    """One agreement stays, one is new, one ended, one got more and one another company: yesterday and today."""
    time_machine.move_to(timezone.now())
    _stays, ends, more = running(), running(), running()
    moves = running(company=CompanyFactory(name="Zebra AB"))
    was = timezone.localdate()
    time_machine.shift(A_DAY)
    by = UserFactory()
    end_sponsorship(again(ends), on=dt.date(2026, 7, 1), reason="Konkurs")
    amend_sponsorship(again(more), starts=dt.date(2026, 7, 1), amount=Decimal(730), reason="Mer", by=by)
    merge(lost=moves.company, kept=CompanyFactory(name="Efter AB"), by=by)
    running(goal=get_goal(2), amount=Decimal(100))
    return KnownList(was, FIRST, LAST), KnownList(was + A_DAY, FIRST, LAST)


def test_kronor_of_all_differences_sum_to_the_difference(a_week):
    found = compare(*a_week)
    kronor = {kind: amount for kind, _number, amount in found.sums}
    assert kronor == {
        Difference.NEW: Decimal("100.00"),
        Difference.LOST: Decimal("0.00"),
        Difference.UP: Decimal("184.00"),
        Difference.DOWN: Decimal("-183.00"),
        Difference.MOVED: Decimal("0.00"),
    }
    assert found.before == 4 * 365
    assert found.before + sum(kronor.values()) == found.after
    assert [row.kind for row in found.rows] == ["down", "up", "moved", "new"]


def test_goal_that_an_agreement_is_not_on_counts_none_of_it(a_week):
    goal = get_goal(2)
    was, now = (KnownList(each.known, each.first, each.last, goal) for each in a_week)
    found = compare(was, now)
    assert (found.before, found.after, [row.kind for row in found.rows]) == (0, 100, [Difference.NEW])


def test_list_as_known_answers_the_same_after_all_that_came_later(a_week, client_for):
    was, now = a_week
    client, page = client_for(FINANCE), reverse("finance:known_list")
    save_record(Company.objects.get(name="Efter AB"), name="Nytt namn AB")
    totals = [client.get(page, {"known": each.known, "year": 2026}).context["totals"][0][1] for each in (was, now)]
    assert totals == [1460, 1561]
    names = client.get(page, {"known": was.known, "q": "zebra"}).context["table"].rows
    assert [row.record.company_name for row in names] == ["Zebra AB"]


@pytest.mark.parametrize(("language", "called"), [("sv", "Ingen hemlöshet"), ("en", "No homelessness")])
def test_goal_is_called_what_it_was_called_whatever_it_is_renamed_to(
    a_week, client_for, api_client_for, language, called
):
    was, now = a_week
    known, changes = reverse("finance:known_list"), reverse("finance:known_changes")
    known += f"?known={was.known}&year=2026&columns=agreement_no,goal"
    changes += f"?since={was.known}&known={now.known}&year=2026"
    client = client_for(FINANCE)
    save_record(client.user, language=language)

    def answers() -> list:
        pages = [client.get(page).content.decode().partition("<table")[2].count(called) for page in (known, changes)]
        books = [rows_of(client.get(f"{page}&export=xlsx")) for page in (known, changes)]
        listed = api_client_for(FINANCE).get(reverse("api:knownagreement-list"), {"known": was.known, "year": 2026})
        return [pages, books, [row["goal_name"] for row in listed.json()["results"]]]

    before = answers()
    assert {row[next(name for name in row if name in {"Mål", "Goal"})] for row in before[1][0]} == {called}
    save_record(get_goal(1), name="Annat", name_en="Other")
    assert answers() == before
    running()
    assert SponsorshipEvent.objects.latest("pk").goal_name == "Annat"


def test_workbook_has_the_kronor_of_the_list(a_week, client_for):
    response = client_for(FINANCE).get(
        reverse("finance:known_list"), {"known": a_week[0].known, "year": 2026, "export": "xlsx"}
    )
    rows = rows_of(response)
    assert (len(rows), sum(row["Belopp i perioden 2026"] for row in rows)) == (4, 1460)


def test_pages_of_what_changed_and_its_workbook(a_week, client_for):
    was, now = a_week
    query = {"since": was.known, "known": now.known, "year": 2026}
    response = client_for(FINANCE).get(reverse("finance:known_changes"), query)
    assert response.context["comparison"].after == 1561
    rows = rows_of(client_for(FINANCE).get(reverse("finance:known_changes"), query | {"export": "xlsx"}))
    assert [row["Skillnad"] for row in rows] == [-183, 184, 0, 100]


def test_programs_get_the_same(a_week, api_client_for):
    was, now = a_week
    api = api_client_for(FINANCE)
    listed = api.get(reverse("api:knownagreement-list"), {"known": was.known, "year": 2026}).json()
    assert sorted(row["in_period"] for row in listed["results"]) == ["365.00"] * 4
    query = {"since": was.known, "known": now.known, "year": 2026}
    changes = api.get(reverse("api:knownagreement-changes"), query).json()
    assert (changes["before"], changes["after"], len(changes["rows"])) == ("1460.00", "1561.00", 4)


def test_company_is_found_by_its_name_then_in_any_case(client_for):
    running()
    SponsorshipEvent.objects.update(company_name="Åkerö Åkeri AB")  # the register knows it by other names since
    for words in ("åkerö åkeri", "ÅKERÖ", "kerö"):
        page = client_for(FINANCE).get(reverse("finance:known_list"), {"q": words, "year": 2026})
        assert len(page.context["table"].rows) == 1, words


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_as_many_queries_for_one_as_for_thirty(number, client_for, django_assert_num_queries):
    for _each in range(number):
        running()
    client = client_for(READER)
    client.get(reverse("finance:known_list"))
    with django_assert_num_queries(QUERIES):
        client.get(reverse("finance:known_list"))


QUERIES = 10
