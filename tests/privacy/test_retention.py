"""How long people are kept: what each rule finds, removes and leaves."""

import datetime as dt

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from core.bulk_save import delete_records
from core.models import KeptKind, RetentionPeriod
from core.services import save_record
from crm.models import Company, CompanyStatus, Contact
from finance.models import BankFileDraft
from finance.services.bank_files import keep_draft
from inbox.models import Enquiry
from inbox.services.enquiries import accept_enquiry, erase_enquiries
from privacy.models import Erasure, RetentionRule
from privacy.services.holds import lift_hold, put_hold
from privacy.services.requests import answer_request, register_request
from privacy.services.retention import KINDS, apply_retention, rows_due, rows_going
from tests.campaigns.boards import contest
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    InteractionFactory,
    NextStepFactory,
    SponsorshipFactory,
    contact_at,
    make_enquiry,
    make_orgnr,
    signed_sponsorship,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database("privacy.services.retention", "privacy.services.history_leftovers"),
]
ADMIN = "Administratör"


@pytest.fixture
def admin(client_for):
    return client_for(ADMIN)


def long_ago(months: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=31 * months)


def idle_contact(company, *, name: str) -> Contact:
    contact = contact_at(company, first_name=name, last_name="Gammal")
    Contact.history.filter(id=contact.pk).update(history_date=long_ago(60))
    return contact


def test_retention_finds_and_removes_people_whom_nobody_needs(admin):
    idle = idle_contact(CompanyFactory(), name="Ida")
    today, next_month = timezone.localdate(), timezone.localdate() + dt.timedelta(days=30)
    signed_sponsorship(company=(partner := CompanyFactory()), starts=today, ends=next_month, signed_on=today)
    kept = [idle_contact(CompanyFactory(), name=name) for name in ("Samtal", "Steg", "Tvist", "Företag")]
    kept.append(idle_contact(partner, name="Partner"))
    kept.append(contact_at(CompanyFactory(), first_name="Ny", last_name="Nyss"))
    InteractionFactory(companies=[CompanyFactory()], contacts=[kept[0]], happened_at=timezone.now())
    NextStepFactory(company=kept[1].affiliations.get().company, contact=kept[1])
    put_hold(by=admin.user, reason="Tvist", contact=kept[2])
    put_hold(by=admin.user, reason="Tvist", company=kept[3].affiliations.get().company)
    rule = RetentionRule.objects.get(kind="contacts")
    assert list(rows_due(rule)) == [idle]
    page = admin.get(reverse("privacy:retention_preview", args=[rule.pk])).content.decode()
    assert ("Ida Gammal" in page, "Partner Gammal" in page) == (True, False)
    nothing = dict.fromkeys(KINDS, 0)
    assert apply_retention() == nothing  # off until somebody has looked
    edit = reverse("privacy:retention_edit", args=[rule.pk])
    admin.post(edit, {"months": 36, "is_on": "on", "version": rule.version})
    assert apply_retention() == nothing | {"contacts": 1}
    assert set(Contact.objects.all()) == set(kept)
    rule.refresh_from_db()
    assert (rule.run_count, Erasure.objects.get().erased_by) == (1, None)
    wrong = admin.post(edit, {"months": 0, "is_on": "on", "version": rule.version}).content.decode()
    assert "Välj mellan 1 och 240 månader." in wrong


def test_retention_keeps_who_is_asked_for_or_needed(admin):
    today = timezone.localdate()
    companies = [CompanyFactory() for _number in range(5)]
    asks, signs, leads, *_more = [idle_contact(company, name="Ida") for company in companies]
    request = register_request(kind="access", contact=asks, received_on=today)
    later = {"starts": today + dt.timedelta(days=30), "ends": today + dt.timedelta(days=394), "signed_on": today}
    signed_sponsorship(company=CompanyFactory(), signed_by=signs, **later)
    signed_sponsorship(company=companies[4], **later)
    SponsorshipFactory(company=companies[3])
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    save_record(team, coordinator=leads)
    rule = RetentionRule.objects.get(kind="contacts")
    assert list(rows_due(rule)) == []
    answer_request(request, by=admin.user, answer="Skickat")
    assert list(rows_due(rule)) == [asks]


def test_retention_of_declined_takes_people_of_ended_companies_only():
    ended = CompanyFactory(status=CompanyStatus.ENDED)
    gone = idle_contact(ended, name="Nej")
    idle_contact(CompanyFactory(), name="Kvar")
    assert list(rows_due(RetentionRule.objects.get(kind="declined"))) == [gone]


def test_bank_file_that_was_begun_and_left_is_forgotten_by_night(admin):
    old, new = (keep_draft(b"Anna Kvillersson", name="bank.csv", by=admin.user) for _each in range(2))
    BankFileDraft.objects.filter(pk=old.pk).update(made_at=timezone.now() - dt.timedelta(days=1, minutes=1))
    apply_retention()
    assert list(BankFileDraft.objects.all()) == [new]


def turned_on(kind: str) -> RetentionRule:
    return save_record(RetentionRule.objects.get(kind=kind), is_on=True)


def test_retention_erases_who_was_thrown_away_long_ago(admin):
    ida, late = (ContactFactory(first_name=name, last_name="Borta") for name in ("Ida", "Nyss"))
    trader = CompanyFactory(name="Kims Måleri", orgnr="8112189876")
    delete_records(Contact.objects.all())
    delete_records(Company.objects.filter(pk__in=[trader.pk, CompanyFactory().pk]))
    for model in (Contact, Company):
        model.history.exclude(id=late.pk).update(history_date=long_ago(20))
    people, firms = turned_on("discarded"), turned_on("traders")
    assert [[version.id for version in rows_due(rule)] for rule in (people, firms)] == [[ida.pk], [trader.pk]]
    page = admin.get(reverse("privacy:retention_preview", args=[people.pk])).content.decode()
    assert ("Ida Borta" in page, reverse("privacy:person_extract", args=["contact", ida.pk]) in page) == (True, True)
    assert apply_retention() == dict.fromkeys(KINDS, 0) | {"discarded": 1, "traders": 1}
    assert (list(rows_due(people)), list(rows_due(firms))) == ([], [])
    assert set(Contact.history.values_list("id", flat=True)) == {late.pk}


def test_retention_strikes_the_personal_number_of_what_became_a_company(admin):
    trader, still = (CompanyFactory(orgnr=number) for number in ("8112189876", "6408233234"))
    save_record(trader, orgnr=make_orgnr(7))
    Company.history.update(history_date=long_ago(30))
    rule = turned_on("numbers")
    assert list(rows_due(rule)) == [trader]
    assert "8112189876" in trader.history.values_list("orgnr", flat=True)
    assert apply_retention()["numbers"] == 1
    assert set(trader.history.values_list("orgnr", flat=True)) == {None, make_orgnr(7)}
    assert (list(rows_due(rule)), still.history.get().orgnr) == ([], "6408233234")


def test_what_histories_keep_of_who_is_held_stays(admin):
    trader, office = CompanyFactory(orgnr="8112189876"), CompanyFactory()
    save_record(trader, orgnr=make_orgnr(7))
    gone = contact_at(office)
    key = gone.pk
    gone.delete()
    for model in (Company, Contact):
        model.history.update(history_date=long_ago(30))
    rules = {kind: turned_on(kind) for kind in ("numbers", "discarded")}
    assert {kind: len(rows_due(rule)) for kind, rule in rules.items()} == {"numbers": 1, "discarded": 1}
    for company in (trader, office):
        put_hold(by=admin.user, reason="Tvist", company=company)
    assert {kind: len(rows_due(rule)) for kind, rule in rules.items()} == {"numbers": 0, "discarded": 0}
    apply_retention()
    assert "8112189876" in trader.history.values_list("orgnr", flat=True)
    assert Contact.history.filter(id=key).exists()


@pytest.mark.parametrize("whose", ["company", "contact", "company of the contact"])
def test_enquiry_of_somebody_who_is_held_is_not_emptied(whose, admin):
    """Beside those of others, which are."""
    closed = [accept_enquiry(make_enquiry(), by=admin.user, company={"name": f"Nytt {n}"}) for n in range(2)]
    enquiry, person = closed[0], contact_at(closed[0].company)
    if whose != "company":
        Enquiry.objects.filter(pk=enquiry.pk).update(contact=person)
    if whose == "company of the contact":
        Enquiry.objects.filter(pk=enquiry.pk).update(company=None)
    hold = put_hold(
        by=admin.user, reason="Tvist", **({"contact": person} if whose == "contact" else {"company": enquiry.company})
    )
    later = timezone.localdate() + dt.timedelta(days=100)
    Enquiry.objects.update(closed_at=F("closed_at") - dt.timedelta(days=95))
    assert list(rows_going(RetentionPeriod.objects.get(kind=KeptKind.ENQUIRIES))) == [closed[1]]
    assert (erase_enquiries(on=later), Enquiry.objects.exclude(erased_at=None).get()) == (1, closed[1])
    lift_hold(hold, by=admin.user)
    assert erase_enquiries(on=later) == 1
