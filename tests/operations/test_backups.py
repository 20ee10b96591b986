"""Backups hold everything, are found out when they are damaged, and bring everything back."""

import threading
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from core.errors import Refusal
from core.models import AuditEntry, Session
from crm.models import Company, Document
from mailing.models import Letter
from operations.doctor.backups import check_backup
from operations.models import Backup
from operations.queries import last_good_backup
from operations.services.archive import BackupDamaged
from operations.services.backup_storage import Place
from operations.services.backups import BackupFailed, make_backup, sync_rows
from operations.services.encryption import WrongKey, new_key
from operations.services.restoring import NewerVersion, NotEmpty, restore_backup
from operations.services.verifying import verify_backup
from tests.factories import CompanyFactory, SponsorshipFactory, UserFactory, make_document

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.database("operations.services.databases", "operations.services.row_counts"),
]


@pytest.fixture(autouse=True)
def folder(tmp_path, settings) -> Path:
    settings.BACKUP_TO, settings.VAR_DIR = str(tmp_path / "kept"), tmp_path / "var"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    return tmp_path / "kept"


def is_good(backup: Backup) -> bool:
    return Backup.objects.good().filter(pk=backup.pk).exists()


def fill() -> Document:
    UserFactory()
    SponsorshipFactory(amount=Decimal("1234.50"))
    return make_document(company=CompanyFactory(name="Åkeri Ärlig AB"))


@pytest.mark.parametrize("encrypted", [False, True])
def test_backup_is_verified_and_brings_back_rows_and_files(settings, folder, tmp_path, encrypted):
    settings.BACKUP_KEY = new_key()[0] if encrypted else ""
    document = fill()
    content = default_storage.open(document.file.name).read()
    made = make_backup()
    manifest = verify_backup(made.name)
    assert manifest.counts["crm_company"] == Company.objects.count()
    assert manifest.sums["crm_sponsorship.amount"] == 123450
    assert (manifest.media, manifest.missing) == ([document.file.name], [])
    made.refresh_from_db()
    assert (is_good(made), made.is_encrypted, made.files) == (True, encrypted, 1)
    assert ("Ärlig".encode() in (folder / made.name).read_bytes()) is False
    assert last_good_backup() == made

    Company.objects.create(name="Kom efteråt AB")
    document.file.delete(save=False)
    with pytest.raises(NotEmpty):
        restore_backup(made.name)
    restored = restore_backup(made.name, force=True)
    connection.close()
    assert (Company.objects.filter(name="Kom efteråt AB").exists(), restored.files) == (False, 1)
    assert Document.objects.get().file.open().read() == content
    assert Company.objects.matching("ärlig").count() == 1
    assert len(list(restored.aside.iterdir())) == 1


def test_command_saves_verifies_and_restores_into_an_empty_database(folder, capsys, client_for):
    fill()
    client_for("Administratör")
    to = {"kind": "x", "basis": "errand", "to_email": "a@akeriet.example", "subject": "Hej", "text": "Hej."}
    waiting, sent = Letter.objects.create(**to), Letter.objects.create(**to, state="sent", ended_at=timezone.now())
    call_command("backup", "--verify")
    (name,) = Place().names()
    assert capsys.readouterr().out.splitlines()[-1] == "Restored into a scratch place: rows, sums and files agree."
    with pytest.raises(CommandError, match="The database is not empty"):
        call_command("restore")
    call_command("restore", name, "--force")
    # The one that was made is not in what was saved, and is found again.
    assert list(Backup.objects.values_list("name", flat=True)) == [name]
    # What went on then has ended since.
    assert not Session.objects.exists()
    assert dict(Letter.objects.values_list("pk", "state")) == {waiting.pk: "stopped", sent.pk: "sent"}
    # Making it came after what was saved.
    assert list(AuditEntry.objects.values_list("kind", "facts__place")) == [("restored", str(folder))]
    call_command("verify", "--all")
    assert "sums and 1 files agree." in capsys.readouterr().out


def spoil(file: Path, how: str) -> None:
    content = bytearray(file.read_bytes())
    if how == "cut":
        content = content[:-100]
    else:
        middle = slice(len(content) // 2, len(content) // 2 + 64)
        content[middle] = bytes(255 - byte for byte in content[middle])
    file.write_bytes(content)


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize("how", ["cut", "changed"])
def test_damaged_backup_is_found_out_and_never_restored(settings, folder, how, encrypted):
    settings.BACKUP_KEY = new_key()[0] if encrypted else ""
    made = make_backup()
    spoil(folder / made.name, how)
    with pytest.raises(BackupDamaged):
        verify_backup(made.name)
    with pytest.raises(BackupDamaged):
        restore_backup(made.name, force=True)
    made.refresh_from_db()
    assert (is_good(made), last_good_backup()) == (False, None)


def test_public_half_of_a_key_saves_and_only_the_secret_one_opens(settings, tmp_path):
    secret, settings.BACKUP_KEY = new_key()
    made = make_backup()
    for key in ("", new_key()[0], "nonsense"):
        with pytest.raises(WrongKey):
            verify_backup(made.name, key=key)
    made.refresh_from_db()
    assert (is_good(made), verify_backup(made.name, key=secret).vendor) == (True, connection.vendor)


def test_backup_that_fails_leaves_the_older_ones_and_says_why(folder):
    good = make_backup()
    folder.rename(folder.with_name("away"))
    folder.write_text("in the way")
    with pytest.raises(BackupFailed):
        make_backup()
    folder.unlink()
    folder.with_name("away").rename(folder)
    failed = Backup.objects.bad().get()
    assert (Place().names(), last_good_backup(), bool(failed.error)) == ([good.name], good, True)
    assert [file.name for file in folder.iterdir()] == [good.name]


@pytest.mark.parametrize("where", ["backups", "files"])
def test_bucket_that_is_not_to_be_reached_is_told_where_and_why(settings, monkeypatch, where):
    for name, value in {
        "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:1",
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_MAX_ATTEMPTS": "1",
    }.items():
        monkeypatch.setenv(name, value)
    if where == "backups":
        settings.BACKUP_TO = "s3://kept/here"
    else:
        bucket = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": "files"}}
        settings.STORAGES = settings.STORAGES | {"default": bucket}
    with pytest.raises(BackupFailed) as failed:
        make_backup()
    named = {"backups": "s3://kept/here", "files": "filerna"}[where]
    assert str(failed.value).startswith(f"Säkerhetskopian blev inte klar: Det går inte att nå {named}: ")
    assert "127.0.0.1:1" in str(failed.value)
    assert Backup.objects.get().error == str(failed.value)
    if where == "backups":
        Backup.objects.update(error="", name="x", verified_at=timezone.now())
        words = "Det går inte att nå s3://kept/here"
        assert [str(each)[: len(words)] for each in check_backup()] == [words]
        with pytest.raises(CommandError, match="s3://kept/here"):
            call_command("verify")


@pytest.mark.parametrize("command", ["verify", "restore"])
def test_key_that_cannot_be_read_is_told(folder, command):
    make_backup()
    with pytest.raises(CommandError, match="/no/such"):
        call_command(command, key_file=Path("/no/such"))


class SeenByAnother(Place):
    """Where another backup ends just when the file has got its name, and brings the rows in step."""

    @contextmanager
    def unfinished(self, name):
        with super().unfinished(name) as file:
            yield file
        sync_rows(self)


def test_two_backups_at_once_are_both_told_of(folder):
    made = make_backup(place=SeenByAnother())
    rows = Backup.objects.values_list("name", "error", "rows", "size")
    assert list(rows) == [(made.name, "", made.rows, (folder / made.name).stat().st_size)]
    assert made.rows > 0


def test_older_backups_are_removed_by_the_next_one(folder):
    folder.mkdir()
    old = [f"medspel-20{year}-01-01T030000Z-0000.tar.gz" for year in range(10, 26)]
    for name in [*old, "else.txt"]:
        (folder / name).write_text("")
    made = make_backup()
    assert Place().names() == [made.name, *old[:4:-1]]
    assert (folder / "else.txt").exists()
    assert Backup.objects.count() == 12


def test_backup_of_newer_code_is_refused_before_anything_is_touched():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('crm', '9999_later', %s)", [timezone.now()]
        )
    made = make_backup()
    with pytest.raises(NewerVersion):
        restore_backup(made.name, force=True)
    assert Backup.objects.count() == 1


def test_file_that_was_gone_before_is_told_and_stops_nothing():
    document = fill()
    default_storage.delete(document.file.name)
    made = make_backup()
    assert verify_backup(made.name).missing == [document.file.name]


class Shifting(InMemoryStorage):
    """Somebody removes a document with its file just after the database was copied."""

    asked = 0

    def listdir(self, path):
        if path == "":
            type(self).asked += 1
            if self.asked == 2:
                for document in Document.objects.all():
                    self.delete(document.file.name)
                    document.delete()
        found = super().listdir(path)
        if path == "" and self.asked == 1:
            make_document()
        return found


def test_file_removed_between_database_and_files_makes_the_set_anew(settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "tests.operations.test_backups.Shifting"}}
    UserFactory()
    manifest = verify_backup(make_backup().name)
    assert (manifest.counts["crm_document"], manifest.missing, Shifting.asked) == (0, [], 3)


def write_until(stopped: threading.Event, written: list) -> None:
    try:
        number = 0
        while not stopped.is_set():
            number += 1
            name = default_storage.save(f"documents/{threading.get_ident()}-{number}.txt", ContentFile(b"x" * 1000))
            company = CompanyFactory(name=f"Företag {number} AB")
            document = make_document(company=company)
            written.append(company.pk)
            if number % 3 == 0:
                kept = document.file.name
                document.delete()
                default_storage.delete(kept)
            default_storage.delete(name)
    finally:
        connection.close()


def test_backup_is_one_set_while_others_write():
    stopped, written = threading.Event(), []
    threads = [threading.Thread(target=write_until, args=[stopped, written]) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        while not written:
            stopped.wait(0.01)
        before = len(written)
        made = make_backup()
        after = len(written)
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
    manifest = verify_backup(made.name)
    # A company may be committed and not told of yet.
    assert (manifest.missing, before <= manifest.counts["crm_company"] <= after + 2) == ([], True)


def test_unknown_name_and_no_backups_are_refused(folder):
    with pytest.raises(Refusal):
        verify_backup("medspel-2026-11-30T031500Z-0a1b.tar.gz")
    with pytest.raises(CommandError, match="no backups"):
        call_command("verify")
    assert (Place().names(), folder.exists()) == ([], False)
