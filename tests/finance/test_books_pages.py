"""Months, settings and SIE files on screen."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from core.models import AuditEntry, LockedMonth
from finance.models import AccountUse, Flow, FlowRule, LedgerAccount, LedgerExport, our_books
from finance.services.allocations import allocate_to_account
from finance.services.periods import lock_months
from tests import clock
from tests.factories import UserFactory
from tests.finance.books import set_up
from tests.finance.factories import pay
from tests.finance.sie_reader import read_sie

pytestmark = [pytest.mark.django_db, clock.pinned]

OCTOBER = dt.date(2026, 10, 1)
MONTH = [2026, 10]


def booked_in_october(amount: int = 100):
    payment = pay(amount, booked_on=dt.date(2026, 10, 14))
    return allocate_to_account(payment, amount=Decimal(amount), account_no="3990", flow=Flow.OTHER, by=UserFactory())


def filled(form) -> dict:
    """What a browser sends of the form as it is shown."""
    shown = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in shown.items()}


@pytest.fixture
def finance(client_for):
    return client_for("Ekonomi")


def test_empty_months_say_what_brings_them_and_what_to_do_first(finance):
    page = finance.get(reverse("finance:period_list")).content.decode()
    assert "Inga pengar än" in page
    assert reverse("finance:books_edit") in page


def test_finance_sets_up_exports_fetches_and_locks_a_month(finance):
    """The whole way, by the pages alone."""
    booked_in_october()
    form = finance.get(reverse("finance:books_edit")).context["form"]
    sent = filled(form)
    assert (sent["account_swish"], sent["since_other"]) == ("1930 Bankkonto", "")
    finance.post(reverse("finance:books_edit"), sent | {"since_other": "2026-10-01", "series": "MS"})
    assert (our_books().series, FlowRule.objects.get(flow="other").since) == ("MS", OCTOBER)
    month = finance.get(reverse("finance:period_detail", args=MONTH)).content.decode()
    assert "Fördelningar som inte är exporterade till bokföringen" in month
    made = finance.post(reverse("finance:period_export", args=MONTH))
    export = LedgerExport.objects.get()
    assert made.url == export.get_absolute_url()
    fetch = reverse("finance:ledgerexport_fetch", args=[export.pk])
    assert fetch in finance.get(made.url).content.decode()
    file = finance.post(fetch)
    assert file["Content-Disposition"] == 'attachment; filename="medspel-2026-10-MS1-1.si"'
    assert [voucher.series for voucher in read_sie(file.content).vouchers] == ["MS"]
    assert AuditEntry.objects.filter(kind="download").count() == 1
    lock = reverse("finance:period_lock", args=MONTH)
    assert "anyway" not in finance.get(lock).context["form"].fields
    assert finance.post(lock).url == reverse("finance:period_detail", args=MONTH)
    assert LockedMonth.objects.get().locked_by == finance.user
    page = finance.get(reverse("finance:period_detail", args=MONTH)).content.decode()
    assert ("Låst" in page, "Öppna igen" in page) == (True, False)


def test_file_is_fetched_again_only_with_a_reason(finance):
    set_up()
    booked_in_october()
    finance.post(reverse("finance:period_export", args=MONTH))
    export = LedgerExport.objects.get()
    fetch = reverse("finance:ledgerexport_fetch", args=[export.pk])
    finance.post(fetch)
    refused = finance.post(fetch)
    assert (refused.status_code, list(refused.context["form"].errors)) == (200, ["reason"])
    again = finance.post(fetch, {"reason": "Filen försvann"})
    assert "PROSA" in read_sie(again.content).records
    assert "Filen försvann" in finance.get(export.get_absolute_url()).content.decode()


def test_nothing_to_export_says_so(finance):
    set_up()
    answer = finance.post(reverse("finance:period_export", args=MONTH), follow=True)
    assert "Det finns inget att exportera" in answer.content.decode()


def test_unfinished_month_is_locked_only_when_it_is_meant(finance):
    pay(100, booked_on=dt.date(2026, 10, 14))
    lock = reverse("finance:period_lock", args=MONTH)
    assert "Inbetalningar som inte är fördelade" in finance.get(lock).content.decode()
    refused = finance.post(lock)
    assert "kryssa för att låsa ändå" in refused.content.decode()
    finance.post(lock, {"anyway": "on"})
    assert LockedMonth.objects.count() == 1


def test_month_that_is_not_over_is_not_locked(finance):
    refused = finance.post(reverse("finance:period_lock", args=[2026, 11]))
    assert "Månaden är inte slut än" in refused.content.decode()


def test_administrator_opens_a_month_with_a_reason(client_for):
    booked_in_october()
    lock_months(OCTOBER, by=UserFactory())
    reopen = reverse("finance:period_reopen", args=MONTH)
    assert client_for("Ekonomi").post(reopen, {"reason": "Fel"}).status_code == 403
    administrator = client_for("Administratör")
    assert list(administrator.post(reopen).context["form"].errors) == ["reason"]
    administrator.post(reopen, {"reason": "Fel konto"})
    assert not LockedMonth.objects.exists()
    assert "Fel konto" in administrator.get(reverse("finance:period_detail", args=MONTH)).content.decode()


@pytest.mark.parametrize("month", [[2026, 13], [1200, 1], [2026, 0]])
def test_month_that_does_not_exist_is_not_found(month, finance):
    assert finance.get(reverse("finance:period_detail", args=month)).status_code == 404


def test_account_that_is_no_account_is_told_beside_its_field(finance):
    form = finance.get(reverse("finance:books_edit")).context["form"]
    sent = filled(form)
    answer = finance.post(reverse("finance:books_edit"), sent | {"account_swish": "Banken", "account_vat": ""})
    assert list(answer.context["form"].errors) == ["account_swish"]
    answer = finance.post(reverse("finance:books_edit"), sent | {"account_vat": "", "since_sponsorship": "2026-01-01"})
    assert list(answer.context["form"].errors) == ["account_vat"]
    assert not LedgerAccount.objects.exists()


def test_account_that_is_emptied_is_not_used_any_more(finance):
    set_up(ours=())
    form = finance.get(reverse("finance:books_edit")).context["form"]
    sent = filled(form)
    finance.post(reverse("finance:books_edit"), sent | {"account_plusgiro": ""})
    assert not LedgerAccount.objects.filter(use=AccountUse.PLUSGIRO).exists()
    assert our_books().version == 2


@pytest.mark.parametrize("number", [1, 30])
def test_sie_files_cost_as_many_queries_for_one_as_for_thirty(number, finance, django_assert_num_queries):
    set_up()
    for _time in range(number):
        booked_in_october()
        finance.post(reverse("finance:period_export", args=MONTH))
    assert LedgerExport.objects.count() == number
    with django_assert_num_queries(7):
        finance.get(reverse("finance:ledgerexport_list"))
