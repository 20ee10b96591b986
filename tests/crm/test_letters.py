"""Write to people chosen in the list: who gets what, what stops it, and that each letter is logged when it has left."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.models import User
from crm.models import Interaction, LegalBasis
from crm.services.interactions import move_next_step, plan_next_step
from duplicates.services.merging import merge
from mailing.models import Letter, LetterState, Mailing, SuppressionReason
from mailing.services.delivering import deliver_waiting
from mailing.services.mailings import send_mailing
from mailing.services.suppressions import suppress_address
from tests.factories import CompanyFactory, NextStepFactory, UserFactory, contact_at, make_document
from tests.mailing.letters import LOCMEM

pytestmark = pytest.mark.django_db
URL = reverse("crm:contact_write_many")
TYPED = {"language": "sv", "subject": "Till {företag}", "text": "Hej {förnamn}!"}


@pytest.fixture(autouse=True)
def sending(settings):
    settings.EMAIL_BACKEND = LOCMEM


def write(client, *people, **typed):
    page = f"{URL}?{'&'.join(f'rows={person.pk}' for person in people)}"
    return client.post(page, TYPED | typed)


def send() -> Mailing:
    mailing = Mailing.objects.get()
    send_mailing(mailing)
    Letter.objects.filter(state=LetterState.WAITING).update(due_at=timezone.now())
    deliver_waiting()
    return mailing


def states() -> dict[str, str]:
    return dict(Letter.objects.values_list("to_email", "state"))


def test_each_gets_a_letter_of_their_own_that_is_logged_when_it_has_left(client_for):
    client, company = client_for("Tävlingsledare"), CompanyFactory(name="Åkeriet")
    User.objects.filter(pk=client.user.pk).update(email="tove@medspel.example")
    siv, bo = (contact_at(company, first_name=name, email=f"{name}@b.example") for name in ("Siv", "Bo"))
    page = write(client, siv, bo)
    assert (page.url, Interaction.objects.count()) == (
        reverse("mailing:mailing_detail", args=[Mailing.objects.get().pk]),
        0,
    )
    send()
    told = sorted((message.to[0], message.subject, message.body.split("\n")[0]) for message in mail.outbox)
    assert told == [("Bo@b.example", "Till Åkeriet", "Hej Bo!"), ("Siv@b.example", "Till Åkeriet", "Hej Siv!")]
    logged = Interaction.objects.order_by("pk").first()
    assert (logged.kind, logged.direction, logged.subject, logged.logged_by) == (
        "email",
        "out",
        "Till Åkeriet",
        client.user,
    )
    assert (list(logged.companies.all()), Interaction.objects.count()) == ([company], 2)
    assert mail.outbox[0].reply_to == ["tove@medspel.example"]
    assert {f"<{number}>" for number in Interaction.objects.values_list("message_id", flat=True)} == set(
        Letter.objects.values_list("message_id", flat=True)
    )


def test_who_said_no_gets_nothing_and_who_has_an_agreement_no_link(client_for):
    client, company = client_for("Partneransvarig"), CompanyFactory()
    no = contact_at(company, email="no@b.example", do_not_contact=True)
    off = contact_at(company, email="off@b.example")
    bound = contact_at(company, email="bound@b.example", legal_basis=LegalBasis.CONTRACT)
    other = contact_at(company, email="", other_emails="no@b.example")
    suppress_address(off.email, reason=SuppressionReason.UNSUBSCRIBED)
    write(client, no, off, bound, other)
    send()
    assert states() == {"no@b.example": "suppressed", "off@b.example": "suppressed", "bound@b.example": "sent"}
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


def test_no_to_contact_counts_by_a_further_address_too(client_for):
    client, company = client_for("Partneransvarig"), CompanyFactory()
    contact_at(company, do_not_contact=True, email="", other_emails="a@b.example\nKIM@b.example")
    contact_at(company, do_not_contact=True, email="", other_emails="kim@b.example.org\nxkim@b.example")
    write(client, contact_at(CompanyFactory(), email="kim@b.example"), contact_at(company, email="m@b.example"))
    assert states() == {"kim@b.example": "suppressed", "m@b.example": "draft"}


@pytest.mark.parametrize(("name", "text"), [("subject", "Hej {roll}"), ("text", "Hej {")])
def test_text_with_an_unknown_field_writes_nothing(client_for, name, text):
    page = write(client_for("Partneransvarig"), contact_at(CompanyFactory(), email="kim@b.example"), **{name: text})
    assert (page.status_code, page.context["form"].errors.keys(), Letter.objects.count()) == (200, {name}, 0)


def test_documents_of_the_one_company_and_uploaded_files_go_with_the_letter(client_for):
    client, company = client_for("Partneransvarig"), CompanyFactory()
    document, kim = make_document(company=company, name="avtal.txt"), contact_at(company, email="kim@b.example")
    write(client, kim, documents=[document.pk], files=SimpleUploadedFile("brev.txt", b"Hej"))
    send()
    assert sorted(name for name, *_rest in mail.outbox[0].attachments) == ["avtal.txt", "brev.txt"]


def test_document_of_one_company_is_not_offered_for_people_of_several(client_for):
    client, company = client_for("Partneransvarig"), CompanyFactory()
    document, kim = make_document(company=company), contact_at(company, email="kim@b.example")
    page = client.get(URL, {"rows": [kim.pk, contact_at(CompanyFactory()).pk]})
    assert ("documents" in page.context["form"].fields, document.title in page.content.decode()) == (False, False)


def test_letter_is_logged_with_the_company_that_its_company_became(client_for):
    client, company, kept = client_for("Partneransvarig"), CompanyFactory(), CompanyFactory()
    write(client, contact_at(company, email="kim@b.example"))
    merge(lost=company, kept=kept, by=UserFactory())
    send()
    assert list(Interaction.objects.get().companies.all()) == [kept]


# --- Steps ----------------------------------------------------------------------------------------


def test_colleague_is_told_of_a_step_from_somebody_else_and_not_of_their_own():
    by, other = UserFactory(first_name="Petra"), UserFactory(first_name="Siv", language="en")
    company, today = CompanyFactory(name="Åkeriet"), timezone.localdate()
    for assignee in (by, other):
        plan_next_step(company=company, what="Ring", due_on=today, assignee=assignee, by=by)
    letter = Letter.objects.get()
    assert (letter.to_email, letter.subject) == (other.email, f"New step: Åkeriet: Ring, {today}")
    move_next_step(NextStepFactory(company=company, assignee=by), due_on=today, by=by)
    assert Letter.objects.count() == 1


def test_colleague_is_told_of_a_step_however_it_was_given(client_for, api_client_for):
    step, others = NextStepFactory(assignee=UserFactory()), [UserFactory(role="Tävlingsledare") for _way in range(4)]
    in_place = reverse("crm:nextstep_field", args=[step.pk, "assignee"])
    client_for("Partneransvarig").post(in_place, {"assignee": others[0].pk, "version": step.version})
    step.refresh_from_db()
    asked = {"assignee": others[1].pk}, {"If-Match": f'"{step.version}"'}
    api_client_for("Partneransvarig").patch(reverse("api:nextstep-detail", args=[step.pk]), asked[0], headers=asked[1])
    client_for("Partneransvarig").post(reverse("crm:nextstep_move", args=[step.pk]), {"assignee": others[2].pk})
    step.refresh_from_db()
    page = reverse("crm:nextstep_edit", args=[step.pk])
    form = client_for("Partneransvarig").get(page).context["form"]
    typed = {name: value for name in form.fields if (value := form[name].value()) is not None}
    company = {"company_0": step.company_id, "company_1": step.company.name, "contact_0": "", "contact_1": ""}
    client_for("Partneransvarig").post(page, typed | company | {"assignee": others[3].pk})
    assert list(Letter.objects.order_by("pk").values_list("to_email", flat=True)) == [each.email for each in others]


def test_colleague_is_told_once_of_many_steps(client_for):
    client, other = client_for("Partneransvarig"), UserFactory(role="Tävlingsledare")
    people = [contact_at(CompanyFactory()) for _number in range(3)]
    page = f"{reverse('crm:contact_plan_many')}?{'&'.join(f'rows={person.pk}' for person in people)}"
    client.post(page, {"when": "date", "due_on": timezone.localdate(), "what_next": "Ring", "assignee": other.pk})
    assert ("och 2 till" in Letter.objects.get().subject, Letter.objects.count()) == (True, 1)
