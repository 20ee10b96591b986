import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from dateutil.relativedelta import relativedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core.documents import MAX_DOCUMENT_BYTES
from payroll.models import PayrollBand, PayrollMonth, PayrollReceipt, PayrollScheme
from payroll.services.payroll import open_months, reverse_receipt
from tests import clock
from tests.campaigns.factories import make_competition, make_team
from tests.factories import CompanyFactory, UserFactory, contact_at, get_goal
from tests.payroll.factories import JUNE, STARTS, fixed, make_month, make_scheme, mixed, per_mille, receive
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.days, pytest.mark.database("payroll.views.schemes")]


def pdf(content: bytes = b"%PDF-1.7 avtal", name: str = "Avtal med namn.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def band_data(*rows: dict, initial: int = 0) -> dict:
    data = {"bands-TOTAL_FORMS": len(rows), "bands-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"bands-{number}-{name}": value for name, value in row.items()}
    return data


def scheme_data(*rows: dict, shares: dict[int, int] | None = None, initial: int = 0, **fields) -> dict:
    percents = {f"goal_{get_goal(number).pk}": percent for number, percent in (shares or {1: 100}).items()}
    plain = {"starts": "2026-06-01", "payday": 25, "remittance_day": 12, "match_rate": "0"}
    return plain | percents | band_data(*rows, initial=initial) | fields


def text_of(response) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def fresh(month: PayrollMonth) -> PayrollMonth:
    return PayrollMonth.objects.with_money().get(pk=month.pk)


# --- The scheme -----------------------------------------------------------------------------------


def test_scheme_is_made_with_its_groups_in_one_form(client_for):
    company = CompanyFactory()
    data = scheme_data(
        {"kind": "fixed", "amount": "100", "heads": 12},
        {"kind": "per_mille", "per_mille": "1,5", "heads": 8, "expected": "287,40", "starts": "2026-07-01"},
        {"kind": "fixed"},
        shares={1: 60, 3: 40},
        company_0=company.pk,
        company_1=company.name,
        match_rate="50",
        match_month_cap="1 500",
    )
    response = client_for("Tävlingsledare").post(reverse("payroll:create"), data)
    scheme = PayrollScheme.objects.get()
    assert response.headers["Location"] == scheme.get_absolute_url()
    assert (scheme.company, scheme.match_month_cap) == (company, Decimal("1500.00"))
    assert {share.goal.number: share.percent for share in scheme.shares.all()} == {1: 60, 3: 40}
    assert [(b.kind, b.heads, b.monthly, b.starts) for b in scheme.bands.order_by("pk")] == [
        ("fixed", 12, Decimal("1200.00"), STARTS),
        ("per_mille", 8, Decimal("287.40"), dt.date(2026, 7, 1)),
    ]


def test_shares_that_are_not_a_hundred_are_answered_at_the_field_and_nothing_is_lost(client_for):
    company = CompanyFactory()
    data = scheme_data(
        {"kind": "fixed", "amount": "100", "heads": 12},
        shares={1: 60, 3: 30},
        company_0=company.pk,
        company_1=company.name,
    )
    response = client_for("Partneransvarig").post(reverse("payroll:create"), data)
    errors = response.context["form"].errors
    assert errors == {f"goal_{get_goal(1).pk}": ["Fördelningen blir 90 procent. Den ska bli 100."]}
    assert response.context["bands"][0]["heads"].value() == "12"
    assert not PayrollScheme.objects.exists()


def test_per_mille_of_four_people_is_refused_beside_its_head_count(client_for):
    company = CompanyFactory()
    data = scheme_data(
        {"kind": "per_mille", "per_mille": "1", "heads": 4, "expected": "160"},
        company_0=company.pk,
        company_1=company.name,
    )
    response = client_for("Partneransvarig").post(reverse("payroll:create"), data)
    assert list(response.context["bands"][0].errors) == ["heads"]
    assert "#id_bands-0-heads" in text_of(response)
    assert not PayrollBand.objects.exists()


def test_edit_does_not_show_a_small_group_and_keeps_it_when_left_blank(client_for):
    scheme = make_scheme(bands=[fixed(100, 10), mixed("77.31", 3)])
    client = client_for("Tävlingsledare")
    url = reverse("payroll:edit", args=[scheme.pk])
    page = client.get(url)
    rows = [[row[name].value() for name in ("heads", "expected")] for row in page.context["bands"]]
    assert rows[:2] == [[10, None], [None, None]]
    assert "77,31" not in text_of(page)
    keys = [band.pk for band in scheme.bands.order_by("pk")]
    data = scheme_data(
        {"key": keys[0], "kind": "fixed", "amount": "100", "heads": 11, "starts": "2026-06-01"},
        {"key": keys[1], "kind": "mixed", "heads": "", "expected": "", "starts": "2026-06-01"},
        initial=2,
        version=scheme.version,
    )
    assert (
        client.post(url, data | {"company_0": scheme.company_id, "company_1": str(scheme.company)}).status_code == 302
    )
    assert [(b.heads, b.monthly) for b in scheme.bands.order_by("pk")] == [
        (11, Decimal("1100.00")),
        (3, Decimal("77.31")),
    ]


def test_group_ticked_for_removal_goes(client_for):
    scheme = make_scheme()
    make_month(scheme)
    key = scheme.bands.get().pk
    data = scheme_data({"key": key, "kind": "fixed", "bands": "", "DELETE": "on"}, initial=1, version=scheme.version)
    response = client_for("Partneransvarig").post(reverse("payroll:edit", args=[scheme.pk]), data)
    assert (response.status_code, scheme.bands.count()) == (302, 0)
    assert scheme.months.get().expected == Decimal("1000.00")


def test_stale_form_is_told_so_and_keeps_what_was_typed(client_for):
    scheme = make_scheme()
    make_month(scheme)
    stored = PayrollScheme.objects.get(pk=scheme.pk)
    stored.payday = 20
    stored.save()
    data = scheme_data({"kind": "fixed", "amount": "50", "heads": 9}, version=scheme.version, payday=27)
    response = client_for("Partneransvarig").post(reverse("payroll:edit", args=[scheme.pk]), data)
    assert response.status_code == 409
    assert "du skrev 27, nu står det 20" in text_of(response)
    assert response.context["bands"][0]["heads"].value() == "9"


def test_button_opens_the_months_that_have_begun(client_for):
    today = timezone.localdate()
    scheme = make_scheme(starts=today.replace(day=1), payday=31)
    client = client_for("Ekonomi")
    assert "Ta fram månader" in text_of(client.get(scheme.get_absolute_url()))
    client.post(reverse("payroll:open", args=[scheme.pk]), {"next": scheme.get_absolute_url()})
    assert [month.month for month in scheme.months.all()] == [today.replace(day=1)]


def test_reader_sees_totals_but_no_groups_receipts_or_document(client_for):
    scheme = make_scheme(bands=[fixed(100, 10), per_mille("431.50", 9)], document=pdf())
    month = make_month(scheme)
    receive(month, "1234.50", external_id="BG-4711")
    reader = client_for("Läsare")
    page, detail = text_of(reader.get(scheme.get_absolute_url())), text_of(reader.get(month.get_absolute_url()))
    assert "1 431,50 kr" in page
    assert [words for words in ("promille", "Ladda ner avtalet") if words in page] == []
    assert "1 234,50 kr" in detail
    assert "BG-4711" not in detail
    leader = client_for("Tävlingsledare")
    assert "1 promille av lönen" in text_of(leader.get(scheme.get_absolute_url()))
    assert "BG-4711" in text_of(leader.get(month.get_absolute_url()))


def test_pages_never_tell_how_few_they_are(client_for):
    scheme = make_scheme(bands=[fixed(200, 3)])
    month = make_month(scheme)
    client = client_for("Ekonomi")
    client.post(
        reverse("payroll:declare", args=[month.pk]),
        {"version": month.version, "declared": "400", "declared_heads": "2"},
    )
    month = fresh(month)
    assert (month.declared, month.declared_heads) == (Decimal("400.00"), 2)
    assert "färre än fem" in text_of(client.get(scheme.get_absolute_url()))
    response = client.get(month.get_absolute_url())
    assert text_of(response).count("färre än fem personer") == 2
    changed = {change.label for entry in response.context["changes"] for change in entry.fields}
    assert changed == {"Anmält belopp", "Fryst"}
    form = client.get(reverse("payroll:declare", args=[month.pk])).context["form"]
    assert form["declared_heads"].value() is None
    client.post(
        reverse("payroll:declare", args=[month.pk]),
        {"version": month.version, "declared": "390", "declared_heads": ""},
    )
    assert (fresh(month).declared, fresh(month).declared_heads) == (Decimal("390.00"), 2)


# --- The document ---------------------------------------------------------------------------------


def test_document_is_kept_under_another_name_and_served_to_those_who_may(client_for, client):
    scheme = make_scheme(document=pdf())
    assert "namn" not in scheme.document.name
    url = reverse("payroll:document", args=[scheme.pk])
    response = client_for("Ekonomi").get(url)
    assert response.getvalue() == b"%PDF-1.7 avtal"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="avtal.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert client_for("Läsare").get(url).status_code == 403
    assert client.get(f"/{scheme.document.name}").status_code == 404
    assert client_for("Ekonomi").get(reverse("payroll:document", args=[make_scheme().pk])).status_code == 404


def picture(kind: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (4, 4)).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "taken"),
    [
        ("avtal.pdf", b"%PDF-1.4", True),
        ("avtal.PDF", b"%PDF-1.4", True),
        ("avtal.png", picture("PNG"), True),
        ("avtal.jpg", picture("JPEG"), True),
        ("avtal.pdf", b"<html>", False),
        ("avtal.png", b"%PDF-1.4", False),
        ("avtal.jpg", picture("PNG"), False),
        ("avtal.svg", b"<svg/>", False),
        ("avtal.pdf", b"%PDF-" + b" " * MAX_DOCUMENT_BYTES, False),
    ],
)
def test_document_is_told_by_what_is_in_it(name, content, taken, client_for):
    scheme = make_scheme()
    make_month(scheme)
    data = scheme_data(version=scheme.version, document=pdf(content, name))
    response = client_for("Partneransvarig").post(reverse("payroll:edit", args=[scheme.pk]), data)
    scheme.refresh_from_db()
    assert (response.status_code == 302, bool(scheme.document)) == (taken, taken)


# --- Months ---------------------------------------------------------------------------------------


def test_finance_registers_money_closes_with_a_reason_and_opens_again(client_for):
    month = make_month()
    client = client_for("Ekonomi")
    response = client.post(
        reverse("payroll:receive", args=[month.pk]),
        {"amount": "900", "match_part": "200", "received_on": "2026-07-10", "external_id": "BG-1"},
    )
    assert response.headers["Location"] == month.get_absolute_url()
    month = fresh(month)
    assert (month.received, month.match_received, month.is_closed) == (Decimal("700.00"), Decimal("200.00"), False)
    close = reverse("payroll:close", args=[month.pk])
    assert "reason" in client.post(close, {"version": month.version}).context["form"].errors
    client.post(close, {"version": month.version, "reason": "leaver", "comment": "Två slutade"})
    month = fresh(month)
    assert (month.is_closed, month.closed_by, month.comment) == (True, client.user, "Två slutade")
    assert "Någon har slutat" in text_of(client.get(month.get_absolute_url()))
    client.post(reverse("payroll:reopen", args=[month.pk]), {"version": month.version, "why": "Fel skäl"})
    assert not fresh(month).is_closed
    assert "Fel skäl" in text_of(client.get(month.get_absolute_url()))


def test_payment_that_is_there_already_is_refused_beside_its_reference(client_for):
    scheme = make_scheme()
    receive(make_month(scheme), 100, external_id="BG-1")
    july = make_month(scheme, on=dt.date(2026, 7, 25))
    response = client_for("Ekonomi").post(
        reverse("payroll:receive", args=[july.pk]),
        {"amount": "1000", "received_on": "2026-07-10", "external_id": "BG-1"},
    )
    [error] = response.context["form"].errors["external_id"]
    assert error.startswith("Betalningen med den referensen är redan inlagd: ")
    assert PayrollReceipt.objects.count() == 1


def test_money_for_a_closed_month_is_refused_in_words(client_for):
    month = make_month()
    receive(month, 1000)
    response = client_for("Ekonomi").post(
        reverse("payroll:receive", args=[month.pk]), {"amount": "1", "received_on": "2026-07-10"}
    )
    assert response.context["form"].non_field_errors() == ["Månaden är stängd. Öppna den igen om något ska rättas."]


@pytest.mark.parametrize(
    ("amount", "part", "field", "words"),
    [
        ("0", "", "amount", "större än noll"),
        ("-5", "", "amount", "större än noll"),
        ("5", "6", "match_part", "kan inte vara större"),
        ("5", "-1", "match_part", "mindre än noll"),
    ],
)
def test_receipt_says_what_is_wrong_at_the_field(amount, part, field, words, client_for):
    response = client_for("Ekonomi").post(
        reverse("payroll:receive", args=[make_month().pk]),
        {"amount": amount, "match_part": part, "received_on": "2026-07-10"},
    )
    [(name, [error])] = response.context["form"].errors.items()
    assert (name, words in error) == (field, True), error


def test_reference_that_was_taken_back_is_entered_again_by_a_tick(client_for):
    june = make_month()
    reverse_receipt(receive(june, 300, external_id="BG-1"), by=UserFactory(), reason="Fel månad")
    client, url = client_for("Ekonomi"), reverse("payroll:receive", args=[make_month().pk])
    sent = {"amount": "300", "received_on": "2026-07-10", "external_id": "BG-1"}
    assert "again" not in client.get(url).context["form"].fields
    assert "again" not in client.post(url, sent | {"amount": "x", "external_id": ""}).context["form"].fields
    form = client.post(url, sent).context["form"]
    assert (list(form.errors), "again" in form.fields) == (["external_id"], True)
    assert client.post(url, sent | {"again": "on"}).status_code == 302
    assert PayrollReceipt.objects.standing().get().external_id == "BG-1"


def test_match_among_the_gifts_is_set_apart_on_the_page_that_closes_the_month(client_for):
    month = make_month(match_rate=Decimal(50))
    receive(month, 1500)
    client, url = client_for("Ekonomi"), reverse("payroll:close", args=[month.pk])
    form = client.get(url).context["form"]
    assert (form["match_part"].value(), "leaver" in dict(form.fields["reason"].choices)) == (Decimal("500.00"), False)
    sent = {"version": month.version, "reason": "match", "comment": ""}
    assert list(client.post(url, sent | {"match_part": ""}).context["form"].errors) == ["match_part"]
    assert list(client.post(url, sent | {"reason": "leaver"}).context["form"].errors) == ["reason"]
    assert client.post(url, sent | {"match_part": "500"}).status_code == 302
    month = fresh(month)
    assert (month.is_closed, month.received, month.match_received) == (True, Decimal(1000), Decimal(500))


def test_match_that_came_too_much_in_one_month_hides_no_month_that_lacks_it(client_for):
    scheme = make_scheme(match_rate=Decimal(50))
    june, july = make_month(scheme), make_month(scheme, on=dt.date(2026, 7, 25))
    receive(june, 1900, match_part=Decimal(900))
    receive(july, 1000, received_on=dt.date(2026, 8, 10))
    page = text_of(client_for("Ekonomi").get(scheme.get_absolute_url()))
    assert "500 kr av 1 000 kr</dd>" in page
    assert "400 kr för mycket</dd>" in page


def test_receipt_is_taken_back_with_a_reason_and_stays_in_sight(client_for):
    receipt = receive(make_month(), 300)
    client = client_for("Ekonomi")
    response = client.post(reverse("payroll:reverse", args=[receipt.pk]), {"reason": "Hör till en annan"})
    assert response.headers["Location"] == receipt.month.get_absolute_url()
    page = text_of(client.get(receipt.month.get_absolute_url()))
    assert [words in page for words in ("−300 kr", "Tagen tillbaka", "Hör till en annan")] == [True] * 3
    assert fresh(receipt.month).received == 0


def test_partner_manager_notes_what_was_declared_but_books_no_money(client_for):
    month = make_month()
    receipt = receive(month, 100)
    client = client_for("Partneransvarig")
    client.post(
        reverse("payroll:declare", args=[month.pk]),
        {"version": month.version, "declared": "900", "declared_heads": "9"},
    )
    assert fresh(month).declared == Decimal("900.00")
    for name, pk in (("receive", month.pk), ("close", month.pk), ("reopen", month.pk), ("reverse", receipt.pk)):
        assert client.post(reverse(f"payroll:{name}", args=[pk]), {}).status_code == 403
    page = text_of(client.get(month.get_absolute_url()))
    assert [words for words in ("Registrera inbetalning", "Stäng månaden", ">Rätta<") if words in page] == []


def test_money_is_split_on_the_goals_to_the_ore(client_for):
    month = make_month(shares={get_goal(1): 33, get_goal(2): 33, get_goal(3): 34})
    receive(month, "100.01")
    response = client_for("Läsare").get(month.get_absolute_url())
    rows = [(row["goal"].number, row["amount"]) for row in response.context["split"].data]
    assert rows == [(1, Decimal("33.00")), (2, Decimal("33.00")), (3, Decimal("34.01"))]


# --- Lists ----------------------------------------------------------------------------------------


def names_in(response) -> list[str]:
    return [row.record.company.name for row in response.context["table"].rows]


def test_list_is_filtered_by_employer_reference_status_and_goal(client_for):
    today = timezone.localdate()
    running = make_scheme(company=CompanyFactory(name="Bo AB"), starts=today)
    make_scheme(company=CompanyFactory(name="Åkeri AB"), starts=today + relativedelta(days=1))
    make_scheme(
        company=CompanyFactory(name="Öl AB"),
        starts=today - relativedelta(days=9),
        ends=today - relativedelta(days=1),
        shares={get_goal(1): 50, get_goal(2): 50},
    )
    client = client_for("Läsare")

    def listed(**query):
        return names_in(client.get(reverse("payroll:list"), query))

    assert listed() == ["Bo AB", "Åkeri AB", "Öl AB"]
    assert listed(q="åkeri") == ["Åkeri AB"]
    assert listed(q=running.reference) == ["Bo AB"]
    assert listed(status="running") == ["Bo AB"]
    assert listed(status="upcoming") == ["Åkeri AB"]
    assert listed(status="ended") == ["Öl AB"]
    assert listed(goal=get_goal(2).pk) == ["Öl AB"]


def test_list_sums_what_was_received_for_the_months_of_the_year(client_for):
    today = timezone.localdate()
    scheme = make_scheme(starts=dt.date(today.year, 1, 1), payday=1)
    open_months(scheme, on=today)
    month = scheme.months.order_by("month").first()
    receive(month, 300, match_part=Decimal(100), received_on=today)
    make_scheme()
    response = client_for("Ekonomi").get(reverse("payroll:list"))
    [(words, total)] = response.context["totals"]
    assert (words, total) == (f"Mottaget från medarbetarna för månader i {today.year}", Decimal("200.00"))
    of_goal = client_for("Ekonomi").get(reverse("payroll:list"), {"goal": get_goal(1).pk})
    assert of_goal.context["totals"][0] == (f"{words}, till alla mål", Decimal("200.00"))
    assert [row.record.received_this_year for row in response.context["table"].rows] == [Decimal("200.00"), 0]


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_as_many_queries_for_one_as_for_thirty(number, client_for, django_assert_num_queries):
    for _ in range(number):
        receive(make_month(), 100)
    client = client_for("Ekonomi")
    with django_assert_num_queries(12):
        response = client.get(reverse("payroll:list"))
    assert len(names_in(response)) == number


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_overdue_list_costs_as_many_queries_for_one_as_for_thirty(number, client_for, django_assert_num_queries):
    for _ in range(number):
        company = CompanyFactory()
        make_month(company=company, coordinator=contact_at(company))
    client = client_for("Läsare")
    with django_assert_num_queries(7):
        response = client.get(reverse("payroll:overdue"))
    assert response.context["count"] == number


def test_overdue_list_has_only_what_is_late_and_finds_an_employer(client_for):
    today = timezone.localdate()
    late = make_scheme(company=CompanyFactory(name="Bo AB"), starts=today - relativedelta(months=2), payday=1)
    open_months(late, on=today - relativedelta(months=1))
    paid = make_month()
    receive(paid, 1000)
    client = client_for("Läsare")
    url = reverse("payroll:overdue")
    found = {row.record.scheme for row in client.get(url).context["table"].rows}
    assert (late in found, paid.scheme in found) == (True, False)
    assert client.get(url, {"q": "finns inte"}).context["count"] == 0


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_scheme_page_costs_as_many_queries_however_much_it_holds(number, client_for, django_assert_num_queries):
    scheme = make_scheme(starts=dt.date(2024, 6, 1), bands=[fixed(each, 6) for each in range(1, number + 1)])
    open_months(scheme, on=dt.date(2024, 5, 31) + relativedelta(months=number))
    for month in scheme.months.all():
        receive(month, 1, received_on=min(month.payday, timezone.localdate()))
    client = client_for("Ekonomi")
    with django_assert_num_queries(11):
        client.get(scheme.get_absolute_url())


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_month_page_costs_as_many_queries_however_many_receipts(number, client_for, django_assert_num_queries):
    month = make_month()
    for _ in range(number):
        receive(month, 1)
    client = client_for("Ekonomi")
    with django_assert_num_queries(10):
        client.get(month.get_absolute_url())


def test_scheme_page_shows_a_year_at_a_time(client_for):
    scheme = make_scheme(starts=dt.date(2025, 12, 1))
    open_months(scheme, on=dt.date(2026, 2, 28))
    client = client_for("Läsare")

    def shown(**query):
        return [row.record.name for row in client.get(scheme.get_absolute_url(), query).context["table"].rows]

    assert shown() == ["2026-02", "2026-01"]
    assert shown(year="2025") == ["2025-12"]
    assert shown(year="1999") == ["2026-02", "2026-01"]


# --- The workbook ---------------------------------------------------------------------------------


def test_workbook_has_a_typed_row_for_each_month_with_the_goals_apart(client_for):
    scheme = make_scheme(
        company=CompanyFactory(name="Bo AB"),
        shares={get_goal(1): 60, get_goal(3): 40},
        match_rate=Decimal(100),
        bands=[fixed(100, 10), fixed(7, 3)],
    )
    june = make_month(scheme)
    make_month(scheme, on=dt.date(2026, 7, 25))
    receive(june, "900.05", match_part=Decimal(100))
    make_month(company=CompanyFactory(name="Åkeri AB"), bands=[fixed(20, 4)])
    client = client_for("Ekonomi")
    book = book_of(client.get(reverse("payroll:list"), {"export": "xlsx"}))
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    june_row, july_row, other = (dict(zip(header, row, strict=True)) for row in rows[:3])
    assert june_row["Referens"] == scheme.reference
    assert june_row["Månad"] == dt.datetime(2026, 6, 1)  # noqa: DTZ001  as openpyxl reads a day
    assert (june_row["Väntat"], june_row["Mottaget"], june_row["Skillnad"]) == (1021, 800.05, -220.95)
    assert (june_row["Mottaget: Ingen hemlöshet"], june_row["Mottaget: Ingen ensamhet"]) == (480.03, 320.02)
    assert (june_row["Matchning enligt avtal"], june_row["Mottagen matchning"]) == (800.05, 100)
    assert (june_row["Väntat antal personer"], june_row["Läge"]) == (13, "Försenad")
    assert (july_row["Skillnad"], july_row["Mottaget"]) == (None, 0)
    assert (other["Arbetsgivare"], other["Väntat antal personer"], other["Väntat"]) == ("Åkeri AB", None, 80)
    terms = dict(zip(*list(book["Avtal"].iter_rows(values_only=True))[:2], strict=True))
    assert (terms["Andel: Ingen hemlöshet"], terms["Matchning, procent"]) == (0.6, 100)
    told = dict(book["Om exporten"].iter_rows(values_only=True))
    assert told["Månader"] == f"Till och med {timezone.localdate():%Y-%m}"
    assert (told["Kontrollsumma Väntat"], told["Kontrollsumma Skillnad"]) == (2122, -220.95)
    assert "summan är bara av de andra" in told["Skillnad"]
    one = book_of(client.get(reverse("payroll:list"), {"q": scheme.reference, "export": "xlsx"}))
    assert {row[0] for row in one.worksheets[0].iter_rows(min_row=2, max_row=3, values_only=True)} == {"Bo AB"}


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_workbook_costs_as_many_queries_for_one_scheme_as_for_thirty(number, client_for, django_assert_num_queries):
    for _ in range(number):
        make_month()
    client = client_for("Ekonomi")
    with django_assert_num_queries(13):
        response = client.get(reverse("payroll:list"), {"export": "xlsx"})
    assert book_of(response).sheetnames == ["Gåva via lön", "Avtal", "Om exporten"]


# --- In a competition -----------------------------------------------------------------------------


def test_panel_shows_what_came_and_what_is_promised_for_each_company(client_for):
    competition = make_competition(opens_on=JUNE, closes_on=JUNE + relativedelta(months=2))
    giving, silent = CompanyFactory(name="Bo AB"), CompanyFactory(name="Åkeri AB")
    make_team(competition, company=giving)
    make_team(competition, company=silent)
    scheme = make_scheme(company=giving)
    receive(make_month(scheme), 1000)
    make_month(scheme, on=dt.date(2026, 7, 25))
    client = client_for("Läsare")
    url = reverse("payroll:panel", args=[competition.pk])
    response = client.get(url, headers={"HX-Request": "true"})
    [each] = response.context["giving"]
    assert (each.company, each.received, each.promised) == (giving, Decimal("1000.00"), Decimal("1000.00"))
    assert (each.received_width, each.promised_width) == ("50.00%", "50.00%")
    assert "<html" not in text_of(response)
    assert "<html" in text_of(client.get(url))
    assert "ingår inte i tävlingens summa och ger inga poäng" in text_of(response)


def test_panel_of_companies_without_payroll_giving_says_what_to_do(client_for):
    competition = make_competition()
    make_team(competition)
    url = reverse("payroll:panel", args=[competition.pk])
    assert reverse("payroll:create") in text_of(client_for("Tävlingsledare").get(url, headers={"HX-Request": "true"}))
    assert reverse("payroll:create") not in text_of(client_for("Läsare").get(url, headers={"HX-Request": "true"}))


def test_menu_leads_to_payroll_giving_and_marks_it(client_for):
    page = text_of(client_for("Läsare").get(reverse("payroll:list")))
    link = f'<a href="{reverse("payroll:list")}" aria-current="page">'
    assert page.count(link) == 2  # in the list of links, and behind Mer on a phone
