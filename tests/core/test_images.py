import contextlib
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from core.images import for_showing
from core.services import save_record
from demo.benchmarks.hostile_papers import PICTURES, jpeg, png, webp
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
        (picture("a.gif", "GIF"), "format"),
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


def photo(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("foto.jpg", content)


def turned(orientation: int, *, kind: str = "JPEG") -> bytes:
    """A picture with a red upper and a blue lower half, and this EXIF orientation."""
    picture, exif, file = Image.new("RGB", (40, 20), "red"), Image.Exif(), io.BytesIO()
    picture.paste("blue", (0, 10, 40, 20))
    exif[0x0112] = orientation
    exif[0x010F] = "Kamera"
    picture.save(file, kind, exif=exif, lossless=True)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (1, (40, 20), (20, 2)),
        (2, (40, 20), (20, 2)),
        (3, (40, 20), (20, 17)),
        (4, (40, 20), (20, 17)),
        (5, (20, 40), (2, 20)),
        (6, (20, 40), (17, 20)),
        (7, (20, 40), (17, 20)),
        (8, (20, 40), (2, 20)),
        (9, (40, 20), (20, 2)),
    ],
)
def test_photograph_is_upright_and_shows_nothing_of_the_camera(kind, orientation, size, red):
    with Image.open(for_showing(photo(turned(orientation, kind=kind)))) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == ("JPEG", size, {})
        red_part, _green, blue_part = shown.getpixel(red)
        assert (red_part > 200, blue_part < 60) == (True, True)


def test_photograph_that_is_ready_is_not_made_again():
    ready = for_showing(photo(turned(1)))
    assert for_showing(ready) is ready


SMALL_PICTURES = [name for name in PICTURES if "000 by" not in name or "says" in name]  # bench_hostile tries the others


@pytest.mark.parametrize("name", SMALL_PICTURES)
def test_picture_made_to_cost_much_is_refused_or_shown(name):
    with contextlib.suppress(ValidationError):
        assert for_showing(photo(PICTURES[name]())).size < 100_000


@pytest.mark.parametrize(
    "content", [png(12_000, 12_000, lines=1), webp(2_000, 2_000), jpeg(3_000, 2_400, progressive=True)]
)
def test_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(content, monkeypatch):
    def unpacked(*args):
        raise AssertionError("unpacked")

    monkeypatch.setattr(ImageFile.ImageFile, "load", unpacked)
    with pytest.raises(ValidationError) as refused:
        for_showing(photo(content))
    assert refused.value.code == "too_large"
