import base64
import io

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.kept_photos import KeptPhotoField
from tests.crm.delivery_factories import photo_with_place


class PhotoForm(forms.Form):
    photo = KeptPhotoField(required=False)


def kept_in(form: forms.Form) -> str:
    return form["photo"].subwidgets[0].data["kept"]


def test_photo_comes_back_with_the_form_upright_small_and_without_place():
    form = PhotoForm({}, {"photo": photo_with_place()})
    assert form.is_valid()
    content = base64.b64decode(kept_in(form))
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (40, 30), {})


def test_photo_sent_back_counts_as_the_photo_until_a_new_one_is_taken():
    kept = kept_in(PhotoForm({}, {"photo": photo_with_place()}))
    again = PhotoForm({"photo_kept": kept}, {})
    assert again.is_valid()
    assert again.cleaned_data["photo"].read()[:2] == b"\xff\xd8"
    newer = PhotoForm({"photo_kept": kept}, {"photo": photo_with_place("ny.jpg")})
    assert newer.is_valid()
    assert newer.cleaned_data["photo"].name == "ny.jpg"


@pytest.mark.parametrize("kept", ["", "inte base64", "AAAA"])
def test_tampered_photo_is_no_photo(kept):
    form = PhotoForm({"photo_kept": kept}, {})
    assert bool(form.is_valid() and form.cleaned_data["photo"]) is False


def test_file_that_is_no_picture_is_an_error_and_is_not_kept():
    file = SimpleUploadedFile("x.jpg", b"hej", content_type="image/jpeg")
    form = PhotoForm({}, {"photo": file})
    assert list(form.errors) == ["photo"]
    assert kept_in(form) == ""


def test_form_without_a_photo_is_fine():
    assert PhotoForm({}, {}).is_valid()
