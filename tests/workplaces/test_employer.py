"""What an employer sees and reports by the personal link."""

import datetime as dt
from decimal import Decimal

import pytest

from payroll.models import PayrollMonth
from tests.campaigns.pages import text_of
from tests.factories import CompanyFactory
from tests.payroll.factories import STARTS, fixed, make_month, make_scheme, per_mille
from tests.workplaces.factories import by_link
from workplaces.services.personal_links import make_link

pytestmark = [pytest.mark.django_db, pytest.mark.database("workplaces.services.employers")]
NOVEMBER, DECEMBER, JANUARY = (dt.date(2026, 11, 1), dt.date(2026, 12, 1), dt.date(2027, 1, 1))


def employed(**fields):
    scheme = make_scheme(**fields)
    _link, secret = make_link("employer", scheme, by=None)
    return scheme, secret


def rows(*bands: dict, initial: int) -> dict:
    data = {"bands-TOTAL_FORMS": len(bands), "bands-INITIAL_FORMS": initial}
    empty = {"key": "", "kind": "fixed", "amount": "", "per_mille": "", "heads": "", "expected": ""}
    for number, band in enumerate(bands):
        data |= {f"bands-{number}-{name}": value for name, value in (empty | band).items()}
    return data


def terms(scheme) -> list[tuple]:
    return [(band.heads, band.starts, band.ends) for band in scheme.bands.order_by("starts", "pk")]


def test_month_is_declared_and_traced(client):
    scheme, secret = employed()
    month = make_month(scheme, on=dt.date(2026, 11, 25))
    url = by_link("month_declare", secret, month.pk)
    assert "de 1 000 kr som väntas" in text_of(client.get(url)).replace("\N{NO-BREAK SPACE}", " ")
    asked = client.post(url, {"declared": "", "declared_heads": "9", "version": month.version})
    assert set(asked.context["form"].errors) == {"declared"}
    client.post(url, {"declared": "900", "declared_heads": "9", "version": month.version})
    month = PayrollMonth.objects.get(pk=month.pk)
    assert (month.declared, month.declared_heads) == (Decimal(900), 9)
    assert month.history.latest().history_change_reason.startswith("Personlig länk")


def test_month_of_another_employer_does_not_exist(client):
    _scheme, secret = employed()
    other = make_month(make_scheme(company=CompanyFactory()), on=dt.date(2026, 11, 25))
    url = by_link("month_declare", secret, other.pk)
    assert [client.get(url).status_code, client.post(url, {"declared": "1"}).status_code] == [404, 404]


def test_groups_change_from_the_month_on_and_earlier_months_stay(client):
    scheme, secret = employed(bands=[fixed(100, heads=10), fixed(200, heads=6)])
    first, second = scheme.bands.order_by("amount")
    data = rows(
        {"key": first.pk, "amount": "100", "heads": "12"},
        {"key": second.pk, "amount": "200", "heads": "6"},
        {"amount": "50", "heads": "7"},
        initial=2,
    )
    answer = client.post(by_link("bands_change", secret), data | {"month": DECEMBER.isoformat()})
    assert (answer.status_code, terms(scheme)) == (
        302,
        [
            (10, STARTS, NOVEMBER.replace(day=30)),
            (6, STARTS, None),
            (12, DECEMBER, None),
            (7, DECEMBER, None),
        ],
    )


def test_group_that_ends_is_kept_for_the_months_it_gave(client):
    scheme, secret = employed(bands=[fixed(100, heads=10), fixed(200, heads=6)])
    first, second = scheme.bands.order_by("amount")
    data = rows(
        {"key": first.pk, "amount": "100", "heads": "10"},
        {"key": second.pk, "amount": "200", "heads": "6", "DELETE": "on"},
        initial=2,
    )
    client.post(by_link("bands_change", secret), data | {"month": JANUARY.isoformat()})
    assert terms(scheme) == [(10, STARTS, None), (6, STARTS, dt.date(2026, 12, 31))]


def test_groups_of_months_whose_payday_has_been_are_left_alone(client):
    scheme, secret = employed()
    band = scheme.bands.get()
    data = rows({"key": band.pk, "amount": "100", "heads": "12"}, initial=1)
    answer = client.post(by_link("bands_change", secret), data | {"month": "2026-10-01"})
    assert (set(answer.context["form"].errors), terms(scheme)) == ({"month"}, [(10, STARTS, None)])


def test_group_of_another_employer_is_not_touched(client):
    scheme, secret = employed()
    other = make_scheme(company=CompanyFactory())
    data = rows({"key": other.bands.get().pk, "amount": "100", "heads": "99"}, initial=0)
    client.post(by_link("bands_change", secret), data | {"month": DECEMBER.isoformat()})
    assert (terms(other), terms(scheme)) == ([(10, STARTS, None)], [(10, STARTS, None), (99, DECEMBER, None)])


def test_page_tells_of_no_group_so_small_that_somebody_is_known(client):
    _scheme, secret = employed(bands=[fixed(100, heads=10), fixed(777, heads=2), per_mille(3333, heads=8)])
    page = text_of(client.get(by_link("employer", secret))).replace("\N{NO-BREAK SPACE}", " ")
    assert ("1 554" in page, "777" in page, "10 personer" in page) == (False, False, True)
