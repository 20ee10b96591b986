"""A value that cannot be read need not cost its row, and words that are no choices get a meaning."""

import pytest
from django.urls import reverse

from core.errors import StaleVersion
from crm.models import Company, CompanyStatus, Contact, Interaction, Sponsorship
from imports.forms.meanings import CHOSEN, MOST_WORDS
from imports.models import Import, ImportKind, RowStatus
from imports.queries import counts, mistake_groups
from imports.services.commit import commit_import
from imports.services.drafts import AlreadyRead, map_columns, set_values, start_import, words_of
from imports.services.registry import columns_of
from tests.factories import CompanyFactory, InteractionFactory, UserFactory, contact_at, make_orgnr, signed_sponsorship
from tests.imports.drafts import draft, read_in
from tests.workbooks import book_of

pytestmark = pytest.mark.django_db

COMPANY = ImportKind.COMPANY
CRM_HEAD = ["Namn", "Org.nr", "Status", "Webbplats"]
BAD_PHONE = "Telefonnumret stämmer inte. Skriv det som 070-123 45 67 eller +46 70 123 45 67."
NO_CHOICE = "Välj ett av: Prospekt, Aktiv, Vilande, Avslutad."


@pytest.fixture
def user():
    return UserFactory(role="Partneransvarig")


@pytest.fixture
def client(client_for):
    return client_for("Partneransvarig")


def states(batch: Import) -> list[tuple]:
    """Of each row: what happens, in which columns it refuses, and which it goes without."""
    return [
        (row.status, [column for column, *_why in row.mistakes], [column for column, *_why in row.left_out])
        for row in batch.rows.exclude(status="")
    ]


# --- Rows without a value -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "table", "left_out"),
    [
        (COMPANY, [["Namn", "Telefon", "Antal anställda"], ["Ny", "12", "många"]], ["Antal anställda", "Telefon"]),
        (ImportKind.CONTACT, [["Förnamn", "Företag", "Telefon"], ["Kim", "Åkeriet", "12"]], ["Telefon"]),
        (
            ImportKind.INTERACTION,
            [["När", "Företag", "Personer", "Utfall"], ["2026-03-01", "Åkeriet", "Ingen Alls", "?"]],
            ["Utfall", "Personer"],
        ),
        (
            ImportKind.SPONSORSHIP,
            [["Företag", "Mål", "Nivå", "Ansvarig"], ["Åkeriet", "1", "Sponsor", "Hon"]],
            ["Ansvarig"],
        ),
    ],
)
def test_a_bad_optional_cell_does_not_cost_its_row_in_any_kind_of_list(user, kind, table, left_out):
    CompanyFactory(name="Åkeriet")
    batch = draft(kind, table, by=user)
    assert states(batch) == [("new", [], left_out)]
    assert counts(batch) == {"new": 1, "moved": 0, "lacking": 1}
    commit_import(batch, by=user)
    made = {COMPANY: Company, ImportKind.CONTACT: Contact, ImportKind.INTERACTION: Interaction}
    assert batch.changes.filter(made=True, model=made.get(kind, Sponsorship)._meta.label).count() == 1


@pytest.mark.parametrize(
    ("kind", "table", "refuses"),
    [
        (COMPANY, [["Namn", "Org.nr", "Telefon"], ["Ny", "1", "12"]], ["Org.nr", "Telefon"]),
        (COMPANY, [["Nr i Medspel", "Namn"], ["x", "Åkeriet"]], ["Nr i Medspel"]),
        (ImportKind.CONTACT, [["Förnamn", "Företag", "E-post"], ["Kim", "Åkeriet", "kim"]], ["E-post"]),
        (ImportKind.CONTACT, [["Förnamn", "Efternamn", "Företag"], ["Kim", "#N/A", "Åkeriet"]], ["Efternamn"]),
        (
            ImportKind.CONTACT,
            [["Förnamn", "Företag", "Vill inte bli kontaktad"], ["Kim", "Åkeriet", "helst inte"]],
            ["Vill inte bli kontaktad"],
        ),
        (ImportKind.INTERACTION, [["När", "Företag", "Typ"], ["2026-03-01", "Åkeriet", "Duva"]], ["Typ"]),
        (
            ImportKind.SPONSORSHIP,
            [["Företag", "Mål", "Nivå", "Belopp per år"], ["Åkeriet", "1", "Sponsor", "mycket"]],
            ["Belopp per år"],
        ),
        (
            ImportKind.SPONSORSHIP,
            [["Företag", "Mål", "Nivå", "Från"], ["Åkeriet", "1", "Sponsor", "i vår"]],
            ["Från"],
        ),
    ],
)
def test_a_cell_that_decides_whom_the_row_is_about_or_what_money_there_is_refuses_it(user, kind, table, refuses):
    CompanyFactory(name="Åkeriet")
    assert states(draft(kind, table, by=user)) == [("wrong", refuses, [])]


def test_a_row_that_lacks_a_value_is_still_found_and_changes_the_rest(user):
    there = signed_sponsorship(company=CompanyFactory(name="Åkeriet"))
    logged = InteractionFactory(companies=[there.company], happened_at="2026-03-01T14:30:00+01:00")
    terms = [there.company.name, "1", there.tier.name, there.starts.isoformat()]
    agreement = draft(
        ImportKind.SPONSORSHIP,
        [["Företag", "Mål", "Nivå", "Från", "Besked senast", "Betalning"], [*terms, "snart", "I två delar"]],
        by=user,
    )
    contact = draft(
        ImportKind.INTERACTION,
        [["När", "Typ", "Företag", "Utfall"], ["2026-03-01 14:30", logged.get_kind_display(), "Åkeriet", "?"]],
        by=user,
    )
    assert [(row.target, row.status) for row in agreement.rows.all()] == [(there.pk, "change")]
    assert [(row.target, row.status) for row in contact.rows.all()] == [(logged.pk, "same")]


def test_a_persons_address_that_cannot_be_read_decides_nothing_once_the_name_has(user):
    kim = contact_at(CompanyFactory(name="Åkeriet"), first_name="Kim", last_name="Ek", email="kim@ek.example")
    table = [["Namn", "Företag", "E-post", "Källa"], ["Kim Ek", "Åkeriet", "kim på ek", "Mässan"]]
    batch = read_in(ImportKind.CONTACT, table, by=user)
    kim.refresh_from_db()
    assert (states(batch), kim.email, kim.data_source) == ([("change", [], ["E-post"])], "kim@ek.example", "Mässan")


def test_a_status_that_would_leave_things_hanging_is_left_out_and_the_rest_is_read_in(user):
    CompanyFactory(name="Åkeriet", status=CompanyStatus.ACTIVE)
    signed_sponsorship(company=Company.objects.get())
    batch = draft(COMPANY, [["Namn", "Status", "Ort"], ["Åkeriet", "Avslutad", "Sala"]], by=user)
    assert states(batch) == [("change", [], ["Status"])]
    commit_import(batch, by=user)
    assert (Company.objects.get().status, Company.objects.get().city) == (CompanyStatus.ACTIVE, "Sala")


def test_somebody_may_want_such_rows_refused(client):
    batch = draft(COMPANY, [["Namn", "Telefon"], ["Ny", "12"], ["Nyare", "070-174 06 05"]], by=client.user)
    page = client.get(batch.get_absolute_url())
    assert (page.context["lacking"], page.context["values_form"]["leaves_out"].value()) == (1, True)
    client.post(reverse("imports:import_values", args=[batch.pk]), {})
    assert states(batch) == [("wrong", ["Telefon"], []), ("new", [], [])]
    client.post(reverse("imports:import_values", args=[batch.pk]), {"leaves_out": "on"})
    assert states(batch) == [("new", [], ["Telefon"]), ("new", [], [])]


def test_rows_that_lack_a_value_are_told_apart_and_counted_before_and_after(client):
    rows = [["Ny", "12", ""], ["Nyare", "", "1"], ["Nyast", "13", ""]]
    batch = draft(COMPANY, [["Namn", "Telefon", "Org.nr"], *rows], by=client.user)
    page = client.get(batch.get_absolute_url())
    assert [(group.refused, group.column, len(group.rows)) for group in page.context["groups"]] == [
        (True, "Org.nr", 1),
        (False, "Telefon", 2),
    ]
    key = page.context["groups"][1].key
    page = client.get(batch.get_absolute_url(), {"lacking": "true", "why": key})
    assert [row.record.title for row in page.context["table"].rows] == ["Ny", "Nyast"]
    page = client.post(reverse("imports:import_commit", args=[batch.pk]), follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "2 rader är importerade.",
        "2 rader lästes in utan ett värde som inte gick att läsa.",
    ]


def test_the_workbook_of_errors_holds_what_was_left_out_and_brings_it_in_when_mended(client):
    batch = draft(COMPANY, [["Namn", "Telefon"], ["Ny", "12"], ["", "070-174 06 05"]], by=client.user)
    commit_import(batch, by=client.user)
    answer = client.get(reverse("imports:import_mistakes", args=[batch.pk]))
    sheet = book_of(answer).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["Ny", "12", "2", f"Telefon: {BAD_PHONE}\nRaden läses in utan värdet."],
        [None, "070-174 06 05", "3", "Namn: Behövs för en ny rad."],
    ]
    read_in(COMPANY, [["Namn", "Telefon"], ["Ny", "070-174 06 05"]], by=client.user)
    assert str(Company.objects.get().phone) == "+46 70 174 06 05"


def test_the_api_tells_what_is_left_out_and_what_words_mean(api_client_for):
    api = api_client_for("Partneransvarig")
    batch = draft(COMPANY, [["Namn", "Status"], ["Ny", "Kund"], ["Ny två", "Partner"]], by=api.user)
    set_values(batch, leaves_out=True, meanings={"status": {"kund": "Aktiv"}}, by=api.user)
    told = api.get(reverse("api:import-detail", args=[batch.pk])).json()
    assert (told["lacking"], told["leaves_out"], told["meanings"]) == (1, True, {"status": {"kund": "Aktiv"}})
    rows = api.get(reverse("api:import-rows", args=[batch.pk]), {"lacking": "true"}).json()["results"]
    assert [(row["number"], row["left_out"]) for row in rows] == [(3, [["Status", "Partner", NO_CHOICE]])]


# --- Words that are no choices --------------------------------------------------------------------


def test_each_unknown_word_is_told_once_with_its_rows_and_the_choices_of_its_column(user):
    rows = [["A", "", "Kund", ""], ["B", "", "KUND ", ""], ["C", "", "Leverantör", ""], ["D", "", "Aktiv", ""]]
    words = words_of(draft(COMPANY, [CRM_HEAD, *rows], by=user))
    assert [(word.heading, word.text, word.rows) for word in words] == [
        ("Status", "Kund", 2),
        ("Status", "Leverantör", 1),
    ]
    assert [label for _text, label in words[0].choices] == ["Prospekt", "Aktiv", "Vilande", "Avslutad"]


@pytest.mark.parametrize(
    ("kind", "headings", "cells", "name", "meaning", "after"),
    [
        (COMPANY, "Namn Status", "Ny Kund", "status", "Aktiv", "Aktiv"),
        (COMPANY, "Namn Ansvarig", "Ny Hon", "owner", "asa", "Åsa Öberg"),
        (ImportKind.CONTACT, "Förnamn Företag do_not_contact", "Kim Åkeriet nejtack", "do_not_contact", "Ja", "Ja"),
        (ImportKind.CONTACT, "Förnamn Företag legal_basis", "Kim Åkeriet Ok", "legal_basis", "Avtal", "Avtal"),
        (ImportKind.INTERACTION, "När Företag Typ", "2026-03-01 Åkeriet Lunch", "kind", "Möte", "Möte"),
        (ImportKind.INTERACTION, "När Företag Mål", "2026-03-01 Åkeriet Tak", "goal", "1", "Ingen hemlöshet"),
        (ImportKind.SPONSORSHIP, "Företag Mål Nivå", "Åkeriet 1 Guld", "tier", "Partner", "Partner"),
        (ImportKind.SPONSORSHIP, "Företag Mål Nivå", "Åkeriet Tak Sponsor", "goal", "1", "Ingen hemlöshet"),
        (ImportKind.SPONSORSHIP, "Företag Mål Nivå Läge", "Åkeriet 1 Sponsor Het", "stage", "meeting", "Möte"),
    ],
)
def test_a_word_in_any_column_of_choices_gets_a_meaning(kind, headings, cells, name, meaning, after):
    user = UserFactory(role="Partneransvarig", username="asa", first_name="Åsa", last_name="Öberg")
    CompanyFactory(name="Åkeriet")
    labels = {column.name: str(column.label) for column in columns_of(kind)}
    headings = [labels.get(heading, heading) for heading in headings.split()]
    batch = draft(kind, [headings, cells.split()], by=user)
    [word] = words_of(batch)
    assert (word.name, word.text) == (name, cells.split()[headings.index(word.heading)])
    set_values(batch, leaves_out=True, meanings={name: {word.key: meaning}}, by=user)
    row = batch.rows.get()
    assert (row.status, row.mistakes, row.left_out) == ("new", [], [])
    assert [change[2] for change in row.changes if change[0] == word.heading] == [after]
    assert words_of(Import.objects.get())[0].meaning == meaning


def test_a_meaning_is_chosen_on_the_preview_applied_told_and_remembered(client):
    batch = draft(COMPANY, [CRM_HEAD, ["A", "", "Kund", ""], ["B", "", "kund", ""], ["C", "", "?", ""]], by=client.user)
    fields = {word.text: word.field for word in words_of(batch)}
    data = {"leaves_out": "on", fields["Kund"]: f"{CHOSEN}Aktiv", fields["?"]: CHOSEN}
    page = client.post(reverse("imports:import_values", args=[batch.pk]), data, follow=True)
    assert [line[1].value() for line in page.context["values_form"].lines()] == [f"{CHOSEN}Aktiv", CHOSEN]
    assert page.context["lacking"] == 0
    page = client.post(reverse("imports:import_commit", args=[batch.pk]), follow=True)
    assert [(word.text, word.means, word.rows) for word in page.context["meant"]] == [
        ("Kund", "Aktiv", 2),
        ("?", "", 1),
    ]
    assert list(Company.objects.order_by("name").values_list("status", flat=True)) == ["active", "active", "prospect"]
    again = draft(COMPANY, [["Status", "Namn"], ["KUND", "D"], ["Ny", "E"]], by=client.user)
    assert ["Status", "", "Aktiv"] in again.rows.get(number=2).changes
    set_values(again, leaves_out=True, meanings={"status": {"ny": "Prospekt"}}, by=client.user)
    assert Import.objects.get(pk=again.pk).meanings["status"] == {"?": "", "ny": "Prospekt"}
    others = draft(COMPANY, [["Status", "Namn"], ["Kund", "D"]], by=UserFactory(role="Partneransvarig"))
    assert others.rows.get().left_out[0][:2] == ["Status", "Kund"]


def test_a_word_that_is_a_choice_means_itself_whatever_was_said_of_it(user):
    batch = start_import(kind=COMPANY, source="x", table=[["Namn", "Status"], ["Ny", "Vilande"]], by=user)
    batch.meanings = {"status": {"vilande": "Aktiv"}}
    map_columns(batch, columns=batch.columns, by=user)
    assert ["Status", "", "Vilande"] in batch.rows.get().changes


def test_a_required_column_without_meaning_refuses_its_rows(user):
    CompanyFactory(name="Åkeriet")
    batch = draft(ImportKind.SPONSORSHIP, [["Företag", "Mål", "Nivå"], ["Åkeriet", "1", "Guld"]], by=user)
    assert states(batch) == [("wrong", ["Nivå"], [])]
    set_values(batch, leaves_out=True, meanings={"tier": {"guld": ""}}, by=user)
    assert batch.rows.get().mistakes == [["Nivå", "Guld", "Behövs för en ny rad."]]


def test_a_choice_that_is_gone_is_asked_for_again(client):
    batch = draft(COMPANY, [["Namn", "Status"], ["Ny", "Kund"]], by=client.user)
    [word] = words_of(batch)
    page = client.post(reverse("imports:import_values", args=[batch.pk]), {word.field: "=Borttagen"}, follow=True)
    assert [str(message) for message in page.context["messages"]] == ["Ett av valen finns inte längre. Välj igen."]
    assert Import.objects.get().meanings == {}


def test_a_column_of_other_things_shows_no_more_words_than_can_be_chosen_for(client):
    rows = [[f"Ny {number}", f"Ort {number}"] for number in range(MOST_WORDS + 3)]
    batch = draft(COMPANY, [["Namn", "Status"], *rows], by=client.user)
    page = client.get(batch.get_absolute_url())
    assert (len(page.context["values_form"].words), page.context["values_form"].more) == (MOST_WORDS, 3)


def test_what_is_said_of_a_list_that_moved_on_is_refused(user):
    batch = draft(COMPANY, [["Namn", "Status"], ["Ny", "Kund"]], by=user)
    old = Import.objects.get(pk=batch.pk)
    map_columns(batch, columns={"name": 0}, by=user)
    with pytest.raises(StaleVersion):
        set_values(old, leaves_out=True, meanings={}, by=user)
    commit_import(batch, by=user)
    with pytest.raises(AlreadyRead):
        set_values(Import.objects.get(), leaves_out=True, meanings={}, by=user)


def test_what_was_left_out_does_not_make_a_preview_move(user):
    batch = draft(COMPANY, [["Namn", "Org.nr", "Telefon"], ["Ny", make_orgnr(1), "12"]], by=user)
    assert commit_import(batch, by=user).rows.get().status == RowStatus.NEW
    assert len(mistake_groups(batch.rows.all())) == 1
