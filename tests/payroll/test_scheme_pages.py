"""A scheme is created and edited with its bands and document."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core.documents import MAX_DOCUMENT_BYTES
from core.forms import MOST_ROWS
from payroll.models import PayrollBand, PayrollScheme
from tests.factories import CompanyFactory, get_goal
from tests.payroll.factories import STARTS, fixed, make_month, make_scheme, mixed, per_mille, receive
from tests.payroll.pages import fresh, text_of

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


# --- The scheme ------------------------------------------------------------------------------------


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


def test_group_marked_for_removal_is_deleted(client_for):
    scheme = make_scheme()
    make_month(scheme)
    key = scheme.bands.get().pk
    data = scheme_data({"key": key, "kind": "fixed", "bands": "", "DELETE": "on"}, initial=1, version=scheme.version)
    response = client_for("Partneransvarig").post(reverse("payroll:edit", args=[scheme.pk]), data)
    assert (response.status_code, scheme.bands.count()) == (302, 0)
    assert scheme.months.get().expected == Decimal("1000.00")


def test_stale_form_is_refused_and_keeps_input(client_for):
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


def test_pages_never_show_small_head_counts(client_for):
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


# --- The document ----------------------------------------------------------------------------------


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


def test_document_is_ticked_away(client_for):
    scheme = make_scheme(document=pdf(), bands=[])
    data = scheme_data(version=scheme.version, company_0=scheme.company_id, company_1=scheme.company.name)
    url = reverse("payroll:edit", args=[scheme.pk])
    answer = client_for("Partneransvarig").post(url, data | {"document-clear": "on"})
    stored = PayrollScheme.objects.get()
    assert (answer.status_code, stored.document.name, stored.document_sha256) == (302, "", "")


@pytest.mark.parametrize("what", ["cleared", "replaced", "kept"])
def test_document_that_is_removed_or_replaced_is_gone_from_the_disk_too(
    what, client_for, django_capture_on_commit_callbacks
):
    scheme = make_scheme(document=pdf(), bands=[])
    sent = {"cleared": {"document-clear": "on"}, "replaced": {"document": pdf(b"%PDF-1.7 nytt")}, "kept": {}}[what]
    data = scheme_data(version=scheme.version, company_0=scheme.company_id, company_1=scheme.company.name)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_for("Partneransvarig").post(reverse("payroll:edit", args=[scheme.pk]), data | sent)
    now, storage = PayrollScheme.objects.get().document, scheme.document.storage
    assert (answer.status_code, storage.exists(scheme.document.name)) == (302, what == "kept")
    assert not now or storage.exists(now.name)


def test_number_of_groups_that_nobody_means_makes_no_long_page(client_for):
    data = scheme_data() | {"bands-TOTAL_FORMS": "9" * 20}
    answer = client_for("Partneransvarig").post(reverse("payroll:create"), data)
    assert (answer.status_code, len(answer.context["bands"].forms)) == (200, MOST_ROWS)


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
def test_document_type_is_detected_by_content(name, content, taken, client_for):
    scheme = make_scheme()
    make_month(scheme)
    data = scheme_data(version=scheme.version, document=pdf(content, name))
    response = client_for("Partneransvarig").post(reverse("payroll:edit", args=[scheme.pk]), data)
    scheme.refresh_from_db()
    assert (response.status_code == 302, bool(scheme.document)) == (taken, taken)
