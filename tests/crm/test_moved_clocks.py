"""The log at the changes of daylight saving time: 26 October 2025 and 30 March 2025."""

import datetime as dt
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from crm.models import Interaction
from imports.models import ImportKind, RowStatus
from imports.services.shared_columns import NUMBER_HERE
from tests.factories import CompanyFactory, InteractionFactory, UserFactory, contact_at
from tests.imports.drafts import draft, read_in, seen

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FIRST = dt.datetime(2025, 10, 26, 0, 30, tzinfo=dt.UTC)
SECOND = dt.datetime(2025, 10, 26, 1, 30, tzinfo=dt.UTC)
NO_SUCH_TIME = "Den tiden finns inte: den natten ställs klockan fram en timme. Välj en tid före eller efter."


def log_form(company, when, **fields):
    named = {"company_0": company.pk, "company_1": company.name}
    return named | {"kind": "call", "outcome": "reached", "direction": "out", "happened_at": when} | fields


@pytest.mark.parametrize(("which", "moment"), [({}, FIRST), ({"happened_at_1": "1"}, SECOND)])
def test_ambiguous_hour_is_logged(client_for, which, moment):
    form = log_form(CompanyFactory(), "2025-10-26T02:30", text="Jouren.", **which)
    client_for("Partneransvarig").post(reverse("crm:interaction_create"), form)
    assert Interaction.objects.get().happened_at == moment


def test_hour_that_does_not_exist_is_refused_and_the_text_kept(client_for):
    form = log_form(CompanyFactory(), "2025-03-30T02:30", text="Jouren.")
    shown = client_for("Partneransvarig").post(reverse("crm:interaction_create"), form).context["form"]
    assert (shown.errors, shown["text"].value()) == ({"happened_at": [NO_SUCH_TIME]}, "Jouren.")


@pytest.mark.parametrize("moment", [FIRST, SECOND])
def test_editing_the_text_leaves_the_moment_as_it_was(client_for, moment):
    row = InteractionFactory(happened_at=moment)
    client, url = client_for("Partneransvarig"), reverse("crm:interaction_edit", args=[row.pk])
    shown = client.get(url).context["form"]["happened_at"].value()
    form = log_form(row.companies.get(), f"{shown:%Y-%m-%dT%H:%M}", text="Rättat.", version=row.version)
    client.post(url, form)
    row.refresh_from_db()
    assert (row.text, row.happened_at) == ("Rättat.", moment)


def test_asking_for_people_without_script_keeps_which_of_the_two(client_for):
    form = log_form(CompanyFactory(), "2025-10-26T02:30", happened_at_1="1", refresh="1")
    page = client_for("Partneransvarig").post(reverse("crm:interaction_create"), form)
    assert b'<option value="1" selected>' in page.content


def test_mail_that_says_its_zone_is_logged_at_its_moment(client_for):
    person = contact_at(CompanyFactory(), email="eva@akeri.example")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "eva@akeri.example", "vi@staden.example", "Jour"
    mail["Date"] = "Sun, 26 Oct 2025 02:30:00 +0100"
    mail.set_content("Vi ses.")
    client = client_for("Partneransvarig")
    page = client.post(reverse("inbox:mail_create"), {"file": SimpleUploadedFile("m.eml", mail.as_bytes())})
    posted = log_form(person.companies.get(), "2025-10-26T02:30", text="Vi ses.", contacts=[person.pk])
    client.post(page.headers["Location"], posted)
    assert Interaction.objects.get().happened_at == SECOND


@pytest.mark.parametrize(
    ("said", "moment"),
    [("2025-10-26T02:30", FIRST), ("2025-10-26T02:30+01:00", SECOND), ("2025-10-26T02:30+02:00", FIRST)],
)
def test_api_logs_and_changes_the_ambiguous_hour(api_client_for, said, moment):
    company, client = CompanyFactory(), api_client_for("Partneransvarig")
    made = client.post("/api/v1/interactions/", {"companies": [company.pk], "happened_at": said})
    assert (made.status_code, Interaction.objects.get().happened_at) == (201, moment)
    url = f"/api/v1/interactions/{made.data['id']}/"
    changes = {"text": "Rättat.", "happened_at": made.data["happened_at"]}
    client.patch(url, changes, headers={"If-Match": made["ETag"]})
    assert Interaction.objects.get().happened_at == moment


def test_api_says_which_times_do_not_exist(api_client_for):
    body = {"companies": [CompanyFactory().pk], "happened_at": "2025-03-30T02:30"}
    answer = api_client_for("Partneransvarig").post("/api/v1/interactions/", body)
    assert (answer.status_code, answer.json()["happened_at"]) == (400, [NO_SUCH_TIME])


TABLE = ["När", "Typ", "Företag", "Vad som sades"]


def test_list_takes_the_ambiguous_hour_and_says_which_does_not_exist():
    CompanyFactory(name="Åkeri AB")
    rows = [["2025-10-26 02:30", "Samtal", "Åkeri AB", "Jouren."], ["2025-03-30 02:30", "Samtal", "Åkeri AB", "Nej."]]
    user = UserFactory(role="Partneransvarig")
    wrong = seen(draft(ImportKind.INTERACTION, [TABLE, *rows], by=user))
    assert [(status, mistakes) for _number, status, mistakes in wrong] == [
        (RowStatus.NEW, []),
        (RowStatus.WRONG, [("När", "2025-03-30 02:30", NO_SUCH_TIME)]),
    ]
    read_in(ImportKind.INTERACTION, [TABLE, rows[0]], by=user)
    assert Interaction.objects.get().happened_at == FIRST


@pytest.mark.parametrize("moment", [FIRST, SECOND, SECOND.replace(second=17)])
def test_list_from_medspel_brought_back_finds_its_row_and_changes_nothing(moment):
    row = InteractionFactory(happened_at=moment, text="Jouren.", companies=[CompanyFactory(name="Åkeri AB")])
    told = [str(row.pk), f"2025-10-26 02:30:{moment.second:02}", "Samtal", "Åkeri AB", "Jouren."]
    user = UserFactory(role="Partneransvarig")
    for first in (0, 1):  # with a Message-ID and without
        again = seen(draft(ImportKind.INTERACTION, [[str(NUMBER_HERE), *TABLE][first:], told[first:]], by=user))
        assert again == [(2, RowStatus.SAME, [])]
    short = [told[0], "2025-10-26 02:30", *told[2:]]
    assert seen(draft(ImportKind.INTERACTION, [[str(NUMBER_HERE), *TABLE], short], by=user)) == [
        (2, RowStatus.SAME, [])
    ]
