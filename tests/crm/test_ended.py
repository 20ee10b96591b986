"""Ending a company with dependents needs confirmation on every channel, and one rule decides where it is shown."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from core.bulk_save import Unsaved
from crm.models import Company, CompanyStatus, Sponsorship, Stage
from crm.queries.coverage import months_from
from crm.queries.prospects import prospects
from crm.services.companies import save_companies, save_company
from crm.services.sponsorships import decline_sponsorship, move_sponsorship
from duplicates.services.merging import merge
from imports.models import ImportKind
from inbox.services.enquiries import accept_enquiry
from reports.queries.calendar import days_of
from tests.factories import (
    CompanyFactory,
    NextStepFactory,
    SponsorshipFactory,
    UserFactory,
    get_goal,
    get_tier,
    make_enquiry,
    signed_sponsorship,
)
from tests.imports.drafts import draft, faults, read_in

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HTMX = {"HX-Request": "true"}
ENDED = CompanyStatus.ENDED


def days(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


def running(**fields) -> Sponsorship:
    return signed_sponsorship(**{"starts": days(-10), "ends": days(10), "signed_on": days(-20)} | fields)


def upcoming() -> Sponsorship:
    return running(starts=days(20), ends=days(40))


HANGS = {"running": running, "upcoming": upcoming, "dialogue": SponsorshipFactory, "step": NextStepFactory}


@pytest.fixture(params=HANGS)
def company(request) -> Company:
    return HANGS[request.param]().company


def status_of(company: Company) -> str:
    return Company.objects.values_list("status", flat=True).get(pk=company.pk)


# --- Every channel asks for confirmation ----------------------------------------------------------


def test_service_asks_before_it_ends_a_company(company):
    with pytest.raises(ValidationError) as refused:
        save_company(Company.objects.get(pk=company.pk), status=ENDED)
    assert list(refused.value.message_dict) == ["end_anyway"]
    assert save_company(Company.objects.get(pk=company.pk), status=ENDED, end_anyway=True).status == ENDED
    # An already ended company needs no new confirmation.
    assert save_company(Company.objects.get(pk=company.pk), city="Sala").city == "Sala"


def test_company_with_nothing_left_is_ended_without_a_question():
    over = running(starts=days(-40), ends=days(-1)).company
    declined = decline_sponsorship(SponsorshipFactory(), reason="Nej").company
    for company in (over, declined, CompanyFactory()):
        assert save_company(Company.objects.get(pk=company.pk), status=ENDED).status == ENDED


def test_form_lists_loose_ends_of_the_company_and_accepts_confirmation(client_for, company):
    company = Company.objects.get(pk=company.pk)
    client, url = client_for("Partneransvarig"), reverse("crm:company_edit", args=[company.pk])
    assert "end_anyway" not in client.get(url).context["form"].fields
    typed = {"name": company.name, "status": "ended", "version": company.version, "city": "Sala"}
    asked = client.post(url, typed).context["form"]
    assert (list(asked.errors), status_of(company), asked["city"].value()) == (["end_anyway"], company.status, "Sala")
    assert client.post(url, typed | {"end_anyway": "on"}).status_code == 302
    assert status_of(company) == "ended"


def test_field_on_the_page_asks_in_place(client_for, company):
    company = Company.objects.get(pk=company.pk)
    client, url = client_for("Partneransvarig"), reverse("crm:company_field", args=[company.pk, "status"])
    typed = {"status": "ended", "version": company.version}
    asked = client.post(url, typed, headers=HTMX)
    assert list(asked.context["form"].errors) == ["end_anyway"]
    assert 'name="end_anyway"' in asked.content.decode()
    assert status_of(company) == company.status
    assert "Avslutad" in client.post(url, typed | {"end_anyway": "on"}, headers=HTMX).content.decode()
    assert status_of(company) == "ended"


def test_api_asks_too(api_client_for, company):
    company = Company.objects.get(pk=company.pk)
    client, url = api_client_for("Partneransvarig"), f"/api/v1/companies/{company.pk}/"
    seen_version = {"If-Match": f'"{company.version}"'}
    refused = client.patch(url, {"status": "ended"}, headers=seen_version)
    assert (refused.status_code, list(refused.json())) == (400, ["end_anyway"])
    done = client.patch(url, {"status": "ended", "end_anyway": True}, headers=seen_version)
    assert (done.status_code, done.json()["status"], "end_anyway" in done.json()) == (200, "ended", False)


def test_import_leaves_the_decision_to_the_page(company):
    company, by = Company.objects.get(pk=company.pk), UserFactory(role="Partneransvarig")
    table = [["Namn", "Status", "Ort"], [company.name, "Avslutad", "Sala"]]
    [row] = draft(ImportKind.COMPANY, table, by=by).rows.exclude(status="")
    [(column, why)] = faults(row)
    assert (row.status, column, "gör det på företagets sida." in why) == ("change", "Status", True)
    with pytest.raises(ValidationError, match="end_anyway"):
        save_companies([Unsaved(company, {"status": ENDED})])
    assert status_of(company) == company.status


def test_import_ends_a_company_with_nothing_left():
    company, by = CompanyFactory(), UserFactory(role="Partneransvarig")
    read_in(ImportKind.COMPANY, [["Namn", "Status"], [company.name, "Avslutad"]], by=by)
    assert status_of(company) == "ended"


def test_preview_of_many_names_those_with_planned_steps(client_for):
    company = NextStepFactory().company
    url = f"{reverse('crm:company_bulk')}?rows={company.pk}"
    preview = client_for("Partneransvarig").post(url, {"status": "ended"}).context["preview"]
    assert (preview.planned, preview.running, preview.open) == ([company], [], [])


@pytest.mark.parametrize("take", [{"status"}, set()])
def test_merging_does_not_end_the_one_that_goes_on(take):
    goes_on, ended = running().company, CompanyFactory(status="ended")
    lost, kept = (ended, goes_on) if take else (goes_on, ended)
    with pytest.raises(ValidationError) as refused:
        merge(lost=lost, kept=kept, take=take, by=UserFactory())
    assert list(refused.value.message_dict) == ["status"]
    merged = merge(lost=lost, kept=kept, take=set() if take else {"status"}, by=UserFactory())
    assert status_of(Company.objects.get(pk=merged.kept)) == "active"


# --- Where it is shown ----------------------------------------------------------------------------


def ended_with(sponsorship: Sponsorship) -> Company:
    return save_company(Company.objects.get(pk=sponsorship.company_id), status=ENDED, end_anyway=True)


def listed(client, name: str, **query) -> list:
    return [row.record for row in client.get(reverse(name), query).context["table"].rows]


def test_public_shows_nothing_of_an_ended_company(client):
    company = ended_with(running())
    for url in ("/public/goals/1/partners.json", "/public/goals/1/partners.html"):
        assert company.name not in client.get(url).content.decode()


def test_goals_page_lists_neither_its_running_nor_its_coming_agreement(client_for):
    companies = [ended_with(running()), ended_with(upcoming())]
    text = client_for("Läsare").get(reverse("crm:goal_partners", args=[1])).content.decode()
    assert [company.name in text for company in companies] == [False, False]


def test_dialogues_with_an_ended_company_are_no_longer_open(client_for):
    dialogue = SponsorshipFactory(stage=Stage.MEETING)
    client = client_for("Partneransvarig")
    board = client.get(reverse("crm:pipeline")).context["pipeline"]
    assert (board.open_count, board.amount > 0, board.forecast > 0) == (1, True, True)
    company = ended_with(dialogue)
    board = client.get(reverse("crm:pipeline")).context["pipeline"]
    assert (board.open_count, board.count, board.amount, board.forecast) == (0, 0, 0, 0)
    for query in ({"scope": "open"}, {"scope": "unplanned"}, {"stage": "meeting"}):
        assert listed(client, "crm:sponsorship_list", **query) == []
    assert listed(client, "crm:sponsorship_list", scope="all") == [dialogue]
    assert dialogue.agreement_no in client.get(company.get_absolute_url()).content.decode()


def test_renewals_and_the_calendar_leave_it_in_peace(client_for):
    client = client_for("Partneransvarig")
    sponsorship = running(owner=client.user)
    assert listed(client, "crm:renewal_list") == [sponsorship]
    ended_with(sponsorship)
    assert (listed(client, "crm:renewal_list"), days_of(client.user, today=days(0))) == ([], [])


def test_money_and_seats_of_its_agreement_stand(client_for):
    sponsorship = running()
    ended_with(sponsorship)
    page = client_for("Ekonomi").get(reverse("crm:sponsorship_list"))
    assert [row.record for row in page.context["table"].rows] == [sponsorship]
    assert Sponsorship.objects.active_on(days(0)).per_year(days(0)) == sponsorship.amount


def test_idag_does_not_remind_of_it_but_keeps_what_is_planned(client_for):
    client = client_for("Partneransvarig")
    sponsorship = running(owner=client.user)
    save_company(Company.objects.get(pk=sponsorship.company_id), owner=client.user)
    step = NextStepFactory(company=sponsorship.company, assignee=client.user, due_on=days(0), what="Tacka för tiden")
    shown = client.get(reverse("reports:today")).content.decode()
    assert ("Att förnya" in shown, f"{sponsorship.tier}, {sponsorship.goal}" in shown) == (True, True)
    ended_with(sponsorship)
    shown = client.get(reverse("reports:today")).content.decode()
    assert (f"{sponsorship.tier}, {sponsorship.goal}" in shown, "Tyst" in shown) == (False, False)
    assert (step.what in shown, "Företaget är avslutat." in shown) == (True, True)


def test_silence_of_an_ended_company_is_not_told():
    sponsorship = running()
    assert list(Company.objects.silent_on(days(0))) == [sponsorship.company]
    ended_with(sponsorship)
    assert list(Company.objects.silent_on(days(0))) == []


def test_ended_company_is_no_prospect():
    dialogue = SponsorshipFactory()
    month = months_from(days(60), 1)[0]
    assert prospects(get_goal(), get_tier(), month, day=days(0)).count == 1
    ended_with(dialogue)
    assert prospects(get_goal(), get_tier(), month, day=days(0)).count == 0


def test_page_of_an_ended_company_shows_what_is_not_over(client_for):
    sponsorship = running()
    company = ended_with(sponsorship)
    text = client_for("Läsare").get(company.get_absolute_url()).content.decode()
    assert f"Avtal som löper: {sponsorship.agreement_no}." in text
    quiet = client_for("Läsare").get(CompanyFactory(status="ended").get_absolute_url()).content.decode()
    assert "allt är inte slut" not in quiet


# --- New dialogues --------------------------------------------------------------------------------


def test_new_dialogue_takes_an_ended_company_up_again():
    company = CompanyFactory(status="ended")
    SponsorshipFactory(company=company)
    assert status_of(company) == "prospect"


def test_taking_up_a_declined_dialogue_takes_up_the_company():
    declined = decline_sponsorship(SponsorshipFactory(), reason="Nej")
    company = ended_with(declined)
    move_sponsorship(declined, to=Stage.CONTACTED)
    assert status_of(company) == "prospect"


def test_ended_company_whose_agreement_runs_is_active_when_taken_up():
    sponsorship = running()
    company = ended_with(sponsorship)
    SponsorshipFactory(company=Company.objects.get(pk=company.pk), goal=get_goal(2))
    assert status_of(company) == "active"


def test_accepted_enquiry_takes_an_ended_company_up_again():
    company = CompanyFactory(status="ended")
    accept_enquiry(make_enquiry(), by=UserFactory(), company=company)
    assert status_of(company) == "prospect"
