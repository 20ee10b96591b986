"""What waits in the mailbox, for programs, by the same services as the pages."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from crm.models import Document, Interaction
from inbox.mailreader import read_mail
from inbox.models import InboundMail
from tests.factories import CompanyFactory, InboundFactory, contact_at
from tests.inbox.received import message

pytestmark = pytest.mark.django_db
JSON = "application/json"
LIST = reverse("api:inboundmail-list")


def at(mail: InboundMail, action: str = "detail") -> str:
    return reverse(f"api:inboundmail-{action}", args=[mail.pk])


def arrived(content: bytes) -> InboundMail:
    return InboundFactory(file=ContentFile(content, name="mejl.eml"), parsed=read_mail(content).to_json())


def test_list_has_what_waits_and_a_row_says_whom_it_is_about(client_for):
    client, kim = client_for("Partneransvarig"), contact_at(CompanyFactory(), email="kim@bolaget.example")
    mail = arrived(message())
    InboundFactory(state="thrown", ended_at=timezone.now())
    listed = client.get(LIST).json()["results"]
    assert ([row["id"] for row in listed], "text" in listed[0]) == ([mail.pk], False)
    shown = client.get(at(mail)).json()
    company = kim.affiliations.get().company_id
    assert shown["recognised"] == {"direction": "in", "companies": [company], "contacts": [kim.pk]}
    assert shown["text"].startswith("Hej! Vi vill vara med")


def test_mail_is_logged_at_a_company_once_with_its_attachments(client_for):
    client, kim = client_for("Partneransvarig"), contact_at(CompanyFactory())
    company = kim.affiliations.get().company
    mail = arrived(message(files={"avtal.txt": b"Hej"}))
    body = {"companies": [company.pk], "contacts": [kim.pk], "with_attachments": True}
    logged = client.post(at(mail, "log"), body, content_type=JSON)
    entry = Interaction.objects.get()
    assert (logged.json()["state"], logged.json()["interaction"]) == ("logged", entry.pk)
    assert (entry.subject, list(entry.companies.all()), entry.logged_by) == ("Sponsring i år", [company], client.user)
    assert [document.file_name for document in Document.objects.all()] == ["avtal.txt"]
    again = client.post(at(mail, "log"), body, content_type=JSON)
    assert (again.status_code, again.json()["code"], Interaction.objects.count()) == (409, "not_waiting", 1)


@pytest.mark.parametrize("body", [{}, {"companies": []}, {"companies": [0]}])
def test_mail_is_logged_at_no_less_than_a_company(body, client_for):
    mail = arrived(message())
    refused = client_for("Partneransvarig").post(at(mail, "log"), body, content_type=JSON)
    assert (refused.status_code, set(refused.json())) == (400, {"companies"})


def test_mail_that_cannot_be_read_is_not_logged(client_for):
    mail = InboundFactory(parsed={}, reason="broken")
    client = client_for("Partneransvarig")
    refused = client.post(at(mail, "log"), {"companies": [CompanyFactory().pk]}, content_type=JSON)
    assert (refused.json()["code"], client.get(at(mail)).json()["recognised"]) == ("not_waiting", None)


def test_mail_is_dismissed_and_taken_back(client_for):
    client, mail = client_for("Partneransvarig"), arrived(message())
    assert client.post(at(mail, "dismiss"), content_type=JSON).json()["state"] == "thrown"
    assert client.post(at(mail, "dismiss"), content_type=JSON).status_code == 409
    assert client.get(LIST, {"show": "thrown"}).json()["count"] == 1
    assert client.post(at(mail, "take-back"), content_type=JSON).json()["state"] == "waiting"


def test_readers_see_no_mail(client_for):
    mail = arrived(message())
    assert [client_for("Läsare").get(url).status_code for url in (LIST, at(mail))] == [403, 403]


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_as_many_queries_for_one_as_for_thirty(number, client_for, django_assert_num_queries):
    InboundFactory.create_batch(number)
    client = client_for("Partneransvarig")
    with django_assert_num_queries(6):
        assert client.get(LIST).json()["count"] == number
