import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from campaigns.models import Competition
from core.text import search_key, sort_key
from crm.models import Company, Contact, Interaction, NextStep, Sponsorship
from crm.services.sponsorships import create_sponsorship
from demo.benchmarks.board import TEAMS
from demo.management.commands.bench_load import call_with
from finance.models import Payment
from tests.factories import CompanyFactory, UserFactory, get_goal, get_tier

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database("demo.benchmarks.data"),
    pytest.mark.database("demo.management.commands.bench_growth", "demo.management.commands.bench_ledger"),
]


def fill(**options):
    sizes = {"companies": 40, "people": 80, "interactions": 300, "sponsorships": 60, "contributions": 1100}
    call_command("bench_data", **sizes | options, stdout=StringIO())


def test_bench_data_makes_as_many_as_asked_for():
    fill()
    models = (Company, Contact, Interaction, Sponsorship, NextStep)
    assert [model.objects.count() for model in models] == [40 + 2 * TEAMS, 80, 300, 60, 10]
    assert sorted(each.contributions.count() for each in Competition.objects.all()) == [1000, 1100]
    assert Company.objects.order_by("pk").first().interactions.count() >= 150


def test_bench_rows_are_such_as_the_services_make():
    fill()
    for company in Company.objects.all():
        company.full_clean()
        assert company.sort_key == sort_key(company.name)
        assert company.search_key == search_key(*company.search_parts())
    for sponsorship in Sponsorship.objects.all():
        sponsorship.full_clean()
    signed = Sponsorship.objects.signed().first()
    assert signed.deliveries.count() == 2
    assert signed.offer_amount is not None
    assert not Interaction.objects.filter(companies=None).exists()
    next_one = create_sponsorship(company=CompanyFactory(), goal=get_goal(), tier=get_tier(), owner=UserFactory())
    assert next_one.agreement_no == "SP00061"


def test_bench_data_is_the_same_every_time():
    fill()
    first = list(Company.objects.values_list("name", "orgnr")), list(Sponsorship.objects.values_list("amount"))
    fill(force=True)
    assert (
        list(Company.objects.values_list("name", "orgnr")),
        list(Sponsorship.objects.values_list("amount")),
    ) == first


def test_bench_data_leaves_a_database_with_companies_alone():
    company = CompanyFactory()
    with pytest.raises(CommandError):
        fill()
    assert list(Company.objects.all()) == [company]


def test_bench_pages_needs_something_to_measure():
    with pytest.raises(CommandError):
        call_command("bench_pages")


def test_bench_workbooks_have_every_row(capsys):
    fill()
    call_command("bench_pages", workbook_only="sponsorships")
    call_command("bench_pages", workbook_only="contacts")
    assert [json.loads(line)["rows"] for line in capsys.readouterr().out.splitlines()] == [61, 300]


def test_bench_growth_needs_two_databases():
    with pytest.raises(CommandError, match="both databases"):
        call_command("bench_growth", few="sqlite:///few.sqlite3")


def test_bench_growth_tells_what_a_page_takes_within_each_database(monkeypatch, capsys):
    fill()
    monkeypatch.setattr("sys.stdin", StringIO("Company list\n"))
    call_command("bench_growth", within=True)
    names, seconds = capsys.readouterr().out.splitlines()
    assert ("Company list" in json.loads(names), float(seconds) > 0) == (True, True)


def test_ledger_is_filled_with_payments_of_which_some_wait():
    call_command("bench_ledger", part="fill", size=40, companies=3, stdout=StringIO())
    assert (Payment.objects.count(), Payment.objects.unallocated().count()) == (40, 2)


@pytest.mark.usefixtures("nobody_yet")
def test_bench_board_measures_a_board_that_visitors_may_see(settings):
    settings.DEVELOPMENT, told = True, StringIO()
    call_command("bench_board", contributions=1100, repeat=1, stdout=told)
    assert [line.partition(":")[0] for line in told.getvalue().splitlines()][-2:] == ["Board", "Leaderboard"]


def test_call_that_bench_load_logs_is_saved_each_time(client_for):
    company, client = CompanyFactory(), client_for("Partneransvarig")
    answers = [client.post(reverse("crm:interaction_create"), call_with(company.pk)) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert company.interactions.count() == 2
