import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from config.roles import COMPETITION_LEADER, PARTNER_MANAGER, READER
from core.services import save_record
from crm.models import Company
from crm.queries.handover import CONTACTS_TOLD, decision_month, handover
from crm.services.amendments import amend_sponsorship
from crm.services.deliveries import deliver
from crm.services.interactions import complete_next_step
from crm.services.people import save_affiliation
from goals.services import BenefitTerms
from tests.crm.delivery_factories import promise, today
from tests.factories import (
    AffiliationFactory,
    CompanyFactory,
    InteractionFactory,
    NextStepFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    get_goal,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def brief_of(company: Company):
    (brief,) = handover(Company.objects.filter(pk=company.pk), today())
    return brief


def on(days: int) -> dict:
    return {"due_rule": "on_date", "due_date": today() + dt.timedelta(days=days)}


def test_brief_has_people_former_people_promises_steps_and_running_sponsorships():
    company, colleague = CompanyFactory(), UserFactory()
    now = contact_at(company)
    before = AffiliationFactory(company=company)
    save_affiliation(before, ends=today() - dt.timedelta(days=1))
    sponsorship = promise(
        BenefitTerms(text="Utan dag"),
        BenefitTerms(text="Snart", **on(3)),
        BenefitTerms(text="Försenad", **on(-3)),
        BenefitTerms(text="Klar", **on(1)),
        company=company,
    )
    deliver(sponsorship.deliveries.get(text="Klar"), by=colleague, on=today())
    SponsorshipFactory(company=company, goal=get_goal(2))
    step = NextStepFactory(company=company)
    complete_next_step(NextStepFactory(company=company), by=colleague)
    brief = brief_of(company)
    assert [role.contact for role in brief.staff.current] == [now]
    assert [role.contact for role in brief.staff.former] == [before.contact]
    assert [str(delivery) for delivery in brief.promises] == ["Försenad", "Snart", "Utan dag"]
    assert (brief.steps, [each.sponsorship for each in brief.running]) == ([step], [sponsorship])


def test_brief_shows_the_amount_as_amended_until_its_day():
    signed = signed_sponsorship(
        starts=today() - 30 * dt.timedelta(days=1), ends=today() + 300 * dt.timedelta(days=1), amount=200_000
    )
    amend_sponsorship(
        signed, starts=today() - dt.timedelta(days=1), amount=225_000, reason="Fler anställda", by=signed.owner
    )
    amend_sponsorship(
        signed, starts=today() + dt.timedelta(days=1), amount=1, reason="Färre anställda", by=signed.owner
    )
    assert [each.yearly for each in brief_of(signed.company).running] == [225_000]


def test_brief_shows_the_last_ten_contacts_newest_first():
    company, other = CompanyFactory(), CompanyFactory()
    moments = [timezone.now() - dt.timedelta(days=day) for day in range(CONTACTS_TOLD + 2)]
    rows = [InteractionFactory(companies=[company], happened_at=moment) for moment in moments]
    InteractionFactory(companies=[other])
    found = {brief.company: brief.contacts for brief in handover(Company.objects.all(), today())}
    assert found[company] == rows[:CONTACTS_TOLD]
    assert len(found[other]) == 1


def test_decision_month_is_that_of_most_signatures_and_of_the_latest_when_even():
    def signed(*days):
        company = CompanyFactory()
        return [
            signed_sponsorship(
                company=company,
                signed_on=day,
                starts=day + dt.timedelta(days=1),
                ends=day + dt.timedelta(days=20),
            )
            for day in days
        ]

    november, march, again = dt.date(2024, 11, 3), dt.date(2025, 3, 3), dt.date(2025, 11, 20)
    decision = decision_month(signed(november, march, again))
    assert (decision.month, decision.times, decision.agreements) == (dt.date(2025, 11, 1), 2, 3)
    assert decision_month(signed(november, march)).month == dt.date(2025, 3, 1)
    assert decision_month([SponsorshipFactory()]) is None


def fill(company: Company):
    affiliation = AffiliationFactory(company=company)
    signed_sponsorship(company=company, starts=today(), ends=today(), signed_on=today())
    NextStepFactory(company=company, contact=affiliation.contact)
    for _number in range(2):
        InteractionFactory(companies=[company], contacts=[affiliation.contact])


@pytest.mark.parametrize("companies", [1, 30])
def test_owners_document_costs_the_same_queries_however_many_companies(
    companies, client_for, django_assert_num_queries
):
    client = client_for(PARTNER_MANAGER)
    client.get("/")
    for _number in range(companies):
        fill(CompanyFactory(owner=client.user, tags=["bygg"]))
    with django_assert_num_queries(15):  # one of them finds the organisation that the paper names
        page = client.get(reverse("crm:owner_handover", args=[client.user.pk]))
    assert len(page.context["briefs"]) == companies


def test_owners_document_has_contents_in_swedish_order_and_only_that_owners_companies(client_for):
    client = client_for(PARTNER_MANAGER)
    companies = [CompanyFactory(name=name, owner=client.user) for name in ("Öbo AB", "Bo AB", "Åkeriet AB")]
    CompanyFactory(name="Annans AB", owner=UserFactory())
    text = client.get(reverse("crm:owner_handover", args=[client.user.pk])).content.decode()
    places = [text.index(f'<a href="#company-{companies[index].pk}">') for index in (1, 2, 0)]
    assert places == sorted(places)
    assert "Annans AB" not in text


def test_document_of_somebody_without_companies_says_so(client_for):
    owner = UserFactory()
    text = client_for(READER).get(reverse("crm:owner_handover", args=[owner.pk])).content.decode()
    assert f"{owner} ansvarar inte för något företag." in text


def test_notes_are_shown_only_to_those_who_may_see_notes(client_for):
    company = CompanyFactory(notes="Hemligt")
    url = reverse("crm:company_handover", args=[company.pk])
    pages = [client_for(role).get(url).content.decode() for role in (PARTNER_MANAGER, COMPETITION_LEADER, READER)]
    assert ["Hemligt" in page for page in pages] == [True, False, False]


def test_each_line_links_to_its_source(client_for):
    company = CompanyFactory(owner=UserFactory())
    fill(company)
    text = client_for(PARTNER_MANAGER).get(reverse("crm:company_handover", args=[company.pk])).content.decode()
    sponsorship = company.sponsorships.get()
    links = [
        company.get_absolute_url(),
        company.affiliations.get().contact.get_absolute_url(),
        sponsorship.get_absolute_url(),
        sponsorship.deliveries.first().get_absolute_url(),
        reverse("crm:nextstep_edit", args=[company.next_steps.get().pk]),
        company.interactions.first().get_absolute_url(),
        reverse("crm:owner_handover", args=[company.owner_id]),
    ]
    assert [link for link in links if f'href="{link}"' not in text] == []


def test_person_who_does_not_want_to_be_contacted_is_shown_without_number(client_for):
    contact = contact_at(CompanyFactory(), email="robin@example.org")
    save_record(contact, do_not_contact=True)
    company = contact.affiliations.get().company
    text = client_for(READER).get(reverse("crm:company_handover", args=[company.pk])).content.decode()
    assert ("Vill inte bli kontaktad" in text, "robin@example.org" in text) == (True, False)
