"""The pages of imports: from the file to what was read in, and who may."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from core.progress import ProgressReporter
from core.spreadsheets.reader import A_REGISTER, read_table
from crm.models import Company
from crm.services.companies import save_company
from imports.models import Import, ImportKind, ImportState, RowStatus
from imports.services.commit import commit_import
from tests.factories import CompanyFactory
from tests.imports.drafts import draft, read_in, seen
from tests.imports.messy import as_csv, messy_companies

pytestmark = pytest.mark.django_db

HEAD = ["Namn", "Org.nr", "Ort"]


def upload(client, content: bytes, name: str = "lista.csv", kind: str = "company"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("imports:import_create", args=[kind]), {"file": file})


def mapped(client, batch: Import, **columns):
    places = {f"column_{place}": name for name, place in (columns or batch.columns).items()}
    return client.post(reverse("imports:import_columns", args=[batch.pk]), places)


@pytest.fixture
def client(client_for):
    return client_for("Partneransvarig")


@pytest.mark.parametrize(("encoding", "delimiter"), [("cp1252", ";"), ("utf-8-sig", ","), ("utf-16", "\t")])
def test_a_list_goes_from_file_to_register(client, encoding, delimiter):
    answer = upload(client, as_csv(messy_companies(40), encoding=encoding, delimiter=delimiter))
    batch = Import.objects.get()
    assert answer.url == reverse("imports:import_columns", args=[batch.pk])
    page = client.get(answer.url)
    chosen = [line[0].value() for line in page.context["form"].lines()]
    assert chosen == ["", "name", "orgnr", "street", "postal_code", "city", "employees", "invoice_email", ""]
    answer = mapped(client, batch)
    assert answer.url == batch.get_absolute_url()
    page = client.get(answer.url)
    assert {tab["status"]: tab["number"] for tab in page.context["tabs"]} == {
        "new": 37,
        "change": 0,
        "same": 0,
        "wrong": 3,
    }
    answer = client.post(reverse("imports:import_commit", args=[batch.pk]), follow=True)
    assert "37 rader är importerade." in answer.content.decode()
    assert "2 rader lästes in utan ett värde som inte gick att läsa." in answer.content.decode()
    assert Company.objects.count() == 37
    assert Company.history.first().history_user == client.user
    first = next(iter(answer.context["table"].page)).record
    assert (first.number, str(first.written)) == (4, Company.objects.order_by("pk").first().name)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Den skickade filen var tom."),
        (b"PK\x03\x04 nonsense", "Filen går inte att läsa"),
        (b"MZ\x00\x01", "Filen går inte att läsa"),
        (b"a;b\n" * 13_000, "Listan är för stor"),
        (b"Namn;Ort\n", "Filen har inga rader under rubrikerna."),
    ],
)
def test_a_file_that_is_no_list_is_refused_beside_the_field(client, content, words):
    answer = upload(client, content)
    assert [words in error for error in answer.context["form"].errors["file"]] == [True]
    assert not Import.objects.exists()


def test_one_field_cannot_be_two_columns(client):
    batch = draft(ImportKind.COMPANY, [["A", "B"], ["Åkeriet", "Sala"]], by=client.user, columns={})
    answer = client.post(reverse("imports:import_columns", args=[batch.pk]), {"column_0": "name", "column_1": "name"})
    assert answer.context["form"].errors == {"column_1": ["Namn är redan vald för kolumnen A."]}
    answer = client.post(reverse("imports:import_columns", args=[batch.pk]), {})
    assert answer.context["form"].non_field_errors() == ["Välj minst en kolumn som ska läsas."]


def test_preview_is_filtered_by_what_happens_and_paged(client):
    CompanyFactory(name="Åkeriet", city="Sala")
    rows = [["Åkeriet", "", "Västerås"], ["Fel", "1"], *([f"Ny {number}"] for number in range(60))]
    batch = draft(ImportKind.COMPANY, [HEAD, *rows], by=client.user)
    page = client.get(batch.get_absolute_url(), {"status": "change"})
    assert [(row.record.number, row.record.changes) for row in page.context["table"].rows] == [
        (2, [["Ort", "Sala", "Västerås"]])
    ]
    page = client.get(batch.get_absolute_url(), {"status": "new", "per_page": 25, "page": 3})
    assert (len(list(page.context["table"].page)), page.context["count"]) == (10, 60)


@pytest.mark.parametrize("number", [1, 30])
def test_pages_ask_as_many_questions_for_one_row_as_for_thirty(client, number, django_assert_num_queries):
    rows = [[f"Ny {index}"] for index in range(number)]
    batch = draft(ImportKind.COMPANY, [HEAD, *rows], by=client.user)
    with django_assert_num_queries(12):
        client.get(batch.get_absolute_url())
    commit_import(batch, by=client.user)
    with django_assert_num_queries(14):
        client.get(batch.get_absolute_url())


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_of_imports_asks_as_many_questions_for_one_as_for_thirty(client, number, django_assert_num_queries):
    for index in range(number):
        draft(ImportKind.COMPANY, [HEAD, [f"Ny {index}"], ["Fel", "1"]], by=client.user)
    with django_assert_num_queries(7):
        page = client.get(reverse("imports:import_list"))
    row = page.context["table"].rows[0].record
    assert (row.new, row.changed, row.same, row.wrong) == (1, 0, 0, 1)


def test_what_changed_since_the_preview_is_marked(client):
    company = CompanyFactory(name="Åkeriet", city="Sala")
    batch = draft(ImportKind.COMPANY, [HEAD, ["Åkeriet", "", "Västerås"]], by=client.user)
    save_company(company, city="Köping")
    answer = client.post(reverse("imports:import_commit", args=[batch.pk]))
    assert answer.url == f"{batch.get_absolute_url()}?moved=true"
    page = client.get(answer.url)
    assert [row.record.changes for row in page.context["table"].rows] == [[["Ort", "Köping", "Västerås"]]]
    company.refresh_from_db()
    assert company.city == "Köping"


def test_rows_with_errors_are_downloaded_whole_corrected_and_read_in_anew(client):
    batch = draft(ImportKind.COMPANY, [[*HEAD, "Ort"], ["Bra"], ["Fel", "556703-7486", "=1+1", "å"]], by=client.user)
    answer = client.get(reverse("imports:import_mistakes", args=[batch.pk]))
    table = read_table(answer.getvalue(), A_REGISTER)
    assert table[0] == ["Namn", "Org.nr", "Ort", "Ort (2)", "Rad i filen", "Vad som är fel"]
    assert table[1][:5] == ["Fel", "556703-7486", "=1+1", "å", "3"]
    assert table[1][5].startswith("Org.nr: Kontrollsiffran stämmer inte.")
    table[1][1] = "556703-7485"
    again = draft(ImportKind.COMPANY, table, by=client.user)
    assert seen(again) == [(2, "new", [])]


def test_undo_asks_first_and_then_takes_back(client):
    batch = read_in(ImportKind.COMPANY, [HEAD, ["Ny"]], by=client.user)
    address = reverse("imports:import_undo", args=[batch.pk])
    assert client.get(address).context["touched"] == []
    answer = client.post(address, follow=True)
    assert "Importen är ångrad." in answer.content.decode()
    assert (Company.objects.count(), Import.objects.get().state) == (0, ImportState.UNDONE)


def test_undo_names_the_rows_that_stand_in_the_way(client):
    batch = read_in(ImportKind.COMPANY, [HEAD, ["Ny"]], by=client.user)
    company = Company.objects.get()
    save_company(company, trade="Frakt")
    address = reverse("imports:import_undo", args=[batch.pk])
    for answer in (client.get(address), client.post(address)):
        assert [(row.title, row.url) for row in answer.context["touched"]] == [("Ny", company.get_absolute_url())]
    assert Import.objects.get().state == ImportState.DONE


def test_progress_is_seen_by_others_and_a_second_press_does_nothing(client):
    batch = draft(ImportKind.COMPANY, [HEAD, ["Ny"]], by=client.user)
    address = reverse("imports:import_progress", args=[batch.pk])
    with ProgressReporter(f"import-{batch.pk}", total=40) as tell:
        tell._told = 0
        tell(10)
        page = client.get(address)
        part = client.get(address, headers={"HX-Request": "true"})
        assert (page.context["at_work"].percent, part.context["at_work"].percent) == (25, 25)
        assert "<html" not in part.content.decode()
        client.post(reverse("imports:import_commit", args=[batch.pk]))
        assert Company.objects.count() == 0
    assert client.get(address).context["at_work"] is None


@pytest.mark.parametrize("kind", ImportKind)
def test_a_template_can_be_filled_in_and_read_back(client, kind):
    answer = client.get(reverse("imports:import_template", args=[kind]))
    content = answer.getvalue()
    book = load_workbook(io.BytesIO(content))
    sheet, help_sheet = book.worksheets[:2]
    examples = {row[0].value: row[2].value for row in help_sheet.iter_rows(min_row=2)}
    assert [cell.value for cell in sheet[1]] == list(examples)
    assert sheet.data_validations.count > 0
    for cell in sheet[1]:
        sheet.cell(2, cell.column, examples[cell.value])
    file = io.BytesIO()
    book.save(file)
    if kind != ImportKind.COMPANY:
        company = CompanyFactory(name="Exempelbolaget AB", orgnr="5567037485")
        if kind == ImportKind.INTERACTION:
            read_in(ImportKind.CONTACT, [["Namn", "Företag"], ["Kim Exempelsson", company.name]], by=client.user)
    table = read_table(file.getvalue(), A_REGISTER)
    batch = draft(kind, table, by=client.user)
    assert (len(batch.columns), seen(batch)) == (len(examples), [(2, RowStatus.NEW, [])])


def test_finance_sees_what_others_read_in_and_reads_in_no_register(client_for, client):
    """Finance reads in lists of invoices and of paid ones."""
    batch = draft(ImportKind.COMPANY, [HEAD, ["Ny"]], by=client.user)
    finance = client_for("Ekonomi")
    for address in (reverse("imports:import_list"), batch.get_absolute_url()):
        assert finance.get(address).status_code == 200
    assert finance.post(reverse("imports:import_commit", args=[batch.pk])).status_code == 403
    assert Company.objects.count() == 0


@pytest.mark.parametrize("role", ["Tävlingsledare", "Läsare"])
def test_others_neither_see_nor_read_in(client_for, client, role):
    batch = draft(ImportKind.COMPANY, [HEAD, ["Ny"]], by=client.user)
    other = client_for(role)
    for address in (reverse("imports:import_list"), batch.get_absolute_url()):
        assert other.get(address).status_code == 403
    assert other.post(reverse("imports:import_commit", args=[batch.pk])).status_code == 403
    assert Company.objects.count() == 0


def test_a_kind_that_is_not_there_is_refused(client):
    assert client.get(reverse("imports:import_create", args=["user"])).status_code == 403


def test_columns_that_are_not_read_are_told_with_why(client):
    table = [["Avtal", "Slag", "Belopp i perioden", "Vår kod"], ["", "Nytt", "12", "7"]]
    batch = draft(ImportKind.SPONSORSHIP, table, by=client.user)
    assert batch.columns == {"agreement_no": 0}
    page = client.get(reverse("imports:import_columns", args=[batch.pk]))
    assert [bool(why) for _field, _samples, why in page.context["form"].lines()] == [False, True, True, False]
    assert "Följer av vilket avtal det förnyar, nivån och beloppet." in page.content.decode()
    page = client.get(batch.get_absolute_url())
    assert page.context["unread"] == ["Slag", "Belopp i perioden", "Vår kod"]


def test_the_columns_are_known_when_rows_with_errors_are_brought_back(client):
    table = [["Kund", "Ort", "Ort"], ["", "", "Sala"]]
    batch = draft(ImportKind.COMPANY, table, by=client.user, columns={"name": 0, "city": 2})
    workbook = client.get(reverse("imports:import_mistakes", args=[batch.pk])).getvalue()
    upload(client, workbook, "rader-med-fel.xlsx")
    again = Import.objects.exclude(pk=batch.pk).get()
    assert (again.headings[:3], again.columns) == (["Kund", "Ort", "Ort (2)"], {"name": 0, "city": 2})


def test_rows_with_the_same_mistake_are_shown_together(client):
    rows = [["A", "1"], ["B", "556703-7486"], ["C", "1"], ["D"]]
    batch = draft(ImportKind.COMPANY, [HEAD, *rows], by=client.user)
    first, second = client.get(batch.get_absolute_url()).context["groups"]
    page = client.get(batch.get_absolute_url(), {"status": "wrong", "why": first.key})
    assert [row.record.number for row in page.context["table"].rows] == [2, 4]
    assert [str(chip["words"]) for chip in page.context["chips"]] == ["Fel", str(first)]
    assert (second.values, page.context["groups"]) == (["556703-7486"], [])
    page = client.get(batch.get_absolute_url(), {"why": "none such"})
    assert page.context["count"] == 4


def test_a_list_saved_in_the_wrong_encoding_is_mended_and_that_is_told(client):
    upload(client, "Namn;Ort\nÅkeriet;Västerås\n".encode().decode("cp1252").encode())
    batch = Import.objects.get()
    page = client.get(reverse("imports:import_columns", args=[batch.pk]))
    assert batch.rows.get().cells == ["Åkeriet", "Västerås"]
    assert "felkodade i 2 celler" in page.content.decode()


def test_a_long_cell_is_cut_and_can_be_read_in_full(client):
    long = ("Långt namn " * 12).strip()
    batch = draft(ImportKind.COMPANY, [["Namn", "Anteckningar"], [long, long]], by=client.user)
    page = client.get(batch.get_absolute_url()).content.decode()
    assert page.count('<details class="cut">') == 3  # the title, and both values
    assert page.count(f"<span>{long}</span>") == 3
