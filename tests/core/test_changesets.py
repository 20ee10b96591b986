"""core.changesets with several kinds of actions; the rest is in tests/imports and tests/crm/test_bulk.py."""

import pytest

from config.roles import PARTNER_MANAGER
from core.changesets import recording
from core.models import Change, Changeset
from core.services import save_record
from crm.models import Company, Tag
from crm.services.bulk import Edit, change_all, preview, undo_bulk
from crm.services.tags import tag_company
from imports.models import ImportKind
from imports.services.row_undo import TouchedSince
from imports.services.undo import undo_import
from tests.factories import CompanyFactory, UserFactory
from tests.imports.drafts import read_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database(
        "core.changesets.recording", "core.changesets.touched", "core.changesets.undoing", "core.changesets.versions"
    ),
]


@pytest.fixture
def user():
    return UserFactory(role=PARTNER_MANAGER)


def test_an_import_that_was_changed_in_bulk_is_undone_after_that_change(user):
    company = CompanyFactory(name="Åkeriet", city="Sala", trade="")
    batch = read_in(ImportKind.COMPANY, [["Namn", "Ort"], ["Åkeriet", "Köping"]], by=user)
    rows, edit = Company.objects.all(), Edit({"trade": "Åkeri"})
    change = change_all(rows, edit, by=user, digest=preview(rows, edit, by=user).digest)
    with pytest.raises(TouchedSince):
        undo_import(batch, by=user)
    undo_bulk(change, by=user)
    undo_import(batch, by=user)
    company.refresh_from_db()
    assert (company.city, company.trade) == ("Sala", "")


def test_undo_takes_off_the_links_of_the_act_and_leaves_later_ones(user):
    company = CompanyFactory(name="Åkeriet", tags=["frakt"])
    batch = read_in(ImportKind.COMPANY, [["Namn", "Etiketter"], ["Åkeriet", "granne"]], by=user)
    frakt, granne = (Tag.objects.get(name=name).pk for name in ("frakt", "granne"))
    assert batch.changes.get().links == {"tags": {"added": [granne], "removed": [frakt]}}
    tag_company(company, name="senare")
    undo_import(batch, by=user)
    assert sorted(company.tags.values_list("name", flat=True)) == ["frakt", "senare"]


def test_what_ends_in_an_error_is_not_recorded(user):
    company, changeset = CompanyFactory(), Changeset.objects.create(kind="test", made_by=user)
    with recording(by=user) as recorder:
        with pytest.raises(ZeroDivisionError), recorder.attempt():
            save_record(company, city="Köping")
            raise ZeroDivisionError
        with recorder.attempt():
            save_record(company, city="Sala")
        save_record(company, city="Falun")
        recorder.write(changeset)
    change = Change.objects.get()
    versions = list(Company.history.filter(id=company.pk).order_by("history_id").values_list("history_id", "city"))
    assert dict(versions)[change.last_history] == "Sala"
    assert (change.first_history, change.made) == (change.last_history, False)
