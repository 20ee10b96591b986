import re
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from core.errors import StaleVersion
from core.identity_numbers import format_plusgiro, parse_plusgiro
from core.models import Organisation, our_organisation
from core.outgoing_mail import mail_sender
from core.services import save_organisation
from tests.databases import OURS
from tests.factories import CompanyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_yet")]
PAGE, EDIT, LOGO = (reverse(f"core:{name}") for name in ("organisation", "organisation_edit", "organisation_logo"))


def logo(name="märke.png") -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue())


def written(**fields) -> Organisation:
    organisation = our_organisation()
    for name, value in (OURS | fields).items():
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


def test_form_has_its_fields_under_headings(client_for):
    page = client_for("Administratör").get(EDIT)
    form = page.context["form"]
    under = [field.name for _heading, fields in form.field_groups() for field in fields]
    assert under == [field.name for field in form.visible_fields()]
    headings = re.findall(r"<legend>(.*?)</legend>", page.content.decode())
    assert headings[:3] == ["Vilka ni är", "Adress", "Dit gåvor går"]


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
    assert "<span>Stadsmissionen i Provstad · Provstad" in reader.get(paper).content.decode()
    assert '<p class="organisation-mark">Stadsmissionen i Provstad</p>' in client.get(form).content.decode()
    assert mail_sender() == "Missionens partner <medspel@missionen.example>"


PUBLIC = ["/public/bli-partner/", "/public/goals/1/partners.html", "/public/goals/1/partners.json"]


@pytest.mark.parametrize("address", PUBLIC)
def test_nothing_is_shown_to_visitors_until_they_can_see_who_shows_it(address, client):
    for missing in ({}, {"privacy_email": ""}):
        if missing:
            written(**missing)
        answer = client.get(address)
        assert (answer.status_code, answer.headers["X-Robots-Tag"]) == (503, "noindex")
        assert "no-store" in answer.headers["Cache-Control"]
        assert "partner" not in answer.content.decode()
    written(privacy_phone="+46701234567", privacy_email="")
    assert client.get(address).status_code == 200


def test_form_shows_what_it_would_give_and_saves_nothing(client_for):
    sent = {"version": 0, "name": "Ett", "colour": "#FFEE00", "preview": "1"}
    page = client_for("Administratör").post(EDIT, sent).content.decode()
    assert ('fill="#FFEE00"' in page, "Det är inte sparat än." in page) == (True, True)
    assert "Inget visas utåt" in page
    assert not our_organisation().is_known


def test_ninety_account_is_told_from_other_giros():
    numbers = [("9000019", "", "900-0019"), ("", "9000019", "90 00 01-9"), ("9912346", "18", ""), ("", "", "")]
    assert [Organisation(bankgiro=one, plusgiro=other).ninety_account for one, other, _shown in numbers] == [
        shown for _one, _other, shown in numbers
    ]


def test_vector_logo_is_shown_first_and_does_nothing(client):
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><script>1</script><circle r="4"/></svg>'
    organisation = written(logo=logo(), logo_svg=SimpleUploadedFile("l.svg", drawing))
    assert organisation.logo_url == f"{LOGO}.svg?v=1"
    answer = client.get(organisation.logo_url)
    assert (
        answer.content
        == b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8" viewBox="0 0 8 8"><circle r="4"/></svg>'
    )
    assert (answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == ("image/svg+xml", "nosniff")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


# --- The API --------------------------------------------------------------------------------------

API = reverse("api:organisation")


def test_program_writes_the_organisation_and_reads_it(api_client_for):
    client = api_client_for("Administratör")
    assert client.get(API).json()["version"] == 0
    assert client.patch(API, {"name": "Ett"}).status_code == 428
    answer = client.patch(API, {"name": "Ett", "orgnr": "802000-0009", "colour": "gul"}, headers={"If-Match": '"0"'})
    assert (answer.status_code, list(answer.json())) == (400, ["colour"])
    answer = client.patch(API, {"name": "Ett", "orgnr": "802000-0009"}, headers={"If-Match": '"0"'})
    assert (answer.status_code, answer.json()["orgnr"], answer.json()["may_be_public"]) == (200, "8020000009", False)
    assert client.patch(API, {"name": "Två"}, headers={"If-Match": '"0"'}).status_code == 412
    assert api_client_for("Läsare").patch(API, {"name": "Två"}, headers={"If-Match": '"1"'}).status_code == 403
    assert api_client_for("Läsare").get(API).json()["name"] == "Ett"
