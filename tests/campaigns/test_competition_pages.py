"""The list, the form and the overview of competitions."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import Competition
from campaigns.models.results import obstacles
from campaigns.queries.overview import course_of, jury_progress, tasks_of
from campaigns.services.competitions import update_competition
from campaigns.services.contributions import add_contribution, reverse_contribution
from crm.models import Company
from tests.campaigns.boards import NO_JURY, contest, decided, photo
from tests.campaigns.factories import A_DAY, AFTER, CLOSES, OPENS, give, make_competition, make_team, running_duel
from tests.factories import CompanyFactory, UserFactory, get_goal
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LIST = reverse("campaigns:competition_list")
NEW = reverse("campaigns:competition_create")
LIST_QUERIES = 9
DETAIL_QUERIES = 21


def page(name: str, competition: Competition) -> str:
    return reverse(f"campaigns:{name}", args=[competition.pk])


def text_of(client, url: str) -> str:
    return client.get(url).content.decode()


def start_form(*rows: dict, **fields) -> dict:
    """The submitted form of a new competition; each row: company (typed), name, heads, new_company."""
    data = {
        "kind": "duel",
        "goals": [get_goal().pk],
        "opens_on": "2026-11-30",
        "closes_on": "2026-12-27",
        "late_days": "7",
        "contact": UserFactory(role="Tävlingsledare").pk,
        "teams-TOTAL_FORMS": len(rows),
        "teams-INITIAL_FORMS": 0,
    }
    for number, row in enumerate(rows):
        data |= {f"teams-{number}-company_1": row.get("company", ""), f"teams-{number}-company_0": ""}
        data |= {f"teams-{number}-{name}": value for name, value in row.items() if name != "company"}
    return data | fields


# --- List ------------------------------------------------------------------------------------------


def test_empty_list_says_what_to_do(client_for):
    assert "Inga tävlingar än" in text_of(client_for("Tävlingsledare"), LIST)
    assert NEW in text_of(client_for("Tävlingsledare"), LIST)
    assert NEW not in text_of(client_for("Läsare"), LIST)


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_the_same_whatever_its_length(client_for, django_assert_num_queries, number):
    client = client_for("Läsare")
    contact = UserFactory(role="Tävlingsledare")
    for _row in range(number):
        make_team(make_competition(contact=contact))
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        assert len(client.get(LIST).context["table"].page.object_list) == number


def test_list_is_filtered_by_text_state_kind_and_goal(client_for):
    duel, _first, _second = running_duel(name="Duellen")
    inside = make_competition(name="Inne", kind="departments", goals=[get_goal(2)])
    make_team(inside, company=CompanyFactory(name="Åkeriet"))
    client = client_for("Läsare")

    def names(**query):
        return [each.name for each in client.get(LIST, query).context["object_list"]]

    assert names(q="åkeri") == ["Inne"]
    assert names(q=duel.code.lower()) == ["Duellen"]
    assert names(state="open") == ["Duellen"]
    assert names(kind="departments") == ["Inne"]
    assert names(goal=get_goal(2).pk) == ["Inne"]


def test_workbook_has_money_as_numbers_and_lessons_only_for_those_who_write_them(client_for):
    duel, first, _second = running_duel()
    give(first, "150.50")
    update_competition(Competition.objects.get(pk=duel.pk), notes="Hemlig lärdom")

    def rows(role):
        response = client_for(role).get(LIST, {"export": "xlsx"})
        book = book_of(response, read_only=True)
        return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]

    leader, reader = rows("Tävlingsledare"), rows("Läsare")
    assert any(150.5 in row for row in leader)
    assert any("Hemlig lärdom" in row for row in leader)
    assert not any("Hemlig lärdom" in row for row in reader)


# --- New -------------------------------------------------------------------------------------------


def test_new_duel_needs_companies_and_goal_and_nothing_else(client_for):
    CompanyFactory(name="Åkeriet")
    CompanyFactory(name="Bageriet")
    client = client_for("Tävlingsledare")
    form = client.get(NEW).context["form"]
    data = start_form({"company": "Åkeriet", "heads": "8"}, {"company": "Bageriet", "heads": "240"})
    data |= {name: form.initial[name].isoformat() for name in ("opens_on", "closes_on")}
    response = client.post(NEW, data)
    duel = Competition.objects.get()
    assert response.headers["Location"] == duel.get_absolute_url()
    assert duel.name == "Åkeriet mot Bageriet"
    assert (duel.opens_on.weekday(), duel.closes_on.weekday()) == (0, 6)
    assert sorted(duel.teams.values_list("heads", flat=True)) == [8, 240]


def test_new_company_is_registered_when_asked_and_refused_when_not(client_for):
    CompanyFactory(name="Åkeriet")
    client = client_for("Tävlingsledare")
    response = client.post(NEW, start_form({"company": "Åkeriet"}, {"company": "Helt nya AB", "heads": "5"}))
    assert response.context["rows"].forms[1].errors["company"] == ["Inget heter så. Kontrollera stavningen."]
    assert 'value="Helt nya AB"' in response.content.decode()
    assert not Competition.objects.exists()
    client.post(NEW, start_form({"company": "Åkeriet"}, {"company": "Helt nya AB", "new_company": "on"}))
    assert Company.objects.get(name="Helt nya AB").owner == client.user
    assert Competition.objects.get().teams.count() == 2


def test_company_that_exists_is_not_registered_twice(client_for):
    for name in ("Åkeriet", "Bageriet Nord"):
        CompanyFactory(name=name)
    rows = ({"company": "åkeriet", "new_company": "on"}, {"company": "Bageriet", "new_company": "on"})
    client_for("Tävlingsledare").post(NEW, start_form(*rows))
    assert sorted(Company.objects.values_list("name", flat=True)) == ["Bageriet", "Bageriet Nord", "Åkeriet"]


def test_departments_borrow_the_company_of_the_first_row(client_for):
    company = CompanyFactory(name="Åkeriet")
    rows = ({"company": "Åkeriet", "name": "Lager"}, {"name": "Kontor", "heads": "12"}, {})
    client_for("Tävlingsledare").post(NEW, start_form(*rows, kind="departments"))
    competition = Competition.objects.get()
    assert sorted(competition.teams.values_list("name", "company")) == [("Kontor", company.pk), ("Lager", company.pk)]


def test_team_without_company_is_asked_for_one(client_for):
    CompanyFactory(name="Åkeriet")
    response = client_for("Tävlingsledare").post(NEW, start_form({"company": "Åkeriet"}, {"name": "Vilse"}))
    assert response.context["rows"].forms[1].errors["company"] == ["Välj företaget, eller töm raden."]
    assert not Competition.objects.exists()


def test_duel_with_one_team_keeps_input(client_for):
    CompanyFactory(name="Åkeriet")
    response = client_for("Tävlingsledare").post(NEW, start_form({"company": "Åkeriet"}, {}, name="Vår duell"))
    assert response.context["form"].non_field_errors() == ["En duell behöver två lag. Fyll i båda."]
    text = response.content.decode()
    assert 'value="Vår duell"' in text
    assert 'value="Åkeriet"' in text


def test_adding_rows_or_changing_kind_keeps_input_without_errors(client_for):
    CompanyFactory(name="Åkeriet")
    client = client_for("Tävlingsledare")
    data = start_form({"company": "Åkeriet", "heads": "8"}, {}, goals=[], opens_on="2026-12-07")
    asked = client.post(NEW, data | {"kind": "open", "again": "1"})
    assert len(asked.context["rows"].forms) == 4
    assert 'value="Åkeriet"' in asked.content.decode()
    assert 'value="2026-12-07"' in asked.content.decode()
    assert "error-summary" not in asked.content.decode()
    more = client.post(NEW, data | {"kind": "open", "more": "1"}, headers={"HX-Request": "true"})
    assert len(more.context["rows"].forms) == 5
    assert "<!doctype" not in more.content.decode()
    assert len(client.post(NEW, data | {"kind": "collection", "again": "1"}).context["rows"].forms) == 1
    assert not Competition.objects.exists()


# --- Overview --------------------------------------------------------------------------------------


def test_overview_shows_flows_places_and_reasons(client_for):
    duel, first, _second = running_duel(target=Decimal(1000))
    give(first, 300)
    give(first, 200, channel="match")
    text = text_of(client_for("Läsare"), duel.get_absolute_url()).replace("\xa0", " ")
    assert "50 % av målet 1 000 kr" in text
    assert (text.count("Varför den platsen?"), text.count("Så räknas det")) == (1, 1)
    assert "Bidrag" not in text.split("</nav>")[2]  # readers may not see givers


@pytest.mark.parametrize("number", [2, 30])
def test_overview_costs_the_same_whatever_the_number_of_teams(client_for, django_assert_num_queries, number):
    competition, teams = contest(*(f"Lag {n}" for n in range(number)))
    for team in teams:
        give(team, 100)
    client = client_for("Tävlingsledare")
    client.get(competition.get_absolute_url())
    with django_assert_num_queries(DETAIL_QUERIES):
        assert client.get(competition.get_absolute_url()).status_code == 200


def test_overview_does_not_read_contributions_one_by_one(client_for, django_assert_num_queries):
    competition, teams = contest("A", "B")
    for _gift in range(30):
        give(teams[0], 100, by=competition.contact)
    client = client_for("Tävlingsledare")
    client.get(competition.get_absolute_url())
    with django_assert_num_queries(DETAIL_QUERIES):
        client.get(competition.get_absolute_url())


def test_notes_are_for_those_who_write_them(client_for):
    competition = make_competition()
    update_competition(competition, notes="Hemlig lärdom")
    url = competition.get_absolute_url()
    for role, sees in {"Läsare": False, "Ekonomi": False, "Tävlingsledare": True}.items():
        assert ("Hemlig lärdom" in text_of(client_for(role), url)) is sees, role


def test_last_years_result_disputes_and_lessons_stand_beside(client_for):
    before, _teams = decided(("A", 300), ("B", 100), name="Höstloppet 2026")
    update_competition(before, notes="Fråga om antalet först.")
    client = client_for("Tävlingsledare")
    clone_page = page("competition_clone", before)
    initial = client.get(clone_page).context["form"].initial
    assert initial["name"] == "Höstloppet 2027"
    assert initial["opens_on"] == OPENS + dt.timedelta(weeks=52)
    data = {"name": "Höstloppet 2027", "opens_on": "2027-11-01", "closes_on": "2027-11-28", "contact": client.user.pk}
    response = client.post(clone_page, data)
    clone = Competition.objects.get(previous=before)
    assert response.headers["Location"] == clone.get_absolute_url()
    text = text_of(client, clone.get_absolute_url())
    assert "Fråga om antalet först." in text
    assert "Förra gången" in text
    assert "Fråga om antalet först." not in text_of(client_for("Läsare"), clone.get_absolute_url())


def test_broken_snapshot_is_reported_on_the_page(client_for):
    competition, _teams = decided(("A", 300), ("B", 100))
    client = client_for("Läsare")
    assert "stämmer med kontrollsumman" in text_of(client, competition.get_absolute_url())
    snapshot = competition.snapshot | {"totals": {**competition.snapshot["totals"], "gifts": 99}}
    Competition.objects.update(snapshot=snapshot)
    assert "stämmer inte med kontrollsumman" in text_of(client, competition.get_absolute_url())


def test_course_counts_employees_money_by_the_day_it_came():
    duel, first, second = running_duel()
    give(first, 100, received_on=OPENS)
    give(second, 50, received_on=OPENS)
    give(second, 500, received_on=OPENS, channel="match")
    wrong = give(second, 70, received_on=OPENS + dt.timedelta(days=2))
    reverse_contribution(wrong, by=UserFactory(), reason="Fel lag.")
    give(first, 30, received_on=OPENS + dt.timedelta(days=3))
    course = course_of(duel, today=OPENS + dt.timedelta(days=4))
    assert [(day.on - OPENS).days for day in course] == [0, 1, 2, 3, 4]
    assert [day.employees for day in course] == [150, 0, 0, 30, 0]
    assert [day.gifts for day in course] == [2, 0, 0, 1, 0]
    assert course[-1].so_far == 180
    assert course_of(make_competition(), today=A_DAY) == []


def test_course_is_a_fragment_for_htmx_and_a_page_without_it(client_for):
    duel, first, _second = running_duel()
    give(first, 100)
    url = page("competition_course", duel)
    client = client_for("Läsare")
    assert "<html" in text_of(client, url)
    fragment = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "<svg" in fragment


def test_course_shows_every_day_of_a_long_competition(client_for):
    duel, first, _second = running_duel(opens_on=dt.date(2026, 8, 1), closes_on=dt.date(2026, 9, 30))
    give(first, 100, received_on=dt.date(2026, 9, 30))
    assert text_of(client_for("Läsare"), page("competition_course", duel)).count('data-label="Dag"') == 61


def test_jury_progress_is_none_where_no_jury_counts():
    assert jury_progress(make_competition(rules=NO_JURY)) is None
    progress = jury_progress(make_competition())
    assert (progress.handed_in, progress.jurors, progress.least) == (0, 0, 3)


def edit_form(competition: Competition, **fields) -> dict:
    return {
        "name": competition.name,
        "goals": [goal.pk for goal in competition.goals.all()],
        "opens_on": competition.opens_on.isoformat(),
        "closes_on": competition.closes_on.isoformat(),
        "late_days": competition.late_days,
        "contact": competition.contact_id,
        "version": competition.version,
        **fields,
    }


# --- Edit ------------------------------------------------------------------------------------------


def test_edit_takes_picture_and_swish_and_shows_the_picture(client_for):
    draft = make_competition()
    client = client_for("Tävlingsledare")
    response = client.post(page("competition_edit", draft), edit_form(draft, swish="123 123 45 67", picture=photo()))
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.swish == "1231234567"
    shown = client.get(page("competition_picture", draft))
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert page("competition_picture", draft) in text_of(client, draft.get_absolute_url())
    client.post(page("competition_edit", draft), edit_form(draft, remove_picture="on"))
    assert client.get(page("competition_picture", draft)).status_code == 404


def test_edit_does_not_ask_for_what_is_locked(client_for):
    duel, _first, _second = running_duel()
    client = client_for("Tävlingsledare")
    assert "opens_on" not in client.get(page("competition_edit", duel)).context["form"].fields
    client.post(page("competition_edit", duel), edit_form(duel, name="Nytt", closes_on="2027-01-01"))
    stored = Competition.objects.get()
    assert (stored.name, stored.closes_on) == ("Nytt", CLOSES)


def test_concurrent_edits_are_reported(client_for):
    draft = make_competition()
    data = edit_form(draft)
    first, second = client_for("Tävlingsledare"), client_for("Administratör")
    assert first.post(page("competition_edit", draft), data | {"name": "Först"}).status_code == 302
    assert second.post(page("competition_edit", draft), data | {"name": "Sedan"}).status_code == 409
    assert Competition.objects.get().name == "Först"


def test_unassigned_money_is_among_what_is_left_to_do():
    duel, _first, _second = running_duel(rules=NO_JURY)
    add_contribution(competition=duel, amount=Decimal(10), received_on=A_DAY, by=UserFactory())
    assert "1 gåva saknar lag." in [task.text for task in tasks_of(obstacles(duel, AFTER), names_jurors=True)]
