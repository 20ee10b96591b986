"""The audit log on the screen, in a workbook and for programs; and what was changed in rows beside it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from config.roles import ADMINISTRATOR, PARTNER_MANAGER
from core.audit import erase_words, record
from core.bulk_save import delete_records
from core.models import AuditEntry, AuditKind
from core.services import save_record
from tests.factories import CompanyFactory, UserFactory, contact_at
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database("core.row_changes")]

LIST, CHANGES = "core:audit_list", "core:audit_changes"
API = "/api/v1/audit/"


@pytest.fixture
def eva():
    return contact_at(CompanyFactory(name="Hjulspåret"), first_name="Eva", last_name="Ek")


@pytest.fixture
def by():
    return UserFactory(first_name="Tove", last_name="Test")


def cells(client, **asked) -> list[list[str]]:
    table = client.get(reverse(LIST), asked).context["table"]
    return [list(row) for row in table.as_values()][1:]


def numbers(client, **asked) -> list[int]:
    return [row.record.number for row in client.get(reverse(LIST), asked).context["table"].rows]


def told(client, **asked) -> list[tuple]:
    return [
        (change.row.name, change.row.done, [(field.label, field.old, field.new) for field in change.row.fields])
        for change in client.get(reverse(CHANGES), asked).context["changes"]
    ]


# --- Events ---------------------------------------------------------------------------------------


def test_events_are_listed_and_chosen_by_kind_person_object_and_day(client_for, by, eva):
    record(AuditKind.EXPORT, by=by, subject=type(eva), words="Personer", facts={"rows": 12})
    record(AuditKind.EXTRACT, by=by, subject=eva.affiliations.get(), person=eva, words="Eva Ek")
    record(AuditKind.LOGIN_FAILED, by=None, facts={"locked": True})
    client = client_for(ADMINISTRATOR)
    page = client.get(reverse(LIST)).content.decode()
    for words in ("Personer · 12 rader", "Tog ut allt om en person", "Utelåst", "Tove Test"):
        assert words in page
    today = timezone.localdate()
    assert numbers(client) == [3, 2, 1]
    assert numbers(client, kind="extract") == [2]
    assert numbers(client, user=by.pk) == [2, 1]
    assert numbers(client, subject="crm.Contact") == [2, 1]  # the person whom it concerns, too
    assert numbers(client, subject="crm.Contact", subject_id=eva.pk) == [2]
    assert numbers(client, at_from=today, at_to=today) == [3, 2, 1]
    assert numbers(client, at_to=today - dt.timedelta(days=1)) == []


def test_event_leads_to_the_row_and_says_when_its_words_are_erased(client_for, by, eva):
    erase_words([record(AuditKind.EXTRACT, by=by, subject=eva, words="Eva Ek")], by=by)
    page = client_for(ADMINISTRATOR).get(reverse(LIST), {"kind": "extract"}).content.decode()
    assert f'<a href="{eva.get_absolute_url()}">' in page
    assert "Orden är raderade" in page


def test_event_that_concerns_a_person_says_whom_and_is_chosen_by_them(client_for, by, eva):
    record(AuditKind.EXTRACT, by=by, person=eva)
    record(AuditKind.EXTRACT, by=by, person=contact_at(CompanyFactory()))
    client = client_for(ADMINISTRATOR)
    page = client.get(reverse(LIST), {"subject": "crm.Contact", "subject_id": eva.pk})
    assert (page.context["filter_errors"], page.context["count"]) == ([], 1)
    assert f'<a href="{eva.get_absolute_url()}">' in page.content.decode()
    sheet = book_of(client.get(reverse(LIST), {"export": "xlsx", "kind": "extract"})).worksheets[0]
    assert f"Kontaktperson {eva.pk}" in {row[4].value for row in sheet}


@pytest.mark.parametrize("number", [1, 30])
def test_events_cost_as_many_queries_for_one_as_for_thirty(number, client_for, by, eva, django_assert_num_queries):
    for _ in range(number):
        record(AuditKind.EXTRACT, by=by, subject=eva, words="Eva Ek")
    client = client_for(ADMINISTRATOR)
    with django_assert_num_queries(11):
        client.get(reverse(LIST))


def test_workbook_of_the_log_has_its_rows_and_is_in_the_log_itself(client_for, by):
    record(AuditKind.EXPORT, by=by, subject=type(by), words="Användare", facts={"rows": 12})
    client = client_for(ADMINISTRATOR)
    sheet = book_of(client.get(reverse(LIST), {"export": "xlsx"})).worksheets[0]
    first = [cell.value for cell in sheet[2]]
    assert [first[0], *first[2:8]] == [
        1,
        "Gjorde en arbetsbok",
        "Tove Test",
        "Användare",
        "Användare",
        "12 rader",
        None,
    ]
    newest = AuditEntry.objects.first()
    assert (newest.user, newest.subject, newest.facts) == (client.user, "core.AuditEntry", {"rows": 1})


@pytest.mark.parametrize("name", [LIST, CHANGES])
def test_log_is_for_administrators(name, client_for):
    assert client_for(PARTNER_MANAGER).get(reverse(name)).status_code == 403


# --- What was changed ------------------------------------------------------------------------------


def test_changes_of_every_kind_of_row_stand_with_old_and_new_and_who(client_for, eva):
    client, company = client_for(ADMINISTRATOR), eva.affiliations.get().company
    save_record(company, trade="Bygg")
    company.history.filter(history_type="~").update(history_user=client.user)
    changed = told(client)
    assert changed[0] == ("Hjulspåret", "changed", [("Bransch", "", "Bygg")])
    assert {name for name, done, _fields in changed if done == "made"} >= {"Hjulspåret", "Eva Ek"}
    assert [name for name, *_rest in told(client, user=client.user.pk)] == ["Hjulspåret"]
    assert told(client, subject="crm.Contact")[0][:2] == ("Eva Ek", "made")
    key = company.pk
    delete_records(type(company).objects.filter(pk=key))
    assert [done for _name, done, _fields in told(client, subject="crm.Company", subject_id=key)] == [
        "removed",
        "changed",
        "made",
    ]


def test_changes_are_of_the_last_week_unless_a_day_or_a_row_is_chosen(client_for, eva):
    eva.history.update(history_date=timezone.now() - dt.timedelta(days=30))
    client = client_for(ADMINISTRATOR)
    assert told(client, subject="crm.Contact") == []
    long_ago = timezone.localdate() - dt.timedelta(days=60)
    assert [name for name, *_rest in told(client, subject="crm.Contact", at_from=long_ago)] == ["Eva Ek"]
    assert [name for name, *_rest in told(client, subject="crm.Contact", subject_id=eva.pk)] == ["Eva Ek"]


@pytest.mark.parametrize("number", [1, 30])
def test_changes_cost_as_many_queries_for_one_as_for_thirty(number, client_for, django_assert_num_queries):
    company = CompanyFactory()
    for turn in range(number):
        save_record(company, trade=f"Bransch {turn}")
    client = client_for(ADMINISTRATOR)
    with django_assert_num_queries(10):
        client.get(reverse(CHANGES), {"subject": "crm.Company"})


# --- For programs ---------------------------------------------------------------------------------


def test_program_reads_the_log_and_the_changes(api_client_for, by, eva):
    record(AuditKind.EXTRACT, by=by, subject=eva, person=eva, words="Eva Ek", facts={"rows": 1})
    client = api_client_for(ADMINISTRATOR)
    (entry,) = client.get(API, {"kind": "extract"}).json()["results"]
    assert client.get(f"{API}1/").json() == entry
    del entry["at"], entry["digest"]
    assert entry == {
        "id": 1,
        "kind": "extract",
        "user": by.pk,
        "user_name": "Tove Test",
        "subject": "crm.Contact",
        "subject_id": eva.pk,
        "person": "crm.Contact",
        "person_id": eva.pk,
        "words": "Eva Ek",
        "address": "",
        "facts": {"rows": 1},
        "request_id": "",
    }
    (change,) = client.get(f"{API}changes/", {"subject": "crm.Contact"}).json()["results"]
    assert (change["by"], change["row"]["name"], change["row"]["done"]) == (None, "Eva Ek", "made")
    assert client.get(f"{API}changes/", {"at_from": "i går"}).status_code == 400
    assert client.get(f"{API}changes/", {"subjekt": "crm.Contact"}).status_code == 400
    assert api_client_for(PARTNER_MANAGER).get(API).status_code == 403


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_program_cannot_write_in_the_log(method, api_client_for, by):
    record(AuditKind.LOGIN, by=by)
    assert getattr(api_client_for(ADMINISTRATOR), method)(f"{API}1/").status_code in {403, 405}
