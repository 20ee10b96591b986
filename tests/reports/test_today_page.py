import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from crm.models import CompanyStatus, Interaction, NextStep
from inbox.services.enquiries import assign_enquiry
from reports.queries.today.scope import MOST
from tests import clock
from tests.factories import (
    CompanyFactory,
    InboundFactory,
    InteractionFactory,
    NextStepFactory,
    SponsorshipFactory,
    contact_at,
    get_goal,
    make_enquiry,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.days, pytest.mark.database("reports.queries.today.enquiries")]

TODAY = reverse("reports:today")
HTMX = {"HX-Request": "true"}


def in_days(distance: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=distance)


@pytest.fixture
def partner_manager(client_for):
    return client_for("Partneransvarig")


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_today_costs_as_many_queries_for_one_as_for_thirty(partner_manager, number, django_assert_num_queries):
    user = partner_manager.user
    for company in CompanyFactory.create_batch(number):
        contact = contact_at(company)
        sponsorship = signed_sponsorship(
            company=company, owner=user, starts=in_days(-300), ends=in_days(30), signed_on=in_days(-310)
        )
        call = InteractionFactory(companies=[company], contacts=[contact], logged_by=user)
        NextStepFactory(
            company=company,
            contact=contact,
            sponsorship=sponsorship,
            origin=call,
            assignee=user,
            due_on=in_days(-2),
        )
    with django_assert_num_queries(22):
        response = partner_manager.get(TODAY)
    assert {shown.section.key: len(shown.rows) for shown in response.context["main"]} == {"overdue": number}
    assert {shown.section.key: len(shown.rows) for shown in response.context["aside"]} == {
        "renewals": min(number, MOST)
    }


def test_today_shows_only_my_steps_until_asked_for_everybodys(partner_manager, make_user):
    NextStepFactory(what="Ring om beslutet", due_on=in_days(-1), assignee=partner_manager.user)
    NextStepFactory(what="Boka studiebesök", due_on=in_days(-1), assignee=make_user(first_name="Siv", last_name="Dal"))
    mine = partner_manager.get(TODAY).content.decode()
    assert ("Ring om beslutet" in mine, "Boka studiebesök" in mine) == (True, False)
    everybodys = partner_manager.get(TODAY, {"vem": "alla"}).content.decode()
    assert ("Ring om beslutet" in everybodys, "Siv Dal gör det." in everybodys) == (True, True)


def test_phone_and_mail_are_one_tap_away_unless_the_person_said_no(partner_manager):
    company = CompanyFactory()
    willing = contact_at(company, phone="070-174 06 05", email="eva@akeri.example")
    unwilling = contact_at(company, phone="070-174 06 06", email="bo@akeri.example", do_not_contact=True)
    for contact in (willing, unwilling):
        NextStepFactory(company=company, contact=contact, assignee=partner_manager.user, due_on=in_days(0))
    page = partner_manager.get(TODAY).content.decode()
    assert 'href="tel:+46701740605"' in page
    assert 'href="mailto:eva@akeri.example"' in page
    assert "tel:+46701740606" not in page
    assert "bo@akeri.example" not in page
    assert "Vill inte bli kontaktad" in page


def test_done_ticks_the_step_off_and_returns_to_the_same_list(partner_manager):
    step = NextStepFactory(assignee=partner_manager.user, due_on=in_days(-1))
    url = reverse("crm:nextstep_done", args=[step.pk])
    assert f'action="{url}"' in partner_manager.get(TODAY, {"vem": "alla"}).content.decode()
    response = partner_manager.post(url, {"next": f"{TODAY}?vem=alla"})
    assert response.headers["Location"] == f"{TODAY}?vem=alla"
    assert not NextStep.objects.open().exists()


def test_button_pressed_by_script_is_answered_with_the_lists_as_they_are_now(partner_manager):
    steps = [NextStepFactory(assignee=partner_manager.user, due_on=in_days(-1), what=what) for what in ("Ett", "Två")]
    pressed = partner_manager.post(
        reverse("crm:nextstep_done", args=[steps[0].pk]), {"next": f"{TODAY}?visa=later"}, headers=HTMX, follow=True
    )
    page = pressed.content.decode()
    assert page.startswith('<div id="idag"')
    assert ("Klart: Ett" in page, "Ett</p>" in page, "Två</p>" in page) == (True, False, True)
    assert 'Försenat <span class="todo-count">1</span>' in page


def test_what_comes_next_is_decided_without_leaving_the_page(partner_manager):
    company = CompanyFactory(status=CompanyStatus.ACTIVE, owner=partner_manager.user)
    sent = {"what_next": "Hör av dig", "when": "week", "assignee": partner_manager.user.pk, "next": TODAY}
    url = reverse("crm:company_next", args=[company.pk])
    answer = partner_manager.post(url, sent, headers=HTMX)
    assert (answer.status_code, answer.headers["Location"]) == (302, TODAY)


def test_logged_contact_leads_back_to_the_page_it_was_begun_on(partner_manager):
    company = CompanyFactory()
    url = reverse("crm:interaction_create")
    asked = partner_manager.get(url, {"company": company.pk, "next": TODAY}, headers=HTMX)
    assert f'name="next" value="{TODAY}"' in asked.content.decode()
    data = {"company_0": company.pk, "company_1": str(company), "kind": "call", "outcome": "reached"}
    data |= {"direction": "out", "happened_at": "2026-11-02T09:30", "assignee": partner_manager.user.pk}
    told = partner_manager.post(url, data | {"next": TODAY}, headers=HTMX)
    assert (told.status_code, told.headers["HX-Trigger"]) == (204, '{"dialog-done": {}}')
    assert partner_manager.post(url, data | {"next": TODAY}).headers["Location"] == TODAY
    elsewhere = partner_manager.post(url, data | {"next": "https://evil.example/"})
    assert elsewhere.headers["Location"] == company.get_absolute_url()


@pytest.mark.parametrize(
    ("notice", "words"),
    [(-88, "sista besked för 88 dagar sedan"), (0, "sista besked i dag"), (5, "sista besked om 5 dagar")],
)
def test_renewal_says_what_was_to_be_done_how_long_ago(partner_manager, notice, words):
    ends = in_days(notice + 90)
    sponsorship = signed_sponsorship(
        owner=partner_manager.user, starts=in_days(-500), ends=ends, signed_on=in_days(-500), notice_days=90
    )
    assert sponsorship.notice_date == in_days(notice)
    page = partner_manager.get(TODAY).content.decode()
    assert words in " ".join(page.split())


def test_nobody_answered_logs_the_call_and_keeps_the_step(partner_manager):
    step = NextStepFactory(assignee=partner_manager.user, due_on=in_days(-1))
    url = reverse("crm:no_answer", args=[step.company_id])
    assert f'action="{url}"' in partner_manager.get(TODAY).content.decode()
    partner_manager.post(url, {"next": TODAY})
    assert Interaction.objects.get().outcome == "no_answer"
    assert f"Ringt utan svar {in_days(0)}." not in partner_manager.get(TODAY).content.decode()
    assert NextStep.objects.open().get() == step


def test_log_takes_company_person_and_step_along(partner_manager):
    company = CompanyFactory()
    contact = contact_at(company)
    step = NextStepFactory(company=company, contact=contact, assignee=partner_manager.user, due_on=in_days(0))
    query = f"?company={company.pk}&amp;contact={contact.pk}&amp;step={step.pk}"
    assert reverse("crm:interaction_create") + query in partner_manager.get(TODAY).content.decode()


@pytest.mark.parametrize("role", ["Läsare", "Ekonomi"])
def test_those_who_may_not_change_steps_see_no_buttons(client_for, role):
    step = NextStepFactory(due_on=in_days(-1), what="Ring om beslutet")
    page = client_for(role).get(TODAY, {"vem": "alla"}).content.decode()
    assert "Ring om beslutet" in page
    for address in (
        reverse("crm:nextstep_done", args=[step.pk]),
        reverse("crm:nextstep_edit", args=[step.pk]),
        reverse("crm:no_answer", args=[step.company_id]),
        reverse("crm:interaction_create"),
    ):
        assert address not in page


@pytest.mark.parametrize(
    ("role", "words"),
    [("Partneransvarig", "Du är i kapp"), ("Läsare", "Du har inga nästa steg"), (None, "Du har ingen roll än")],
)
def test_empty_list_says_what_to_do_next(client_for, role, words):
    assert words in client_for(role).get(TODAY).content.decode()


def test_person_without_a_role_sees_no_business_data(client_for):
    signed_sponsorship(
        company=CompanyFactory(name="Hemliga AB"), starts=in_days(-300), ends=in_days(5), signed_on=in_days(-300)
    )
    NextStepFactory(company=CompanyFactory(name="Dolda AB"), due_on=in_days(0))
    page = client_for(None).get(TODAY, {"vem": "alla"}).content.decode()
    assert ("Hemliga AB" in page, "Dolda AB" in page) == (False, False)


def test_what_lies_further_ahead_is_a_count_until_asked_for(partner_manager):
    NextStepFactory(what="Ring nästa år", assignee=partner_manager.user, due_on=in_days(200))
    page = partner_manager.get(TODAY).content.decode()
    assert ("Visa 1 steg längre fram" in page, "Ring nästa år" in page) == (True, False)
    page = partner_manager.get(TODAY, {"visa": "later"}).content.decode()
    assert ("Visa 1 steg längre fram" in page, "Ring nästa år" in page) == (False, True)


def test_step_about_a_lead_links_to_it(partner_manager):
    lead = SponsorshipFactory()
    NextStepFactory(company=lead.company, sponsorship=lead, assignee=partner_manager.user, due_on=in_days(0))
    assert f'href="{lead.get_absolute_url()}"' in partner_manager.get(TODAY).content.decode()


def test_visitor_is_sent_to_log_in(client):
    assert client.get(TODAY).headers["Location"] == f"{reverse('core:login')}?next=/"


def test_today_shows_new_enquiries_that_are_mine_or_nobodys(partner_manager, make_user):
    mine, _nobodys, theirs = (
        make_enquiry(company_name=name, goals=[get_goal(3)]) for name in ("Min", "Ingens", "Sivs")
    )
    assign_enquiry(mine, to=partner_manager.user, by=partner_manager.user)
    assign_enquiry(theirs, to=make_user(first_name="Siv", last_name="Dal"), by=partner_manager.user)

    def shown(**query):
        return partner_manager.get(TODAY, query)

    [section] = shown().context["main"]
    assert [row.subject for row in section.rows] == ["Min", "Ingens"]
    assert section.rows[1].reasons == ["Kom in i dag.", "Ingen har tagit den än."]
    page = shown().content.decode()
    assert (page.count("Ingen ensamhet"), page.count("Jag tar den<")) == (2, 1)
    assert reverse("inbox:enquiry_accept", args=[mine.pk]) in page
    [section] = shown(vem="alla").context["main"]
    assert [row.reasons[-1] for row in section.rows][2] == "Siv Dal har tagit den."


@clock.pinned
@pytest.mark.parametrize("number", [1, 20])
def test_new_enquiries_cost_as_many_queries_for_one_as_for_twenty(partner_manager, number, django_assert_num_queries):
    for _number in range(number):
        make_enquiry(goals=[get_goal(1), get_goal(2)])
    with django_assert_num_queries(19):
        partner_manager.get(TODAY)


def test_today_shows_what_waits_in_the_mailbox_with_its_reason(partner_manager):
    mail, _logged = InboundFactory(), InboundFactory(state="logged", reason="rule", ended_at=timezone.now())
    unread = InboundFactory(sender="", sender_name="", subject="", reason="broken", parsed={})
    page = partner_manager.get(TODAY)
    [section] = page.context["main"]
    assert [(row.subject, row.what, row.reasons) for row in section.rows] == [
        ("Kim Ek", "Sponsring i år", ["Ingen som vi känner igen.", "Kom in i dag."]),
        ("Okänd avsändare", "", ["Går inte att läsa.", "Kom in i dag."]),
    ]
    logs = [reverse("inbox:inbound_log", args=[row.pk]) in page.content.decode() for row in (mail, unread)]
    assert (logs, section.section.quoted) == ([True, False], True)
    thrown = partner_manager.post(reverse("inbox:inbound_throw", args=[mail.pk]), {"next": TODAY})
    mail.refresh_from_db()
    assert (thrown.headers["Location"], mail.state) == (TODAY, "thrown")


@clock.pinned
@pytest.mark.parametrize("number", [1, 20])
def test_mail_costs_as_many_queries_for_one_as_for_twenty(partner_manager, number, django_assert_num_queries):
    InboundFactory.create_batch(number)
    with django_assert_num_queries(18):
        partner_manager.get(TODAY)


def test_mail_is_not_shown_to_those_who_may_not_handle_it(client_for):
    InboundFactory(subject="Hemligt")
    assert "Hemligt" not in client_for("Läsare").get(TODAY).content.decode()


def test_enquiries_are_not_shown_to_those_who_may_not_see_them(client_for):
    make_enquiry(company_name="Hemligt AB")
    assert "Hemligt AB" not in client_for("Ekonomi").get(TODAY).content.decode()


def test_kind_of_contact_without_words_of_its_own_is_a_contact(client_for):
    client = client_for("Partneransvarig")
    step = NextStepFactory(assignee=client.user, due_on=timezone.localdate())
    origin = InteractionFactory(companies=[step.company])
    Interaction.objects.filter(pk=origin.pk).update(kind="sms")
    NextStep.objects.filter(pk=step.pk).update(origin=origin)
    text = client.get(reverse("reports:today")).content.decode()
    assert f"Bestämdes vid kontakten {timezone.localdate(origin.happened_at).isoformat()}" in text
