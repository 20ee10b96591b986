"""Sums of sponsorships on the page, in the workbook and in the command, for a date and for a period."""

import datetime as dt
from decimal import Decimal
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from openpyxl import load_workbook

from core.views import totals as totals_of_lists
from crm.models import LapseReason, Sponsorship
from crm.services.amendments import change_tier
from crm.services.renewals import record_lapse, renew_sponsorship
from crm.services.sponsorships import decline_sponsorship, sign_sponsorship
from goals.models import Tier
from tests.crm.random_periods import random_spans, raw_sponsorship
from tests.factories import (
    SIGNED_ON,
    CompanyFactory,
    SponsorshipFactory,
    UserFactory,
    get_goal,
    get_offer,
    get_tier,
    signed_sponsorship,
)
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LIST = "crm:sponsorship_list"
OPEN = "Öppet per år, med erbjudandets belopp där eget saknas"
HALF = {"starts": dt.date(2027, 1, 1), "ends": dt.date(2027, 6, 30)}


def totals(client, **query) -> dict:
    return {str(label): amount for label, amount in client.get(reverse(LIST), query).context["totals"]}


def about(book) -> dict:
    return dict(book.worksheets[-1].iter_rows(values_only=True))


def make_agreements():
    """One for the first half of 2027, one for the year, and one per half-year with one company."""
    signed_sponsorship(company=CompanyFactory(name="Halvan AB"), amount=Decimal(36500), **HALF)
    signed_sponsorship(company=CompanyFactory(name="Hela AB"), amount=Decimal(10000))


def test_day_has_the_sum_of_its_rows_and_beside_it_that_of_the_whole_year(client_for):
    make_agreements()
    assert totals(client_for("Ekonomi"), on="2027-12-31") == {
        "Per år, i kraft 2027-12-31": Decimal("10000.00"),
        "Kronor 2027, av de avtal som gäller 2027-12-31": Decimal("10000.00"),
        "Kronor 2027, av alla avtal under perioden": Decimal("28100.00"),
    }


def test_sum_of_the_whole_year_is_of_what_the_other_filters_choose(client_for):
    make_agreements()
    found = totals(client_for("Ekonomi"), on="2027-12-31", q="Halvan")
    assert list(found.values()) == [0, 0, Decimal("18100.00")]
    found = totals(client_for("Ekonomi"), on="2027-03-31", q="Halvan")
    assert found["Kronor 2027, av alla avtal under perioden"] == Decimal("18100.00")


def test_period_counts_all_that_was_in_force_in_it(client_for):
    make_agreements()
    client, query = client_for("Ekonomi"), {"period_from": "2027-01-01", "period_to": "2027-12-31"}
    page = client.get(reverse(LIST), query)
    assert [row.record.company.name for row in page.context["table"].rows] == ["Halvan AB", "Hela AB"]
    assert str(page.context["table"].columns["in_period"].header) == "Kronor 2027"
    assert totals(client, **query) == {
        "Per år, i kraft 2027-12-31": Decimal("10000.00"),
        "Kronor 2027": Decimal("28100.00"),
    }


def test_yearly_total_counts_an_agreement_or_its_renewal_and_what_is_not_signed_apart(client_for):
    signed = signed_sponsorship(amount=Decimal(250_000))
    sign_sponsorship(renew_sponsorship(signed), signed_on=SIGNED_ON)
    SponsorshipFactory(amount=Decimal(7000))
    decline_sponsorship(SponsorshipFactory(amount=Decimal(900)), reason="Nej")
    client = client_for("Ekonomi")
    assert totals(client, scope="all", on="2027-06-30") == {
        "Per år, i kraft 2027-06-30": Decimal("250000.00"),
        OPEN: Decimal("7000.00"),
        "Kronor 2027": Decimal("250000.00"),
    }
    query = {"period_from": "2027-01-01", "period_to": "2028-12-31"}
    assert totals(client, **query)["Per år, i kraft 2028-12-31"] == Decimal("250000.00")
    book = book_of(client.get(reverse(LIST), {"scope": "all", "on": "2027-06-30", "export": "xlsx"}), data_only=True)
    header, *_rows, last = book.worksheets[0].iter_rows(values_only=True)
    told = dict(zip(header, last, strict=True))
    names = "Belopp per år", "Per år i kraft 2027-06-30", "Öppet per år", "Belopp i perioden 2027"
    assert [told[name] for name in names] == [None, 250_000, 7000, 250_000]
    told = about(book)
    assert told["Per år, i kraft 2027-06-30"] == 250_000
    assert told["Påverkar inte urvalet"] == "Gäller den: 2027-06-30"
    assert "Gäller den" not in told


def test_open_dialogues_have_one_sum_on_board_and_list_and_in_their_workbooks(client_for):
    SponsorshipFactory(amount=Decimal(7000))
    SponsorshipFactory(amount=None)
    whole = Decimal(7000) + get_offer().yearly_amount
    client = client_for("Ekonomi")
    board = client.get(reverse("crm:pipeline"))
    assert (board.context["open_words"], board.context["pipeline"].amount) == (OPEN, whole)
    assert totals(client, scope="open")[OPEN] == whole
    sheet = book_of(client.get(reverse(LIST), {"scope": "open", "export": "xlsx"}), data_only=True)
    header, *_rows, last = sheet.worksheets[0].iter_rows(values_only=True)
    assert (dict(zip(header, last, strict=True))["Öppet per år"], about(sheet)[OPEN]) == (whole, whole)
    sheet = book_of(client.get(reverse("crm:pipeline"), {"export": "xlsx"}), data_only=True)
    header, *_rows, last = sheet.worksheets[0].iter_rows(values_only=True)
    assert dict(zip(header, last, strict=True))["Belopp per år"] == whole
    get_offer(goal=5).delete()
    SponsorshipFactory(amount=None, goal=get_goal(5))
    words = f"{OPEN} (1 utan bådadera räknas som noll)"
    assert client.get(reverse("crm:pipeline")).context["open_words"] == words
    assert totals(client, scope="open")[words] == whole


def test_renewals_workbook_sums_what_is_to_be_renewed_and_what_comes_apart(client_for):
    today = dt.date.today()  # noqa: DTZ011  renewals are of what has days left
    year = {"starts": today, "ends": today + dt.timedelta(days=364)}
    renewed, talked, given_up = (
        signed_sponsorship(company=CompanyFactory(), amount=Decimal(100), **year) for _ in range(3)
    )
    record_lapse(given_up, reason=LapseReason.objects.first())
    sign_sponsorship(renew_sponsorship(renewed, amount=Decimal(150)), signed_on=today)
    renew_sponsorship(talked, amount=Decimal(70))
    response = client_for("Ekonomi").get(reverse("crm:renewal_list"), {"state": "all", "export": "xlsx"})
    book = book_of(response, data_only=True)
    header, *_rows, last = book.worksheets[0].iter_rows(values_only=True)
    told = dict(zip(header, last, strict=True))
    names = (
        "Belopp per år",
        "Per år att förnya",
        "Nytt belopp per år",
        "Nytt per år, tecknat",
        "Nytt per år, inte tecknat",
    )
    assert [told[name] for name in names] == [None, 250, None, 150, 70]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"on": "2027-12-31"}, "sponsorskap-2027-12-31.xlsx"),
        (
            {"period_from": "2027-01-01", "period_to": "2027-06-30"},
            "sponsorskap-fran-2027-01-01-till-2027-06-30.xlsx",
        ),
        ({"period_to": "2027-06-30"}, "sponsorskap-fran-2027-01-01-till-2027-06-30.xlsx"),
        ({"on": "2027-12-31", "stage": "signed"}, "sponsorskap-tecknat-2027-12-31.xlsx"),
        ({"on": "2027-12-31", "scope": "active"}, "sponsorskap-galler-2027-12-31.xlsx"),
        (
            {"on": "2027-12-31", "goal": "1", "kind": "new", "q": "AB Öl/..\\"},
            "sponsorskap-ab-ol-ingen-hemloshet-nytt-2027-12-31.xlsx",
        ),
        ({"on": "2027-12-31", "q": "\u0634"}, "sponsorskap-urval-2027-12-31.xlsx"),
    ],
)
def test_workbook_name_and_content_state_its_date_or_period(client_for, query, name):
    make_agreements()
    response = client_for("Ekonomi").get(reverse(LIST), query | {"export": "xlsx"})
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    told = about(book_of(response, data_only=True))
    days = [value for value in query.values() if value[:2] == "20"]
    assert told["Belopp per år avser"] == max(days)
    first, last = query.get("period_from", "2027-01-01"), query.get("period_to", "2027-12-31")
    assert told["Belopp i perioden avser"] == f"{first} till och med {last}, av de avtal som står i listan."


def test_command_has_the_rows_in_the_order_of_the_list(client_for, tmp_path):
    first, second = CompanyFactory(name="Öl AB"), CompanyFactory(name="Bo AB")
    signed_sponsorship(company=first), signed_sponsorship(company=second)
    signed_sponsorship(company=first, goal=get_goal(2))
    call_command("export_sponsorships", "--on", "2027-12-31", "--out", str(tmp_path / "lista.xlsx"))
    webs = book_of(client_for("Ekonomi").get(reverse(LIST), {"on": "2027-12-31", "export": "xlsx"}), data_only=True)
    books = load_workbook(tmp_path / "lista.xlsx", data_only=True), webs
    mine, theirs = ([row[:4] for row in book.worksheets[0].iter_rows(values_only=True)] for book in books)
    assert (mine, [row[1] for row in mine[1:-1]]) == (theirs, ["Bo AB", "Öl AB", "Öl AB"])


def test_command_writes_a_period_and_refuses_impossible_values(tmp_path, capsys):
    make_agreements()
    out = tmp_path / "lista.xlsx"
    call_command("export_sponsorships", "--from", "2027-01-01", "--to", "2027-12-31", "--out", str(out))
    book = load_workbook(out, data_only=True)
    assert [row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == [
        "Halvan AB",
        "Hela AB",
        None,
    ]
    assert about(book)["Kronor 2027"] == 28100
    for wrong, words in (
        (("--on", "2027-01-01", "--to", "2027-12-31"), "either a day"),
        (("--from", "2027-12-31", "--to", "2027-01-01"), "Slutet kan inte ligga före början"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("export_sponsorships", *wrong, "--out", str(tmp_path / "annan.xlsx"))
    assert not (tmp_path / "annan.xlsx").exists()


@pytest.mark.parametrize(
    ("name", "words"), [("", "Say which file"), ("." * 2, "Could not write"), ("l" * 300 + ".xlsx", "name too long")]
)
def test_command_refuses_a_name_that_is_no_file(tmp_path, monkeypatch, name, words):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=words):
        call_command("export_sponsorships", "--out", name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ({"period_from": "2027-06-01"}, "2027-06-01", "2027-12-31"),
        ({"period_to": "2027-06-30"}, "2027-01-01", "2027-06-30"),
    ],
)
def test_period_with_one_end_shows_both_on_page_and_in_workbook(client_for, query, first, last):
    make_agreements()
    client = client_for("Ekonomi")
    chips = client.get(reverse(LIST), query).context["chips"]
    assert [chip["words"] for chip in chips] == ["Gäller", first, last]
    told = about(book_of(client.get(reverse(LIST), query | {"export": "xlsx"}), data_only=True))
    assert (told["Period från"], told["Period till"]) == (first, last)


@pytest.mark.parametrize("name", ["on", "period_from", "period_to"])
def test_list_without_a_day_that_can_be_read_is_that_of_today(client_for, name):
    today = timezone.localdate()
    running = signed_sponsorship(starts=today, ends=today + dt.timedelta(days=364))
    signed_sponsorship(goal=get_goal(2), starts=today - dt.timedelta(days=9), ends=today - dt.timedelta(days=1))
    signed_sponsorship(goal=get_goal(3), starts=today + dt.timedelta(days=1), ends=today + dt.timedelta(days=365))
    client = client_for("Ekonomi")
    assert [row.record for row in client.get(reverse(LIST), {name: "i juni"}).context["table"].rows] == [running]
    assert totals(client, **{name: "i juni"}) == totals(client)


# --- A tier renamed later -------------------------------------------------------------------------


def rename_tier():
    Tier.objects.filter(name="Sponsor").update(name="Guldsponsor", name_en="Gold sponsor")


def test_tier_renamed_later_reads_as_it_was_signed_everywhere(client_for, api_client_for):
    signed, lead = signed_sponsorship(), SponsorshipFactory()
    rename_tier()
    client = client_for("Ekonomi")
    book = book_of(client.get(reverse(LIST), {"scope": "all", "export": "xlsx"}), data_only=True)
    header, *rows, _total = book.worksheets[0].iter_rows(values_only=True)
    by_number = {row[0]: dict(zip(header, row, strict=True))["Nivå"] for row in rows}
    assert by_number == {signed.agreement_no: "Sponsor", lead.agreement_no: "Guldsponsor"}
    listed = api_client_for("Ekonomi").get(reverse("api:sponsorship-list"), {"scope": "all"}).json()["results"]
    assert {row["agreement_no"]: row["tier_name"] for row in listed} == by_number
    sums = [row[1] for row in book["Summor per mål och nivå"].iter_rows(min_row=2, values_only=True)]
    assert sorted(filter(None, sums)) == ["Guldsponsor", "Sponsor"]
    for url, query in (
        (signed.get_absolute_url(), {}),
        (reverse(LIST), {"on": "2027-06-30"}),
        (signed.company.get_absolute_url(), {}),
    ):
        assert "Guldsponsor" not in client.get(url, query).content.decode().split("<main", 1)[1].split("filters", 1)[0]


def test_tier_that_is_not_renamed_reads_in_the_readers_language():
    signed = signed_sponsorship(tier=get_tier("Huvudpartner"))

    with override("en"):
        assert signed.tier_label == signed.tier.name_en
    assert Sponsorship.objects.get().tier_label == "Huvudpartner"


def test_tier_changes_are_shown_with_the_names_at_signing():
    signed = signed_sponsorship(owner=UserFactory())
    changed = change_tier(
        signed,
        starts=dt.date(2027, 7, 1),
        tier=get_tier("Partner"),
        amount=Decimal(1),
        signed_on=SIGNED_ON,
        reason="Prov",
    )
    rename_tier()
    assert [each.tier_label for each in (Sponsorship.objects.get(pk=signed.pk), changed)] == ["Sponsor", "Partner"]


def test_sum_of_a_period_is_that_of_its_rows():
    random, offer, owner = Random(7), get_offer(tier="Sponsor"), UserFactory()
    day = dt.date(2028, 2, 20)
    rows = [
        raw_sponsorship(
            offer=offer,
            company=company,
            owner=owner,
            amount=Decimal(random.choice([100, 25_000_01, 99_999_99])) / 100,
            years_from=day - dt.timedelta(days=random.randrange(300)) if random.random() < 0.3 else None,
            carried=random.randrange(-60_000, 60_000) if random.random() < 0.3 else 0,
            **random_spans(random, around=day),
        )
        for company in CompanyFactory.create_batch(40)
    ]
    Sponsorship.objects.bulk_create(rows)
    for _each in range(20):
        first = day + dt.timedelta(days=random.randrange(-5, 30))
        last = first + dt.timedelta(days=random.randrange(30))
        active = Sponsorship.objects.active_between(first, last)
        assert Sponsorship.objects.in_period(first, last) == sum(each.amount_between(first, last) for each in active)


# --- Sums over many rows --------------------------------------------------------------------------

ALL = {"scope": "all", "on": "2027-06-30"}
APART = {"totals": "apart"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def many(monkeypatch):
    """Two agreements, where one is the most that is summed at once."""
    make_agreements()
    monkeypatch.setattr(totals_of_lists, "MOST_SUMMED", 1)


def test_sums_over_many_rows_follow_the_list_in_a_request_of_their_own(client_for, many, monkeypatch):
    client = client_for("Ekonomi")
    page = client.get(reverse(LIST), ALL)
    assert ("totals" in page.context, len(page.context["table"].rows)) == (False, 2)
    fragment = client.get(reverse(LIST), ALL | APART, headers=HTMX)
    assert [template.name for template in fragment.templates] == ["generic/_totals.html"]
    assert fragment.headers["Vary"] == page.headers["Vary"]
    told = {str(label): amount for label, amount in fragment.context["totals"]}
    monkeypatch.setattr(totals_of_lists, "MOST_SUMMED", 2)
    assert told == totals(client, **ALL)


def test_page_asks_for_the_sums_of_what_it_lists(client_for, many):
    content = client_for("Ekonomi").get(reverse(LIST), ALL | {"q": "AB", "sort": "-amount"}).content.decode()
    query = "scope=all&amp;on=2027-06-30&amp;q=AB&amp;sort=-amount&amp;totals"
    assert f'<a href="?{query}=1" hx-get="{reverse(LIST)}?{query}=apart" hx-trigger="load"' in content


@pytest.mark.parametrize("asked", ["1", "apart"])
def test_sums_over_many_rows_are_a_link_away_without_javascript(client_for, many, asked):
    page = client_for("Ekonomi").get(reverse(LIST), ALL | {"totals": asked})
    assert [amount for _label, amount in page.context["totals"]] == [46500, 0, 28100]
    assert (len(page.context["table"].rows), page.context["filter_errors"]) == (2, [])


def test_sums_are_for_those_who_may_see_the_list(client_for, many):
    assert client_for().get(reverse(LIST), ALL | APART, headers=HTMX).status_code == 403


def test_saved_view_does_not_keep_that_the_sums_were_shown(client_for, many):
    client = client_for("Ekonomi")
    page = client.get(reverse(LIST), ALL | {"totals": "1"})
    assert page.context["list_state"] == "on=2027-06-30&scope=all"
