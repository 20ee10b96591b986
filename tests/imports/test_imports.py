"""A list is drafted, previewed and read in, all or nothing."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.spreadsheets.values import UNSOLVED
from crm.models import Company
from crm.services.companies import save_company
from imports.models import Import, ImportKind, ImportState
from imports.queries import counts
from imports.services.commit import NothingToImport, PreviewMoved, RowFailed, commit_import
from imports.services.companies import CompanyResource
from imports.services.drafts import WRONG_DAYS, AlreadyRead, discard_import, renew_preview, start_import
from imports.services.headings import NoRows
from tests.factories import CompanyFactory, UserFactory, make_orgnr
from tests.imports.drafts import HEAD, draft, read_in, seen
from tests.imports.messy import messy_companies

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database("core.changesets"),
]
COMPANY = ImportKind.COMPANY


@pytest.fixture
def user():
    return UserFactory(role="Partneransvarig")


# --- The file and its columns ----------------------------------------------------------------------


def test_headings_are_found_below_what_stands_above_them(user):
    batch = start_import(kind=COMPANY, source="x", table=[["Kundregister"], [], HEAD, ["Åkeriet"]], by=user)
    assert (batch.headings, batch.columns) == (HEAD, {"name": 0, "orgnr": 1, "city": 2})
    assert list(batch.rows.values_list("number", "cells")) == [(4, ["Åkeriet"])]


def test_what_the_columns_were_is_remembered_for_files_of_the_same_shape(user):
    table = [["A", "B"], ["Sala", "Åkeriet"]]
    draft(COMPANY, table, by=user, columns={"city": 0, "name": 1})
    again = start_import(kind=COMPANY, source="y", table=[["a ", "B"], ["Köping", "Bageriet"]], by=user)
    other_kind = start_import(kind=ImportKind.CONTACT, source="y", table=table, by=user)
    assert (again.columns, other_kind.columns) == ({"city": 0, "name": 1}, {})


def test_a_file_without_rows_is_refused(user):
    for table in ([], [HEAD], [HEAD, [], []]):
        with pytest.raises(NoRows):
            start_import(kind=COMPANY, source="x", table=table, by=user)


def test_drafts_and_rows_with_errors_are_not_kept_for_ever(user):
    old = draft(COMPANY, [HEAD, ["Gammalt utkast"]], by=user)
    CompanyFactory(name="Bageriet", city="Sala")
    done = read_in(COMPANY, [HEAD, ["Åkeriet"], ["Fel", "1"], ["Bageriet", "", "Västerås"]], by=user)
    long_ago = timezone.now() - dt.timedelta(days=WRONG_DAYS + 1)
    Import.objects.filter(pk=old.pk).update(made_at=long_ago)
    Import.objects.filter(pk=done.pk).update(done_at=long_ago)
    draft(COMPANY, [HEAD, ["Ny"]], by=user)
    assert not Import.objects.filter(pk=old.pk).exists()
    assert set(done.rows.values_list("status", "title")) == {("new", ""), ("wrong", ""), ("change", "")}
    assert not done.rows.exclude(cells=[], changes=[]).exists()


# --- Preview ---------------------------------------------------------------------------------------


def test_preview_says_of_each_row_what_it_becomes(user):
    CompanyFactory(name="Åkeriet", orgnr=make_orgnr(1), city="Sala")
    CompanyFactory(name="Bageriet", orgnr=make_orgnr(2), city="Köping")
    table = [
        HEAD,
        ["ÅKERIET", f"16{make_orgnr(1)}", "Västerås"],
        [],
        ["bageriet", "", "Köping"],
        ["Nytt", "", ""],
        ["", "556703-7486", ""],
    ]
    assert seen(draft(COMPANY, table, by=user)) == [
        (2, "change", [("Ort", "Sala", "Västerås")]),
        (4, "same", []),
        (5, "new", []),
        (
            6,
            "wrong",
            [
                ("Org.nr", "556703-7486", "Kontrollsiffran stämmer inte. Jämför numret med företagets papper."),
                ("Namn", "", "Behövs för en ny rad."),
            ],
        ),
    ]


def test_all_that_is_wrong_with_a_row_is_told_at_once(user):
    table = [
        ["Namn", "Antal anställda", "E-post för faktura", "Webbplats"],
        [UNSOLVED, "många", "inte mejl", "javascript:alert(1)"],
    ]
    mistakes = draft(COMPANY, table, by=user).rows.get().mistakes
    assert {mistake[0] for mistake in mistakes} == set(table[0])


def test_an_empty_cell_changes_nothing(user):
    CompanyFactory(name="Åkeriet", orgnr=make_orgnr(1), city="Sala")
    assert seen(draft(COMPANY, [HEAD, ["Åkeriet", make_orgnr(1), ""]], by=user)) == [(2, "same", [])]


def test_a_company_is_found_by_number_then_name_and_told_apart_by_email(user):
    by_orgnr = CompanyFactory(name="Heter annat", orgnr=make_orgnr(1))
    CompanyFactory(name="Lika", invoice_email="ett@lika.example", orgnr=None)
    second = CompanyFactory(name="Lika", invoice_email="två@lika.example".replace("å", "a"), orgnr=None)
    CompanyFactory(name="Annat nummer", orgnr=make_orgnr(3))
    table = [
        ["Namn", "Org.nr", "E-post för faktura"],
        ["Lika", make_orgnr(1), ""],
        ["Lika", "", "TVA@lika.example"],
        ["Annat nummer", make_orgnr(4), ""],
        ["lika", "", ""],
    ]
    rows = draft(COMPANY, table, by=user).rows.all()
    assert [(row.status, row.target) for row in rows] == [
        ("change", by_orgnr.pk),
        ("same", second.pk),
        ("new", None),
        ("wrong", None),
    ]
    assert rows[3].mistakes == [["", "", "Flera kan vara lika: Lika, Lika."]]


def test_rows_of_the_file_that_are_the_same_are_told(user):
    CompanyFactory(name="Åkeriet", orgnr=make_orgnr(1))
    table = [HEAD, ["Nytt", make_orgnr(2)], ["Heter annat", make_orgnr(2)], ["Åkeriet"], ["x", make_orgnr(1)], ["Nytt"]]
    assert [row[1:] for row in seen(draft(COMPANY, table, by=user))] == [
        ("new", []),
        ("wrong", [("", "", "Raden gäller samma som rad 2.")]),
        ("same", []),
        ("wrong", [("", "", "Raden gäller samma som rad 4.")]),
        ("wrong", [("", "", "Raden gäller samma som rad 2.")]),
    ]


def test_preview_writes_nothing_but_itself(user):
    draft(COMPANY, [HEAD, ["Nytt"]], by=user)
    assert Company.objects.count() == 0


def test_preview_of_many_rows_asks_no_more_than_of_few(user):
    def queries(number: int) -> int:
        table = messy_companies(number)
        with CaptureQueriesContext(connection) as captured:
            draft(COMPANY, table, by=user)
        return sum(query["sql"].startswith("SELECT") for query in captured)

    queries(30)
    assert queries(30) == queries(300)


def test_a_messy_register_is_sorted_into_new_and_wrong(user):
    batch = draft(COMPANY, messy_companies(280), by=user)
    assert dict(counts(batch)) == {"new": 257, "wrong": 23, "moved": 0, "lacking": 17}
    assert batch.rows.get(number=32).mistakes[0][:2] == ["Organisationsnummer", "556703-7486"]


# --- Reading in ------------------------------------------------------------------------------------


def test_reading_in_writes_what_the_preview_said_and_history_says_who_and_from_where(user):
    there = CompanyFactory(name="Åkeriet", orgnr=make_orgnr(1), city="Sala")
    batch = read_in(COMPANY, [[*HEAD, "Etiketter"], ["Åkeriet", "", "Västerås", "Nät, Å"], ["Ny", "", ""]], by=user)
    there.refresh_from_db()
    new = Company.objects.get(name="Ny")
    assert (there.city, {tag.name for tag in there.tags.all()}) == ("Västerås", {"Nät", "Å"})
    assert (batch.state, batch.done_at is not None, dict(counts(batch))) == (
        ImportState.DONE,
        True,
        {"new": 1, "change": 1, "moved": 0},
    )
    for company in (there, new):
        latest = company.history.first()
        assert (latest.history_user, latest.history_change_reason) == (user, "Import av lista.xlsx")
    assert list(batch.changes.values_list("object_id", "made", "number")) == [(there.pk, False, 2), (new.pk, True, 3)]


def test_only_rows_that_are_wrong_are_kept_after_reading_in(user):
    batch = read_in(COMPANY, [HEAD, ["Ny"], ["Fel", "1"]], by=user)
    assert list(batch.rows.values_list("title", "cells")) == [("", []), ("Fel", ["Fel", "1"])]


def test_what_a_row_changed_can_be_read_after_reading_in(user):
    CompanyFactory(name="Åkeriet", city="Sala")
    batch = read_in(COMPANY, [HEAD, ["Åkeriet", "", "Västerås"]], by=user)
    assert batch.rows.get().changes == [["Ort", "Sala", "Västerås"]]


def test_a_list_is_read_in_once(user):
    batch = read_in(COMPANY, [HEAD, ["Ny"]], by=user)
    for attempt in (commit_import, renew_preview):
        with pytest.raises(AlreadyRead):
            attempt(batch, by=user)
    with pytest.raises(AlreadyRead):
        discard_import(batch)
    assert Company.objects.count() == 1


def test_a_list_with_nothing_new_is_refused(user):
    CompanyFactory(name="Åkeriet")
    with pytest.raises(NothingToImport):
        read_in(COMPANY, [HEAD, ["Åkeriet"]], by=user)


def test_progress_is_told_as_rows_are_written(user, monkeypatch):
    monkeypatch.setattr(CompanyResource, "batch_size", 2)
    told = []
    batch = draft(COMPANY, [HEAD, ["A"], ["B"], ["Fel", "1"], ["C"]], by=user)
    commit_import(batch, by=user, tell=told.append)
    assert told == [2, 3]


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda: save_company(Company.objects.get(name="Åkeriet"), trade="Frakt"),  # what is to be changed was saved
        lambda: CompanyFactory(name="Ny"),  # what was new is there
        lambda: save_company(Company.objects.get(name="Oförändrad"), city="Köping"),  # what was the same is not
    ],
)
def test_what_changed_since_the_preview_is_told_and_nothing_is_written_over(user, meanwhile):
    CompanyFactory(name="Åkeriet", city="Sala")
    CompanyFactory(name="Oförändrad", city="Sala")
    batch = draft(COMPANY, [HEAD, ["Åkeriet", "", "Västerås"], ["Ny"], ["Oförändrad", "", "Sala"]], by=user)
    meanwhile()
    with pytest.raises(PreviewMoved):
        commit_import(batch, by=user)
    assert Company.objects.get(name="Åkeriet").city == "Sala"
    assert renew_preview(batch, by=user) == 1
    assert batch.rows.filter(moved=True).count() == 1
    assert commit_import(batch, by=user).state == ImportState.DONE


def test_one_row_that_cannot_be_written_stops_them_all(user, monkeypatch):
    batch = draft(COMPANY, [HEAD, ["A"], ["B"]], by=user)
    write = CompanyResource.save

    def fail_second(resource, rows, recorder):
        for row in rows:
            if row.number == 3:
                row.diff["name"] = ""
        write(resource, rows, recorder)

    monkeypatch.setattr(CompanyResource, "save", fail_second)
    with pytest.raises(RowFailed, match=r"Rad 3, B: .* Inget är importerat\."):
        commit_import(batch, by=user)
    assert (Company.objects.count(), Import.objects.get().state) == (0, ImportState.DRAFT)


NOT_YET = {"happened_at": ["Det har inte hänt än. Det som ska ske planerar du som nästa steg."]}


def test_contact_ahead_in_a_list_is_told_on_its_row():
    CompanyFactory(name="Åkeriet")
    table = [["Företag", "När"], ["Åkeriet", "2099-01-01 10:00"]]
    ((_number, status, told),) = seen(draft(ImportKind.INTERACTION, table, by=UserFactory(role="Partneransvarig")))
    assert (status, [line[-1] for line in told]) == ("wrong", NOT_YET["happened_at"])
