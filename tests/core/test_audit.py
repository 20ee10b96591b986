"""The audit log: what is written, that nothing of it can be changed unseen, and that what names a person can go."""

import datetime as dt
import importlib

import pytest
import time_machine
from django.contrib.auth.signals import user_login_failed
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from core import audit
from core.audit import cut, entries_about, erase_words, record
from core.audit_check import check_log
from core.models import ApiToken, AuditEntry, AuditKind, AuditWords
from tests.conftest import PASSWORD
from tests.factories import CompanyFactory, UserFactory, contact_at, make_document
from tests.racing import ROUNDS, all_come_to, at_once, without_row_locks, wrapped

pytestmark = [pytest.mark.django_db, pytest.mark.database("core.audit", "core.audit_check", "core.models.audit")]

final = importlib.import_module("core.migrations.0002_audit_is_final")


def log() -> list[tuple]:
    return list(AuditEntry.objects.order_by("number").values_list("kind", "user_id", "subject", "subject_id"))


class Editor:
    """What a migration is given, within the test's transaction."""

    connection = connection

    def execute(self, statement: str, parameters=()):
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)


def without_triggers(*statements: str):
    """As somebody would who owns the database."""
    connection.check_constraints()  # PostgreSQL alters no table while it has some left to check
    final.remove(None, Editor())
    for statement in statements:
        Editor().execute(statement)
    connection.check_constraints()
    final.install(None, Editor())


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "_final" in str(error)
    return False


@pytest.fixture
def three():
    by, company = UserFactory(), CompanyFactory()
    person = contact_at(company, first_name="Eva", last_name="Ek")
    record(AuditKind.EXPORT, by=by, subject=type(company), words="Sökning: eva ek", facts={"rows": 3})
    record(AuditKind.EXTRACT, by=by, subject=person, person=person, words="Eva Ek")
    record(AuditKind.CHANGED, by=by, subject=company)
    return person


def test_entries_are_numbered_and_chained(three):
    assert [entry.number for entry in AuditEntry.objects.order_by("number")] == [1, 2, 3]
    report = check_log()
    assert (report.entries, report.last, report.erased, report.problems) == (3, 3, 0, [])
    assert report.newest == AuditEntry.objects.get(number=3).digest


def test_words_are_storable_and_bounded():
    entry = record(AuditKind.EXPORT, by=None, words="a\0b\ud800 " + "ö" * 2000)
    assert entry.said.words == "ab " + "ö" * 997
    assert check_log().problems == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditentry SET kind = 'login' WHERE number = 1",
        "DELETE FROM core_auditentry WHERE number = 3",
        "UPDATE core_auditwords SET words = 'annat' WHERE entry_id = 1",
        "DELETE FROM core_auditwords WHERE entry_id = 1",
    ],
)
def test_database_refuses_to_change_or_remove_entries(statement, three):
    assert refused(statement)


def test_database_refuses_to_replace_or_empty(three):
    if connection.vendor == "sqlite":
        assert refused("INSERT OR REPLACE INTO core_auditentry SELECT * FROM core_auditentry WHERE number = 1")
        assert refused("INSERT OR REPLACE INTO core_auditwords SELECT * FROM core_auditwords WHERE entry_id = 1")
    else:
        connection.check_constraints()
        assert refused("TRUNCATE core_auditentry, core_auditwords")


@pytest.mark.parametrize(
    ("statement", "number_of_problems"),
    [
        ("UPDATE core_auditentry SET kind = 'logout' WHERE number = 2", 1),
        ("UPDATE core_auditentry SET user_id = NULL WHERE number = 2", 1),
        ("UPDATE core_auditentry SET facts = '{}' WHERE number = 1", 1),
        ("UPDATE core_auditwords SET words = 'annat' WHERE entry_id = 2", 1),
        ("DELETE FROM core_auditwords WHERE entry_id = 2", 1),
        ("UPDATE core_auditentry SET digest = 'x' WHERE number = 3", 2),  # and the end
        ("UPDATE core_audithead SET last = 2, newest = (SELECT digest FROM core_auditentry WHERE number = 2)", 1),
        ("DELETE FROM core_audithead", 1),
    ],
)
def test_check_sees_what_was_forged_with_the_triggers_away(statement, number_of_problems, three):
    without_triggers(statement)
    assert len(check_log().problems) == number_of_problems


@pytest.mark.parametrize(("number", "number_of_problems"), [(1, 2), (2, 2), (3, 1)])
def test_check_sees_what_was_taken_away(number, number_of_problems, three):
    tables = (("core_auditwords", "entry_id"), ("core_auditentry", "number"))
    without_triggers(*(f"DELETE FROM {table} WHERE {key} = {number}" for table, key in tables))  # noqa: S608
    assert len(check_log().problems) == number_of_problems


def test_check_sees_that_the_triggers_are_away(three):
    connection.check_constraints()
    final.remove(None, Editor())
    assert len(check_log().problems) == 1


def test_keys_may_be_changed_while_the_old_ones_are_known(three, settings):
    old = settings.AUDIT_KEYS
    settings.AUDIT_KEYS = ["another", *old]
    record(AuditKind.LOGIN, by=None)
    assert check_log().problems == []
    settings.AUDIT_KEYS = ["another"]
    assert len(check_log().problems) == 3


def test_words_about_a_person_are_erased_and_the_chain_holds(three):
    assert [entry.number for entry in entries_about(three)] == [2]
    assert [entry.number for entry in entries_about(three, names=["EVA  Ek", ""])] == [1, 2]
    assert erase_words(entries_about(three, names=["Eva Ek"]), by=None) == 2
    assert list(AuditWords.objects.values_list("words", flat=True)) == []
    assert log()[3:] == [("words_erased", None, "core.AuditEntry", number) for number in (1, 2)]
    report = check_log()
    assert (report.erased, report.problems) == (2, [])
    assert erase_words(entries_about(three, names=["Eva Ek"]), by=None) == 0


def test_old_entries_are_cut_off_and_the_chain_holds(three):
    with time_machine.travel(timezone.now() + dt.timedelta(days=800)):
        record(AuditKind.LOGIN, by=None)
        assert cut(before=timezone.now() - dt.timedelta(days=700), by=None) == 3
        assert [kind for kind, *_rest in log()] == ["login", "cut"]
        assert check_log().problems == []
        assert cut(before=timezone.now() - dt.timedelta(days=700), by=None) == 0
        assert cut(before=timezone.now() + dt.timedelta(days=1), by=None) == 2
        assert ([kind for kind, *_rest in log()], check_log().problems) == (["cut"], [])


def test_a_cut_that_was_forged_is_seen(three):
    """Somebody can write an entry that lets the database remove others, but cannot sign it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_auditentry (number, at, kind, subject, subject_id, person, facts, request_id, "
            "words_digest, digest) SELECT 4, at, 'cut', 'core.AuditEntry', 2, '', facts, '', '', '' "
            "FROM core_auditentry WHERE number = 3"
        )
        cursor.execute("DELETE FROM core_auditwords WHERE entry_id < 3")
        cursor.execute("DELETE FROM core_auditentry WHERE number < 3")
    assert len(check_log().problems) == 2


def test_audit_entry_costs_few_queries(django_assert_num_queries):
    with django_assert_num_queries(5):  # a savepoint and its end, the head twice, the entry
        record(AuditKind.LOGIN, by=None)


def write_at_once(*wrappers, deferred=False) -> list:
    jobs = [wrapped(lambda: record(AuditKind.LOGIN, by=None, words="samtidigt").number, *wrappers)] * 3
    return at_once(*jobs, deferred=deferred)


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_do_not_fork_the_chain():
    for _ in range(ROUNDS):
        write_at_once()
    report = check_log()
    assert (report.entries, report.last, report.problems) == (3 * ROUNDS, 3 * ROUNDS, [])


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would():
    """The control: all have read the end of the chain before any writes, and only one can follow it."""
    before_any_writes = all_come_to('INSERT INTO "core_auditentry"', number=3)
    written = write_at_once(without_row_locks, before_any_writes, deferred=True)
    assert (written.count(1), len([outcome for outcome in written if isinstance(outcome, str)])) == (1, 2)


# --- Logging in and out ----------------------------------------------------------------------------


def test_logins_failures_and_logouts_are_written_with_a_short_address(client, make_user, settings):
    user = make_user("Ekonomi")
    sent = {"username": user.username, "password": PASSWORD}
    client.post(reverse("core:login"), sent | {"password": "fel"}, REMOTE_ADDR="198.51.100.77")
    client.post(reverse("core:login"), sent | {"username": "Hemligt-losenord-1"}, REMOTE_ADDR="198.51.100.77")
    client.post(reverse("core:login"), sent, REMOTE_ADDR="198.51.100.77")
    client.post(reverse("core:logout"))
    about = ("core.User", user.pk)
    user.is_active, user.email = False, "har.slutat@medspel.example"
    user.save()
    client.post(reverse("core:login"), sent | {"username": "Har.Slutat@medspel.example"})
    assert log()[4:] == [("login_failed", None, *about)]
    assert log()[:4] == [
        ("login_failed", None, *about),
        ("login_failed", None, "", None),
        ("login", user.pk, *about),
        ("logout", user.pk, *about),
    ]
    said = list(AuditWords.objects.order_by("pk").values_list("words", "address"))
    assert said[:3] == [("", "198.51.100.0/24"), ("Namnet finns inte", "198.51.100.0/24"), ("", "198.51.100.0/24")]
    assert len(set(AuditEntry.objects.values_list("request_id", flat=True))) == 5


def test_address_that_is_shut_out_does_not_fill_the_log():
    cache.clear()  # another test may have been shut out
    request = RequestFactory().post("/")
    request.axes_locked_out = True
    for _ in range(3):
        user_login_failed.send(audit, credentials={"username": "x"}, request=request)
    assert [kind for kind, *_rest in log()] == ["login_failed"]


# --- Who had what ----------------------------------------------------------------------------------


def test_workbook_is_written_in_the_log_with_its_choice_and_its_number_of_rows(client_for):
    client = client_for("Partneransvarig")
    CompanyFactory(name="Hjulspåret")
    client.get(reverse("crm:company_list"), {"q": "hjul", "export": "xlsx"}).getvalue()
    entry = AuditEntry.objects.get()
    assert (entry.kind, entry.user, entry.subject, entry.facts) == ("export", client.user, "crm.Company", {"rows": 1})
    assert (entry.said.words, entry.said.address) == (
        "Företag; Sök namn, nummer, ort eller bransch: hjul",
        "127.0.0.0/24",
    )


def test_workbook_that_may_not_be_had_is_not_in_the_log(client_for):
    client_for().get(reverse("crm:company_list"), {"export": "xlsx"})
    unread = {"date_from": "2027-12-31", "date_to": "2027-01-01"}
    client_for("Läsare").get(reverse("crm:interaction_list"), unread | {"export": "xlsx"})
    assert log() == []


def test_document_fetched_is_written_in_the_log_whether_by_a_page_or_by_a_key(client_for, api_client_for):
    document = make_document()
    client, program = client_for("Ekonomi"), api_client_for("Ekonomi")
    client.get(reverse("crm:document_file", args=[document.pk])).getvalue()
    program.get(f"/api/v1/documents/{document.pk}/content/").getvalue()
    about = ("crm.Document", document.pk)
    assert log() == [("download", client.user.pk, *about), ("download", program.user.pk, *about)]
    assert {said.words for said in AuditWords.objects.all()} == {document.file_name}


def test_list_read_with_a_key_is_written_once_a_day(make_user, time_machine):
    cache.clear()
    time_machine.move_to(timezone.now(), tick=False)
    user = make_user("Ekonomi")
    _key, secret = ApiToken.objects.create(user=user, name="Kalkylark")
    program = APIClient(headers={"Authorization": f"Token {secret}"})
    for _ in range(3):
        assert program.get("/api/v1/companies/").status_code == 200
    program.get(f"/api/v1/contacts/{contact_at(CompanyFactory()).pk}/")
    assert program.get("/api/v1/companies/", {"fel": "x"}).status_code == 400
    read = ("api_read", user.pk)
    assert log() == [(*read, "crm.Company", None), (*read, "crm.Contact", None)]
    assert {said.words for said in AuditWords.objects.all()} == {"Kalkylark"}
    time_machine.move_to(timezone.now() + dt.timedelta(days=1), tick=False)
    program.get("/api/v1/companies/")
    assert log()[2:] == [(*read, "crm.Company", None)]
