import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.services import save_record
from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db


def picture(name="logo.png", kind="PNG", *, size=(8, 8), more=b"") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", size).save(content, kind)
    return SimpleUploadedFile(name, content.getvalue() + more)


@pytest.mark.parametrize(
    ("name", "kind"), [("a.png", "PNG"), ("a.JPG", "JPEG"), ("a.jpeg", "JPEG"), ("a.webp", "WEBP")]
)
def test_picture_of_the_kind_its_name_says_is_taken(name, kind):
    assert CompanyFactory(logo=picture(name, kind)).logo


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (picture("a.png", "GIF"), "format"),
        (picture("a.jpg", "PNG"), "format"),
        (picture("a.webp", "TIFF"), "format"),
        (picture("a.gif", "GIF"), "invalid_extension"),
        (SimpleUploadedFile("a.png", b"<html>"), "not_a_picture"),
        (picture(size=(4001, 8)), "too_large"),
        (picture(more=b"0" * 1024 * 1024), "too_large"),
    ],
)
def test_any_other_file_is_refused(file, code):
    with pytest.raises(ValidationError) as caught:
        CompanyFactory(logo=file)
    assert code in [error.code for error in caught.value.error_dict["logo"]]


def test_company_whose_logo_is_lost_can_still_be_changed():
    company = CompanyFactory(logo=picture())
    company.logo.storage.delete(company.logo.name)
    assert save_record(company, city="Sala").city == "Sala"
