import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config.roles import FINANCE, PARTNER_MANAGER, READER
from core.form_tokens import ONCE_FIELD
from core.models import SentForm
from finance.models import BankFile, BankFileDraft, Payment
from finance.services.bank_files import keep_draft
from tests.finance.bank_samples import Entry, Tx, camt054, read_sample, swish_line, swish_report
from tests.markup import collapsed

pytestmark = pytest.mark.django_db
CREATE = reverse("finance:bankfile_create")
A_FILE = camt054(Entry([Tx("100.00", bank_id="A"), Tx("50.00", bank_id="B")]), Entry(amount="30.00", sign="DBIT"))


def text_of(page) -> str:
    return collapsed(page.content.decode()).replace("</a>", "")


def upload(client, content: bytes, name: str = "camt.xml"):
    return client.post(CREATE, {"file": SimpleUploadedFile(name, content)})


def at(draft: BankFileDraft, step: str) -> str:
    return reverse(f"finance:bankfile_{step}", args=[draft.pk])


def test_a_file_is_looked_through_and_then_read_in(client_for):
    client = client_for(FINANCE)
    answer = upload(client, A_FILE)
    draft = BankFileDraft.objects.get()
    assert answer.url == at(draft, "preview")
    page = client.get(answer.url)
    assert [(each.state, each.number, each.amount) for each in page.context["preview"].sums] == [
        ("new", 2, Decimal(150)),
        ("out", 1, Decimal(-30)),
    ]
    assert not Payment.objects.exists()
    answer = client.post(at(draft, "commit"), {"digest": page.context["preview"].digest})
    file = BankFile.objects.get()
    assert answer.url == file.get_absolute_url()
    assert (file.name, file.taken, Payment.objects.count()) == ("camt.xml", 150, 2)
    assert not BankFileDraft.objects.exists()
    assert "2 inbetalningar är inlästa." in text_of(client.get(answer.url))


def test_pressing_twice_reads_in_once(client_for):
    client = client_for(FINANCE)
    upload(client, A_FILE)
    draft = BankFileDraft.objects.get()
    sent = {ONCE_FIELD: "prov", "digest": client.get(at(draft, "preview")).context["preview"].digest}
    first, second = client.post(at(draft, "commit"), sent), client.post(at(draft, "commit"), sent)
    assert (first.url, BankFile.objects.count()) == (BankFile.objects.get().get_absolute_url(), 1)
    assert second.status_code in (302, 404)
    assert SentForm.objects.count() <= 1


def test_a_broken_file_says_where_and_changes_nothing(client_for):
    page = upload(client_for(FINANCE), A_FILE.replace(b"</Ntfctn>", b""))
    assert "Filen är inte hel xml. Felet är på rad 1" in text_of(page)
    assert not BankFileDraft.objects.exists()


def test_a_preview_that_moved_is_shown_again(client_for):
    client = client_for(FINANCE)
    draft = keep_draft(A_FILE, name="fil", by=client.user)
    answer = client.post(at(draft, "commit"), {"digest": "0"})
    assert (answer.url, Payment.objects.count()) == (at(draft, "preview"), 0)


def test_likely_rows_are_taken_when_ticked_and_money_by_hand_is_kept(client_for):
    client = client_for(FINANCE)
    read_sample(swish_report(swish_line("10.00")), by=client.user)
    draft = keep_draft(swish_report(swish_line("10.00"), swish_line("20.00")), name="fil", by=client.user)
    page = client.get(at(draft, "preview"))
    assert 'name="anyway" value="1"' in page.content.decode()
    client.post(at(draft, "commit"), {"digest": page.context["preview"].digest, "anyway": "1"})
    assert [*Payment.objects.order_by("pk").values_list("amount", flat=True)] == [10, 10, 20]


def test_another_list_is_read_by_its_columns(client_for):
    client = client_for(FINANCE)
    answer = upload(client, b"Datum;Kronor;Vem\n2026-11-24;100,50;Exempel AB\nx;5;\n", "lista.csv")
    draft = BankFileDraft.objects.get()
    assert client.get(answer.url).url == at(draft, "columns")
    form = client.get(at(draft, "columns")).context["form"]
    assert {name: form[f"column_{name}"].initial for name in ("booked_on", "amount", "payer")} == {
        "booked_on": "0",
        "amount": "1",
        "payer": "",
    }
    columns = {"column_booked_on": "0", "column_amount": "1", "column_payer": "2"}
    wrong = client.post(at(draft, "columns"), {**columns, "column_text": "2", "account": "bankgiro"})
    assert "Kolumnen är redan vald som Betalare." in text_of(wrong)
    assert client.post(at(draft, "columns"), {**columns, "account": "bankgiro"}).url == at(draft, "preview")
    page = client.get(at(draft, "preview"))
    client.post(at(draft, "commit"), {"digest": page.context["preview"].digest})
    payment = Payment.objects.get()
    assert (payment.amount, payment.payer, payment.account) == (Decimal("100.50"), "Exempel AB", "bankgiro")
    [left] = payment.file.refused_rows.all()
    assert (left.amount, left.why) == (5, "Datum: Skriv en dag som 2026-03-01.")


def test_a_file_without_columns_is_refused(client_for):
    client = client_for(FINANCE)
    draft = keep_draft(b"hej", name="fil", by=client.user)
    assert client.get(at(draft, "columns")).url == CREATE


def test_a_file_that_is_in_already_cannot_be_read_again(client_for):
    client = client_for(FINANCE)
    read_sample(A_FILE, by=client.user)
    draft = keep_draft(A_FILE, name="fil", by=client.user)
    page = client.get(at(draft, "preview"))
    assert ("Filen är redan inläst:" in text_of(page), "Läs in det förkryssade" in text_of(page)) == (True, True)
    again = client.post(at(draft, "commit"), {"digest": page.context["preview"].digest}, follow=True)
    assert "Filen är redan inläst." in text_of(again)


def test_money_out_is_ticked_when_it_is_a_refund(client_for):
    client = client_for(FINANCE)
    draft = keep_draft(A_FILE, name="fil", by=client.user)
    page = client.get(at(draft, "preview"))
    assert "Ta in den: det är en återbetalning" in text_of(page)
    client.post(at(draft, "commit"), {"digest": page.context["preview"].digest, "anyway": "3"})
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [-30, 50, 100]


def test_rows_that_were_not_taken_have_their_headings_in_the_users_language(client_for):
    client = client_for(FINANCE)
    page = client.get(read_sample(A_FILE, by=client.user).get_absolute_url()).content.decode()
    rows = page[page.index("Rader som inte togs") :]
    headings = [collapsed(each) for each in re.findall(r"<th[^>]*scope=\"col\"[^>]*>(.*?)</th>", rows, re.DOTALL)]
    assert headings[:6] == ["Rad", "Dag", "Betalare", "Text", "Belopp", "Varför"]


def test_a_file_is_thrown_away(client_for):
    client = client_for(FINANCE)
    draft = keep_draft(A_FILE, name="fil", by=client.user)
    assert client.post(at(draft, "discard")).url == reverse("finance:bankfile_list")
    assert not BankFileDraft.objects.exists()


def test_drafts_are_their_makers_alone(client_for):
    draft = keep_draft(A_FILE, name="fil", by=client_for(FINANCE).user)
    assert client_for(FINANCE).get(at(draft, "preview")).status_code == 404


@pytest.mark.parametrize("role", [PARTNER_MANAGER, READER])
def test_only_finance_reads_files_in(client_for, role):
    assert client_for(role).get(CREATE).status_code == 403


def test_the_page_of_a_file_says_what_was_taken_and_what_not(client_for):
    client = client_for(FINANCE)
    file = read_sample(A_FILE, by=client.user)
    words = text_of(client.get(file.get_absolute_url()))
    assert "Uttag." in words
    assert "Exempelbolaget AB" in words


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_as_many_queries_for_one_file_as_for_thirty(client_for, number, django_assert_num_queries):
    client = client_for(FINANCE)
    for place in range(number):
        BankFile.objects.create(name="fil", sha256=str(place), number=place, read_by=client.user)
    client.get(reverse("finance:bankfile_list"))
    with django_assert_num_queries(9):
        assert len(client.get(reverse("finance:bankfile_list")).context["table"].rows) == number
