"""A list that was read in is taken back whole."""

import pytest

from core.services import save_record
from crm.models import Company, CompanyStatus, NextStep
from crm.services.companies import save_company
from duplicates.models import CompanyPair
from duplicates.services.pairs import mark_distinct, mark_open
from imports.models import Import, ImportKind, ImportRow, ImportState
from imports.services.commit import commit_import
from imports.services.drafts import discard_import
from imports.services.row_undo import TouchedSince
from imports.services.states import NotRead
from imports.services.undo import undo_import
from tests.factories import CompanyFactory, InteractionFactory, NextStepFactory, UserFactory, contact_at, make_orgnr
from tests.imports.drafts import HEAD, draft, read_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database("core.changesets"),
]
COMPANY = ImportKind.COMPANY


@pytest.fixture
def user():
    return UserFactory(role="Partneransvarig")


# --- Taking back -----------------------------------------------------------------------------------


def test_undo_gives_everything_back_as_it_was(user):
    there = CompanyFactory(name="Åkeriet", city="Sala", tags=["Förut"], employees=7, orgnr=None)
    table = [[*HEAD, "Etiketter", "Antal anställda"], ["Åkeriet", "556703-7485", "Västerås", "Nu", "8"], ["Ny"]]
    batch = read_in(COMPANY, table, by=user)
    other = UserFactory()
    batch = undo_import(batch, by=other)
    before, there = there, Company.objects.get()
    assert (there.city, there.employees, there.orgnr) == ("Sala", 7, before.orgnr)
    assert [tag.name for tag in there.tags.all()] == ["Förut"]
    latest = there.history.first()
    assert (latest.history_user, latest.history_change_reason) == (other, "Import av lista.xlsx är ångrad")
    assert (batch.state, batch.undone_by) == (ImportState.UNDONE, other)
    assert Company.history.filter(name="Ny").values_list("history_type", flat=True)[0] == "-"


def test_the_same_list_can_be_read_in_after_it_was_taken_back(user):
    table = [HEAD, ["Ny", make_orgnr(5), "Sala"]]
    undo_import(read_in(COMPANY, table, by=user), by=user)
    assert read_in(COMPANY, table, by=user).state == ImportState.DONE


@pytest.mark.parametrize(
    ("later", "title", "why"),
    [
        (lambda old, new: save_company(old, trade="Frakt"), "Åkeriet", "ändrad"),
        (lambda old, new: new.delete(), "Ny", "borttagen"),
        (lambda old, new: NextStepFactory(company=new), "Ny", "används av nästa steg"),
        (lambda old, new: InteractionFactory(companies=[new]), "Ny", "används av kontakt-företag-samband"),
        (lambda old, new: contact_at(new), "Ny", "används av uppdrag"),
    ],
    ids=["changed", "deleted", "next step", "interaction", "person"],
)
def test_undo_is_refused_when_somebody_has_worked_on_since_and_says_with_what(user, later, title, why):
    CompanyFactory(name="Åkeriet", city="Sala")
    batch = read_in(COMPANY, [HEAD, ["Åkeriet", "", "Västerås"], ["Ny"]], by=user)
    later(Company.objects.get(name="Åkeriet"), Company.objects.get(name="Ny"))
    with pytest.raises(TouchedSince) as refused:
        undo_import(batch, by=user)
    rows = refused.value.context["rows"]
    assert [row.title for row in rows] == [title]
    assert rows[0].why.startswith(why.partition(" ")[0])
    assert Company.objects.get(name="Åkeriet").city == "Västerås"


def test_what_leans_on_a_company_that_was_only_changed_does_not_hinder(user):
    company = CompanyFactory(name="Åkeriet", city="Sala")
    batch = read_in(COMPANY, [HEAD, ["Åkeriet", "", "Västerås"]], by=user)
    NextStepFactory(company=company)
    undo_import(batch, by=user)
    assert (Company.objects.get().city, NextStep.objects.count()) == ("Sala", 1)


def test_a_possible_double_hinders_only_when_somebody_has_answered_it(user):
    old = CompanyFactory(name="Åkeriet")
    batch = read_in(COMPANY, [HEAD, ["Åkeriet i Sala"]], by=user)
    pair = CompanyPair.objects.create(one=old, other=Company.objects.latest("pk"), points=50)
    mark_distinct(pair, by=user)
    with pytest.raises(TouchedSince):
        undo_import(batch, by=user)
    mark_open(pair)
    undo_import(batch, by=user)
    assert (Company.objects.get(), CompanyPair.objects.count()) == (old, 0)


def test_only_what_is_read_in_can_be_taken_back(user):
    batch = draft(COMPANY, [HEAD, ["Ny"]], by=user)
    with pytest.raises(NotRead):
        undo_import(batch, by=user)
    done = commit_import(batch, by=user)
    undo_import(done, by=user)
    with pytest.raises(NotRead):
        undo_import(done, by=user)


def test_a_draft_is_thrown_away_with_its_rows(user):
    discard_import(draft(COMPANY, [HEAD, ["Ny"]], by=user))
    assert (Import.objects.count(), ImportRow.objects.count()) == (0, 0)


# --- People ----------------------------------------------------------------------------------------


def test_history_of_undone_changes_is_kept(user):
    company = CompanyFactory(name="Åkeriet", status=CompanyStatus.PAUSED)
    batch = read_in(COMPANY, [["Namn", "Status"], ["Åkeriet", "Aktiv"]], by=user)
    undo_import(batch, by=user)
    assert list(company.history.order_by("history_id").values_list("status", flat=True)) == [
        "paused",
        "active",
        "paused",
    ]
    assert save_record(Company.objects.get(), city="Sala").version == 4


def test_two_imports_of_the_same_rows_are_taken_back_one_after_the_other(user):
    there = CompanyFactory(name="Åkeriet", city="Sala")
    first = read_in(COMPANY, [["Namn", "Ort"], ["Åkeriet", "Köping"], ["Bageriet", "Sala"]], by=user)
    second = read_in(COMPANY, [["Namn", "Ort"], ["Åkeriet", "Arboga"], ["Bageriet", "Arboga"]], by=user)
    with pytest.raises(TouchedSince):
        undo_import(first, by=user)
    undo_import(second, by=user)
    undo_import(first, by=user)
    assert list(Company.objects.values_list("pk", "city")) == [(there.pk, "Sala")]
