"""From an e-mail to a row in the log."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from core.tokens import ONCE_FIELD
from core.views.once import SAVED_COOKIE
from crm.models import Company, Contact, Direction, Document, Interaction, InteractionKind
from demo.benchmarks import hostile_outlook as outlook
from inbox.mailreader import Person, read_mail
from inbox.models import MailDraft
from inbox.queries import mail_in, recognise
from inbox.services.mail import names_of, start_draft
from tests.factories import (
    AffiliationFactory,
    CompanyFactory,
    InteractionFactory,
    UserFactory,
    contact_at,
    make_document,
)
from tests.papers import mail, mail_with

pytestmark = pytest.mark.django_db

MANAGER = "Partneransvarig"
CREATE = reverse("inbox:mail_create")
QUERIES_OF_DRAFTS = 5
PASTED = (
    "Från: Kim Karlsson <kim@bolaget.example>\nSkickat: den 25 november 2025 00:05\n"
    "Till: Petra <petra@vi.example>\nÄmne: Offert\n\nJa tack!\n\n-- \nKim"
)


def eml(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("mejl.eml", content, content_type="message/rfc822")


def given(client, content: bytes | None = None, text: str = "") -> str:
    """Give the e-mail and return the address of the page with what was made of it."""
    data = {"file": eml(content)} if content is not None else {"text": text}
    response = client.post(CREATE, data)
    assert response.status_code == 302, response.context["form"].errors
    return response.headers["Location"]


def as_shown(form, **changes) -> dict:
    """What a browser sends when the person presses the button."""
    data = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, list) and bound.name.startswith("company"):
            data |= {f"{bound.name}_{number}": part or "" for number, part in enumerate(value)}
        elif isinstance(value, dt.datetime):
            data[bound.name] = value.strftime("%Y-%m-%dT%H:%M")
        elif value not in (None, ""):
            data[bound.name] = value
    return data | changes


def guess_of(content: bytes):
    return recognise(mail_in(start_draft(by=UserFactory(email=""), file=eml(content))))


def letter(*, sender="Kim <kim@bolaget.example>", to="vi@stadsmission.example", cc="") -> bytes:
    head = f"From: {sender}\r\nTo: {to}\r\nSubject: Hej\r\n"
    return (head + (f"Cc: {cc}\r\n" if cc else "") + "\r\nHej!").encode()


# --- Who and what ---------------------------------------------------------------------------------


def test_people_are_known_by_their_addresses_and_the_company_by_them():
    company = CompanyFactory()
    kim = contact_at(company, email="Kim@Bolaget.example")
    guess = guess_of(letter(cc="Åsa <asa@bolaget.example>"))
    assert (guess.contacts, guess.companies) == ([kim], [company])
    assert guess.strangers == [
        Person("vi@stadsmission.example"),
        Person("asa@bolaget.example", "Åsa"),
    ]


def test_a_company_is_known_by_its_domain_when_nobody_there_is():
    by_page = CompanyFactory(website="https://www.bolaget.example/kontakt")
    CompanyFactory(website="https://inte-bolaget.example")
    assert guess_of(letter()).companies == [by_page]
    by_person = CompanyFactory()
    contact_at(by_person, email="bo@annat.example")
    assert guess_of(letter(sender="ny@annat.example")).companies == [by_person]


def test_a_company_with_the_domain_goes_before_one_to_which_somebody_took_an_address_along():
    own, other = CompanyFactory(website="https://bolaget.example"), CompanyFactory()
    contact_at(other, email="bo@bolaget.example")
    guess = guess_of(letter())
    assert (guess.companies, [person.email for person in guess.colleagues]) == ([own], ["kim@bolaget.example"])


def test_a_domain_that_anybody_has_tells_nothing():
    contact_at(CompanyFactory(), email="bo@gmail.com")
    guess = guess_of(letter(sender="kim@gmail.com"))
    assert (guess.companies, guess.strangers[0].email) == ([], "kim@gmail.com")


def test_the_company_is_where_the_person_works_today():
    before, now = CompanyFactory(), CompanyFactory()
    kim = contact_at(before, email="kim@bolaget.example")
    kim.affiliations.update(ends=timezone.localdate() - dt.timedelta(days=1))
    assert guess_of(letter()).companies == [before]
    AffiliationFactory(contact=kim, company=now)
    assert guess_of(letter()).companies == [now]


def test_the_address_says_at_which_of_the_persons_companies(client_for):
    board, work = CompanyFactory(name="A Styrelsen"), CompanyFactory(name="B Jobbet", website="https://bolaget.example")
    AffiliationFactory(contact=contact_at(board, email="kim@bolaget.example"), company=work)
    client = client_for(MANAGER)
    url = given(client, letter())
    page = client.get(url)
    assert (page.context["guess"].companies, page.context["guess"].also_at) == ([work], [board])
    response = client.post(url, as_shown(page.context["form"], what_next="Svara", when="tomorrow"))
    assert (response.headers["Location"], list(Interaction.objects.get().companies.all())) == (
        work.get_absolute_url(),
        [work],
    )


def test_another_company_of_the_person_is_logged_too_when_it_is_ticked(client_for):
    board, work = CompanyFactory(name="A Styrelsen"), CompanyFactory(name="B Jobbet", website="https://bolaget.example")
    AffiliationFactory(contact=contact_at(board, email="kim@bolaget.example"), company=work)
    client = client_for(MANAGER)
    url = given(client, letter())
    form = client.get(url).context["form"]
    response = client.post(url, as_shown(form, also_at=[board.pk], what_next="Svara", when="tomorrow"))
    assert response.headers["Location"] == work.get_absolute_url()
    assert set(Interaction.objects.get().companies.all()) == {work, board}


@pytest.mark.parametrize(
    ("sender", "direction"),
    [
        ("kim@bolaget.example", Direction.INCOMING),
        ("petra@stadsmission.example", Direction.OUTGOING),  # one of our users
        ("kollega@stadsmission.example", Direction.OUTGOING),  # at the domain of one
        ("vi@annan-egen.example", Direction.OUTGOING),  # at a domain of the settings
        ("nagon@gmail.com", Direction.INCOMING),  # though a user has an address there
    ],
)
def test_direction_is_told_by_our_own_addresses(sender, direction, settings):
    settings.OUR_MAIL_DOMAINS = ["annan-egen.example"]
    UserFactory(email="Petra@stadsmission.example")
    UserFactory(email="leo@gmail.com")
    guess = guess_of(letter(sender=sender, to="x@y.example"))
    assert guess.direction == direction
    ours = direction == Direction.OUTGOING
    assert [person.email for person in guess.strangers] == (["x@y.example"] if ours else [sender, "x@y.example"])


@pytest.mark.parametrize(
    ("person", "names"),
    [
        (Person("k@b.example", "Kim Karlsson"), ("Kim", "Karlsson")),
        (Person("k@b.example", "Karlsson, Kim"), ("Kim", "Karlsson")),
        (Person("k@b.example", "Kim von der Karl (Bolaget)"), ("Kim", "von der Karl")),
        (Person("kim.karlsson@b.example"), ("Kim Karlsson", "")),
        (Person("kim@b.example", "kim@b.example"), ("Kim", "")),
    ],
)
def test_names_come_from_the_name_or_the_address(person, names):
    assert names_of(person) == names


@pytest.mark.parametrize("number", [1, 30])
def test_recognising_costs_the_same_queries_however_many_are_on_the_list(number, django_assert_num_queries):
    for count in range(number):
        contact_at(CompanyFactory(), email=f"p{count}@b{count}.example")
    to = ", ".join(f"p{count}@b{count}.example, q{count}@c{count}.example" for count in range(number))
    draft = start_draft(by=UserFactory(), file=eml(letter(to=to)))
    read = mail_in(draft)
    with django_assert_num_queries(4):  # our addresses, people, their roles with companies, the same mail earlier
        recognise(read)


# --- The pages ------------------------------------------------------------------------------------


def test_a_mail_is_shown_for_approval_and_logged_as_it_says(client_for):
    company = CompanyFactory(website="https://bolaget.example")
    client = client_for(MANAGER)
    url = given(client, mail_with("Avtal.pdf", b"%PDF-1.4", "application/pdf"))
    form = client.get(url).context["form"]
    assert [model.objects.count() for model in (Interaction, Contact, Document)] == [0, 0, 0]
    response = client.post(url, as_shown(form, attachments=["0"], what_next="Svara", when="tomorrow"))
    assert response.headers["Location"] == company.get_absolute_url()
    row = Interaction.objects.get()
    assert (row.kind, row.direction, row.subject, row.text, row.message_id) == (
        InteractionKind.EMAIL,
        Direction.INCOMING,
        "Hej",
        "Hej!",
        "1@bolaget.example",
    )
    assert row.happened_at == dt.datetime(2026, 11, 2, 8, 30, tzinfo=dt.UTC)
    assert [str(contact) for contact in row.contacts.order_by("pk")] == ["Kim"]
    assert (row.documents.get().title, row.documents.get().company) == ("Avtal", company)
    assert row.next_steps.get().what == "Svara"
    assert not MailDraft.objects.exists()


def test_copied_text_is_logged_with_its_signature_folded_away(client_for):
    company = CompanyFactory()
    kim = contact_at(company, email="kim@bolaget.example")
    client = client_for(MANAGER)
    url = given(client, text=PASTED)
    client.post(url, as_shown(client.get(url).context["form"], strangers=[]))
    row = Interaction.objects.get()
    assert (row.subject, row.text, row.quoted, list(row.contacts.all())) == ("Offert", "Ja tack!", "--\nKim", [kim])
    page = client.get(row.get_absolute_url()).content.decode()
    assert ("Ja tack!" in page, "<summary>Signatur och tidigare i mejlet</summary>" in page) == (True, True)


def test_only_those_at_the_company_are_ticked_and_only_who_is_ticked_is_registered(client_for):
    CompanyFactory(website="https://bolaget.example")
    client = client_for(MANAGER)
    url = given(client, mail())
    form = client.get(url).context["form"]
    assert form["strangers"].value() == ["kim@bolaget.example"]
    client.post(url, as_shown(form, strangers=["vi@example.org"]))
    assert Contact.objects.get().email == "vi@example.org"


def test_without_a_known_company_one_is_asked_for_and_nobody_is_ticked(client_for):
    client = client_for(MANAGER)
    url = given(client, mail())
    form = client.get(url).context["form"]
    assert (form["company"].value(), form["strangers"].value()) == ([None, None], [])
    response = client.post(url, as_shown(form))
    assert set(response.context["form"].errors) == {"company"}
    assert MailDraft.objects.count() == 1


def test_the_same_mail_twice_is_told_and_linked(client_for):
    earlier = InteractionFactory(message_id="1@bolaget.example")
    client = client_for(MANAGER)
    url = given(client, mail())
    page = client.get(url).content.decode()
    assert ("redan loggat" in page, f'href="{earlier.get_absolute_url()}"' in page) == (True, True)
    company = earlier.companies.get()
    data = as_shown(client.get(url).context["form"], company_0=company.pk, company_1=str(company), strangers=[])
    assert set(client.post(url, data).context["form"].errors) == {"again"}
    assert Interaction.objects.count() == 1
    client.post(url, data | {"again": "on"})
    assert list(Interaction.objects.order_by("pk").values_list("message_id", "logged_again")) == [
        ("1@bolaget.example", False),
        ("1@bolaget.example", True),
    ]


def test_the_same_text_twice_is_told_and_its_year_said_to_be_guessed(client_for):
    company = CompanyFactory()
    contact_at(company, email="kim@bolaget.example")
    client = client_for(MANAGER)
    text = PASTED.replace(" 2025", "")
    first = client.get(given(client, text=text)).context["form"]
    assert "gissat" in str(first.fields["happened_at"].help_text)
    client.post(given(client, text=text), as_shown(first))
    page = client.get(given(client, text=text.replace("Ja tack", "ja  tack")))
    assert page.context["guess"].earlier == Interaction.objects.get()
    assert client.get(given(client, text=text.replace("tack", "då"))).context["guess"].earlier is None


def test_two_mails_with_numbers_of_their_own_are_two(client_for):
    earlier = InteractionFactory(message_id="2@b.example", mail_fingerprint=read_mail(mail()).fingerprint)
    assert guess_of(mail()).earlier is None
    Interaction.objects.filter(pk=earlier.pk).update(message_id="")  # one that was pasted
    assert guess_of(mail()).earlier == earlier


def test_another_company_keeps_those_whom_the_mail_names_and_says_who_was_dropped(client_for):
    other, named = CompanyFactory(), contact_at(CompanyFactory(), email="kim@bolaget.example")
    passer_by, there = contact_at(CompanyFactory(), last_name="Bortvald"), contact_at(other, is_primary=True)
    client = client_for(MANAGER)
    url = given(client, mail())
    data = {"company_0": other.pk, "company_1": str(other), "contacts": [named.pk, passer_by.pk]}
    response = client.get(f"{url}personer/", data)
    form = response.context["form"]
    assert (form["contacts"].value(), form.errors.get("contacts")) == ([str(named.pk)], None)
    assert "Bortvald hör inte till det valda företaget" in response.content.decode()
    assert list(form.fields["contacts"].queryset.order_by("pk")) == [named, there]
    refreshed = client.post(url, data | {"refresh": "1"})
    assert "Bortvald hör inte till det valda företaget" in refreshed.content.decode()
    assert client_for(MANAGER).get(f"{url}personer/", data).status_code == 404


def test_the_database_keeps_a_mail_once():
    InteractionFactory(message_id="1@b.example", mail_fingerprint="a")
    InteractionFactory(mail_fingerprint="b")
    for same in ({"message_id": "1@b.example"}, {"mail_fingerprint": "b"}):
        other = InteractionFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            Interaction.objects.filter(pk=other.pk).update(**same)
        Interaction.objects.filter(pk=other.pk).update(**same, logged_again=True)
    InteractionFactory(message_id="2@b.example", mail_fingerprint="a")


def test_attachments_are_told_by_what_is_in_them(client_for):
    client = client_for(MANAGER)
    url = given(client, mail_with("faktura.pdf", b"<html>", "application/pdf"))
    response = client.get(url)
    assert response.context["form"].fields["attachments"].choices == []
    assert [name for name, _words in response.context["form"].refused] == ["faktura.pdf"]
    assert "faktura.pdf" in response.content.decode()


def test_an_attachment_that_is_there_already_keeps_everything_unlogged(client_for):
    company = CompanyFactory(website="https://bolaget.example")
    make_document(company=company, name="a.pdf", content=b"%PDF-1.4", title="Avtalet")
    client = client_for(MANAGER)
    url = given(client, mail_with("b.pdf", b"%PDF-1.4", "application/pdf"))
    response = client.post(url, as_shown(client.get(url).context["form"], attachments=["0"]))
    assert "Avtalet" in response.context["form"].non_field_errors()[0]
    assert [model.objects.count() for model in (Interaction, Contact)] == [0, 0]


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({}, "file"),
        ({"text": "  \n "}, "file"),
        ({"file": eml(b"MZ\x90\0")}, "file"),
        ({"file": eml(b"")}, "file"),
    ],
)
def test_what_is_no_mail_is_told_beside_the_field(data, wrong, client_for):
    response = client_for(MANAGER).post(CREATE, data)
    assert set(response.context["form"].errors) == {wrong}
    assert not MailDraft.objects.exists()


def test_a_mail_that_is_too_large_is_refused(client_for, settings):
    settings.MAIL_MAX_BYTES = 100
    response = client_for(MANAGER).post(CREATE, {"file": eml(mail(b"x" * 100))})
    assert set(response.context["form"].errors) == {"file"}


def test_a_draft_is_seen_by_nobody_else_and_may_be_thrown_away(client_for, django_capture_on_commit_callbacks):
    client, other = client_for(MANAGER), client_for("Administratör")
    url = given(client, mail())
    name = MailDraft.objects.get().file.name
    assert (other.get(url).status_code, other.post(f"{url}kasta/").status_code) == (404, 404)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{url}kasta/")
    assert (MailDraft.objects.exists(), default_storage.exists(name)) == (False, False)
    assert client.get(url).status_code == 404


def test_drafts_that_nobody_came_back_to_are_thrown_away(capsys):
    old, young = (start_draft(by=UserFactory(), text="Hej") for _number in range(2))
    MailDraft.objects.filter(pk=old.pk).update(created_at=timezone.now() - dt.timedelta(days=1, seconds=1))
    call_command("clear_mail_drafts")
    assert (capsys.readouterr().out, MailDraft.objects.get()) == ("1 drafts thrown away\n", young)


def test_hostile_text_is_shown_as_text(client_for):
    client = client_for(MANAGER)
    content = mail(b"<script>alert(1)</script> hej")
    page = client.get(given(client, content)).content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


def test_a_program_reads_what_the_mail_said(api_client_for):
    row = InteractionFactory(subject="Offert", quoted="> Hej", message_id="1@b.example")
    client = api_client_for(MANAGER)
    told = client.get(f"/api/v1/interactions/{row.pk}/").json()
    assert (told["subject"], told["quoted"], told["message_id"]) == ("Offert", "> Hej", "1@b.example")
    client.patch(f"/api/v1/interactions/{row.pk}/", {"message_id": "2@b.example"}, HTTP_IF_MATCH='"1"')
    row.refresh_from_db()
    assert row.message_id == "1@b.example"


# --- Read once, and beside nobody's way -----------------------------------------------------------


class Watched(SimpleUploadedFile):
    """Says how deep in transactions the reader was."""

    def read(self, *args):
        self.depth = len(connection.atomic_blocks)
        return super().read(*args)


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


def test_an_attachment_larger_than_a_document_may_be_is_told_and_not_unpacked(client_for, settings):
    settings.DOCUMENT_MAX_BYTES = 100
    client = client_for(MANAGER)
    form = client.get(given(client, mail_with("a.pdf", b"%PDF-1.4" + b"x" * 100, "application/pdf"))).context["form"]
    assert ([name for name, _words in form.refused], form.files) == (["a.pdf"], {})


# --- A company that is new ------------------------------------------------------------------------


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


def test_a_new_company_of_a_sender_with_anybodys_domain_is_chosen_all_the_same(client_for):
    client, company = client_for(MANAGER), CompanyFactory()
    url = given(client, letter(sender="kim@gmail.com", to="kim@gmail.com"))
    form = client.get(f"{url}?company={company.pk}").context["form"]
    assert (form["company"].value()[0], form["strangers"].value()) == (company.pk, ["kim@gmail.com"])
    link = reverse("inbox:mail_company", args=[MailDraft.objects.get().pk])
    assert client.get(link).context["form"]["name"].value() is None


def test_no_company_is_registered_for_somebody_elses_draft(client_for):
    given(client_for(MANAGER), mail())
    page = client_for(MANAGER).get(reverse("inbox:mail_company", args=[MailDraft.objects.get().pk]))
    assert page.status_code == 404


@pytest.mark.parametrize("number", [1, 20])
def test_drafts_are_listed_for_whose_they_are(number, client_for, django_assert_num_queries):
    client, other = client_for(MANAGER), client_for(MANAGER)
    for _number in range(number):
        url = given(client, mail())
    given(other, text="Ett annat mejl")
    client.get(CREATE)
    with django_assert_num_queries(QUERIES_OF_DRAFTS):
        page = client.get(CREATE)
    assert (len(page.context["drafts"]), f'href="{url}"' in page.content.decode()) == (number, True)
    assert "Ett annat" not in page.content.decode()


def test_file_of_office_that_is_no_mail_is_answered_with_what_to_do(client_for):
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
