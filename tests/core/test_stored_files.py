from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from core.images import without_metadata
from crm.models import Company
from crm.services.companies import save_company
from payroll.models import PayrollScheme
from tests.factories import CompanyFactory, make_document
from tests.payroll.factories import make_scheme

pytestmark = pytest.mark.django_db
PLACE, UPRIGHT = 0x8825, 0x0112


def picture(kind="JPEG", *, mode="RGB", name="logo.jpg", turned=False) -> SimpleUploadedFile:
    """A picture with a position, a program's name and a comment in its metadata, as phones write them."""
    exif = Image.Exif()
    exif.get_ifd(PLACE)[1] = "N"
    exif[0x0131] = "Hemlig kamera"
    if turned:
        exif[UPRIGHT] = 6
    file = BytesIO()
    Image.new(mode, (40, 20), "red" if mode == "RGB" else (255, 0, 0, 0)).save(file, kind, exif=exif)
    return SimpleUploadedFile(name, file.getvalue())


def test_document_whose_bytes_were_changed_is_not_handed_out(client_for, api_client_for):
    document = make_document()
    page = reverse("crm:document_file", args=[document.pk])
    assert client_for("Ekonomi").get(page).status_code == 200
    with default_storage.open(document.file.name, "wb") as file:
        file.write(b"%PDF-1.4 something else")
    response = client_for("Ekonomi").get(page)
    assert (response.status_code, "inte längre den som sparades" in response.content.decode()) == (409, True)
    answer = api_client_for("Ekonomi").get(reverse("api:document-content", args=[document.pk]))
    assert (answer.status_code, answer.json()["code"]) == (409, "file_changed")


def test_agreement_on_payroll_giving_whose_bytes_were_changed_is_not_handed_out(client_for):
    scheme = make_scheme(document=picture(name="avtal.jpg"))
    page = reverse("payroll:document", args=[scheme.pk])
    assert client_for("Ekonomi").get(page).status_code == 200
    with default_storage.open(scheme.document.name, "ab") as file:
        file.write(b" ")
    assert client_for("Ekonomi").get(page).status_code == 409


def test_agreement_that_is_taken_away_leaves_no_digest():
    scheme = PayrollScheme.objects.get(pk=make_scheme(document=picture(name="avtal.jpg")).pk)
    assert len(scheme.document_sha256) == 64
    scheme.document = ""
    scheme.save()
    assert PayrollScheme.objects.get().document_sha256 == ""


@pytest.mark.parametrize(
    ("kind", "mode", "name"),
    [("JPEG", "RGB", "a.jpg"), ("PNG", "RGBA", "a.png"), ("PNG", "RGB", "a.png"), ("WEBP", "RGBA", "a.webp")],
)
def test_logo_loses_its_metadata_but_no_visible_content(kind, mode, name):
    company = save_company(CompanyFactory(), logo=picture(kind, mode=mode, name=name))
    with Image.open(company.logo.open()) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == (kind, (40, 20), {})
        assert kept.convert("RGBA").getpixel((0, 0))[3] == (0 if mode == "RGBA" else 255)
    assert b"Hemlig" not in company.logo.open().read()


def test_rotated_logo_is_stored_upright():
    with Image.open(without_metadata(picture(turned=True))) as kept:
        assert kept.size == (20, 40)


def test_palette_with_a_transparent_colour_stays_transparent():
    drawn = Image.new("RGBA", (4, 4), (0, 0, 0, 0)).quantize()
    file = BytesIO()
    drawn.save(file, "PNG", transparency=0)
    with Image.open(without_metadata(SimpleUploadedFile("p.png", file.getvalue()))) as kept:
        assert kept.convert("RGBA").getpixel((0, 0))[3] == 0


def test_logo_that_is_no_picture_is_an_error_of_its_field():
    with pytest.raises(ValidationError) as refused:
        save_company(CompanyFactory(), logo=SimpleUploadedFile("a.png", b"inte en bild"))
    assert set(refused.value.error_dict) == {"logo"}


def test_replaced_logo_goes_after_the_commit(django_capture_on_commit_callbacks):
    company = save_company(CompanyFactory(), logo=picture())
    first = company.logo.name
    with django_capture_on_commit_callbacks(execute=True):
        save_company(company, logo=picture())
    assert (default_storage.exists(first), default_storage.exists(company.logo.name)) == (False, True)
    second = company.logo.name
    with django_capture_on_commit_callbacks(execute=True):
        save_company(company, logo="")
    assert not default_storage.exists(second)


def test_logo_that_another_company_shows_stays(django_capture_on_commit_callbacks):
    company = save_company(CompanyFactory(), logo=picture())
    Company.objects.filter(pk=CompanyFactory().pk).update(logo=company.logo.name)
    shared = company.logo.name
    with django_capture_on_commit_callbacks(execute=True):
        save_company(company, logo=picture())
    assert default_storage.exists(shared)


def test_saving_a_company_without_touching_its_logo_keeps_it(django_capture_on_commit_callbacks):
    company = Company.objects.get(pk=save_company(CompanyFactory(), logo=picture()).pk)
    with django_capture_on_commit_callbacks(execute=True):
        save_company(company, name="Nytt namn AB")
    assert default_storage.exists(company.logo.name)
