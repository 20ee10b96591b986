"""Companies and people are found by their former names."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Competition, Match, Team
from campaigns.services.match_payments import promised_by
from campaigns.services.team_lookup import Names
from config.api import router
from config.roles import ADMINISTRATOR
from core.services import save_record
from crm.forms.fields import ContactField
from crm.models import Company, Contact, LapseReason
from crm.models.names import former_names
from crm.queries.recognition import known_companies
from crm.services.companies import save_company
from crm.services.renewals import record_lapse
from crm.views.pipeline import PipelineBoard
from duplicates.models import ContactPair
from duplicates.queries import similar_companies, similar_contacts
from duplicates.services.merging import merge
from duplicates.services.pairs import scan_contacts
from finance.services.instalment_plans import make_plan
from imports.models import ImportKind, RowStatus
from privacy.models import RequestKind
from privacy.services.requests import register_request
from tests.campaigns.boards import contest
from tests.campaigns.factories import give, make_competition, make_team
from tests.campaigns.jury_factories import make_entry
from tests.core.test_saved_views import list_pages
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    InteractionFactory,
    SponsorshipFactory,
    contact_at,
    get_goal,
    make_document,
    signed_sponsorship,
)
from tests.finance.factories import invoice
from tests.imports.drafts import draft
from tests.ordering import table_of
from tests.payroll.factories import make_month
from tests.test_access import ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.database("crm.filters.contacts", "crm.queries.former_names")]
MANAGER = "Partneransvarig"


def renamed(before="Gamla Åkeriet AB", now="Nya Frakten AB") -> Company:
    company = Company.objects.get(pk=CompanyFactory(name=before).pk)
    save_company(company, name=now)
    return Company.objects.get(pk=company.pk)


def test_new_name_leaves_the_old_one_among_the_others():
    company = renamed()
    assert company.other_names == "Gamla Åkeriet AB"
    save_company(company, name="Tredje AB")
    assert company.other_names == "Gamla Åkeriet AB\nNya Frakten AB"
    save_company(company, name="Gamla Åkeriet AB")
    assert company.other_names == "Nya Frakten AB\nTredje AB"


def test_saving_under_the_same_name_adds_nothing():
    company = renamed()
    save_company(company, trade="Transport")
    assert company.other_names == "Gamla Åkeriet AB"


def test_name_that_is_taken_away_stays_away():
    company = renamed()
    save_company(company, other_names="")
    assert Company.objects.get().other_names == ""


def test_every_channel_remembers(client_for, api_client_for):
    company = CompanyFactory(name="Gamla Åkeriet AB")
    page = reverse("api:company-detail", args=[company.pk])
    headers = {"If-Match": f'"{company.version}"'}
    assert api_client_for(MANAGER).patch(page, {"name": "Nya Frakten AB"}, headers=headers).status_code == 200
    assert Company.objects.get().other_names == "Gamla Åkeriet AB"
    client = client_for(MANAGER)
    edit = reverse("crm:company_edit", args=[company.pk])
    form = client.get(edit).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "logo"}
    assert client.post(edit, sent | {"name": "Tredje AB"}).status_code == 302
    assert Company.objects.get().other_names.splitlines() == ["Gamla Åkeriet AB", "Nya Frakten AB"]


def test_person_keeps_the_name_before_a_marriage():
    person = Contact.objects.get(pk=ContactFactory(first_name="Kim", last_name="Karlsson").pk)
    person.last_name = "Lind"
    person.save()
    assert Contact.objects.matching("karlsson").get().other_names == "Kim Karlsson"


def test_oldest_names_go_first_when_there_is_no_room():
    assert former_names("aaaa\nbbbb", "cccc", now="d", most=9) == "bbbb\ncccc"
    assert former_names("a", "A ", "b", now="B", most=9) == "A"


SOUGHT = ("gamla åkeriet", "nya frakten", "mellersta posten")
# Lists that search their own texts, without names of companies or people outside: users and those who are invited to
# become one belong to no company.
BY_OTHER_WORDS = {
    "accounts:invitation_list",
    "accounts:user_list",
    "campaigns:activity_list",
    "campaigns:idea_list",
    "crm:tag_list",
    "finance:bankfile_list",  # by the file's name
    "inbox:enquiry_list",
    "inbox:inbound_list",  # by its sender and subject, as they were written
    "inbox:rule_list",  # addresses
    "mailing:letter_list",  # by whom it is to and its subject, as it was written
    "mailing:suppression_list",  # addresses
}


SEARCHED_APIS = [
    basename
    for _prefix, viewset, basename in router.registry
    if "q" in getattr(getattr(viewset, "filterset_class", None), "base_filters", ())
]
API_BY_OTHER_WORDS = {"bankfile", "contribution", "enquiry", "idea", "inboundmail", "letter", "tag", "user"}


def searched_lists() -> list[str]:
    """Every list with a search whose URL has no parameters."""
    pages = list_pages() | {"crm:pipeline": PipelineBoard}
    named = {name for name, page in pages.items() if "q" in getattr(page.filterset_class, "base_filters", ())}
    return sorted(name for name in named - BY_OTHER_WORDS if not next(r for r in ROUTES if r.name == name).arguments)


@pytest.fixture
def in_every_list() -> Company:
    """A renamed company with a row in each list."""
    company, today = renamed(), timezone.localdate()
    person = contact_at(company, first_name="Saga", last_name="Karlsson")
    long_ago = today - dt.timedelta(days=400)
    ending = signed_sponsorship(company=company, starts=long_ago, ends=today - dt.timedelta(days=9), signed_on=long_ago)
    record_lapse(ending, reason=LapseReason.objects.first())
    ends = today + dt.timedelta(days=50)
    running = signed_sponsorship(company=company, goal=get_goal(2), starts=long_ago, ends=ends, signed_on=long_ago)
    make_plan(running)
    invoice(running.instalments.first())  # long overdue
    SponsorshipFactory(company=company, goal=get_goal(3))
    InteractionFactory(companies=[company], contacts=[person])
    make_document(company=company)
    _competition, (team, _rival) = contest("Ettan", "Tvåan")
    Team.objects.filter(pk=team.pk).update(company=company)
    make_entry(team)
    give(team)
    make_month(company=company)
    register_request(kind=RequestKind.ACCESS, received_on=today, contact=person)
    return company


@pytest.mark.parametrize("name", searched_lists())
def test_every_list_finds_a_company_by_its_old_name(name, in_every_list, client_for):
    client, url = client_for(ADMINISTRATOR), reverse(name)
    found = [client.get(url, {"q": q, "scope": "all"}).context["view"].filterset.qs.count() for q in SOUGHT]
    assert [bool(number) for number in found] == [True, True, False]


@pytest.mark.parametrize("name", sorted(set(SEARCHED_APIS) - API_BY_OTHER_WORDS))
def test_every_list_of_the_api_finds_a_company_by_its_old_name(name, in_every_list, api_client_for):
    client, url = api_client_for(ADMINISTRATOR), reverse(f"api:{name}-list")
    found = [client.get(url, {"q": q}).json()["count"] for q in SOUGHT]
    assert [bool(number) for number in found] == [True, True, False]


PEOPLE_SOUGHT = ("saga karlsson", "kim lind", "saga berg")


@pytest.fixture(params=["renamed", "merged"])
def kim_lind(request, in_every_list, make_user) -> Contact:
    """Saga Karlsson before, or registered under that name too; in each list that people are in."""
    saga = in_every_list.contacts.get()
    if request.param == "renamed":
        return save_record(saga, first_name="Kim", last_name="Lind")
    kim = contact_at(in_every_list, first_name="Kim", last_name="Lind")
    merge(lost=saga, kept=kim, by=make_user(ADMINISTRATOR))
    return kim


def test_every_list_finds_a_person_by_a_former_name_where_it_does_by_todays(kim_lind, make_user, api_client_for):
    user, client = make_user(ADMINISTRATOR), api_client_for(ADMINISTRATOR)
    searched = [name for name, page in list_pages().items() if "q" in getattr(page.filterset_class, "base_filters", ())]
    found = {name: [len(table_of(name, user, q=q).rows) for q in PEOPLE_SOUGHT] for name in searched}
    found |= {
        name: [client.get(reverse(f"api:{name}-list"), {"q": q}).json()["count"] for q in PEOPLE_SOUGHT]
        for name in SEARCHED_APIS
    }
    assert len(found) > 20
    assert {name: numbers for name, numbers in found.items() if any(numbers)} == {
        "crm:contact_list": [1, 1, 0],
        "contact": [1, 1, 0],
        "privacy:request_list": [1, 1, 0],
        "datarequest": [1, 1, 0],
    }


def test_search_palette_and_picker_find_a_person_by_a_former_name(kim_lind, client_for):
    client, search = client_for(ADMINISTRATOR), reverse("reports:search")
    places = [(search, {}), (search, {"HX-Request": "true"}), (reverse("crm:contact_options"), {})]
    found = [
        ["Kim Lind" in client.get(url, {"q": q}, headers=headers).content.decode() for q in PEOPLE_SOUGHT]
        for url, headers in places
    ]
    assert found == [[True, True, False]] * 3


def test_form_takes_a_person_by_a_former_name_without_script(kim_lind):
    assert ContactField().clean(["", "Saga Karlsson"]) == kim_lind


def test_competition_is_found_by_its_companys_old_name():
    make_team(make_competition(), company=renamed())
    assert Competition.objects.mentioning("gamla åkeriet").count() == 1


def test_import_by_former_name_matches_the_company_without_renaming_it(make_user):
    company = renamed()
    listed = draft(ImportKind.COMPANY, [["Namn", "Ort"], ["Gamla Åkeriet", "Sala"]], by=make_user(MANAGER))
    row = listed.rows.get()
    assert (row.status, [change[0] for change in row.changes]) == (RowStatus.CHANGE, ["Ort"])
    assert row.target == company.pk


# --- People ---------------------------------------------------------------------------------------


@pytest.fixture
def kim() -> Contact:
    """Kim Karlsson, renamed Kim Lind, at a renamed company."""
    person = Contact.objects.get(pk=contact_at(renamed(), first_name="Kim", last_name="Karlsson").pk)
    person.last_name = "Lind"
    person.save()
    return person


@pytest.mark.parametrize("cells", [["Kim", "Karlsson", "Nya Frakten", ""], ["Kim", "Karlsson", "", "kim@ek.example"]])
def test_import_by_former_name_matches_the_person_without_renaming_them(kim, cells, make_user):
    if cells[3]:
        save_record(kim, email="kim@ek.example")
    table = [["Förnamn", "Efternamn", "Företag", "E-post", "Källa"], [*cells, "Mässan"]]
    listed = draft(ImportKind.CONTACT, table, by=make_user(MANAGER))
    row = listed.rows.get()
    assert (row.status, row.target, [change[0] for change in row.changes]) == (RowStatus.CHANGE, kim.pk, ["Källa"])


def test_our_number_beside_an_old_name_gives_it_back(kim, make_user):
    table = [["Nr i Medspel", "Efternamn"], [str(kim.pk), "Karlsson"]]
    assert draft(ImportKind.CONTACT, table, by=make_user(MANAGER)).rows.get().changes == [
        ["Efternamn", "Lind", "Karlsson"]
    ]


def test_log_import_by_former_name_matches_the_person_unless_another_has_it_now(kim, make_user):
    table = [["När", "Företag", "Personer"], ["2026-03-01", "Gamla Åkeriet", "kim karlsson"]]
    row = draft(ImportKind.INTERACTION, table, by=make_user(MANAGER)).rows.get()
    assert ["Personer", "", "Kim Lind"] in row.changes
    contact_at(Company.objects.get(), first_name="Kim", last_name="Karlsson")
    row = draft(ImportKind.INTERACTION, table, by=make_user(MANAGER)).rows.get()
    assert ["Personer", "", "Kim Karlsson"] in row.changes


def test_registering_a_former_name_suggests_the_person(kim):
    typed = Contact(first_name="Kim", last_name="Karlsson")
    assert [(found.record, found.words) for found in similar_contacts(typed)] == [(kim, ["Hette så förut"])]
    assert [found.record for found in similar_companies(Company(name="gamla akeriet"))] == []
    assert [found.words for found in similar_companies(Company(name="Gamla åkeriet"))] == [["Hette så förut"]]


def test_scan_for_doubles_compares_former_names_in_the_same_queries(kim, django_assert_max_num_queries):
    twin = ContactFactory(first_name="Kim", last_name="Karlsson")
    with django_assert_max_num_queries(7):  # two more per renamed row if names were loaded lazily
        assert scan_contacts() == 1
    assert (ContactPair.objects.get().one_id, ContactPair.objects.get().other_id) == (kim.pk, twin.pk)


def test_log_dialog_knows_who_had_the_name_before(kim, client_for):
    company = Company.objects.get()
    data = {"kind": "call", "company_0": company.pk, "text": "Hej", "new_name": "Kim Karlsson"}
    page = client_for(MANAGER).post(reverse("crm:interaction_create"), data)
    assert page.context["form"].errors["new_name"] == [
        "Kim Lind finns redan på företaget. Kryssa för personen i stället."
    ]


@pytest.mark.parametrize(("typed", "now"), [("kim karlsson", "Kim Lind"), ("gamla åkeriet", "Nya Frakten AB")])
def test_search_palette_and_api_find_who_had_another_name(kim, typed, now, client_for, api_client_for):
    client, page = client_for(MANAGER), reverse("reports:search")
    for headers in ({}, {"HX-Request": "true"}):
        assert now in client.get(page, {"q": typed}, headers=headers).content.decode()
    found = api_client_for(MANAGER).get(reverse("api:contact-list"), {"q": typed}).json()["results"]
    assert [row["id"] for row in found] == [kim.pk]


def test_what_a_company_wrote_under_its_old_name_is_recognised():
    company = renamed()
    assert [(known.company, known.reasons) for known in known_companies(name="Gamla Åkeriet")] == [
        (company, ["hette så förut"])
    ]


def test_competition_form_and_list_take_a_companys_old_name():
    company = renamed("Gamla Bageriet AB", "Nya Brödet AB")
    team = make_team(make_competition(), company=company, name="Lag 1")
    match = Match(competition=team.competition, company=company)
    assert Names([team]).named("gamla bageriet") == [team]
    assert promised_by([match], "GAMLA BAGERIET AB") == match
