import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config.roles import FINANCE, PARTNER_MANAGER, READER
from finance.models import BankFile, Payment
from tests.finance.bank_samples import Entry, Tx, camt054, read_sample

pytestmark = pytest.mark.django_db
LIST = reverse("api:bankfile-list")
A_FILE = camt054(Entry([Tx("100.00", bank_id="A")]), Entry(amount="30.00", sign="DBIT"))


def send(client, content: bytes, name: str = "camt.xml"):
    return client.post(LIST, {"file": SimpleUploadedFile(name, content)}, format="multipart")


def test_a_file_is_read_in_and_answers_what_was_taken(api_client_for):
    client = api_client_for(FINANCE)
    answer = send(client, A_FILE)
    assert answer.status_code == 201
    file = BankFile.objects.get()
    told = answer.json()
    names = ("id", "number", "name", "format", "entries", "credit", "debit", "taken", "refused", "warnings")
    assert {name: told[name] for name in names} == {
        "id": file.pk,
        "number": 1,
        "name": "camt.xml",
        "format": "camt.054",
        "entries": 2,
        "credit": "100.00",
        "debit": "30.00",
        "taken": "100.00",
        "refused": "-30.00",
        "warnings": [],
    }
    [left] = client.get(reverse("api:bankfile-refused-rows", args=[file.pk])).json()["results"]
    assert (left["position"], left["amount"], left["why"], left["same"]) == (2, "-30.00", "Uttag.", None)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (A_FILE[:-20], "Filen är inte hel xml."),
        (b"a;b\n1;2\n", "Filen är ingen bankfil: den har inga kolumner."),
    ],
)
def test_a_broken_file_says_why_and_changes_nothing(api_client_for, content, why):
    answer = send(api_client_for(FINANCE), content)
    assert answer.status_code == 400
    assert answer.json()["file"].startswith(why)
    assert not Payment.objects.exists()


def test_a_file_that_is_in_already_is_refused(api_client_for):
    client = api_client_for(FINANCE)
    read_sample(A_FILE, by=client.user)
    assert send(client, A_FILE).status_code in (400, 409)
    assert BankFile.objects.count() == 1


@pytest.mark.parametrize("role", [PARTNER_MANAGER, READER])
def test_only_finance_sees_and_sends_files(api_client_for, role):
    client = api_client_for(role)
    assert client.get(LIST).status_code == 403
    assert send(client, A_FILE).status_code == 403
