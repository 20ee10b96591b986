"""Invalid and unknown filters: no workbook, and no API response with other rows than asked for."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from config.api import router
from core.spreadsheets import CONTENT_TYPE
from crm.models import DeliveryState
from crm.services.deliveries import set_delivery_aside
from duplicates.models import CompanyPair
from tests.campaigns.factories import make_competition
from tests.factories import CompanyFactory, SponsorshipFactory, get_goal, signed_sponsorship
from tests.workbooks import book_of

pytestmark = pytest.mark.django_db

NOTICE = "Ingen arbetsbok gjordes, för något i urvalet går inte att läsa."
UNREAD = [
    ("crm:sponsorship_list", {"on": "31.12.2026"}),
    ("crm:sponsorship_list", {"goal": "999"}),
    ("crm:sponsorship_list", {"period_from": "2027-12-31", "period_to": "2027-01-01"}),
    ("crm:pipeline", {"owner": "x"}),
    ("crm:renewal_list", {"notice_by": "snart"}),
    ("crm:lapse_list", {"period_from": "2027-12-31", "period_to": "2027-01-01"}),
    ("crm:document_list", {"date_from": "2027-12-31", "date_to": "2027-01-01"}),
    ("crm:interaction_list", {"date_from": "2027-12-31", "date_to": "2027-01-01"}),
    ("inbox:enquiry_list", {"date_from": "2027-12-31", "date_to": "2027-01-01"}),
    ("crm:company_list", {"status": "hittepå"}),
    ("crm:delivery_list", {"due_to": "x"}),
    ("campaigns:competition_list", {"state": "hittepå"}),
    ("payroll:list", {"status": "hittepå"}),
    ("campaigns:entry_list", {"state": "hittepå"}),
]


def assert_no_workbook(response):
    assert (response.status_code, response.headers["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert NOTICE in response.content.decode()


@pytest.mark.parametrize(("name", "query"), UNREAD)
def test_filter_that_cannot_be_read_gives_an_error_and_no_workbook(client_for, name, query):
    client = client_for("Administratör")
    assert_no_workbook(client.get(reverse(name), query | {"export": "xlsx"}))
    page = client.get(reverse(name), query)
    assert page.status_code == 200
    assert [error["query"] for error in page.context["filter_errors"]] != []
    good = client.get(reverse(name), {"export": "xlsx"})
    assert (good.status_code, good.headers["Content-Type"]) == (200, CONTENT_TYPE)
    good.close()


@pytest.mark.parametrize(
    ("name", "args", "filtered"),
    [
        ("crm:sponsorship_list", [], "scope"),
        ("crm:pipeline", [], "scope"),
        ("crm:renewal_list", [], "state"),
        ("crm:delivery_list", [], "scope"),
        ("crm:promise_matrix", [1], "on"),
        ("duplicates:company_pair_list", [], "state"),
    ],
)
def test_invalid_choice_shows_the_default_list(name, args, filtered, client_for):
    today = timezone.localdate()
    years = {"starts": today - dt.timedelta(days=800), "signed_on": today - dt.timedelta(days=800)}
    over = signed_sponsorship(ends=today - dt.timedelta(days=400), **years)
    signed = signed_sponsorship(company=over.company, goal=get_goal(2), ends=today + dt.timedelta(days=60), **years)
    renewal = {"renews": signed, "goal": signed.goal, "starts": signed.ends + dt.timedelta(days=1)}
    signed_sponsorship(company=over.company, signed_on=today, **renewal)
    SponsorshipFactory(company=over.company, goal=get_goal(4))
    set_delivery_aside(over.deliveries.first(), to=DeliveryState.WAIVED, reason="Prov")
    for distinct_at in (None, timezone.now()):
        one, other = CompanyFactory.create_batch(2)
        CompanyPair.objects.create(one=one, other=other, points=50, distinct_at=distinct_at)
    client, url = client_for("Administratör"), reverse(name, args=args)

    def shown(query):
        return set(client.get(url, query).context["view"].filterset.qs.values_list("pk", flat=True))

    assert shown({filtered: "hittepå"}) == shown({})
    assert [error["label"] for error in client.get(url, {filtered: "hittepå"}).context["filter_errors"]] != []


def test_lists_of_one_row_refuse_invalid_filters_too(client_for):
    client, company, competition = client_for("Administratör"), CompanyFactory(), make_competition()
    query = {"date_from": "2027-12-31", "date_to": "2027-01-01", "export": "xlsx"}
    assert_no_workbook(client.get(reverse("campaigns:contribution_list", args=[competition.pk]), query))
    assert_no_workbook(client.get(reverse("crm:promise_matrix", args=[1]), {"on": "snart", "export": "xlsx"}))
    assert_no_workbook(client.get(reverse("crm:company_timeline", args=[company.pk]), {"goal": "x", "export": "xlsx"}))
    for year in ("x", "1", "99999"):
        url = reverse("crm:company_certificate", args=[company.pk])
        page = client.get(url, {"year": year, "export": "xlsx"})
        assert (page.status_code, "Året går inte att läsa." in page.content.decode()) == (400, True)


def test_every_page_with_filters_names_ignored_ones(client_for):
    client, company = client_for("Administratör"), CompanyFactory()
    for url in (
        reverse("crm:pipeline"),
        reverse("crm:sponsorship_list"),
        reverse("crm:promise_matrix", args=[1]),
        reverse("crm:company_timeline", args=[company.pk]),
        company.get_absolute_url(),
    ):
        assert "Listan visas utan filtret" not in client.get(url).content.decode()
        for query, words in (
            ({"goal": "999"}, "Listan visas utan filtret"),
            ({"foo": "1"}, "Listan visas utan filtret foo. Det finns inget sådant filter."),
        ):
            assert words in client.get(url, query).content.decode(), (url, query)


def test_filter_that_is_read_keeps_its_day_beside_one_that_is_not(client_for):
    signed_sponsorship()
    page = client_for("Ekonomi").get(reverse("crm:sponsorship_list"), {"on": "2027-06-30", "goal": "999"})
    (label, _amount), *_others = page.context["totals"]
    assert label == "Per år, i kraft 2027-06-30"


def test_unknown_filter_is_reported_on_the_page_and_in_the_workbook(client_for):
    signed_sponsorship()
    client, query = client_for("Ekonomi"), {"on": "2027-06-30", "mal": "1", "sort": "-amount", "per_page": "25"}
    page = client.get(reverse("crm:sponsorship_list"), query)
    [error] = page.context["filter_errors"]
    assert (error["label"], error["words"]) == ("mal", "Det finns inget sådant filter.")
    book = book_of(client.get(reverse("crm:sponsorship_list"), query | {"export": "xlsx"}))
    assert dict(book.worksheets[-1].iter_rows(values_only=True))["Inget filter i listan"] == "mal"


def test_workbooks_of_one_competition_goal_or_year_name_it(client_for):
    client, competition = client_for("Administratör"), make_competition(name="Sommarkampen 2027")
    signed = signed_sponsorship(company=CompanyFactory(name="Åkeri AB"))
    for url, query, name, label, words in (
        (
            reverse("campaigns:contribution_list", args=[competition.pk]),
            {"date_from": "2027-01-01", "date_to": "2027-06-30"},
            "bidrag-sommarkampen-2027-fran-2027-01-01-till-2027-06-30.xlsx",
            "Tävling",
            f"Sommarkampen 2027 ({competition.code})",
        ),
        (
            reverse("crm:promise_matrix", args=[1]),
            {"on": "2027-06-30"},
            "leveranser-per-sponsor-ingen-hemloshet-2027-06-30.xlsx",
            "Mål",
            str(get_goal(1)),
        ),
        (
            reverse("crm:company_certificate", args=[signed.company.pk]),
            {"year": "2027"},
            "motprestationsbevis-akeri-ab-2027.xlsx",
            "År",
            "2027",
        ),
    ):
        response = client.get(url, query | {"export": "xlsx"})
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        book = book_of(response)
        assert dict(book.worksheets[-1].iter_rows(values_only=True))[label] == words


# --- API ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", sorted(prefix for prefix, _viewset, _name in router.registry))
def test_api_refuses_a_parameter_that_it_does_not_know(api_client_for, prefix):
    client, url = api_client_for("Administratör"), f"/api/v1/{prefix}/"
    refused = client.get(url, {"hittepa": "1", "page_size": "5"})
    assert (refused.status_code, refused.json()) == (400, {"hittepa": ["Det finns ingen sådan parameter."]})
    assert client.get(url, {"page": "1"}).status_code == 200


def test_api_refuses_unknown_parameters_of_one_row_and_of_writes(api_client_for):
    client, company = api_client_for("Administratör"), CompanyFactory()
    url = f"/api/v1/companies/{company.pk}/"
    assert client.get(url, {"page": "1"}).status_code == 400
    written = client.patch(f"{url}?dry_run=1", {"city": "Sala"}, headers={"If-Match": f'"{company.version}"'})
    company.refresh_from_db()
    assert (written.status_code, company.city) == (400, "Västerås")
    assert client.get("/api/v1/companies/similar/", {"name": company.name}).status_code == 200
    assert client.get("/api/v1/companies/similar/", {"nam": company.name}).status_code == 400


@pytest.mark.parametrize(
    ("prefix", "first", "last"),
    [
        ("sponsorships", "period_from", "period_to"),
        ("interactions", "date_from", "date_to"),
        ("documents", "date_from", "date_to"),
        ("contributions", "date_from", "date_to"),
        ("next-steps", "due_on__gte", "due_on__lte"),
        ("pauses", "until__gte", "until__lte"),
    ],
)
def test_api_refuses_a_period_that_ends_before_it_begins(api_client_for, prefix, first, last):
    client, url = api_client_for("Administratör"), f"/api/v1/{prefix}/"
    refused = client.get(url, {first: "2027-12-31", last: "2027-01-01"})
    assert (refused.status_code, refused.json()) == (400, {last: ["Slutet kan inte ligga före början."]})
    assert client.get(url, {first: "2027-01-01", last: "2027-01-01"}).status_code == 200
