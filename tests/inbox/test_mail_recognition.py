"""Matching an e-mail to people and companies."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from crm.models import Direction, Interaction
from crm.queries.recognition import known_people
from inbox.mailreader import Person, read_mail, read_pasted
from inbox.queries import mail_in, recognise
from inbox.services.email_to_log import names_of, start_draft
from tests.crm.ways_to_reach import reachable
from tests.factories import AffiliationFactory, CompanyFactory, UserFactory, contact_at
from tests.inbox.letters import as_shown, eml, given, guess_of, letter
from tests.papers import mail

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MANAGER = "Partneransvarig"
CREATE = reverse("inbox:mail_create")


def test_people_are_matched_by_address_and_companies_by_people():
    company = CompanyFactory()
    kim = contact_at(company, email="Kim@Bolaget.example")
    guess = guess_of(letter(cc="Åsa <asa@bolaget.example>"))
    assert (guess.contacts, guess.companies) == ([kim], [company])
    assert guess.strangers == [
        Person("vi@stadsmission.example"),
        Person("asa@bolaget.example", "Åsa"),
    ]


def test_company_is_matched_by_domain_without_a_known_person():
    by_page = CompanyFactory(website="https://www.bolaget.example/kontakt")
    CompanyFactory(website="https://inte-bolaget.example")
    assert guess_of(letter()).companies == [by_page]
    by_person = CompanyFactory()
    contact_at(by_person, email="bo@annat.example")
    assert guess_of(letter(sender="ny@annat.example")).companies == [by_person]


def test_company_with_the_domain_takes_precedence_over_a_persons_later_company():
    own, other = CompanyFactory(website="https://bolaget.example"), CompanyFactory()
    contact_at(other, email="bo@bolaget.example")
    guess = guess_of(letter())
    assert (guess.companies, [person.email for person in guess.colleagues]) == ([own], ["kim@bolaget.example"])


def test_public_domain_matches_no_company():
    contact_at(CompanyFactory(), email="bo@gmail.com")
    guess = guess_of(letter(sender="kim@gmail.com"))
    assert (guess.companies, guess.strangers[0].email) == ([], "kim@gmail.com")


def test_the_company_is_where_the_person_works_today():
    before, now = CompanyFactory(), CompanyFactory()
    kim = contact_at(before, email="kim@bolaget.example")
    kim.affiliations.update(ends=timezone.localdate() - dt.timedelta(days=1))
    assert guess_of(letter()).companies == [before]
    AffiliationFactory(contact=kim, company=now)
    assert guess_of(letter()).companies == [now]


def test_the_address_says_at_which_of_the_persons_companies(client_for):
    board, work = CompanyFactory(name="A Styrelsen"), CompanyFactory(name="B Jobbet", website="https://bolaget.example")
    AffiliationFactory(contact=contact_at(board, email="kim@bolaget.example"), company=work)
    client = client_for(MANAGER)
    url = given(client, letter())
    page = client.get(url)
    assert (page.context["guess"].companies, page.context["guess"].also_at) == ([work], [board])
    response = client.post(url, as_shown(page.context["form"], what_next="Svara", when="tomorrow"))
    assert (response.headers["Location"], list(Interaction.objects.get().companies.all())) == (
        work.get_absolute_url(),
        [work],
    )


def test_another_company_of_the_person_is_logged_too_when_it_is_ticked(client_for):
    board, work = CompanyFactory(name="A Styrelsen"), CompanyFactory(name="B Jobbet", website="https://bolaget.example")
    AffiliationFactory(contact=contact_at(board, email="kim@bolaget.example"), company=work)
    client = client_for(MANAGER)
    url = given(client, letter())
    form = client.get(url).context["form"]
    response = client.post(url, as_shown(form, also_at=[board.pk], what_next="Svara", when="tomorrow"))
    assert response.headers["Location"] == work.get_absolute_url()
    assert set(Interaction.objects.get().companies.all()) == {work, board}


@pytest.mark.parametrize(
    ("sender", "direction"),
    [
        ("kim@bolaget.example", Direction.INCOMING),
        ("petra@stadsmission.example", Direction.OUTGOING),  # a user
        ("kollega@stadsmission.example", Direction.OUTGOING),  # a user's domain
        ("vi@annan-egen.example", Direction.OUTGOING),  # a domain of the settings
        ("nagon@gmail.com", Direction.INCOMING),  # although a user has an address there
    ],
)
def test_direction_is_derived_from_our_own_addresses(sender, direction, settings):
    settings.OUR_MAIL_DOMAINS = ["annan-egen.example"]
    UserFactory(email="Petra@stadsmission.example")
    UserFactory(email="leo@gmail.com")
    guess = guess_of(letter(sender=sender, to="x@y.example"))
    assert guess.direction == direction
    ours = direction == Direction.OUTGOING
    assert [person.email for person in guess.strangers] == (["x@y.example"] if ours else [sender, "x@y.example"])


HEADERS = "Från: {}\nSkickat: den 25 november 2026 13:05\nTill: {}\nÄmne: Offert\n\nHej!"


@pytest.mark.parametrize(
    ("sender", "to", "direction"),
    [
        ("Petra Ståhlgren", "Kim <kim@bolaget.example>", Direction.OUTGOING),
        ("Ståhlgren, Petra", "Okänd <x@y.example>", Direction.OUTGOING),
        ("Petra Ståhlgren", "Kim Karlsson", Direction.OUTGOING),  # names only
        ("Kontoret", "Kim Karlsson", Direction.OUTGOING),  # the only one we know is a recipient
        ("", "Kim <kim@bolaget.example>", Direction.OUTGOING),
        ("Kim Karlsson", "Petra Ståhlgren", Direction.INCOMING),
        ("Okänd", "Kim Karlsson; Petra Ståhlgren", Direction.INCOMING),  # to us too
        ("Okänd", "Petra Ståhlgren", Direction.INCOMING),
    ],
)
def test_direction_is_derived_from_names_and_from_who_is_known(sender, to, direction, client_for):
    UserFactory(first_name="Petra", last_name="Ståhlgren", email="petra@stadsmission.example")
    kim = contact_at(CompanyFactory(), first_name="Kim", last_name="Karlsson", email="kim@bolaget.example")
    client = client_for(MANAGER)
    page = client.get(given(client, text=HEADERS.format(sender, to)))
    guess = page.context["guess"]
    assert guess.direction == page.context["form"]["direction"].value() == direction
    assert guess.contacts == ([kim] if "Kim" in sender + to else [])
    assert (f"<dd>{sender}</dd>" in page.content.decode()) == bool(sender)


@pytest.mark.parametrize(
    ("sender", "to", "direction"),
    [
        ("Petra Ståhlgren <insamling@alias.example>", "x@y.example", Direction.OUTGOING),
        ("Insamling <insamling@alias.example>", "kim@bolaget.example", Direction.OUTGOING),
        ("Insamling <insamling@alias.example>", "ny@bolaget.example", Direction.OUTGOING),  # at a known company
        ("Insamling <insamling@alias.example>", "kim@bolaget.example, petra@stadsmission.example", Direction.INCOMING),
        ("Petra Ståhlgren <petra@bolaget.example>", "x@y.example", Direction.INCOMING),  # has the name, but is theirs
        ("Petra Ståhlgren", "x@y.example", Direction.OUTGOING),
    ],
)
def test_mail_from_an_alias_of_ours_is_ours(sender, to, direction):
    UserFactory(first_name="Petra", last_name="Ståhlgren", email="petra@stadsmission.example")
    company = CompanyFactory(website="https://bolaget.example")
    contact_at(company, email="kim@bolaget.example")
    guess = guess_of(letter(sender=sender, to=to))
    assert guess.direction == direction
    assert ("insamling@alias.example" in [each.email for each in guess.strangers]) == (
        direction == Direction.INCOMING and "alias" in sender
    )


def test_name_of_two_contacts_names_neither():
    for _number in range(2):
        contact_at(CompanyFactory(), first_name="Kim", last_name="Karlsson")
    guess = recognise(read_pasted(HEADERS.format("Kim Karlsson", "Bo")))
    assert (guess.contacts, guess.companies, guess.strangers) == ([], [], [])


@pytest.mark.parametrize(
    ("person", "names"),
    [
        (Person("k@b.example", "Kim Karlsson"), ("Kim", "Karlsson")),
        (Person("k@b.example", "Karlsson, Kim"), ("Kim", "Karlsson")),
        (Person("k@b.example", "Kim von der Karl (Bolaget)"), ("Kim", "von der Karl")),
        (Person("kim.karlsson@b.example"), ("Kim Karlsson", "")),
        (Person("kim@b.example", "kim@b.example"), ("Kim", "")),
    ],
)
def test_names_come_from_the_name_or_the_address(person, names):
    assert names_of(person) == names


@pytest.mark.parametrize("number", [1, 30])
def test_recognising_costs_the_same_queries_however_many_are_on_the_list(number, django_assert_num_queries):
    for count in range(number):
        contact_at(CompanyFactory(), email=f"p{count}@b{count}.example")
    to = ", ".join(f"p{count}@b{count}.example, q{count}@c{count}.example" for count in range(number))
    draft = start_draft(by=UserFactory(), file=eml(letter(to=to)))
    read = mail_in(draft)
    with django_assert_num_queries(
        4
    ):  # users' addresses, people, their roles with companies, the same message logged before
        recognise(read)


def test_mail_from_any_of_them_is_recognised_and_a_first_address_goes_before_a_second():
    person = reachable()
    sent = mail().replace(b"Kim <kim@bolaget.example>", b"Eva Ek <Eva.Ek@Hemma.example>")
    assert recognise(read_mail(sent)).contacts == [person]
    owner = contact_at(CompanyFactory(), first_name="Hem", last_name="Ma", email="eva.ek@hemma.example")
    assert known_people(["eva.ek@hemma.example"]) == [owner]
