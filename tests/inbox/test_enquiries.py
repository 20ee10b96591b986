"""Handling of enquiries, and their erasure."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import StaleVersion
from crm.models import Company, Contact, Direction, Interaction
from crm.services.discarding import what_hangs_on
from inbox.models import Dismissal, Enquiry, EnquiryState
from inbox.services.enquiries import (
    EnquiryClosed,
    EnquiryErased,
    NewPerson,
    accept_enquiry,
    assign_enquiry,
    dismiss_enquiry,
    erase_enquiries,
    reopen_enquiry,
)
from tests.factories import CompanyFactory, UserFactory, contact_at, get_goal, make_enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MANAGER = "Partneransvarig"


# --- Handling --------------------------------------------------------------------------------------


def test_accepting_makes_company_person_and_a_row_in_the_log():
    by = UserFactory()
    enquiry = make_enquiry(goals=[get_goal(3)], message="Vi vill vara med.")
    person = NewPerson(first_name="Kim", last_name="Karlsson", email="kim@akeriet.example", role="Vd")
    accept_enquiry(enquiry, by=by, company={"name": "Åkeriet AB", "orgnr": "556703-7485", "owner": by}, person=person)
    company, contact, interaction = Company.objects.get(), Contact.objects.get(), Interaction.objects.get()
    assert (enquiry.state, enquiry.company, enquiry.contact, enquiry.interaction, enquiry.closed_by) == (
        EnquiryState.ACCEPTED,
        company,
        contact,
        interaction,
        by,
    )
    assert (company.orgnr, company.owner) == ("5567037485", by)
    assert (contact.email, contact.affiliations.get().company, contact.affiliations.get().role) == (
        "kim@akeriet.example",
        company,
        "Vd",
    )
    assert (interaction.kind, interaction.direction, interaction.happened_at, interaction.goal) == (
        "email",
        Direction.INCOMING,
        enquiry.received_at,
        get_goal(3),
    )
    assert interaction.text == "Förfrågan på webben. Mål: Ingen ensamhet.\n\nVi vill vara med."
    assert list(interaction.contacts.all()) == [contact]


def test_accepting_may_use_what_is_known_and_log_nothing():
    company = CompanyFactory()
    known, stranger = contact_at(company), contact_at(CompanyFactory())
    first, second = make_enquiry(), make_enquiry()
    accept_enquiry(first, by=UserFactory(), company=company, person=known, log=False)
    accept_enquiry(second, by=UserFactory(), company=company, person=stranger, log=False)
    assert known.affiliations.count() == 1
    assert [a.company for a in stranger.affiliations.order_by("pk")][-1] == company
    assert not Interaction.objects.exists()


def test_accepting_is_all_or_nothing():
    CompanyFactory(orgnr="5567037485")
    enquiry = make_enquiry()
    with pytest.raises(Exception, match="organisationsnumret"):
        accept_enquiry(enquiry, by=UserFactory(), company={"name": "Annan", "orgnr": "5567037485"})
    assert (Company.objects.count(), Enquiry.objects.get().state) == (1, EnquiryState.NEW)


STATES = {
    EnquiryState.ACCEPTED: lambda e: accept_enquiry(e, by=UserFactory(), company=CompanyFactory()),
    EnquiryState.DISMISSED: lambda e: dismiss_enquiry(e, by=UserFactory(), reason=Dismissal.SPAM),
    EnquiryState.NEW: lambda e: reopen_enquiry(e, by=UserFactory()),
}


@pytest.mark.parametrize(
    ("first", "then", "allowed"),
    [
        (EnquiryState.ACCEPTED, EnquiryState.ACCEPTED, False),
        (EnquiryState.ACCEPTED, EnquiryState.DISMISSED, False),
        (EnquiryState.ACCEPTED, EnquiryState.NEW, True),
        (EnquiryState.DISMISSED, EnquiryState.DISMISSED, False),
        (EnquiryState.DISMISSED, EnquiryState.ACCEPTED, False),
        (EnquiryState.DISMISSED, EnquiryState.NEW, True),
    ],
)
def test_states_follow_the_table(first, then, allowed):
    enquiry = STATES[first](make_enquiry())
    if allowed:
        assert STATES[then](enquiry).state == then
    else:
        with pytest.raises(EnquiryClosed):
            STATES[then](enquiry)


def test_enquiry_accepted_by_mistake_is_reopened_and_its_rows_may_be_removed(client_for):
    client, enquiry = client_for(MANAGER), make_enquiry()
    accept_enquiry(enquiry, by=client.user, company={"name": "Fel AB"}, person=NewPerson("Kim"))
    company, person = Company.objects.get(), Contact.objects.get()
    assert what_hangs_on(company).may_go is False
    assert "Öppna igen" in client.get(enquiry.get_absolute_url()).content.decode()
    client.post(reverse("inbox:enquiry_reopen", args=[enquiry.pk]))
    enquiry.refresh_from_db()
    became = enquiry.company, enquiry.contact, enquiry.interaction, enquiry.closed_by
    assert (enquiry.state, became) == (EnquiryState.NEW, (None, None, None, None))
    assert Interaction.objects.count() == 0
    assert (what_hangs_on(person).may_go, what_hangs_on(company).may_go) == (True, True)
    assert accept_enquiry(enquiry, by=client.user, company={"name": "Rätt AB"}).company.name == "Rätt AB"


def test_concurrent_handling_of_an_enquiry_happens_once():
    enquiry, copy = make_enquiry(), Enquiry.objects.get()
    accept_enquiry(enquiry, by=UserFactory(), company={"name": "En gång AB"})
    with pytest.raises(StaleVersion):
        accept_enquiry(copy, by=UserFactory(), company={"name": "Två gånger AB"})
    assert Company.objects.count() == 1


def test_a_closed_enquiry_is_assigned_to_nobody_else():
    enquiry = dismiss_enquiry(make_enquiry(), by=UserFactory(), reason=Dismissal.TWICE)
    with pytest.raises(EnquiryClosed):
        assign_enquiry(enquiry, to=UserFactory(), by=UserFactory())


def test_database_requires_a_reason_for_a_dismissal():
    enquiry = make_enquiry()
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=enquiry.pk).update(
            state="dismissed", closed_at=timezone.now(), closed_by=UserFactory()
        )


# --- Erasing ---------------------------------------------------------------------------------------


def test_personal_data_is_erased_after_closing_also_from_history():
    waiting = make_enquiry()
    enquiry = make_enquiry(address="203.0.113.9", message="Hemligt", goals=[get_goal(2)], phone="+46701740605")
    dismiss_enquiry(enquiry, by=UserFactory(), reason=Dismissal.NOT_RELEVANT, note="Kim är för liten")
    today = timezone.localdate()
    assert erase_enquiries(on=today + dt.timedelta(days=90)) == 0
    assert erase_enquiries(on=today + dt.timedelta(days=91)) == 1
    assert erase_enquiries(on=today + dt.timedelta(days=91)) == 0
    enquiry.refresh_from_db()
    erased = ("company_name", "person_name", "email", "phone", "message", "orgnr", "sender", "dismissal_note")
    for row in (enquiry, *enquiry.history.all()):
        assert {str(getattr(row, name)) for name in erased} == {""}
    assert (enquiry.dismissal, list(enquiry.goals.all()), enquiry.search_key) == (
        Dismissal.NOT_RELEVANT,
        [get_goal(2)],
        "",
    )
    assert str(enquiry) == f"Raderad förfrågan {enquiry.number}"
    waiting.refresh_from_db()
    assert waiting.email == "kim@akeriet.example"
    with pytest.raises(EnquiryErased):
        reopen_enquiry(enquiry, by=UserFactory())


def test_erasing_leaves_what_the_enquiry_became(capsys):
    enquiry = make_enquiry()
    accept_enquiry(enquiry, by=UserFactory(), company={"name": "Åkeriet AB"}, person=NewPerson("Kim"))
    call_command("erase_enquiries", on=timezone.localdate() + dt.timedelta(days=91))
    assert capsys.readouterr().out == "1 enquiries erased\n"
    enquiry.refresh_from_db()
    assert (enquiry.email, enquiry.company.name, enquiry.contact.first_name) == ("", "Åkeriet AB", "Kim")


def test_an_erased_enquiry_has_a_page(client_for):
    enquiry = dismiss_enquiry(make_enquiry(), by=UserFactory(), reason=Dismissal.SPAM)
    erase_enquiries(on=timezone.localdate() + dt.timedelta(days=91))
    page = client_for(MANAGER).get(enquiry.get_absolute_url()).content.decode()
    assert "Namn, kontaktuppgifter och meddelande raderades" in page
    assert "Öppna igen" not in page
