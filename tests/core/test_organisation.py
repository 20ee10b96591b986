from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from core.errors import StaleVersion
from core.identity import format_plusgiro, parse_plusgiro
from core.letters import mail_sender
from core.models import Organisation, our_organisation
from core.services import save_organisation
from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db
PAGE, EDIT, LOGO = (reverse(f"core:{name}") for name in ("organisation", "organisation_edit", "organisation_logo"))


def logo(name="märke.png") -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue())


def written(**fields) -> Organisation:
    organisation = our_organisation()
    for name, value in ({"name": "Stadsmissionen i Provstad"} | fields).items():
        setattr(organisation, name, value)
    return save_organisation(organisation)


@pytest.mark.parametrize(
    ("typed", "digits", "shown"),
    [("90 00 01-9", "9000019", "90 00 01-9"), ("90001-9", "900019", "9 00 01-9"), ("1-8", "18", "1-8")],
)
def test_plusgiro_is_read_as_typed_and_shown_in_pairs(typed, digits, shown):
    assert parse_plusgiro(typed) == digits
    assert format_plusgiro(digits) == shown


@pytest.mark.parametrize("typed", ["90 00 01-8", "9", "900001900", "nittio"])
def test_plusgiro_that_is_wrong_is_refused(typed):
    with pytest.raises(ValidationError):
        parse_plusgiro(typed)


def test_administrator_writes_the_organisation_and_everybody_reads_it(client_for):
    client = client_for("Administratör")
    assert "Skriv in uppgifterna" in client.get(PAGE).content.decode()
    sent = {
        "version": 0,
        "name": "Stadsmissionen i Provstad",
        "orgnr": "802000-0009",
        "bankgiro": "900-0019",
        "plusgiro": "90 00 01-9",
        "swish": "123 900 00 19",
        "postal_code": "123 45",
        "city": "Provstad",
        "privacy_email": "fel",
        "logo": logo(),
    }
    refused = client.post(EDIT, sent).content.decode()
    assert ("802000-0009" in refused, Organisation.objects.count()) == (True, 0)
    assert client.post(EDIT, sent | {"privacy_email": "skydd@missionen.example", "logo": logo()}).status_code == 302
    stored = our_organisation()
    assert (stored.version, stored.orgnr, stored.bankgiro, stored.plusgiro, stored.swish) == (
        1,
        "8020000009",
        "9000019",
        "9000019",
        "1239000019",
    )
    page = client_for("Läsare").get(PAGE).content.decode()
    assert all(each in page for each in ("802000-0009", "900-0019", "90 00 01-9", "skydd@missionen.example"))
    assert ("Ändra</a>" in page, "Ändra</a>" in client.get(PAGE).content.decode()) == (False, True)


@pytest.mark.parametrize("role", ["Partneransvarig", "Ekonomi", "Läsare"])
def test_others_do_not_change_it(role, client_for):
    assert client_for(role).get(EDIT).status_code == 403
    assert client_for(role).post(EDIT, {"name": "Vi", "version": 0}).status_code == 403


def test_second_form_begun_on_an_empty_page_does_not_overwrite_the_first(client_for):
    first, second = client_for("Administratör"), client_for("Administratör")
    assert first.post(EDIT, {"version": 0, "name": "Ett"}).status_code == 302
    answer = second.post(EDIT, {"version": 0, "name": "Två"})
    assert (answer.status_code, our_organisation().name) == (409, "Ett")
    assert second.post(EDIT, {"version": 1, "name": "Två"}).status_code == 302
    assert [row.name for row in our_organisation().history.all()] == ["Två", "Ett"]


def test_two_that_write_it_at_once_make_one_row():
    one, other = our_organisation(), our_organisation()
    one.name, other.name = "Ett", "Två"
    save_organisation(one)
    with pytest.raises(StaleVersion):
        save_organisation(other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(pk=2, name="Tre")


def test_logo_is_shown_to_everybody_and_goes_when_it_is_replaced(
    client, client_for, django_capture_on_commit_callbacks
):
    assert client.get(LOGO).status_code == 404
    old = written(logo=logo()).logo
    assert client.get(LOGO).headers["Content-Type"] == "image/png"
    with django_capture_on_commit_callbacks(execute=True):
        client_for("Administratör").post(EDIT, {"version": 1, "name": "Ett", "logo-clear": "on"})
    assert (client.get(LOGO).status_code, old.storage.exists(old.name)) == (404, False)


def test_papers_forms_and_mails_say_whose_they_are(client, client_for, settings):
    settings.DEFAULT_FROM_EMAIL = "medspel@missionen.example"
    form, paper = reverse("inbox:enquiry"), reverse("crm:company_handover", args=[CompanyFactory().pk])
    reader = client_for("Partneransvarig")
    assert "organisation-foot" not in reader.get(paper).content.decode()
    assert mail_sender() == "medspel@missionen.example"
    written(city="Provstad", sender_name="Missionens partner")
    assert "Stadsmissionen i Provstad · Provstad</footer>" in reader.get(paper).content.decode()
    assert '<p class="mb-0">Stadsmissionen i Provstad</p>' in client.get(form).content.decode()
    assert mail_sender() == "Missionens partner <medspel@missionen.example>"
