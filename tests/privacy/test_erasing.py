"""Erasure leaves nothing of a person: unique words planted in every field that can hold one, then every byte read."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from campaigns.models import Amendment, Competition, Juror, Mark, Recusal, Team
from core import audit
from core.audit_check import check_log
from core.errors import StaleVersion
from core.models import AuditKind, AuditWords, Job, JobState, RetentionPeriod, ScheduledRun, SentForm
from core.services import save_record
from crm.models import Company, Contact, Document, Interaction
from duplicates.services.merging import merge
from finance.models import BankFile, Customer, ExportFetch, LedgerExport, LockedName, PeriodAct, PeriodEvent, RefusedRow
from finance.services.payments import replace_payment, restore_payment
from inbox.models import MailDraft
from inbox.services.email_to_log import draft_of, start_draft
from operations.models import Backup
from privacy.inventory import live_model, places
from privacy.models import Erasure, RetentionRule
from privacy.services import scrubbing
from privacy.services.erasing import Removal, documents_about, erase
from privacy.services.holds import Held, lift_hold, put_hold
from privacy.services.people import OF_SOMEBODY_ELSE, subject_of
from privacy.services.requests import register_request
from privacy.services.scanning import find
from privacy.services.scrubbing import scrub
from tests.access_samples import logo, make_samples
from tests.campaigns.boards import contest
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    InboundFactory,
    InteractionFactory,
    NextStepFactory,
    contact_at,
    make_document,
    signed_sponsorship,
)
from tests.finance.factories import from_bank, pay

FIRST, LAST = "Canaria", "Kvillersson"
EMAIL = "canaria.k@kvillersson.example"
CANARY = b"kvillersson"
AROUND = re.compile(b".{0,60}kvillersson.{0,30}", re.IGNORECASE | re.DOTALL)


def plant(name: str, *, own: type[models.Model]) -> set[str]:
    """Write the name into every field of every row that may hold it; gives the fields that no row could have it in."""
    sought, done = set(), set()
    for model, fields in places().items():
        live = live_model(model)
        if live is own or model is AuditWords:  # the database refuses to change what the log says
            continue
        wanted = [field for field in fields if field not in OF_SOMEBODY_ELSE.get(live, ())]
        sought |= {f"{live._meta.label}.{field}" for field in wanted}
        for number, pk in enumerate(model._base_manager.values_list("pk", flat=True)):
            for field in wanted:
                try:
                    with transaction.atomic():
                        row = model._base_manager.filter(pk=pk)
                        row.update(**{field: planted(model, field, name, number)})
                except IntegrityError:
                    continue
                done.add(f"{live._meta.label}.{field}")
    return sought - done


def make_rows_of_the_rest(user, company):
    """Of the tables that a product in use has rows in, and that the samples of the pages have not."""
    team, juror = Team.objects.first(), Juror.objects.first()
    now = timezone.now()
    Amendment.objects.create(competition=team.competition, what="Antal", reason="Fel", made_by=user)
    Recusal.objects.create(team=team, juror=juror, reason="Släkt")
    Mark.objects.create(team=team, juror=juror, criterion=team.competition.criteria.first(), value=1)
    SentForm.objects.create(key="1", place="2", written="3")
    LogEntry.objects.create(user=user, action_flag=1, object_repr="x")
    DBTaskResult.objects.create(args_kwargs={}, task_path="x", backend_name="default", run_after=now, enqueued_at=now)
    Erasure.objects.create(kind="contact", key=1, reason="Prov", erased_by=user, scrubbed_at=now)
    put_hold(by=user, reason="Tvist", company=company)
    save_record(RetentionRule(kind="prov"))
    save_record(RetentionPeriod.objects.first(), days=7)
    save_record(Customer(company=company), number="1")
    file = BankFile.objects.first()
    RefusedRow.objects.create(file=file, position=99, amount=1, booked_on=now.date(), why="Prov")
    PeriodEvent.objects.create(month=now.date().replace(day=1), act=PeriodAct.LOCKED, by=user)
    LockedName.objects.create(month=now.date().replace(day=1), company_key=company.pk, name="Prov")
    ExportFetch.objects.create(export=LedgerExport.objects.first(), number=9, fetched_by=user, reason="Prov")
    hand = pay(1, by=user)
    replace_payment(hand, bank=from_bank(1), by=user)
    restore_payment(hand, by=user, reason="Prov")
    Backup.objects.create(taken_at=now, place="/srv", error="Fel")
    ScheduledRun.objects.create(name="prov", day=now.date(), state=JobState.DONE, seen_at=now, finished_at=now)
    audit.record(AuditKind.EXPORT, by=user, words=f"Personer: {FIRST} {LAST}")


def planted(model, name: str, words: str, number: int):
    field = model._meta.get_field(name)
    if isinstance(field, models.JSONField):
        return {"contacts": [], "rad": [f"Hej {words}!", {words: number}]}
    if isinstance(field, models.BinaryField):
        return words.encode()
    if isinstance(field, models.EmailField):
        return EMAIL
    if field.max_length and field.max_length < 40:
        return None if field.null else ""
    return f"{number} {words} {model._meta.label[:20]}" if number % 2 else words


def left_in_database() -> list[str]:
    """Where the canary is still found, in whatever case: the bytes of the file and its journal, or of every table."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        parts = [file, *(file.with_name(file.name + end) for end in ("-wal",))]
        return [found for part in parts if part.exists() for found in AROUND.findall(part.read_bytes())]
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 't', 'i') AND relfilenode <> 0 AND position("
            "%s IN lower(encode(pg_read_binary_file(pg_relation_filepath(oid)), 'escape'))) > 0",
            [CANARY.decode()],
        )
        return [name for (name,) in cursor.fetchall()]


def scrub_when_others_let_it():
    """Tests beside this one write on the same server, and each of their transactions is waited for."""
    assert any(scrub() for _try in range(30))


def left_in_files() -> list[str]:
    folders = ["", "papers", "drafts", "inbound", "enclosures", "jobs", "logos", "proofs", "entries", "competitions"]
    names = [
        f"{folder}/{name}".strip("/")
        for folder in folders
        if default_storage.exists(folder or ".")
        for name in default_storage.listdir(folder)[1]
    ]
    return [name for name in names if CANARY in default_storage.open(name).read().lower()]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_erasure_of_a_contact_leaves_no_byte(make_user):
    user = make_user("Administratör")
    make_samples(user)
    company = CompanyFactory()
    contact = contact_at(
        company, role="Kvillerssons chef", first_name="Annat", last_name="Namn", email=EMAIL, notes="Kvillersson"
    )
    contact.first_name, contact.last_name = FIRST, LAST
    contact.phone = "+46701740605"
    contact.save()
    merge(lost=ContactFactory(first_name=FIRST, last_name="Kvillersson-Berg"), kept=contact, by=user)
    log = InteractionFactory(companies=[company], contacts=[contact], text="Canaria ringde från 070-174 06 05.")
    agreement = signed_sponsorship(company=company, signed_by=contact)
    NextStepFactory(company=company, contact=contact, what="Ring Canaria Kvillersson")
    paper = make_document(company=company, title="Brev", content=b"Kvillersson", interaction=log)
    kept = make_document(company=company, title="Avtal med Canaria Kvillersson", content=b"Avtal")
    start_draft(
        by=user,
        text=f"Från: {FIRST} {LAST} <{EMAIL}>\nSkickat: den 3 november 2026 10:00\nTill: a@b.example\nÄmne: X\n\nHej!",
    )
    mail = InboundFactory(sender=EMAIL, file=ContentFile(f"From: {EMAIL}".encode(), name="x.eml"))
    draft_of(mail, by=user)
    Job.objects.create(
        owner=user,
        kind="workbook",
        title="Personer",
        state=JobState.DONE,
        seen_at=timezone.now(),
        finished_at=timezone.now(),
        file=ContentFile(b"Kvillersson", name="x"),
        file_name="x.xlsx",
    )
    Competition.objects.update(state="final", snapshot={}, finalised_at=timezone.now())
    request = register_request(
        kind="erasure", contact=contact, sender=f"{FIRST} {LAST}", received_on=timezone.localdate()
    )
    make_rows_of_the_rest(user, CompanyFactory())
    assert plant(f"{FIRST} {LAST}", own=Contact) == set()
    subject = subject_of(contact)
    found = list(find(subject))
    documents = documents_about(subject, found)
    assert {paper, kept} <= set(documents)
    erase(subject, by=user, reason="Kvillersson bad om det", removal=Removal(frozenset({paper.pk})), request=request)
    scrub_when_others_let_it()
    assert left_in_database() == []
    assert left_in_files() == []
    assert not Contact.objects.filter(pk=contact.pk).exists()
    agreement.refresh_from_db()
    assert (agreement.signed_by, agreement.amount) == (None, agreement.amount)
    assert list(Document.objects.filter(pk__in=[paper.pk, kept.pk]).values_list("file", flat=True).order_by("pk")) == [
        "",
        kept.file.name,
    ]
    stub = Erasure.objects.first()
    assert (stub.key, stub.reason, stub.request, stub.erased_by) == (contact.pk, "[raderat] bad om det", request, user)
    assert stub.scrubbed_at is not None
    assert MailDraft.objects.count() == 0
    mail.refresh_from_db()
    assert (mail.sender, mail.file.name, mail.parsed, mail.state, mail.emptied_at is None) == (
        *("", "", {}, "thrown"),
        False,
    )
    assert check_log().problems == []
    assert list(Interaction.objects.get(pk=log.pk).contacts.all()) == []


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_erasure_of_a_sole_trader_keeps_the_agreement_and_no_byte_of_the_person(make_user):
    user = make_user("Administratör")
    trader = CompanyFactory(
        name="Kvillerssons Måleri",
        orgnr="8112189876",
        phone="+46701740605",
        invoice_email=EMAIL,
        street="Kvillerssons väg 1",
        notes="Kvillersson",
        swish="1230000008",
        tags=["Målare"],
    )
    assert trader.is_sole_trader
    trader.logo = logo()
    trader.save()
    merge(lost=CompanyFactory(name="Kvillerssons Bygg", orgnr=None), kept=trader, by=user)
    agreement = signed_sponsorship(company=trader, amount=5_000)
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    team.company = trader
    team.save()
    InteractionFactory(companies=[trader], text="Kvillerssons Måleri, 811218-9876, vill vara med.")
    trader.refresh_from_db()
    subject = subject_of(trader)
    erase(subject, by=user, reason="Bad om det")
    scrub_when_others_let_it()
    assert left_in_database() == []
    assert left_in_files() == []
    trader.refresh_from_db()
    assert (trader.name, trader.orgnr, trader.notes, trader.status) == (
        f"Raderad enskild firma {trader.pk}",
        None,
        "",
        "ended",
    )
    agreement.refresh_from_db()
    assert (agreement.company, agreement.amount) == (trader, 5_000)
    assert client_page(user, trader).status_code == 200


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite cannot write its file anew while others read")
@pytest.mark.parametrize(
    ("database", "query"), [(None, "SELECT 1 FROM core_user"), ("postgres", "SELECT pg_current_xact_id()")]
)
def test_space_is_not_called_written_over_while_an_earlier_transaction_lasts(make_user, monkeypatch, database, query):
    """VACUUM keeps what a reader of this database or a writer of any on the server may still see."""
    monkeypatch.setattr(scrubbing, "EARLIER_WAITED_FOR", 1)
    earlier, contact = connection.copy(), ContactFactory(first_name="Kvillersson")
    earlier.settings_dict = earlier.settings_dict | ({"NAME": database} if database else {})
    earlier.set_autocommit(False)
    with earlier.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(query)
    try:
        erase(subject_of(contact), by=make_user("Administratör"), reason="Bad om det")
        assert (scrub(), Erasure.objects.get().scrubbed_at) == (False, None)
    finally:
        earlier.close()
    scrub_when_others_let_it()
    assert left_in_database() == []


def client_page(user, row):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(row.get_absolute_url())


@pytest.mark.django_db
def test_hold_keeps_a_person_and_those_of_a_company(make_user):
    user, company = make_user("Administratör"), CompanyFactory()
    contact = contact_at(company)
    for where in ({"contact": contact}, {"company": company}):
        hold = put_hold(by=user, reason="Tvist om avtalet", **where)
        with pytest.raises(Held) as refused:
            erase(subject_of(contact), by=user, reason="Bad om det")
        assert "Tvist om avtalet" in str(refused.value)
        lift_hold(hold, by=user)
    erase(subject_of(contact), by=user, reason="Bad om det")
    assert list(Contact.objects.filter(pk=contact.pk)) == []


@pytest.mark.django_db
def test_name_that_somebody_else_has_is_struck_only_where_it_is_about_the_person(make_user):
    user, company = make_user("Administratör"), CompanyFactory()
    contact = contact_at(company, first_name="Kim", last_name="Ek")
    contact_at(company, first_name="Kim", last_name="Ek", email="kim@annan.example")
    theirs = InteractionFactory(companies=[company], contacts=[contact], text="Kim Ek ringde, Kims ord.")
    other = InteractionFactory(companies=[company], text="Kim Ek ringde.")
    unsure = [each.pk for each in find(subject_of(contact)) if not each.is_sure and each.model is Interaction]
    assert unsure == [other.pk]
    erase(subject_of(contact), by=user, reason="Bad om det")
    assert Interaction.objects.get(pk=theirs.pk).text == "[raderat] ringde, [raderat] ord."
    assert Interaction.objects.get(pk=other.pk).text == "Kim Ek ringde."
    assert Contact.objects.get().email == "kim@annan.example"


@pytest.mark.django_db
def test_row_that_is_struck_tells_of_it_and_refuses_an_older_copy(make_user):
    user, company = make_user("Administratör"), CompanyFactory(notes="Fråga Kim Ek.")
    contact = contact_at(company, first_name="Kim", last_name="Ek")
    old = Company.objects.get(pk=company.pk)
    erase(subject_of(contact), by=user, reason="Bad om det")
    stored = Company.objects.get(pk=company.pk)
    assert stored.notes == "Fråga [raderat]."
    latest = stored.history.first()
    assert (latest.history_change_reason, latest.history_user) == ("Personuppgifter raderade", user)
    old.notes = "Fråga Kim Ek igen."
    with pytest.raises(StaleVersion):
        old.save()


@pytest.mark.django_db
def test_command_finds_extracts_and_erases(make_user, tmp_path, capsys, monkeypatch):
    make_user("Administratör", username="agneta")
    contact = contact_at(CompanyFactory(), first_name="Kim", last_name="Ek", notes="Gillar <b>kaffe</b>")
    call_command("person", find="Kim Ek")
    assert capsys.readouterr().out == f"contact:{contact.pk}  Kim Ek\n"
    file = tmp_path / "utdrag.html"
    call_command("person", extract=f"contact:{contact.pk}", to=file)
    text = file.read_text(encoding="utf-8")
    assert ("Registerutdrag för Kim Ek" in text, "Gillar &lt;b&gt;kaffe&lt;/b&gt;" in text) == (True, True)
    call_command("person", extract=f"contact:{contact.pk}", json=True)
    told = json.loads(capsys.readouterr().out)
    assert [section["title"] for section in told["sections"]] == [
        "Uppgifter om personen",
        "Uppdrag",
        "Ändringar av uppgifterna",
    ]
    erasing = {"erase": f"contact:{contact.pk}", "reason": "Bad om det", "by": "agneta"}
    monkeypatch.setattr("sys.stdin", StringIO("Kim\n"))
    with pytest.raises(CommandError, match="Nothing was erased"):
        call_command("person", **erasing)
    monkeypatch.setattr("sys.stdin", StringIO("Kim Ek\n"))
    call_command("person", **erasing)
    assert list(Contact.objects.all()) == []
