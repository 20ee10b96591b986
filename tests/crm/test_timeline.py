"""A company's timeline and its filters."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from config.roles import PARTNER_MANAGER
from core.services import save_record
from crm.models import Direction, Interaction, InteractionKind
from crm.services.companies import save_company
from crm.services.interactions import end_pause
from tests.factories import (
    CompanyFactory,
    InteractionFactory,
    PauseFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    get_goal,
)
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database("crm.filters.timeline", "crm.queries.timeline")]

FRAGMENT = {"HX-Request": "true", "HX-Target": "timeline-items"}


@pytest.fixture
def company():
    """A company with two calls last year, a meeting this year, a new sponsorship and a changed name."""
    company = CompanyFactory(name="Åkeri AB")
    eva, bo = contact_at(company, first_name="Eva"), contact_at(company, first_name="Bo")
    log = {"companies": [company], "logged_by": UserFactory()}
    InteractionFactory(**log, contacts=[eva], text="Bokslutet är klart.", happened_at=at(2025, 3), goal=get_goal(2))
    InteractionFactory(**log, contacts=[bo], text="Ringde om årsmötet.", happened_at=at(2025, 4))
    InteractionFactory(**log, contacts=[eva], text="Träff.", happened_at=at(2026, 1), kind=InteractionKind.MEETING)
    SponsorshipFactory(company=company, goal=get_goal(2))
    save_company(company, name="Åkeriet AB")
    InteractionFactory(text="Bokslut hos ett annat företag.")
    return company


def at(year: int, month: int) -> dt.datetime:
    return dt.datetime(year, month, 1, 9, tzinfo=dt.UTC)


def told(response) -> list[str]:
    return [
        item.content.text if item.kind == "interaction" else str(item.kind) for item in response.context["timeline"]
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["change", "sponsorship", "change", "Träff.", "Ringde om årsmötet.", "Bokslutet är klart."]),
        ({"kind": "call"}, ["Ringde om årsmötet.", "Bokslutet är klart."]),
        ({"kind": "meeting"}, ["Träff."]),
        ({"kind": "sponsorship"}, ["sponsorship"]),
        ({"kind": "change"}, ["change", "change"]),
        ({"q": "BOKSLUT"}, ["Bokslutet är klart."]),
        ({"q": "årsm ring"}, ["Ringde om årsmötet."]),
        ({"contact": "Eva"}, ["Träff.", "Bokslutet är klart."]),
        ({"goal": 2}, ["sponsorship", "Bokslutet är klart."]),
        ({"goal": 2, "kind": "change"}, []),
        ({"goal": 1}, []),
        ({"year": "2025"}, ["Ringde om årsmötet.", "Bokslutet är klart."]),
        ({"year": "2025", "contact": "Eva", "q": "klart", "kind": "call", "goal": 2}, ["Bokslutet är klart."]),
        ({"year": "2025", "kind": "meeting"}, []),
        ({"kind": "x", "year": "x", "contact": "999999", "page": "x"}, None),
    ],
)
@pytest.mark.parametrize("name", ["crm:company_detail", "crm:company_timeline"])
def test_timeline_shows_what_is_asked_for_and_so_does_its_fragment(client_for, company, name, query, expected):
    query = dict(query)
    if query.get("contact") == "Eva":
        query["contact"] = company.contacts.get(first_name="Eva").pk
    if "goal" in query:
        query["goal"] = get_goal(query["goal"]).pk
    client, url = client_for("Läsare"), reverse(name, args=[company.pk])
    page, fragment = client.get(url, query), client.get(url, query, headers=FRAGMENT)
    assert told(page) == told(fragment)
    if expected is not None:
        texts = [text for text in expected if text.endswith(".")]
        assert [text for text in told(page) if text.endswith(".")] == texts
        assert sorted(told(page)) == sorted(expected)  # entries of the same minute come in either order
    assert ("<html" in page.content.decode(), "<html" in fragment.content.decode()) == (True, False)
    assert ("Inget matchar" in fragment.content.decode()) is (expected == [])
    assert fragment.headers["Vary"].count("HX-Target") == 1


def test_nothing_is_chosen_until_somebody_chooses(client_for, company):
    fields = client_for("Läsare").get(company.get_absolute_url()).context["timeline_filters"]
    menus = {field.name: next(iter(field.field.choices))[0] for field in fields if hasattr(field.field, "choices")}
    assert menus == {"kind": "", "contact": "", "goal": "", "year": ""}


def test_older_of_what_is_shown_keeps_the_filter(client_for):
    company, by = CompanyFactory(), UserFactory()
    for number in range(45):
        kind = InteractionKind.CALL if number % 2 else InteractionKind.EMAIL
        InteractionFactory(companies=[company], logged_by=by, text=str(number), kind=kind, happened_at=at(2026, 1))
    client = client_for("Läsare")
    first = client.get(company.get_absolute_url(), {"kind": "call"})
    older = f"{reverse('crm:company_timeline', args=[company.pk])}?kind=call&page=2"
    assert older.replace("&", "&amp;") in first.content.decode()
    second = client.get(older, headers={"HX-Request": "true"})
    assert sorted(map(int, told(first) + told(second))) == list(range(1, 45, 2))
    assert "timeline-items" not in second.content.decode()


def test_contacts_shown_are_downloaded(client_for, company):
    url = reverse("crm:company_timeline", args=[company.pk])
    response = client_for("Läsare").get(url, {"year": "2025", "q": "bokslut", "export": "xlsx"})
    book = book_of(response)
    rows = list(book["Kontakter"].iter_rows(values_only=True))
    assert [row[6] for row in rows] == ["Vad som sades", "Bokslutet är klart."]
    about = {row[0]: row[1] for row in book["Om exporten"].iter_rows(values_only=True)}
    assert [about[label] for label in ("Företag", "År", "Sök i det som sagts")] == ["Åkeriet AB", "2025", "bokslut"]


def test_change_of_another_year_is_left_out_and_still_known_as_a_change(client_for, company):
    """The old values are read from the history record of the previous year."""
    sponsorship = company.sponsorships.get()
    sponsorship.history.update(history_date=at(2025, 6))
    save_record(sponsorship, payment_note="Betalas i mars.")
    sponsorship.history.filter(payment_note="Betalas i mars.").update(history_date=at(2026, 2))
    client, url = client_for("Läsare"), company.get_absolute_url()
    assert told(client.get(url, {"year": "2026", "kind": "sponsorship"})) == []
    assert told(client.get(url, {"year": "2025", "kind": "sponsorship"})) == ["sponsorship"]


@pytest.mark.parametrize("number", [5, 5_000])
@pytest.mark.parametrize(("query", "queries"), [({}, 16), ({"q": "samtal", "year": "2026"}, 10)])
def test_filtering_costs_as_many_queries_for_five_contacts_as_for_five_thousand(
    client_for, number, query, queries, django_assert_num_queries
):
    company, by, eva = CompanyFactory(), UserFactory(), None
    eva = contact_at(company, first_name="Eva")
    rows = Interaction.objects.bulk_create(
        Interaction(text="Samtal.", search_key="samtal.", logged_by=by, happened_at=at(2026, 1)) for _ in range(number)
    )
    for through, other in (
        (Interaction.companies.through, {"company": company}),
        (Interaction.contacts.through, {"contact": eva}),
    ):
        through.objects.bulk_create(through(interaction=row, **other) for row in rows)
    client = client_for("Läsare")
    with django_assert_num_queries(queries):
        response = client.get(company.get_absolute_url(), query, headers=FRAGMENT)
    assert len(response.context["timeline"]) == min(number + (0 if query else 1), 20)


# --- Pauses -----------------------------------------------------------------------------------------


def test_pauses_show_why_until_when_by_whom_and_when_they_were_ended(client_for):
    company, day = CompanyFactory(), timezone.localdate()
    ended = PauseFactory(company=company, reason="De flyttar.", until=day + dt.timedelta(days=9))
    PauseFactory(company=company, sponsorship=SponsorshipFactory(company=company, goal=get_goal(2)), reason="Budget.")
    PauseFactory(reason="Ett annat företags.")
    end_pause(ended)
    InteractionFactory(companies=[company], happened_at=at(day.year - 1, 3))  # makes last year a choice of the filter
    client = client_for("Läsare")

    def shown(**query):
        timeline = client.get(company.get_absolute_url(), query).context["timeline"]
        return [item.content for item in timeline if item.kind == "pause"]

    assert [(str(pause.reason), bool(pause.ended)) for pause in shown()] == [("Budget.", False), ("De flyttar.", True)]
    assert [pause.reason for pause in shown(goal=get_goal(2).pk)] == ["Budget."]
    assert [len(shown(year=year)) for year in (day.year, day.year - 1)] == [2, 0]
    assert shown(kind="call") == []
    page = client.get(company.get_absolute_url(), {"kind": "pause"}).content.decode()
    words = f"Avslutad {day}. Den skulle ha gällt till och med {day + dt.timedelta(days=9)}."
    assert (words in page, f"till och med {day - dt.timedelta(days=1)}" in page) == (True, True)


@pytest.mark.parametrize("number", [1, 15])
def test_pauses_cost_one_query_more_however_many(client_for, number, django_assert_num_queries):
    company = CompanyFactory()
    for _number in range(number):
        end_pause(PauseFactory(company=company))
    client = client_for("Läsare")
    with django_assert_num_queries(9):
        client.get(company.get_absolute_url(), {"kind": "pause"}, headers=FRAGMENT)


def test_timeline_of_a_person_says_what_an_e_mail_was_about(client_for):
    company = CompanyFactory()
    person = contact_at(company)
    InteractionFactory(companies=[company], contacts=[person], subject="Avtal för nästa år")
    page = client_for(PARTNER_MANAGER).get(person.get_absolute_url())
    assert "Avtal för nästa år" in page.content.decode()


@pytest.mark.parametrize(
    ("kind", "direction", "words"),
    [
        (InteractionKind.EMAIL, Direction.INCOMING, "Till oss"),
        (InteractionKind.EMAIL, Direction.OUTGOING, "Från oss"),
        (InteractionKind.CALL, Direction.INCOMING, "Till oss"),
        (InteractionKind.MEETING, Direction.INCOMING, ""),
    ],
)
def test_mail_and_calls_say_which_way_they_went_wherever_they_are_listed(client_for, kind, direction, words):
    goal = get_goal(2)
    company = CompanyFactory()
    person = contact_at(company)
    logged = InteractionFactory(companies=[company], contacts=[person], kind=kind, direction=direction, goal=goal)
    client, ways = client_for(PARTNER_MANAGER), {"Till oss", "Från oss"}

    def said(path: str) -> list[str]:
        shown = re.findall(r'(?s)class="went went-\w+"><svg .*?</svg> (.*?)</span>', client.get(path).content.decode())
        assert ways.issuperset(shown)
        return shown

    paths = [
        company.get_absolute_url(),
        person.get_absolute_url(),
        logged.get_absolute_url(),
        reverse("crm:interaction_list"),
        reverse("crm:goal_interactions", args=[goal.number]),
        reverse("crm:company_handover", args=[company.pk]),
    ]
    assert [said(path) for path in paths] == [[words] if words else []] * len(paths)
