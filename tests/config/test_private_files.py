from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connection

from config.checks import check_private_files


def mode(path) -> int:
    return Path(path).stat().st_mode & 0o777


def test_what_the_service_writes_is_its_own(tmp_path):
    file = tmp_path / "export.xlsx"
    file.touch()
    assert mode(file) == 0o600


def test_uploads_are_readable_by_the_service_alone(tmp_path):
    storage = FileSystemStorage(location=tmp_path / "media")
    name = storage.save("documents/avtal.pdf", ContentFile(b"%PDF-"))
    assert (mode(storage.path(name)), mode(tmp_path / "media" / "documents")) == (0o600, 0o700)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its own files")
@pytest.mark.django_db
def test_database_is_readable_by_the_service_alone():
    assert mode(connection.settings_dict["NAME"]) == 0o600


def test_check_names_what_others_may_read(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    tmp_path.chmod(0o755)
    assert [warning.msg for warning in check_private_files(None) if str(tmp_path) in warning.msg] == [
        f"{tmp_path} can be read by others on this machine."
    ]
    tmp_path.chmod(0o700)
    assert not [warning for warning in check_private_files(None) if str(tmp_path) in warning.msg]
