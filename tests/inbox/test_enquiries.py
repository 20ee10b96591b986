"""Enquiries from the public form, and what becomes of them."""

import datetime as dt
import time

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.errors import StaleVersion
from crm.models import Company, Contact, Direction, Interaction
from crm.services.discarding import what_hangs_on
from inbox.forms.enquiries import make_stamp
from inbox.models import Dismissal, Enquiry, EnquiryState
from inbox.services.enquiries import (
    EnquiryClosed,
    EnquiryErased,
    NewPerson,
    TooManyEnquiries,
    accept_enquiry,
    assign_enquiry,
    dismiss_enquiry,
    erase_enquiries,
    reopen_enquiry,
)
from tests.factories import CompanyFactory, UserFactory, contact_at, get_goal, make_enquiry, make_orgnr
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MANAGER = "Partneransvarig"
PAGE = reverse("inbox:enquiry")
THANKS = reverse("inbox:enquiry_thanks")


def written(**fields):
    """What somebody sends ten seconds after the form was shown."""
    return {
        "company_name": "Åkeriet AB",
        "person_name": "Kim Karlsson",
        "email": "kim@akeriet.example",
        "consent": "on",
        "stamp": make_stamp(time.time() - 10),
        **fields,
    }


def errors_of(response) -> dict:
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


# --- The public form ------------------------------------------------------------------------------


def test_what_a_company_writes_is_kept_with_its_goals(client):
    goals = [get_goal(3), get_goal(5)]
    fields = {"orgnr": "556703-7485", "phone": "070-174 06 05", "message": "Hej!", "goals": [g.pk for g in goals]}
    response = client.post(PAGE, written(**fields))
    assert response.headers["Location"] == THANKS
    enquiry = Enquiry.objects.get()
    assert (enquiry.company_name, enquiry.person_name, enquiry.email) == (
        "Åkeriet AB",
        "Kim Karlsson",
        "kim@akeriet.example",
    )
    assert (enquiry.orgnr, enquiry.phone.as_e164, enquiry.message) == ("5567037485", "+46701740605", "Hej!")
    assert (list(enquiry.goals.all()), enquiry.state, enquiry.language) == (goals, EnquiryState.NEW, "sv")
    assert "127.0.0.1" not in enquiry.sender
    thanks = client.get(THANKS)
    assert (thanks.status_code, "no-store" in thanks.headers["Cache-Control"]) == (200, True)


def test_only_company_name_and_email_are_asked_for(client):
    assert client.post(PAGE, written()).status_code == 302
    response = Client().post(PAGE, {"stamp": make_stamp(time.time() - 10)})
    assert set(errors_of(response)) == {"company_name", "person_name", "email", "consent"}


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_is_kept(client):
    response = client.post(PAGE, written(orgnr="556703-7486", message="Långt brev", goals=[get_goal(2).pk]))
    assert errors_of(response) == {"orgnr": ["Kontrollsiffran stämmer inte. Jämför numret med företagets papper."]}
    form = response.context["form"]
    assert (form["message"].value(), form["orgnr"].value()) == ("Långt brev", "556703-7486")
    assert "checked" in str(form["goals"])
    assert not Enquiry.objects.exists()


def test_a_known_company_is_answered_as_an_unknown_one(client):
    CompanyFactory(name="Åkeriet AB", orgnr="5567037485")
    known = client.post(PAGE, written(orgnr="556703-7485"))
    unknown = client.post(PAGE, written(orgnr=make_orgnr(1)))
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert client.get(PAGE).content.count(b"keriet") == 0


def test_the_field_that_nobody_sees_catches_programs_without_telling_them(client):
    response = client.post(PAGE, written(reference="https://spam.example"))
    assert response.headers["Location"] == THANKS
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        (lambda: make_stamp(time.time() + 60), "Det gick väldigt fort."),
        (lambda: make_stamp(time.time() - 60 * 60 * 25), "Sidan har varit öppen länge."),
        (lambda: "påhittad", "Sidan har varit öppen länge."),
        (lambda: "", "Sidan har varit öppen länge."),
    ],
)
def test_a_form_sent_too_fast_or_too_late_is_asked_for_again(stamp, words, client):
    response = client.post(PAGE, written(stamp=stamp(), message="Kvar"))
    assert [error.startswith(words) for error in errors_of(response)["__all__"]] == [True]
    assert response.context["form"]["message"].value() == "Kvar"
    assert not Enquiry.objects.exists()


def test_an_old_page_gets_a_stamp_that_works(client):
    response = client.post(PAGE, written(stamp=make_stamp(time.time() - 60 * 60 * 25)))
    stamp = response.context["form"]["stamp"].value()
    assert stamp not in {"", None}
    assert client.post(PAGE, written(stamp=stamp)).context["form"].non_field_errors()[0].startswith("Det gick väldigt")


def test_the_form_speaks_english_when_asked_and_answers_in_it(client):
    page = client.get(f"{PAGE}?lang=en")
    assert (page.headers["Content-Language"], b"Become a partner" in page.content) == ("en", True)
    response = client.post(f"{PAGE}?lang=en", written())
    assert response.headers["Location"] == f"{THANKS}?lang=en"
    assert Enquiry.objects.get().language == "en"
    assert client.get(PAGE).headers["Content-Language"] == "sv"


def test_the_website_may_link_to_the_form_with_a_goal_chosen(client):
    form = client.get(f"{PAGE}?goal=3&goal=x&goal=99999999999999999999").context["form"]
    assert form["goals"].value() == [get_goal(3).pk]


def test_the_form_is_guarded_against_other_sites():
    assert Client(enforce_csrf_checks=True).post(PAGE, written()).status_code == 403


def test_posts_from_one_address_leave_no_more_than_its_limit(client):
    codes = [client.post(PAGE, written(message=str(number))).status_code for number in range(12)]
    assert codes == [302] * 5 + [429] * 7
    assert Enquiry.objects.count() == 5


def test_few_addresses_that_send_many_shut_nobody_else_out(client, settings):
    settings.PROXIES, settings.ENQUIRIES_PER_DAY, settings.ENQUIRIES_MOST_PER_DAY = 1, 10, 1000

    def post(number):
        return client.post(PAGE, written(), headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code

    flood = [post(number) for _round in range(4) for number in range(4)]
    assert (flood.count(302), flood.count(429)) == (10, 6)
    assert [post(number) for number in range(100, 120)] == [302] * 20
    assert post(100) == 429


def test_posts_from_any_number_of_addresses_leave_no_more_than_the_limit_of_all(client, settings):
    settings.PROXIES, settings.ENQUIRIES_PER_DAY, settings.ENQUIRIES_MOST_PER_DAY = 1, 5, 20
    codes = [
        client.post(PAGE, written(), headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
        for number in range(40)
    ]
    assert (codes.count(302), codes.count(429)) == (20, 20)
    assert Enquiry.objects.count() == 20


def test_form_sent_twice_is_one_enquiry(client):
    sent = written()
    assert [client.post(PAGE, sent).headers["Location"] for _time in range(6)] == [THANKS] * 6
    assert Enquiry.objects.count() == 1


def test_stamp_is_good_for_one_enquiry(client):
    sent = written()
    client.post(PAGE, sent)
    response = client.post(PAGE, sent | {"message": "Något annat"})
    assert [error.startswith("Formuläret är redan skickat") for error in errors_of(response)["__all__"]] == [True]
    assert response.context["form"]["message"].value() == "Något annat"
    assert response.context["form"]["stamp"].value() != sent["stamp"]
    assert Enquiry.objects.count() == 1


def test_other_goals_are_something_new(client):
    sent = written(goals=[get_goal(1).pk])
    assert [client.post(PAGE, sent).status_code for _ in range(2)] == [302, 302]
    response = client.post(PAGE, sent | {"goals": [get_goal(1).pk, get_goal(2).pk]})
    assert response.status_code == 200
    assert "redan skickat" in response.context["form"].non_field_errors()[0]
    assert response.context["form"]["goals"].value() == [str(get_goal(1).pk), str(get_goal(2).pk)]
    assert [goal.number for goal in Enquiry.objects.get().goals.all()] == [1]


def test_stamps_of_the_same_second_differ():
    assert make_stamp(1) != make_stamp(1)


def test_who_is_stopped_keeps_what_was_typed_and_is_let_in_an_hour_later(client):
    for _number in range(5):
        client.post(PAGE, written())
    stopped = client.post(PAGE, written(message="Viktigt"))
    assert stopped.status_code == 429
    assert stopped.context["form"]["message"].value() == "Viktigt"
    Enquiry.objects.update(received_at=timezone.now() - dt.timedelta(hours=1, seconds=1))
    assert client.post(PAGE, written(message="Viktigt")).status_code == 302


def test_an_address_is_stopped_by_its_own_posts_only():
    for _number in range(5):
        make_enquiry(address="203.0.113.9")
    with pytest.raises(TooManyEnquiries):
        make_enquiry(address="203.0.113.9")
    make_enquiry(address="203.0.113.10")


# --- What becomes of them -------------------------------------------------------------------------


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


def test_enquiry_taken_care_of_by_mistake_is_open_again_and_what_it_became_may_be_removed(client_for):
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


def test_two_who_take_care_of_the_same_enquiry_do_it_once():
    enquiry, copy = make_enquiry(), Enquiry.objects.get()
    accept_enquiry(enquiry, by=UserFactory(), company={"name": "En gång AB"})
    with pytest.raises(StaleVersion):
        accept_enquiry(copy, by=UserFactory(), company={"name": "Två gånger AB"})
    assert Company.objects.count() == 1


def test_a_closed_enquiry_is_assigned_to_nobody_else():
    enquiry = dismiss_enquiry(make_enquiry(), by=UserFactory(), reason=Dismissal.TWICE)
    with pytest.raises(EnquiryClosed):
        assign_enquiry(enquiry, to=UserFactory())


def test_the_database_wants_a_reason_for_a_dismissal():
    enquiry = make_enquiry()
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=enquiry.pk).update(
            state="dismissed", closed_at=timezone.now(), closed_by=UserFactory()
        )


# --- Erasing --------------------------------------------------------------------------------------


def test_what_people_wrote_is_erased_some_time_after_closing_and_from_the_history_too():
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


# --- Pages ----------------------------------------------------------------------------------------


def accept_data(enquiry, **fields):
    return {
        "which_company": "new",
        "name": enquiry.company_name,
        "which_person": "new",
        "first_name": "Kim",
        "log": "on",
        "version": enquiry.version,
        **fields,
    }


def test_the_page_fills_in_a_new_company_and_person(client_for):
    enquiry = make_enquiry(orgnr="5567037485", phone="+46701740605")
    client = client_for(MANAGER)
    url = reverse("inbox:enquiry_accept", args=[enquiry.pk])
    form = client.get(url).context["form"]
    shown = {
        name: form[name].value() for name in ("which_company", "name", "orgnr", "first_name", "last_name", "owner")
    }
    assert shown == {
        "which_company": "new",
        "name": "Åkeriet AB",
        "orgnr": "556703-7485",
        "first_name": "Kim",
        "last_name": "Karlsson",
        "owner": client.user.pk,
    }
    response = client.post(url, accept_data(enquiry, orgnr="556703-7485", email="kim@akeriet.example"))
    company = Company.objects.get()
    assert response.headers["Location"] == company.get_absolute_url()
    assert (company.orgnr, company.contacts.get().email) == ("5567037485", "kim@akeriet.example")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"orgnr": "5567037485"}, "samma organisationsnummer"),
        ({"email": "nagon@akeriet.example"}, "samma domän"),
        ({"company_name": "ÅKERIET"}, "samma namn"),
    ],
)
def test_a_company_that_is_known_is_offered_first_and_told_why(fields, reason, client_for):
    known = CompanyFactory(name="Åkeriet AB", orgnr="5567037485", website="https://www.akeriet.example/om")
    CompanyFactory(name="Åkeriet i Norr AB")
    enquiry = make_enquiry(**{"company_name": "Bolaget", "email": "kim@gmail.com"} | fields)
    client = client_for(MANAGER)
    url = reverse("inbox:enquiry_accept", args=[enquiry.pk])
    form = client.get(url).context["form"]
    assert form.fields["which_company"].choices[0] == (str(known.pk), f"Åkeriet AB: {reason}")
    assert form["which_company"].value() == str(known.pk)
    assert "Åkeriet AB" in client.get(enquiry.get_absolute_url()).content.decode()
    client.post(url, accept_data(enquiry, which_company=known.pk))
    enquiry.refresh_from_db()
    assert (enquiry.company, Company.objects.count()) == (known, 2)


def test_a_shared_domain_tells_nothing(client_for):
    contact_at(CompanyFactory(), email="annan@gmail.com")
    enquiry = make_enquiry(email="kim@gmail.com")
    form = client_for(MANAGER).get(reverse("inbox:enquiry_accept", args=[enquiry.pk])).context["form"]
    assert [key for key, _label in form.fields["which_company"].choices] == ["new", "other"]


def test_a_person_with_the_same_address_is_offered_and_not_made_twice(client_for):
    person = contact_at(CompanyFactory(), email="Kim@akeriet.example")
    enquiry = make_enquiry()
    url = reverse("inbox:enquiry_accept", args=[enquiry.pk])
    client = client_for(MANAGER)
    assert client.get(url).context["form"]["which_person"].value() == str(person.pk)
    other = CompanyFactory(name="Moderbolaget")
    data = accept_data(enquiry, which_company="other", company_0=other.pk, company_1=str(other), which_person=person.pk)
    client.post(url, data)
    enquiry.refresh_from_db()
    assert (enquiry.company, enquiry.contact, Contact.objects.count()) == (other, person, 1)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"which_company": "other"}, "company"),
        ({"first_name": ""}, "first_name"),
        ({"orgnr": "556703-7485"}, "orgnr"),
        ({"which_company": "999"}, "which_company"),
    ],
)
def test_the_page_says_what_is_missing_and_writes_nothing(fields, wrong, client_for):
    CompanyFactory(name="Annat", orgnr="5567037485")
    enquiry = make_enquiry()
    response = client_for(MANAGER).post(
        reverse("inbox:enquiry_accept", args=[enquiry.pk]), accept_data(enquiry, **fields)
    )
    assert set(errors_of(response)) == {wrong}
    assert (Company.objects.count(), Contact.objects.count()) == (1, 0)


def test_the_number_of_a_sole_trader_is_for_those_who_may_see_it(client_for):
    enquiry = make_enquiry(orgnr="811218-9876")
    pages = {role: client_for(role).get(enquiry.get_absolute_url()) for role in (MANAGER, "Tävlingsledare")}
    assert ["811218-9876" in page.content.decode() for page in pages.values()] == [True, False]
    form = client_for("Tävlingsledare").get(reverse("inbox:enquiry_accept", args=[enquiry.pk]))
    assert "811218" not in form.content.decode()


def test_an_enquiry_is_taken_assigned_dismissed_and_opened_again(client_for):
    enquiry, client, other = make_enquiry(), client_for(MANAGER), UserFactory(role=MANAGER)
    client.post(reverse("inbox:enquiry_take", args=[enquiry.pk]))
    enquiry.refresh_from_db()
    assert enquiry.assignee == client.user
    assign = reverse("inbox:enquiry_assign", args=[enquiry.pk])
    client.post(assign, {"assignee": other.pk, "version": enquiry.version})
    enquiry.refresh_from_db()
    assert enquiry.assignee == other
    dismiss = reverse("inbox:enquiry_dismiss", args=[enquiry.pk])
    client.post(dismiss, {"reason": "spam", "note": "Säljer länkar", "version": enquiry.version})
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.dismissal, enquiry.closed_by) == ("dismissed", "spam", client.user)
    assert "Säljer länkar" in client.get(enquiry.get_absolute_url()).content.decode()
    for form in (assign, dismiss, reverse("inbox:enquiry_accept", args=[enquiry.pk])):
        assert client.get(form).headers["Location"] == enquiry.get_absolute_url()
    client.post(reverse("inbox:enquiry_reopen", args=[enquiry.pk]))
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.dismissal_note) == ("new", "")


def test_the_list_shows_those_that_wait_and_finds_the_others(client_for):
    waiting = make_enquiry(company_name="Väntar AB", goals=[get_goal(1)])
    gone = dismiss_enquiry(make_enquiry(company_name="Skräp AB"), by=UserFactory(), reason=Dismissal.SPAM)
    client, url = client_for(MANAGER), reverse("inbox:enquiry_list")

    def listed(query=""):
        return set(client.get(url + query).context["object_list"])

    assert listed() == {waiting}
    assert listed("?show=dismissed") == {gone}
    assert listed("?show=all") == {waiting, gone}
    assert listed("?goal=" + str(get_goal(1).pk)) == {waiting}
    assert listed("?q=karlsson") == {waiting}
    assert listed("?q=finns inte") == set()


def test_the_list_says_which_company_wrote(client_for):
    enquiry = make_enquiry(company_name="Väntar AB")
    table = client_for(MANAGER).get(reverse("inbox:enquiry_list")).context["table"]
    cell = table.rows[0].get_cell("company_name")
    assert cell == f'<a href="{enquiry.get_absolute_url()}">Väntar AB</a>'


@pytest.mark.parametrize("rows", [1, 30])
def test_enquiry_list_costs_the_same_queries_however_many_rows(rows, client_for, django_assert_num_queries):
    for _number in range(rows):
        make_enquiry(goals=[get_goal(1), get_goal(2)])
    client = client_for(MANAGER)
    # session, user, two for permissions, choices of goals and users, how many, the rows, their goals
    with django_assert_num_queries(10):
        client.get(reverse("inbox:enquiry_list"))


def test_the_list_is_exported_without_numbers(client_for):
    make_enquiry(orgnr="811218-9876", goals=[get_goal(2)])
    response = client_for(MANAGER).get(reverse("inbox:enquiry_list") + "?export=xlsx")
    sheet = book_of(response).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "kim@akeriet.example" in cells
    assert [cell for cell in cells if "811218" in cell] == []
