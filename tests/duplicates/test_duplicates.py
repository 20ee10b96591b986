import pytest
from django.core.management import call_command
from django.urls import reverse

from core.models import Job
from crm.models import Company, Contact
from duplicates.models import CompanyPair, ContactPair
from duplicates.queries import similar_companies, similar_contacts
from duplicates.services.pairs import mark_distinct, mark_open, scan_companies, scan_contacts
from duplicates.similarity import Likelihood, MatchReason
from tests.core.job_worker import work
from tests.crm.ways_to_reach import reachable
from tests.factories import CompanyFactory, ContactFactory, UserFactory, contact_at, make_orgnr

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def twins():
    return CompanyFactory(name="Åkeriet Björk AB"), CompanyFactory(name="Akeriet Bjork Aktiebolag", orgnr=None)


def test_scan_lists_pairs_with_their_reasons():
    one, other = twins()
    CompanyFactory(name="Smedjan", city="Köping")
    assert scan_companies() == 1
    pair = CompanyPair.objects.get()
    assert (pair.one, pair.other, pair.points) == (one, other, 60)
    assert pair.likelihood == Likelihood.MEDIUM
    assert pair.reason_words == ["Samma namn, bortsett från bolagsform, skiljetecken och prickar", "Samma ort"]


def test_pair_marked_as_different_is_remembered_by_every_scan():
    twins()
    scan_companies()
    mark_distinct(CompanyPair.objects.get(), by=UserFactory())
    assert scan_companies() == 0
    mark_open(CompanyPair.objects.get())
    assert scan_companies() == 1


def test_pair_that_no_longer_looks_alike_is_gone_unless_it_was_marked():
    one, _other = twins()
    scan_companies()
    Company.objects.filter(pk=one.pk).update(name="Smedjan")
    scan_companies()
    assert not CompanyPair.objects.exists()


def test_scan_of_people_sees_phone_e_mail_and_company():
    company = CompanyFactory()
    one = contact_at(company, first_name="Eva", last_name="Ek", email="eva@akeri.example")
    other = contact_at(company, first_name="Eva", last_name="Ek", email="EVA@akeri.example")
    ContactFactory(phone="070-174 06 05")
    ContactFactory(phone="+46701740605")
    assert scan_contacts() == 2
    pair = ContactPair.objects.get(one=one, other=other)
    assert pair.reasons == [MatchReason.EMAIL, MatchReason.PERSON, MatchReason.COMPANY]


def test_command_scans_both(capsys):
    twins()
    call_command("find_duplicates")
    assert capsys.readouterr().out == "1 pairs of companies, 0 pairs of people to look at\n"


@pytest.mark.parametrize("number", [1, 30])
def test_pair_list_costs_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    for index in range(number):
        for name in (f"Företaget nummer {index} AB", f"Foretaget nummer {index}"):
            CompanyFactory(name=name)
    scan_companies()
    client = client_for("Partneransvarig")
    with django_assert_num_queries(8):
        response = client.get(reverse("duplicates:company_pair_list"))
    assert len(response.context["table"].rows) == number


def test_pair_is_scanned_for_marked_and_opened_again_on_the_page(client_for):
    twins()
    client = client_for("Partneransvarig")
    url = reverse("duplicates:company_pair_list")
    assert client.post(reverse("duplicates:company_pair_scan"), {"next": url}).headers["Location"] == url
    pair = CompanyPair.objects.get()
    client.post(reverse("duplicates:company_pair_distinct", args=[pair.pk]), {"next": url})
    assert client.get(url).context["count"] == 0
    assert [row.record for row in client.get(url, {"state": "distinct"}).context["table"].rows] == [pair]
    pair.refresh_from_db()
    assert pair.distinct_by == client.user
    client.post(reverse("duplicates:company_pair_open", args=[pair.pk]), {"next": url})
    assert client.get(url).context["count"] == 1


def test_list_is_narrowed_by_how_likely(client_for):
    one, other = twins()
    CompanyPair.objects.create(one=one, other=other, points=79)
    client = client_for("Partneransvarig")
    found = {
        level: client.get(reverse("duplicates:company_pair_list"), {"likelihood": level}).context["count"]
        for level in Likelihood.values
    }
    assert found == {"high": 0, "medium": 1, "low": 0}


# --- At entry -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"name": "akeriet bjork"}, MatchReason.NAME),
        ({"name": "Åke"}, MatchReason.BEGINS),
        ({"name": "X", "orgnr": make_orgnr(90077)}, MatchReason.ORGNR),
        ({"name": "X", "website": "https://www.akeri.example/"}, MatchReason.DOMAIN),
        ({"name": "X", "invoice_email": "info@akeri.example"}, MatchReason.DOMAIN),
        ({"name": "X", "invoice_email": "faktura@akeri.example"}, MatchReason.EMAIL),
    ],
)
def test_company_that_is_typed_finds_the_one_that_is_there(typed, reason, django_assert_num_queries):
    there = CompanyFactory(
        name="Åkeriet Björk AB",
        orgnr=make_orgnr(90077),
        website="https://akeri.example/",
        invoice_email="faktura@akeri.example",
    )
    CompanyFactory(name="Smedjan")
    with django_assert_num_queries(1):
        [found] = similar_companies(Company(**typed))
    assert (found.record, found.reasons[0]) == (there, reason)


def test_nothing_typed_finds_nothing(django_assert_num_queries):
    CompanyFactory()
    with django_assert_num_queries(0):
        assert similar_companies(Company()) == []


@pytest.mark.parametrize("typed", ["@", "-", ".", "@@", "ek@"])
def test_program_that_types_no_name_and_no_whole_address_finds_nobody(api_client_for, typed):
    ContactFactory(first_name="Eva", last_name="Ek", email="eva@akeri.example", phone="070-174 06 05")
    CompanyFactory(name="Åkeriet Björk AB", website="https://akeri.example/", invoice_email="faktura@akeri.example")
    client = api_client_for("Partneransvarig")
    asked = [
        client.get(reverse(f"api:{kind}-similar"), {name: typed})
        for kind, names in {"contact": ("email", "first_name"), "company": ("name", "city", "invoice_email")}.items()
        for name in names
    ]
    assert [(answer.status_code, answer.json()) for answer in asked] == [(200, [])] * 5


def test_person_that_is_typed_finds_the_one_at_the_same_company():
    company = CompanyFactory()
    there = contact_at(company, first_name="Eva", last_name="Ek")
    contact_at(CompanyFactory(), first_name="Eva", last_name="Ek")
    found = similar_contacts(Contact(first_name="Eva", last_name="Ek"), company=company.pk)
    assert found[0].record == there
    assert [each.likelihood for each in found] == [Likelihood.MEDIUM, Likelihood.LOW]


def test_form_shows_who_is_there_and_registers_all_the_same(client_for):
    there = CompanyFactory(name="Åkeriet Björk AB")
    client = client_for("Tävlingsledare")
    shown = client.get(reverse("duplicates:company_similar"), {"name": "Åkeriet Björk", "status": "prospect"})
    assert [each.record for each in shown.context["similar"]] == [there]
    assert reverse("duplicates:company_similar") in client.get(reverse("crm:company_create")).content.decode()
    client.post(reverse("crm:company_create"), {"name": "Åkeriet Björk", "status": "prospect"})
    assert Company.objects.count() == 2


def test_form_of_a_person_shows_who_is_there(client_for):
    there = ContactFactory(first_name="Eva", last_name="Ek", email="eva@akeri.example")
    shown = client_for("Partneransvarig").get(reverse("duplicates:contact_similar"), {"email": "eva@akeri.example"})
    assert [each.record for each in shown.context["similar"]] == [there]


def test_program_asks_before_it_adds_a_company(api_client_for):
    there = CompanyFactory(name="Åkeriet Björk AB", orgnr=make_orgnr(90077))
    answer = api_client_for("Partneransvarig").get(
        reverse("api:company-similar"), {"name": "Akeriet Bjork", "orgnr": make_orgnr(90077)}
    )
    assert answer.json() == [
        {
            "id": there.pk,
            "name": "Åkeriet Björk AB",
            "likelihood": "high",
            "reasons": ["orgnr", "name"],
            "words": [
                "Samma organisationsnummer",
                "Samma namn, bortsett från bolagsform, skiljetecken och prickar",
            ],
        }
    ]


def test_program_asks_before_it_adds_a_person(api_client_for):
    there = ContactFactory(first_name="Eva", last_name="Ek", phone="070-174 06 05")
    answer = api_client_for("Partneransvarig").get(reverse("api:contact-similar"), {"phone": "0701740605"})
    assert [(each["id"], each["reasons"]) for each in answer.json()] == [(there.pk, ["phone"])]


def test_doubles_are_found_by_any_of_them():
    person = reachable()
    for typed in (
        Contact(first_name="E", last_name="K", email="EVA.EK@hemma.example"),
        Contact(first_name="E", last_name="K", other_phones="+46 21 12 34 56"),
    ):
        assert [similar.record for similar in similar_contacts(typed)] == [person]
    contact_at(CompanyFactory(), first_name="E", last_name="K", other_emails="eva@styrelsen.example")
    assert scan_contacts() == 1


# --- A company's own number ------------------------------------------------------------------------


def test_companies_with_one_number_may_be_the_same():
    company = CompanyFactory(name="Åkeri AB", phone="021-12 34 56")
    assert [each.record for each in similar_companies(Company(name="Frakt HB", phone="+4621123456"))] == [company]
    CompanyFactory(name="Frakt HB", phone="021-12 34 56")
    assert scan_companies() == 1


def test_very_many_are_compared_by_a_job(client_for, monkeypatch):
    monkeypatch.setattr("duplicates.views.LARGE_ROWS", 2)
    CompanyFactory(name="Bageri Kringlan AB")
    CompanyFactory(name="Bageri Kringlan")
    client = client_for("Administratör")
    answer = client.post(reverse("duplicates:company_pair_scan"))
    job = Job.objects.get()
    assert (answer.url, CompanyPair.objects.count()) == (job.get_absolute_url(), 0)
    work()
    job.refresh_from_db()
    assert (job.words, job.url) == ("Genomsökt. 1 par att titta på.", reverse("duplicates:company_pair_list"))
    assert CompanyPair.objects.count() == 1


def test_scan_passes_over_a_company_that_went_meanwhile():
    one, other = CompanyFactory(name="Bageri Kringlan AB"), CompanyFactory(name="Bageri Kringlan")

    def remove(done: int, total: int):
        if done == 1:
            Company.objects.filter(pk=other.pk).delete()

    assert (scan_companies(report=remove), Company.objects.get()) == (0, one)


# --- A sole trader's personal number ---------------------------------------------------------------


@pytest.mark.parametrize(("role", "told"), [("Partneransvarig", True), ("Tävlingsledare", False)])
@pytest.mark.parametrize("typed", ["121212-1212", "191212121212"])
def test_whose_a_personal_number_is_only_those_are_told_who_may_see_it(client_for, api_client_for, role, told, typed):
    there = CompanyFactory(name="Målaren", orgnr="1212121212")
    client = client_for(role)
    answers = [
        client.get(reverse("duplicates:company_similar"), {"orgnr": typed, "name": "X"}),
        client.post(reverse("crm:company_create"), {"name": "X", "orgnr": typed, "status": "prospect"}),
    ]
    assert ["Målaren" in answer.content.decode() for answer in answers] == [told, told]
    assert ["Numret är redan registrerat" in answer.content.decode() for answer in answers] == [False, True]
    answer = api_client_for(role).get(reverse("api:company-similar"), {"orgnr": typed})
    assert [each["id"] for each in answer.json()] == ([there.pk] if told else [])
