"""Documents on companies and sponsorships."""

import datetime as dt
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from core.errors import StaleVersion
from crm.models import Document, DocumentKind
from crm.services.documents import AlreadyRemoved, NoRoomLeft, add_documents, describe_document, remove_document
from tests.factories import CompanyFactory, SponsorshipFactory, UserFactory, make_document, signed_sponsorship
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MANAGER = "Partneransvarig"
PDF = b"%PDF-1.7 avtal"
CREATE = reverse("crm:document_create")


def upload(name="Avtal.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def form_data(company, *files, **fields):
    return {
        "company_0": company.pk,
        "company_1": str(company),
        "files": files or [upload()],
        "kind": "agreement",
        "dated_on": "2026-11-02",
        **fields,
    }


def stored() -> set[str]:
    return set(default_storage.listdir("papers")[1]) if default_storage.exists("papers") else set()


# --- Adding ---------------------------------------------------------------------------------------


def test_several_files_become_documents_named_by_their_files(client_for):
    company = CompanyFactory()
    client = client_for(MANAGER)
    data = form_data(company, upload("Avtal 2026.pdf"), upload("Bilaga å.txt", "å".encode()), note="Påskrivna")
    response = client.post(CREATE, data)
    assert response.headers["Location"] == company.get_absolute_url()
    documents = company.documents.order_by("pk")
    assert [d.title for d in documents] == ["Avtal 2026", "Bilaga å"]
    assert [d.file_name for d in documents] == ["Avtal 2026.pdf", "Bilaga å.txt"]
    assert {(d.kind, d.dated_on, d.note, d.added_by) for d in documents} == {
        ("agreement", dt.date(2026, 11, 2), "Påskrivna", client.user)
    }
    assert [d.size for d in documents] == [len(PDF), 2]


def test_title_names_one_file_and_begins_the_names_of_several(client_for):
    company = CompanyFactory()
    client = client_for(MANAGER)
    client.post(CREATE, form_data(company, title="Avtal"))
    client.post(CREATE, form_data(company, upload("a.txt", b"a"), upload("b.txt", b"b"), title="Bilagor"))
    assert [d.title for d in company.documents.order_by("pk")] == ["Avtal", "Bilagor, a", "Bilagor, b"]


def test_a_document_added_on_a_sponsorship_belongs_to_it(client_for):
    signed = signed_sponsorship()
    client = client_for(MANAGER)
    url = f"{CREATE}?sponsorship={signed.pk}"
    form = client.get(url).context["form"]
    assert form["company"].value() == [signed.company_id, str(signed.company)]
    response = client.post(url, form_data(signed.company, sponsorship=signed.pk))
    assert response.headers["Location"] == signed.get_absolute_url()
    assert signed.documents.get().company == signed.company


def test_a_sponsorship_of_another_company_is_no_choice(client_for):
    company, other = CompanyFactory(), SponsorshipFactory()
    SponsorshipFactory(company=company)
    response = client_for(MANAGER).post(f"{CREATE}?company={company.pk}", form_data(company, sponsorship=other.pk))
    assert "sponsorship" in response.context["form"].errors
    with pytest.raises(ValidationError) as refused:
        make_document(company=company, sponsorship=other)
    assert set(refused.value.error_dict) == {"sponsorship"}


def test_file_with_a_false_extension_is_an_error_and_input_is_kept(client_for):
    company = CompanyFactory()
    data = form_data(company, upload("ett.pdf"), upload("två.pdf", b"<html>"), title="Mitt avtal", note="Två sidor")
    response = client_for(MANAGER).post(CREATE, data)
    form = response.context["form"]
    assert [error.split(":")[0] for error in form.errors["files"]] == ["två.pdf"]
    assert (form["title"].value(), form["note"].value()) == ("Mitt avtal", "Två sidor")
    assert not Document.objects.exists()


def test_no_file_stays_behind_when_one_of_them_is_refused():
    before = stored()
    with pytest.raises(ValidationError):
        files = [ContentFile(PDF, name="a.pdf"), ContentFile(b"MZ", name="b.pdf")]
        add_documents(by=UserFactory(), company=CompanyFactory(), files=files)
    with pytest.raises(ValidationError):
        add_documents(by=UserFactory(), company=CompanyFactory(), files=files[:1], kind="påhittad")
    assert stored() == before


def test_form_without_a_file_says_so(client_for):
    response = client_for(MANAGER).post(CREATE, form_data(CompanyFactory(), files=[]))
    assert response.context["form"].errors["files"] == ["Det här fältet är obligatoriskt."]


def test_more_files_than_allowed_at_once_are_refused(client_for):
    files = [upload(f"{number}.txt", str(number).encode()) for number in range(21)]
    response = client_for(MANAGER).post(CREATE, form_data(CompanyFactory(), *files))
    assert response.context["form"].errors["files"] == ["Välj högst 20 filer åt gången."]


def test_the_same_file_twice_is_reported_and_linked(client_for):
    company = CompanyFactory()
    first = make_document(company=company, content=PDF, name="a.pdf", title="Avtal 2026")
    response = client_for(MANAGER).post(CREATE, form_data(company, upload("annat namn.pdf")))
    [error] = response.context["form"].errors["files"]
    assert "annat namn.pdf finns redan hos företaget, som Avtal 2026." in error
    assert f'href="{first.get_absolute_url()}"' in error
    assert Document.objects.count() == 1


def test_the_same_file_at_another_company_is_kept_and_told(client_for):
    first = make_document(content=PDF, name="a.pdf", title="Mallen")
    response = client_for(MANAGER).post(CREATE, form_data(CompanyFactory()), follow=True)
    [_added, told] = [str(message) for message in response.context["messages"]]
    assert f'href="{first.get_absolute_url()}"' in told


def test_the_database_keeps_a_file_once_at_a_company():
    document = make_document()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(
            company=document.company, added_by=document.added_by, file="x", size=1, sha256=document.sha256
        )


def test_a_company_has_room_for_so_much_and_no_more(settings):
    company = CompanyFactory()
    settings.DOCUMENT_COMPANY_BYTES = 10
    make_document(company=company, content=b"12345")
    with pytest.raises(NoRoomLeft):
        make_document(company=company, content=b"123456")
    make_document(company=company, content=b"54321")
    make_document(content=b"1234567890")


def test_what_was_removed_takes_no_room_and_may_come_back(settings):
    settings.DOCUMENT_COMPANY_BYTES = 5
    document = make_document(content=b"12345")
    remove_document(document, by=UserFactory(), reason="Fel fil")
    again = make_document(company=document.company, content=b"12345")
    assert list(Document.objects.kept()) == [again]


# --- Serving --------------------------------------------------------------------------------------


def test_file_is_kept_under_another_name_and_served_as_a_download(client_for, client):
    document = make_document(name="Avtal för Åkeriet.pdf", content=PDF)
    assert "Avtal" not in document.file.name
    url = reverse("crm:document_file", args=[document.pk])
    response = client_for("Ekonomi").get(url)
    assert response.getvalue() == PDF
    headers = response.headers
    assert headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('Avtal för Åkeriet.pdf')}"
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Cache-Control"] == "private, no-store"
    assert client_for("Läsare").get(url).status_code == 403
    assert client.get(url).status_code == 302
    for address in (f"/{document.file.name}", f"/media/{document.file.name}", f"/static/{document.file.name}"):
        assert client.get(address).status_code == 404


def test_file_that_is_gone_from_the_disk_is_not_found(client_for):
    document = make_document()
    client, url = client_for(MANAGER), reverse("crm:document_file", args=[document.pk])
    default_storage.delete(document.file.name)
    assert client.get(url).status_code == 404
    Path(default_storage.path(document.file.name)).mkdir(parents=True)
    assert client.get(url).status_code == 404


# --- Changing and removing ------------------------------------------------------------------------


def test_what_is_said_about_a_document_changes_with_a_history(client_for):
    document = make_document(title="Avtal")
    client = client_for(MANAGER)
    data = {"title": "Avtal 2027", "kind": "offer", "dated_on": "2026-12-01", "version": document.version}
    response = client.post(reverse("crm:document_edit", args=[document.pk]), data)
    assert response.status_code == 302
    page = client.get(document.get_absolute_url()).content.decode()
    assert "<ins>Avtal 2027</ins>" in page
    assert document.file.name not in page


def test_removal_deletes_the_file_and_keeps_a_trace(client_for, django_capture_on_commit_callbacks):
    document = make_document(title="Löner", name="loner.txt")
    name = document.file.name
    client = client_for(MANAGER)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            reverse("crm:document_remove", args=[document.pk]), {"reason": "Fel företag", "version": document.version}
        )
    assert response.headers["Location"] == document.get_absolute_url()
    document.refresh_from_db()
    assert (document.is_removed, document.removed_by, document.removal_reason) == (True, client.user, "Fel företag")
    assert not default_storage.exists(name)
    page = client.get(document.get_absolute_url())
    assert "Skäl: Fel företag" in page.content.decode()
    assert client.get(reverse("crm:document_file", args=[document.pk])).status_code == 404
    listed = client.get(reverse("crm:document_list"))
    assert list(listed.context["object_list"]) == []
    removed = client.get(reverse("crm:document_list") + "?show=removed")
    assert list(removed.context["object_list"]) == [document]


def test_removal_needs_a_reason_and_its_own_permission(client_for):
    document = make_document()
    url = reverse("crm:document_remove", args=[document.pk])
    assert client_for("Ekonomi").post(url, {"reason": "x", "version": 1}).status_code == 403
    response = client_for(MANAGER).post(url, {"reason": "", "version": document.version})
    assert response.context["form"].errors["reason"] == ["Det här fältet är obligatoriskt."]
    document.refresh_from_db()
    assert not document.is_removed


def test_a_document_is_removed_once():
    document, copy = make_document(), Document.objects.get()
    remove_document(document, by=UserFactory(), reason="Fel")
    with pytest.raises(StaleVersion):
        remove_document(copy, by=UserFactory(), reason="Också fel")
    with pytest.raises(AlreadyRemoved):
        remove_document(document, by=UserFactory(), reason="Igen")
    with pytest.raises(AlreadyRemoved):
        describe_document(document, title="Omskriven")


def test_a_company_with_documents_is_not_deleted():
    document = make_document()
    with pytest.raises(ProtectedError):
        document.company.delete()


# --- Pages ----------------------------------------------------------------------------------------


def test_company_and_sponsorship_pages_show_their_documents_to_those_who_may(client_for):
    signed = signed_sponsorship()
    make_document(company=signed.company, title="Företagets papper")
    make_document(company=signed.company, sponsorship=signed, title="Avtalets papper")
    client, reader = client_for(MANAGER), client_for("Läsare")
    company, sponsorship = (client.get(row.get_absolute_url()).content.decode() for row in (signed.company, signed))
    assert ("Företagets papper" in company, "Avtalets papper" in company) == (True, True)
    assert ("Företagets papper" in sponsorship, "Avtalets papper" in sponsorship) == (False, True)
    for row in (signed.company, signed):
        assert "papper" not in reader.get(row.get_absolute_url()).content.decode()


def test_company_page_shows_the_newest_and_links_to_the_rest(client_for):
    company = CompanyFactory()
    for number in range(7):
        make_document(company=company, title=f"Papper {number}", dated_on=dt.date(2026, 1, 1 + number))
    page = client_for(MANAGER).get(company.get_absolute_url()).content.decode()
    assert [f"Papper {number}" in page for number in range(7)] == [False, *[True] * 6]
    assert f"{reverse('crm:document_list')}?company={company.pk}" in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Protokoll", "Avtal"]),
        ("?q=avtal", ["Avtal"]),
        ("?q=åkeri", ["Avtal"]),
        ("?q=hemligt", ["Protokoll"]),
        ("?kind=minutes", ["Protokoll"]),
        ("?date_from=2026-11-02", ["Protokoll"]),
        ("?date_to=2026-11-01", ["Avtal"]),
        ("?show=all", ["Protokoll", "Offert", "Avtal"]),
        ("?show=removed", ["Offert"]),
    ],
)
def test_list_finds_by_word_kind_day_and_state(query, titles, client_for):
    make_document(company=CompanyFactory(name="Åkeriet"), title="Avtal", dated_on=dt.date(2026, 11, 1))
    gone = make_document(title="Offert", kind=DocumentKind.OFFER, dated_on=dt.date(2026, 11, 2))
    remove_document(gone, by=UserFactory(), reason="Fel")
    fields = {"kind": DocumentKind.MINUTES, "dated_on": dt.date(2026, 11, 3), "note": "Hemligt"}
    make_document(title="Protokoll", name="mötet.txt", **fields)
    response = client_for(MANAGER).get(reverse("crm:document_list") + query)
    assert [document.title for document in response.context["object_list"]] == titles


@pytest.mark.parametrize("rows", [1, 30])
def test_document_list_costs_the_same_queries_however_many_rows(rows, client_for, django_assert_num_queries):
    for _number in range(rows):
        make_document()
        signed = SponsorshipFactory()
        make_document(company=signed.company, sponsorship=signed)
    client = client_for(MANAGER)
    # session, user, permissions of the user and of the role, the choice of users, count, rows
    with django_assert_num_queries(9):
        client.get(reverse("crm:document_list"))


def test_list_is_exported_with_what_is_shown(client_for):
    make_document(title="Avtal", name="avtal.txt", company=CompanyFactory(name="Åkeriet"))
    response = client_for(MANAGER).get(reverse("crm:document_list") + "?export=xlsx")
    sheet = book_of(response).worksheets[0]
    header, row = ([cell.value for cell in cells] for cells in sheet.iter_rows(max_row=2))
    told = dict(zip(header, row, strict=True))
    assert (told["Titel"], told["Företag"], told["Filnamn"], told["Storlek i byte"]) == (
        "Avtal",
        "Åkeriet",
        "avtal.txt",
        7,
    )


# --- API ------------------------------------------------------------------------------------------


def test_program_uploads_fetches_and_removes_a_document(api_client_for):
    company, client = CompanyFactory(), api_client_for(MANAGER)
    data = {"company": company.pk, "kind": "minutes", "file": upload("Mötet.txt", b"Hej")}
    made = client.post("/api/v1/documents/", data, format="multipart")
    assert made.status_code == 201
    row = made.json()
    assert (row["title"], row["file_name"], row["size"], row["added_by"]) == ("Mötet", "Mötet.txt", 3, client.user.pk)
    url = f"/api/v1/documents/{row['id']}/"
    content = client.get(f"{url}content/")
    assert content.getvalue() == b"Hej"
    assert content.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('Mötet.txt')}"
    assert client.patch(url, {"title": "Årsmötet"}, HTTP_IF_MATCH='"1"').json()["title"] == "Årsmötet"
    removed = client.post(f"{url}remove/", {"reason": "Fel"}, HTTP_IF_MATCH='"2"')
    assert (removed.status_code, removed.json()["removal_reason"]) == (200, "Fel")
    assert client.get(f"{url}content/").status_code == 404
    assert client.post(f"{url}remove/", {"reason": "Fel"}, HTTP_IF_MATCH='"3"').json()["code"] == "already_removed"


def test_program_is_refused_by_field_and_by_name(api_client_for):
    company, client = CompanyFactory(), api_client_for(MANAGER)
    wrong = client.post(
        "/api/v1/documents/", {"company": company.pk, "file": upload("a.pdf", b"MZ")}, format="multipart"
    )
    assert (wrong.status_code, set(wrong.json())) == (400, {"file"})
    assert [words.split(":")[0] for words in wrong.json()["file"]] == ["a.pdf"]
    make_document(company=company, content=PDF, name="avtal.pdf")
    again = client.post("/api/v1/documents/", {"company": company.pk, "file": upload()}, format="multipart")
    assert (again.status_code, again.json()["code"]) == (409, "same_file")
    assert api_client_for("Läsare").get("/api/v1/documents/").status_code == 403
