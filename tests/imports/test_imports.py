"""A list is drafted, seen through, read in all or nothing, and taken back whole."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.services import save_record
from core.spreadsheets.values import UNSOLVED
from crm.models import Company, CompanyStatus, Contact, NextStep
from crm.services.companies import affiliate, save_company
from duplicates.models import CompanyPair
from duplicates.services.pairs import mark_distinct, mark_open
from imports.models import Import, ImportKind, ImportRow, ImportState
from imports.queries import counts
from imports.services import imports
from imports.services.imports import (
    AlreadyRead,
    NoRows,
    NothingToImport,
    NotRead,
    PreviewMoved,
    RowFailed,
    TouchedSince,
    commit_import,
    discard_import,
    renew_preview,
    start_import,
    undo_import,
)
from tests.factories import (
    AffiliationFactory,
    CompanyFactory,
    InteractionFactory,
    NextStepFactory,
    UserFactory,
    contact_at,
    make_orgnr,
)
from tests.imports.drafts import draft, faults, read_in, seen
from tests.imports.messy import messy_companies

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database("core.changesets"),
]

HEAD = ["Namn", "Org.nr", "Ort"]
COMPANY = ImportKind.COMPANY


@pytest.fixture
def user():
    return UserFactory(role="Partneransvarig")


# --- The file and its columns ---------------------------------------------------------------------


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
    long_ago = timezone.now() - dt.timedelta(days=imports.WRONG_DAYS + 1)
    Import.objects.filter(pk=old.pk).update(made_at=long_ago)
    Import.objects.filter(pk=done.pk).update(done_at=long_ago)
    draft(COMPANY, [HEAD, ["Ny"]], by=user)
    assert not Import.objects.filter(pk=old.pk).exists()
    assert set(done.rows.values_list("status", "title")) == {("new", ""), ("wrong", ""), ("change", "")}
    assert not done.rows.exclude(cells=[], changes=[]).exists()


# --- Preview --------------------------------------------------------------------------------------


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


# --- Reading in -----------------------------------------------------------------------------------


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
    monkeypatch.setattr(imports.CompanyPlanner, "batch_size", 2)
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
    write = imports.CompanyPlanner.apply

    def fail_second(planner, rows, recorder):
        for row in rows:
            if row.number == 3:
                row.differing["name"] = ""
        write(planner, rows, recorder)

    monkeypatch.setattr(imports.CompanyPlanner, "apply", fail_second)
    with pytest.raises(RowFailed, match=r"Rad 3, B: .* Inget är importerat\."):
        commit_import(batch, by=user)
    assert (Company.objects.count(), Import.objects.get().state) == (0, ImportState.DRAFT)


# --- Taking back ----------------------------------------------------------------------------------


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


# --- People ---------------------------------------------------------------------------------------

OTHER_PERSON = "E-posten finns på Kim Ek. Skriv personens nr i Medspel om det är samma person."
BAD_PHONE = "Telefonnumret stämmer inte. Skriv det som 070-123 45 67 eller +46 70 123 45 67."
PEOPLE = ["Förnamn", "Efternamn", "Företag", "Roll", "E-post", "Telefon"]


def test_people_are_made_with_a_role_and_found_by_email_or_name_at_the_company(user):
    here, there = CompanyFactory(name="Åkeriet"), CompanyFactory(name="Bageriet")
    kim = contact_at(here, first_name="Kim", last_name="Ek", email="kim@ek.example", role="Chef")
    AffiliationFactory(company=there, contact__first_name="Robin", contact__last_name="Al")
    table = [
        PEOPLE,
        ["Kim", "Lund", "Åkeriet", "VD", "KIM@ek.example", "070-174 06 05"],
        ["Robin", "Al", "Åkeriet", "Lagerchef", "", ""],
        ["Robin", "Al", "Bageriet", "", "robin@al.example", "0701740605"],
        ["Kim", "Ek", "Bageriet", "Styrelse", "kim@ek.example", ""],
    ]
    batch = draft(ImportKind.CONTACT, table, by=user)
    assert [row[1] for row in seen(batch)] == ["change", "new", "change", "wrong"]
    commit_import(batch, by=user)
    kim.refresh_from_db()
    assert (kim.last_name, str(kim.phone.as_e164), kim.affiliations.get().role) == ("Lund", "+46701740605", "VD")
    assert here.contacts.filter(first_name="Robin").count() == 1
    assert there.contacts.get().email == "robin@al.example"


def test_a_new_company_for_a_person_is_added_and_the_old_stays(user):
    here, there = CompanyFactory(name="Åkeriet"), CompanyFactory(name="Bageriet")
    kim = contact_at(here, first_name="Kim", last_name="Ek", email="kim@ek.example", role="Chef")
    batch = read_in(ImportKind.CONTACT, [PEOPLE, ["Kim", "Ek", "Bageriet", "Styrelse", "kim@ek.example"]], by=user)
    assert set(kim.affiliations.values_list("company", "role")) == {(here.pk, "Chef"), (there.pk, "Styrelse")}
    undo_import(batch, by=user)
    assert set(kim.affiliations.values_list("company", "role")) == {(here.pk, "Chef")}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["Kim", "Ek", "Åkeriet"], "Flera kan vara Kim Ek: Kim Ek, Kim Ek (kim@ek.example)."),
        (["Kim", "Ek", "Finns inte"], "Inget företag heter Finns inte. Importera företagen först."),
        (["Kim", "Ek", "Lika"], "Flera kan vara Lika: Lika, Lika."),
        (["Kim", "Ek", ""], "Flera kan vara Kim Ek: Kim Ek, Kim Ek (kim@ek.example)."),
        (["Ny", "", ""], "Behövs för en ny rad."),
        (["Ann", "Å", "Åkeriet", "", "kim@ek.example"], OTHER_PERSON),
        (["Ny", "", "Åkeriet", "", "", "12"], BAD_PHONE),
        (["Ny", "", "Åkeriet", "", "inte en adress"], "Ange en giltig mejladress."),
    ],
)  # fmt: skip
def test_what_is_not_clear_about_a_person_is_an_error_that_names_who(user, row, why):
    company = CompanyFactory(name="Åkeriet")
    contact_at(company, first_name="Kim", last_name="Ek")
    contact_at(company, first_name="Kim", last_name="Ek", email="kim@ek.example")
    for _same in range(2):
        CompanyFactory(name="Lika", orgnr=None)
    batch = draft(ImportKind.CONTACT, [PEOPLE, row], by=user)
    assert [told for _column, told in faults(batch.rows.get())] == [why]


def test_the_whole_name_may_stand_in_one_column(user):
    CompanyFactory(name="Åkeriet")
    read_in(ImportKind.CONTACT, [["Namn", "Företag"], ["Anna Maria Ek", "Åkeriet"], ["Prince", "Åkeriet"]], by=user)
    assert list(Contact.objects.order_by("pk").values_list("first_name", "last_name")) == [
        ("Anna Maria", "Ek"),
        ("Prince", ""),
    ]


def test_undo_of_people_takes_their_roles_and_spares_the_company(user):
    CompanyFactory(name="Åkeriet")
    batch = read_in(ImportKind.CONTACT, [PEOPLE, ["Kim", "Ek", "Åkeriet", "Chef"]], by=user)
    undo_import(batch, by=user)
    assert (Contact.objects.count(), Company.objects.count()) == (0, 1)


def test_undo_of_people_is_refused_when_one_has_got_another_role(user):
    CompanyFactory(name="Åkeriet")
    batch = read_in(ImportKind.CONTACT, [PEOPLE, ["Kim", "Ek", "Åkeriet", "Chef"]], by=user)
    affiliate(contact=Contact.objects.get(), company=CompanyFactory(name="Bageriet"))
    with pytest.raises(TouchedSince) as refused:
        undo_import(batch, by=user)
    assert [(row.title, row.why) for row in refused.value.context["rows"]] == [("Kim Ek", "används av uppdrag")]


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
