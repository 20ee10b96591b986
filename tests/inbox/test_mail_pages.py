"""Logging an e-mail as an interaction."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from crm.models import Contact, Direction, Document, Interaction, InteractionKind
from inbox.mailreader import read_mail
from inbox.models import MailDraft
from inbox.services.email_to_log import start_draft
from tests.factories import CompanyFactory, InteractionFactory, UserFactory, contact_at, make_document
from tests.inbox.letters import as_shown, eml, given, guess_of, letter
from tests.papers import mail, mail_with

pytestmark = pytest.mark.django_db
MANAGER = "Partneransvarig"
CREATE = reverse("inbox:mail_create")
PASTED = (
    "Från: Kim Karlsson <kim@bolaget.example>\nSkickat: den 25 november 2025 00:05\n"
    "Till: Petra <petra@vi.example>\nÄmne: Offert\n\nJa tack!\n\n-- \nKim"
)


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


def test_unknown_company_must_be_chosen_and_no_person_is_ticked(client_for):
    client = client_for(MANAGER)
    url = given(client, mail())
    form = client.get(url).context["form"]
    assert (form["company"].value(), form["strangers"].value()) == ([None, None], [])
    response = client.post(url, as_shown(form))
    assert set(response.context["form"].errors) == {"company"}
    assert MailDraft.objects.count() == 1


def test_notice_of_a_mail_says_what_else_was_saved(client_for):
    contact_at(CompanyFactory(), email="kim@bolaget.example")
    client = client_for(MANAGER)
    url = given(client, letter())
    form = as_shown(client.get(url).context["form"], what_next="Svara", when="week")
    [told] = client.post(url, form, follow=True).context["messages"]
    week = timezone.localdate() + dt.timedelta(days=7)
    assert (str(told), told.extra_tags) == (f"Mejlet är loggat. Nytt steg: Svara den {week}.", "")


def test_duplicate_mail_is_reported_and_linked(client_for):
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


def test_duplicate_text_is_reported_and_its_year_marked_as_guessed(client_for):
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


def test_mails_with_different_message_ids_are_two(client_for):
    earlier = InteractionFactory(message_id="2@b.example", mail_fingerprint=read_mail(mail()).fingerprint)
    assert guess_of(mail()).earlier is None
    Interaction.objects.filter(pk=earlier.pk).update(message_id="")  # as of a pasted e-mail
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


def test_database_refuses_a_duplicate_mail():
    InteractionFactory(message_id="1@b.example", mail_fingerprint="a")
    InteractionFactory(mail_fingerprint="b")
    for same in ({"message_id": "1@b.example"}, {"mail_fingerprint": "b"}):
        other = InteractionFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            Interaction.objects.filter(pk=other.pk).update(**same)
        Interaction.objects.filter(pk=other.pk).update(**same, logged_again=True)
    InteractionFactory(message_id="2@b.example", mail_fingerprint="a")


def test_attachment_types_are_detected_by_content(client_for):
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
def test_other_files_than_mail_are_an_error_at_the_field(data, wrong, client_for):
    response = client_for(MANAGER).post(CREATE, data)
    assert set(response.context["form"].errors) == {wrong}
    assert not MailDraft.objects.exists()


def test_a_mail_that_is_too_large_is_refused(client_for, settings):
    settings.MAIL_MAX_BYTES = 100
    response = client_for(MANAGER).post(CREATE, {"file": eml(mail(b"x" * 100))})
    assert set(response.context["form"].errors) == {"file"}


def test_draft_is_private_and_may_be_discarded(client_for, django_capture_on_commit_callbacks):
    client, other = client_for(MANAGER), client_for("Administratör")
    url = given(client, mail())
    name = MailDraft.objects.get().file.name
    assert (other.get(url).status_code, other.post(f"{url}kasta/").status_code) == (404, 404)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{url}kasta/")
    assert (MailDraft.objects.exists(), default_storage.exists(name)) == (False, False)
    assert client.get(url).status_code == 404


def test_abandoned_drafts_are_deleted(capsys):
    old, young = (start_draft(by=UserFactory(), text="Hej") for _number in range(2))
    MailDraft.objects.filter(pk=old.pk).update(created_at=timezone.now() - dt.timedelta(days=1, seconds=1))
    call_command("clear_mail_drafts")
    assert (capsys.readouterr().out, MailDraft.objects.get()) == ("1 drafts thrown away\n", young)


def test_hostile_text_is_shown_as_text(client_for):
    client = client_for(MANAGER)
    content = mail(b"<script>alert(1)</script> hej")
    page = client.get(given(client, content)).content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


def test_api_returns_the_mails_fields(api_client_for):
    row = InteractionFactory(subject="Offert", quoted="> Hej", message_id="1@b.example")
    client = api_client_for(MANAGER)
    told = client.get(f"/api/v1/interactions/{row.pk}/").json()
    assert (told["subject"], told["quoted"], told["message_id"]) == ("Offert", "> Hej", "1@b.example")
    client.patch(f"/api/v1/interactions/{row.pk}/", {"message_id": "2@b.example"}, HTTP_IF_MATCH='"1"')
    row.refresh_from_db()
    assert row.message_id == "1@b.example"
