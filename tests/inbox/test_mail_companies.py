"""An e-mail is parsed once, outside transactions; a new company is registered from it."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from core.form_tokens import ONCE_FIELD
from core.views.submit_once import SAVED_COOKIE
from crm.models import Company, Document, Interaction
from demo.benchmarks import hostile_outlook as outlook
from inbox.models import MailDraft
from inbox.services.email_to_log import start_draft
from tests.factories import CompanyFactory, UserFactory, contact_at
from tests.inbox.letters import as_shown, given, letter
from tests.papers import mail, mail_with

pytestmark = pytest.mark.django_db
MANAGER = "Partneransvarig"
CREATE = reverse("inbox:mail_create")
QUERIES_OF_DRAFTS = 5


class Watched(SimpleUploadedFile):
    """Records the depth of transactions when it is read."""

    def read(self, *args):
        self.depth = len(connection.atomic_blocks)
        return super().read(*args)


# --- Parsed once, without blocking ------------------------------------------------------------------


def test_a_mail_is_read_while_no_transaction_is_open(db):
    file = Watched("mejl.eml", mail())
    outside = len(connection.atomic_blocks)
    start_draft(by=UserFactory(), file=file)
    assert file.depth == outside


def test_a_mail_is_read_once_and_never_again(client_for):
    CompanyFactory(website="https://bolaget.example")
    client = client_for(MANAGER)
    url = given(client, mail_with("faktura.pdf", b"<html>", "application/pdf"))
    draft = MailDraft.objects.get()
    default_storage.delete(draft.file.name)
    page = client.get(url)
    assert (page.context["guess"].mail.text, len(page.context["form"].refused)) == ("Hej!", 1)
    client.post(url, as_shown(page.context["form"], strangers=[], what_next="Svara", when="tomorrow"))
    assert Interaction.objects.get().text == "Hej!"


def test_too_large_attachment_is_reported_and_not_decoded(client_for, settings):
    settings.DOCUMENT_MAX_BYTES = 100
    client = client_for(MANAGER)
    form = client.get(given(client, mail_with("a.pdf", b"%PDF-1.4" + b"x" * 100, "application/pdf"))).context["form"]
    assert ([name for name, _words in form.refused], form.files) == (["a.pdf"], {})


# --- New companies ---------------------------------------------------------------------------------


def test_a_new_company_is_registered_for_the_mail_and_the_mail_goes_on(client_for):
    client = client_for(MANAGER)
    url = given(client, mail())
    link = reverse("inbox:mail_company", args=[MailDraft.objects.get().pk])
    assert 'name="register"' in client.get(url).content.decode()
    form = client.get(link).context["form"]
    assert (form["name"].value(), form["website"].value()) == ("Bolaget", "https://bolaget.example")
    response = client.post(link, {"name": "Bolaget AB", "status": "prospect", "website": "https://bolaget.example"})
    company = Company.objects.get()
    assert response.headers["Location"] == f"{url}?company={company.pk}"
    shown = client.get(response.headers["Location"]).context["form"]
    assert (shown["company"].value()[0], shown["strangers"].value()) == (company.pk, ["kim@bolaget.example"])


def test_what_is_typed_is_kept_while_the_company_is_registered(client_for):
    client = client_for(MANAGER)
    url = given(client, mail())
    typed = {"text": "Vi säger ja.\nRing Eva.", "what_next": "Ring Eva", "subject": "Avtal", ONCE_FIELD: "t"}
    page = client.get(url).context["form"]
    left = client.post(url, as_shown(page, **typed, register="1"))
    assert left.url == reverse("inbox:mail_company", args=[MailDraft.objects.get().pk])
    assert left.cookies[SAVED_COOKIE].value == "t"
    assert not Interaction.objects.exists()

    def said(address: str) -> tuple:
        form = client.get(address).context["form"]
        return *(form[name].value() for name in ("text", "what_next", "subject")), form["company"].value()[0]

    assert said(url) == ("Vi säger ja.\nRing Eva.", "Ring Eva", "Avtal", None)
    client.post(left.url, {"name": "Bolaget AB", "status": "prospect"})
    company = Company.objects.get()
    assert said(f"{url}?company={company.pk}") == ("Vi säger ja.\nRing Eva.", "Ring Eva", "Avtal", company.pk)


def test_new_company_is_chosen_although_the_sender_has_a_public_domain(client_for):
    client, company = client_for(MANAGER), CompanyFactory()
    url = given(client, letter(sender="kim@gmail.com", to="kim@gmail.com"))
    form = client.get(f"{url}?company={company.pk}").context["form"]
    assert (form["company"].value()[0], form["strangers"].value()) == (company.pk, ["kim@gmail.com"])
    link = reverse("inbox:mail_company", args=[MailDraft.objects.get().pk])
    assert client.get(link).context["form"]["name"].value() is None


def test_company_is_not_registered_for_another_users_draft(client_for):
    given(client_for(MANAGER), mail())
    page = client_for(MANAGER).get(reverse("inbox:mail_company", args=[MailDraft.objects.get().pk]))
    assert page.status_code == 404


@pytest.mark.parametrize("number", [1, 20])
def test_drafts_are_listed_for_their_owner_only(number, client_for, django_assert_num_queries):
    client, other = client_for(MANAGER), client_for(MANAGER)
    for _number in range(number):
        url = given(client, mail())
    given(other, text="Ett annat mejl")
    client.get(CREATE)
    with django_assert_num_queries(QUERIES_OF_DRAFTS):
        page = client.get(CREATE)
    assert (len(page.context["drafts"]), f'href="{url}"' in page.content.decode()) == (number, True)
    assert "Ett annat" not in page.content.decode()


def test_office_file_that_is_no_mail_gets_an_explanation(client_for):
    file = SimpleUploadedFile("gammalt.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    response = client_for("Partneransvarig").post(reverse("inbox:mail_create"), {"file": file})
    [words] = response.context["form"].errors["file"]
    assert (response.status_code, words.startswith("Filen ser ut att komma från Outlook eller Office")) == (200, True)
    assert not MailDraft.objects.exists()


def test_mail_as_outlook_saves_it_is_logged_with_its_papers(client_for):
    company = CompanyFactory()
    sender = contact_at(company, email="kim@akeriet.example")
    client = client_for(MANAGER)
    content = outlook.msg(
        outlook.letter(
            people=(outlook.recipient("Petra", client.user.email),),
            files=(outlook.attached("Avtal.txt", b"Avtalet."),),
        )
    )
    url = given(client, content)
    form = client.get(url).context["form"]
    assert (form["subject"].value(), form["text"].value()) == ("Hej", "Vi säger ja.")
    sent = as_shown(form, happened_at="2026-11-02T10:00")
    assert client.post(url, sent | {"attachments": ["0"]}).status_code == 302
    logged = Interaction.objects.get()
    assert (logged.text, list(logged.contacts.all())) == ("Vi säger ja.", [sender])
    document = Document.objects.get()
    with document.file.open("rb") as file:
        assert (document.file_name, file.read()) == ("Avtal.txt", b"Avtalet.")
