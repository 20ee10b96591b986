"""Normalisation of text from outside: the same in forms, API, imports and mail, and linear in its length."""

import unicodedata

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.urls import reverse
from rest_framework import serializers

from config.roles import ADMINISTRATOR, PARTNER_MANAGER
from core.documents import shown_name
from core.forms import StyledMixin
from core.models import Worded
from core.serializers import RefusesUnknownFields, Text
from core.spreadsheets.reader import read_table
from core.text import LONG_TEXT, MOST_MARKS, bounded, search_key, sort_key, visible, visible_lines
from crm.models import Company, Interaction, Tag
from crm.name_keys import domain_of, name_key
from crm.services.tags import save_tag, tag_company
from inbox.mailtext import tidy
from inbox.models import Enquiry
from tests.factories import CompanyFactory, contact_at
from tests.inbox.test_enquiry_form import PAGE, written

RULE = "\u0301\u0323"  # two combining marks that normalisation reorders
MARKED = "a" + RULE * 50_000


# --- Marks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", [RULE, "\u0f73", "\u0344\u0323", "\uff9e\u0323", "\u0301\u200b\u0323"])
def test_no_letter_carries_marks_without_end(pair):
    text = "a" + pair * 50_000
    for key in (search_key(text), visible(text), visible_lines(text), shown_name(text), tidy(text)):
        assert len(key) <= 2 * MOST_MARKS + 1
    assert (sort_key(text), name_key(text)) == ("a", "a")


def test_an_address_and_a_list_are_read_in_linear_time():
    assert len(domain_of(f"https://{MARKED}.se/")) < 2 * MOST_MARKS
    assert [len(cell) for cell in read_table(f"Namn;Ort\n{MARKED[:1900]};{MARKED[:1900]}".encode())[1]] == [31, 31]


def test_all_marks_of_unicode_are_known():
    """All characters whose decomposition begins with a combining mark, in every plane."""
    everything = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    marks = [c for c in everything if unicodedata.combining(unicodedata.normalize("NFKD", c)[0])]
    assert {len(bounded("a" + mark * 40)) for mark in marks} == {1 + MOST_MARKS}


def test_what_languages_write_is_left_alone():
    texts = ["Åkeriet é ü", "Nguyễn Thị Hằng", "שָׁלוֹם", "ทั้งหมด", "Z\u0335" + "\u0301" * 29]
    assert [bounded(text) for text in texts] == texts


# --- Lines ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Åkeriet\r\nAB", "Åkeriet AB"),
        ("  Åkeriet\t AB\u2028", "Åkeriet AB"),
        ("A\u030akeriet", "Åkeriet"),
        ("\u202eBA teirek", "BA teirek"),
        ("\u200b\u2060\u3164", ""),
        ("\u0301 \u20dd\ufe0f", ""),
        ("Ditt\x07 lag\x85", "Ditt lag"),
        ("Lag 👩🏽\u200d💻", "Lag 👩🏽\u200d💻"),
        ("Lag\u200d ett", "Lag ett"),
        ("!", "!"),
        ("a\0b", "a\0b"),  # refused by the reader
    ],
)
def test_a_line_is_kept_as_it_is_seen(typed, kept):
    assert visible(typed) == kept


def test_lines_keep_their_ends_and_columns():
    assert visible_lines("Hej\r\nA\u030a\tB\rC\x0bD  E\u2029F\x00\u202e") == "Hej\nÅ\tB\nC\nD  E\nF\0"
    assert visible_lines(" \r\n\u200b\n") == ""


# --- Everywhere -----------------------------------------------------------------------------------


def our_models():
    names = [config.label for config in apps.get_app_configs() if config.name in settings.OUR_APPS]
    found = [model for name in names for model in apps.get_app_config(name).get_models()]
    return [model for model in found if not hasattr(model, "history_id")]  # history copies stored values


def test_every_row_with_text_that_people_write_keeps_it_so():
    for model in our_models():
        fields = [
            field for field in model._meta.concrete_fields if isinstance(field, models.CharField | models.TextField)
        ]
        written = [field.name for field in fields if field.editable and not field.choices and not field.primary_key]
        assert not written or issubclass(model, Worded) or model._meta.label in NOT_WRITTEN, (model, written)
        endless = [f.name for f in fields if f.editable and isinstance(f, models.TextField) and not f.max_length]
        assert not endless or not issubclass(model, Worded), (model, endless)


# Written by code from stored values, by migrations, or (users) by Django's own forms.
NOT_WRITTEN = {
    "core.User", "core.Job", "core.Digest", "core.CalendarLink", "core.DefaultView", "core.SentForm",
    "goals.GlobalGoal",
    "crm.Merge", "crm.RemovedInteraction", "inbox.Mailbox", "inbox.MailDraft", "campaigns.BankReference",
    "imports.ImportRow", "imports.ImportShape", "operations.Backup", "core.AuditEntry", "core.AuditWords",
    "crm.SponsorshipEvent", "finance.ExportRecord", "finance.LedgerExport", "finance.LockedName", "finance.Voucher",
    "core.AuditHead", "core.ScheduledRun", "core.Session", "core.Changeset", "core.Change",
}  # fmt: skip


def leaves(of: type) -> list[type]:
    below = of.__subclasses__()
    return [leaf for each in below for leaf in leaves(each)] if below else [of]


def test_every_form_reads_what_is_typed_so():
    ours = [form for form in leaves(forms.BaseForm) if form.__module__.split(".")[0] in settings.OUR_APPS]
    assert len(ours) > 100
    assert [form for form in ours if not issubclass(form, StyledMixin)] == []


def test_every_text_that_the_api_takes_is_read_so():
    found = 0
    for serializer in leaves(RefusesUnknownFields):
        if serializer.__module__.split(".")[0] not in settings.OUR_APPS:
            continue
        for name, field in serializer().fields.items():
            each = getattr(field, "child", field)
            if isinstance(each, serializers.CharField) and not field.read_only:
                found += 1
                assert isinstance(each, Text), (serializer, name)
    assert found > 50


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ['"\u200b"', '"\u202e"', '"\u0301"', "5", "1.5", "true", '["a"]', "{}"])
def test_the_api_takes_no_name_that_is_none(api_client_for, wrong):
    sent = f'{{"name": {wrong}}}'
    response = api_client_for(PARTNER_MANAGER).generic("POST", "/api/v1/companies/", sent, "application/json")
    assert (response.status_code, list(response.json())) == (400, ["name"])
    assert not Company.objects.exists()


@pytest.mark.django_db
def test_the_api_takes_no_number_beyond_all(api_client_for):
    sent = '{"name": "Åkeriet", "employees": [-1e999999]}'
    response = api_client_for(PARTNER_MANAGER).generic("POST", "/api/v1/companies/", sent, "application/json")
    assert (response.status_code, response.json()["detail"]) == (400, "Ett tal är för stort.")


@pytest.mark.django_db
@pytest.mark.database
def test_nul_is_refused_by_every_row_and_left_out_of_what_is_searched():
    company, tag = CompanyFactory(), save_tag(Tag(), name="ab")
    for write in (Tag(name="c\x00d").full_clean, lambda: tag_company(company, name="c\x00d")):
        with pytest.raises(ValidationError) as refused:
            write()
        assert list(refused.value.message_dict) == ["name"]
    assert list(Tag.objects.matching("a\x00b")) == [tag]
    assert list(Company.objects.matching("a\x00b")) == []


@pytest.mark.django_db
@pytest.mark.database
def test_the_api_keeps_a_name_as_a_form_does(api_client_for, client_for):
    """Composed and decomposed forms of a name are equal on both databases."""
    api, client = api_client_for(PARTNER_MANAGER), client_for(ADMINISTRATOR)
    client.post(reverse("crm:company_create"), {"name": "A\u030akeriet\r\nAB\u200b", "status": "prospect"})
    assert api.post("/api/v1/companies/", {"name": "A\u030akeriet\r\nAB\u200b"}).json()["name"] == "Åkeriet AB"
    assert [company.name for company in Company.objects.all()] == ["Åkeriet AB"] * 2
    assert Company.objects.filter(name="Åkeriet AB").count() == 2
    assert Tag.objects.create(name="Åker").full_clean() is None
    with pytest.raises(ValidationError) as refused:
        Tag(name="A\u030aker").full_clean()
    assert list(refused.value.message_dict) == ["name"]


@pytest.mark.django_db
def test_text_that_is_too_long_is_refused_in_words(api_client_for, client_for):
    company = CompanyFactory()
    person = contact_at(company)
    text = "å" * (LONG_TEXT + 1)
    sent = {"companies": [company.pk], "contacts": [person.pk], "kind": "call", "text": text}
    response = api_client_for(PARTNER_MANAGER).post("/api/v1/interactions/", sent)
    assert response.status_code == 400
    assert response.json() == {"text": ["Se till att detta fält inte har fler än 100000 tecken."]}
    with pytest.raises(ValidationError) as refused:
        Company(name="Åkeriet", notes=text).full_clean()
    said = {"notes": ["Säkerställ att detta värde har som mest 100000 tecken (den har 100001)."]}
    assert refused.value.message_dict == said
    typed = {"company_0": company.pk, "kind": "call", "outcome": "reached", "direction": "out", "text": text}
    answer = client_for(PARTNER_MANAGER).post(reverse("crm:interaction_create"), typed)
    assert answer.context["form"].errors["text"] == said["notes"]
    assert not Interaction.objects.exists()


@pytest.mark.django_db
def test_a_stranger_has_to_write_a_name_that_is_seen(client):
    response = client.post(PAGE, written(company_name="\u200b", person_name="\u202e"))
    assert {"company_name", "person_name"} <= response.context["form"].errors.keys()
    client.post(PAGE, written(company_name="\u202eBA teirekÅ", message="Hej\r\n\u202edå"))
    enquiry = Enquiry.objects.get()
    assert (enquiry.company_name, enquiry.message) == ("BA teirekÅ", "Hej\ndå")


@pytest.mark.django_db
def test_a_log_of_marks_costs_no_more_than_another(api_client_for):
    company = CompanyFactory()
    sent = {"companies": [company.pk], "contacts": [], "kind": "call", "text": MARKED}
    assert api_client_for(PARTNER_MANAGER).post("/api/v1/interactions/", sent).status_code == 201
    assert len(Interaction.objects.get().text) <= MOST_MARKS + 1


@pytest.mark.django_db
def test_a_mail_of_marks_is_read_at_once(client_for):
    mail = f"From: Kim <kim@bolaget.example>\r\nSubject: Hej\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{MARKED}"
    file = SimpleUploadedFile("a.eml", mail.encode(), content_type="message/rfc822")
    client = client_for(PARTNER_MANAGER)
    assert client.post(reverse("inbox:mail_create"), {"file": file}, follow=True).status_code == 200
