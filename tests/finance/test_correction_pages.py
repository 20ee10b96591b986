"""Pages that mend: a replacement is undone, a refused file is read again, and what came in is told by kind."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config.roles import ADMINISTRATOR, COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER
from core.locked_months import lock
from finance.models import Account, BankFile, BankFileDraft, Flow, Payment, Restoration
from finance.services.allocations import allocate_to_account, reverse_allocation
from finance.services.payments import replace_payment
from finance.services.periods import reopen_month
from tests import clock
from tests.campaigns.factories import give, running_duel
from tests.factories import UserFactory
from tests.finance.bank_samples import Entry, Tx, camt054, read_sample, swish_line, swish_report
from tests.finance.factories import from_bank, invoice, pay, pay_instalment, planned_sponsorship
from tests.markup import collapsed
from tests.payroll.factories import make_month, receive
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database, clock.pinned]

OCTOBER = dt.date(2026, 10, 1)


def text_of(response) -> str:
    return collapsed(response.content.decode()).replace("</a>", "")


# --- A replacement made by mistake -----------------------------------------------------------------


@pytest.fixture
def replaced():
    """400 kr entered by hand, for an invoice, and the bank's row that took its place."""
    owed = invoice(planned_sponsorship().instalments.first())
    hand = pay_instalment(owed, 400, account=Account.BANKGIRO, payer="Åkeriet").payment
    bank = from_bank(400, account=Account.BANKGIRO, payer="Bageriet")
    replace_payment(hand, bank=bank, by=UserFactory())
    return hand, bank, owed


def restore(payment: Payment) -> str:
    return reverse("finance:payment_restore", args=[payment.pk])


def test_replacement_is_undone_from_the_page_of_what_was_entered_by_hand(replaced, client_for):
    hand, bank, owed = replaced
    client = client_for(FINANCE)
    page = client.get(hand.get_absolute_url()).content.decode()
    assert (f'href="{restore(hand)}"' in page, f'href="{bank.get_absolute_url()}"' in page) == (True, True)
    done = client.post(restore(hand), {"reason": "En annan betalning"}, follow=True)
    assert "Ersättningen är ångrad. Koppla bankens rad på nytt." in text_of(done)
    again = Restoration.objects.get().payment
    assert (again.amount, again.payer, again.booked_on) == (400, "Åkeriet", hand.booked_on)
    assert list(owed.allocations.effective().values_list("payment", "amount")) == [(again.pk, 400)]
    assert [payment.pk for payment in Payment.objects.unallocated()] == [bank.pk]
    # Each of the three says what became of it.
    was, now, banks = (text_of(client.get(each.get_absolute_url())) for each in (hand, again, bank))
    assert "Det var ett misstag. Den lades in igen:" in was
    assert ("En annan betalning" in was, restore(hand) in was) == (True, False)
    assert ("Lades in igen efter" in now, "En annan betalning" in now) == (True, True)
    assert ("Ersätter" in banks, "att fördela" in banks) == (False, True)


def test_restored_payment_is_replaced_by_the_right_row_afterwards(replaced, client_for):
    hand, _bank, owed = replaced
    client_for(FINANCE).post(restore(hand), {"reason": "Fel rad"})
    again, right = Restoration.objects.get().payment, from_bank(400, account=Account.BANKGIRO, payer="Åkeriet")
    replace_payment(again, bank=right, by=UserFactory())
    assert list(owed.allocations.effective().values_list("payment", "amount")) == [(right.pk, 400)]


def test_replacement_is_undone_once_with_a_reason_while_the_banks_row_is_untouched(replaced, client_for):
    hand, bank, owed = replaced
    client = client_for(FINANCE)
    assert client.post(restore(hand), {"reason": " "}).context["form"].errors.keys() == {"reason"}
    assert "Inbetalningen är inte ersatt" in text_of(client.post(restore(pay(5)), {"reason": "Fel"}))
    client.post(restore(hand), {"reason": "Fel rad"})
    assert "Ersättningen är redan ångrad." in text_of(client.post(restore(hand), {"reason": "Igen"}))
    other = pay_instalment(owed, 30, account=Account.BANKGIRO).payment
    taken_over = from_bank(30, account=Account.BANKGIRO)
    replace_payment(other, bank=taken_over, by=UserFactory())
    reverse_allocation(taken_over.allocations.effective().get(), by=UserFactory(), reason="Fel faktura")
    assert "fördelad på annat sätt sedan dess" in text_of(client.post(restore(other), {"reason": "Fel rad"}))
    assert (Restoration.objects.count(), bank.allocations.effective().count()) == (1, 0)


def test_payment_of_a_locked_month_is_restored_today(replaced, client_for):
    hand, *_rest = replaced
    lock(dt.date(2026, 11, 1), by=UserFactory())
    with clock.travel(dt.date(2026, 12, 3)):
        client_for(FINANCE).post(restore(hand), {"reason": "Fel rad"})
    assert Restoration.objects.get().payment.booked_on == dt.date(2026, 12, 3)


@pytest.mark.parametrize("role", [PARTNER_MANAGER, COMPETITION_LEADER, READER])
def test_only_finance_undoes_a_replacement(replaced, role, client_for):
    hand, *_rest = replaced
    client = client_for(role)
    assert client.post(restore(hand), {"reason": "Fel"}).status_code == 403
    if role == PARTNER_MANAGER:  # who sees the payment
        assert restore(hand) not in client.get(hand.get_absolute_url()).content.decode()


# --- A refused file is read again ------------------------------------------------------------------


def preview(client, content: bytes) -> tuple[BankFileDraft, object]:
    client.post(reverse("finance:bankfile_create"), {"file": SimpleUploadedFile("fil.xml", content)})
    draft = BankFileDraft.objects.get()
    return draft, client.get(draft.get_absolute_url())


def read(client, draft: BankFileDraft, page, **ticked):
    sent = {"digest": page.context["preview"].digest} | ticked
    return client.post(reverse("finance:bankfile_commit", args=[draft.pk]), sent, follow=True)


def test_file_with_rows_of_a_locked_month_is_read_again_when_an_administrator_has_opened_it(client_for):
    client = client_for(FINANCE)
    lock(OCTOBER, by=UserFactory())
    content = camt054(Entry([Tx("100.00", bank_id="A")]), Entry([Tx("30.00", bank_id="B")], day="2026-10-20"))
    told = read(client, *preview(client, content))
    assert "1 inbetalning är inläst." in text_of(told)
    assert "Oktober 2026 är låst i bokföringen." in text_of(told)
    draft, page = preview(client, content)
    assert "Filen är redan inläst:" in text_of(page)
    assert ("Det finns inget mer i den att läsa in." in text_of(page), page.context["can_be_read"]) == (True, False)
    client.post(reverse("finance:bankfile_discard", args=[draft.pk]))
    reopen_month(OCTOBER, by=client_for(ADMINISTRATOR).user, reason="En fil kom sent")
    draft, page = preview(client, content)
    assert "Det som inte togs då och går att läsa in nu läggs till den." in text_of(page)
    assert "Läs in 1 ny rad" in text_of(page)
    told = read(client, draft, page)
    assert "1 inbetalning är inläst." in text_of(told)  # and not the two that the file has now
    file = BankFile.objects.get()
    assert (file.taken, file.refused, file.refused_rows.count()) == (130, 0, 0)


def test_row_that_was_likely_in_and_was_not_is_taken_when_the_file_is_read_again(client_for):
    client = client_for(FINANCE)
    read_sample(swish_report(swish_line("10.00")), by=client.user)
    content = swish_report(swish_line("10.00"), swish_line("20.00"))
    read(client, *preview(client, content))
    draft, page = preview(client, content)
    states = [(row.position, row.state) for row in page.context["preview"].rows]
    assert states == [(1, "likely"), (2, "known")]  # what the file brought in itself is never offered again
    assert "Alla rader i filen är redan inlästa" in text_of(read(client, draft, page))
    read(client, draft, page, anyway=["1", "2"])
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [10, 10, 20]
    file = BankFile.objects.latest("pk")
    assert (file.taken, file.refused, file.refused_rows.count()) == (30, 0, 0)


# --- What came in, by kind -------------------------------------------------------------------------


def test_workbook_of_what_came_has_a_sheet_by_kind_and_one_of_public_and_companies(client_for):
    _duel, team, _other = running_duel()
    give(team, 70)
    receive(make_month(), 1000)
    pay_instalment(invoice(planned_sponsorship().instalments.first()), 400)
    allocate_to_account(pay(9), amount=Decimal(9), account_no="3990", flow=Flow.OTHER, by=UserFactory())
    book = book_of(client_for(FINANCE).get(reverse("finance:received_list"), {"export": "xlsx"}), data_only=False)
    assert book.sheetnames == ["Mottaget", "Allmänhet och företag", "Per slag", "Om exporten"]

    def rows(name: str) -> list[tuple]:
        return [row for row in book[name].iter_rows(min_row=2, values_only=True) if row[0] and row[0] != "Summa"]

    ours = "Ingen hemlöshet"
    assert sorted((kind, kronor) for kind, _goal, kronor in rows("Per slag")) == [
        ("Annan intäkt", 9),
        ("Medarbetares gåvor", 1070),
        ("Sponsorskap", 400),
    ]
    split = {(row[0], *map(int, row[1:])) for row in rows("Allmänhet och företag")}
    assert split == {(ours, 1070, 400, 0), ("–", 0, 0, 9)}


def test_sheets_of_what_came_hold_only_what_was_chosen(client_for):
    receive(make_month(), 1000)
    allocate_to_account(pay(9), amount=Decimal(9), account_no="3990", flow=Flow.OTHER, by=UserFactory())
    chosen = {"flow": "other", "export": "xlsx"}
    book = book_of(client_for(FINANCE).get(reverse("finance:received_list"), chosen))
    assert [row[0] for row in book["Per slag"].iter_rows(min_row=2, values_only=True) if row[0]][:1] == ["Annan intäkt"]
    assert client_for(READER).get(reverse("finance:received_list"), chosen).status_code == 403
