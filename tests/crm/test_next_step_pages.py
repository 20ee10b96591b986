"""Next steps are planned, moved and paused on their pages."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from core.workdays import next_workday
from crm.forms.next_steps import When, day_of, soon_label
from crm.models import Company, NextStep, Pause
from tests.crm.planning import active_company, in_days, moment
from tests.factories import (
    CompanyFactory,
    InteractionFactory,
    NextStepFactory,
    PauseFactory,
    SponsorshipFactory,
    get_goal,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def log_form(company, **fields):
    return {
        "company_0": company.pk,
        "company_1": company.name,
        "kind": "call",
        "outcome": "reached",
        "direction": "out",
        "happened_at": "2026-11-24T10:30",
        **fields,
    }


# --- Pages -----------------------------------------------------------------------------------------


def test_quick_log_asks_about_the_only_dialogue_there_is(client_for):
    lead = SponsorshipFactory()
    client, url = client_for("Partneransvarig"), reverse("crm:interaction_create")
    form = client.get(url, {"company": lead.company_id}).context["form"]
    assert form["about"].value() == lead.pk
    client.post(url, log_form(lead.company, what_next="Ring igen", when="month", about=lead.pk))
    assert NextStep.objects.get().sponsorship == lead


def test_quick_log_with_several_dialogues_leaves_the_choice(client_for):
    lead = SponsorshipFactory()
    SponsorshipFactory(company=lead.company, goal=get_goal(2))
    form = client_for("Partneransvarig").get(reverse("crm:interaction_create"), {"company": lead.company_id})
    assert form.context["form"]["about"].value() is None


def test_quick_log_takes_a_reason_instead_of_a_step(client_for):
    company = active_company()
    client_for("Partneransvarig").post(
        reverse("crm:interaction_create"),
        log_form(company, when="nothing", reason="De har bokslut.", paused_until=in_days(60).isoformat()),
    )
    paused = Pause.objects.get()
    assert (paused.company, paused.reason, paused.until) == (company, "De har bokslut.", in_days(60))


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"when": "nothing"}, {"reason", "paused_until"}),
        ({"when": "nothing", "reason": "Bokslut", "paused_until": "2020-01-01"}, {"paused_until"}),
        ({"when": "nothing", "reason": "Bokslut", "paused_until": "2090-01-01", "what_next": "Ring"}, {"what_next"}),
        ({"when": "week", "reason": "Bokslut", "what_next": "Ring"}, {"when"}),
        ({"when": "date", "what_next": "Ring"}, {"when"}),
        ({"when": "date"}, {"when"}),
        ({"when": "date", "due_on": "2020-01-01"}, {"due_on"}),
        ({"when": "date", "due_on": "9999-12-31"}, {"due_on"}),
        ({"when": "nothing", "reason": "Bokslut", "paused_until": "9999-12-31"}, {"paused_until"}),
        ({}, {"what_next"}),
    ],
)
def test_what_is_missing_or_at_odds_is_said_and_nothing_is_lost(client_for, fields, errors):
    company = active_company()
    response = client_for("Partneransvarig").post(reverse("crm:company_next", args=[company.pk]), fields)
    form = response.context["form"]
    assert set(form.errors) == errors
    assert {name: form[name].value() for name in fields} == fields
    assert (NextStep.objects.count(), Pause.objects.count()) == (0, 0)


def test_press_on_idag_plans_and_returns_there(client_for):
    company, client = active_company(), client_for("Partneransvarig")
    response = client.post(
        reverse("crm:company_next", args=[company.pk]),
        {"what_next": "Hör av dig", "when": "week", "assignee": client.user.pk, "next": "/?vem=alla"},
    )
    step = NextStep.objects.get()
    assert response.headers["Location"] == "/?vem=alla"
    assert (step.company, step.what, step.due_on, step.assignee) == (company, "Hör av dig", in_days(7), client.user)


def test_step_planned_for_a_dialogue_is_about_it(client_for):
    lead, client = SponsorshipFactory(), client_for("Partneransvarig")
    client.post(reverse("crm:sponsorship_next", args=[lead.pk]), {"what_next": "Ring", "when": "tomorrow"})
    assert (NextStep.objects.get().sponsorship, NextStep.objects.get().assignee) == (lead, client.user)


def test_pause_stands_on_the_page_with_its_reason_and_is_ended_there(client_for):
    paused = PauseFactory(company=active_company(), reason="De byter ägare.")
    client = client_for("Partneransvarig")
    page = client.get(paused.company.get_absolute_url()).content.decode()
    assert ("De byter ägare." in page, f"Paus till och med {paused.until}" in page) == (True, True)
    client.post(reverse("crm:pause_end", args=[paused.pk]), {"next": paused.company.get_absolute_url()})
    assert "Paus till och med" not in client.get(paused.company.get_absolute_url()).content.decode()


def test_chip_moves_the_step_and_the_menu_gives_it_to_a_colleague(client_for, make_user):
    step, colleague = NextStepFactory(), make_user("Partneransvarig")
    client, url = client_for("Partneransvarig"), reverse("crm:nextstep_move", args=[step.pk])
    client.post(url, {"when": "week", "assignee": ""})
    client.post(url, {"assignee": colleague.pk})
    step.refresh_from_db()
    assert (step.due_on, step.assignee) == (in_days(7), colleague)


def test_move_that_says_neither_day_nor_person_is_refused_in_words(client_for):
    step = NextStepFactory()
    url = reverse("crm:nextstep_move", args=[step.pk])
    response = client_for("Partneransvarig").post(url, {"next": "/foretag/"}, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["Välj en dag eller en person."]


def test_company_list_shows_the_silent_the_unplanned_and_the_paused(client_for):
    quiet = signed_sponsorship(starts=in_days(-100), ends=in_days(100), signed_on=in_days(-100)).company
    NextStepFactory(company=quiet)
    bare, paused = active_company(), PauseFactory(company=active_company()).company
    client = client_for("Läsare")
    found = {
        needs: [row.record for row in client.get(reverse("crm:company_list"), {"needs": needs}).context["table"].rows]
        for needs in ("silent", "unplanned", "paused")
    }
    assert found == {"silent": [quiet], "unplanned": [bare], "paused": [paused]}


@pytest.mark.parametrize(
    ("sort", "names"),
    [("last_contact_at", ["Aldrig", "Förr", "Nyss"]), ("-last_contact_at", ["Nyss", "Förr", "Aldrig"])],
)
def test_company_list_sorts_by_last_contact_alike_on_every_database(client_for, sort, names):
    for name, days in (("Nyss", 1), ("Förr", 9)):
        InteractionFactory(companies=[CompanyFactory(name=name)], happened_at=moment(in_days(-days)))
    CompanyFactory(name="Aldrig")
    rows = client_for("Läsare").get(reverse("crm:company_list"), {"sort": sort}).context["table"].rows
    assert [row.record.name for row in rows] == names


def test_contact_logged_by_mistake_is_taken_away_by_an_administrator(client_for):
    company = CompanyFactory()
    interaction = InteractionFactory(companies=[company])
    client, url = client_for("Administratör"), reverse("crm:interaction_delete", args=[interaction.pk])
    assert url in client.get(interaction.get_absolute_url()).content.decode()
    response = client.post(url, {"version": 1})
    assert response.headers["Location"] == company.get_absolute_url()
    assert (company.interactions.exists(), Company.objects.get().last_contact_at) == (False, None)


# --- Suggested dates, and times of day -------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "proposed", "label"),
    [
        ("2026-11-24", "2026-11-25", "I morgon"),
        ("2026-11-27", "2026-11-30", "Måndag 30 november"),
        ("2026-11-28", "2026-11-30", "Måndag 30 november"),
        ("2027-03-25", "2027-03-30", "Tisdag 30 mars"),
    ],
)
def test_tomorrow_is_the_next_day_that_somebody_works(today, proposed, label):
    day = dt.date.fromisoformat(today)
    assert (day_of(When.TOMORROW, day).isoformat(), soon_label(When.TOMORROW, day)) == (proposed, label)


def test_every_page_proposes_the_day_that_it_plans(client_for):
    company, client = active_company(), client_for("Partneransvarig")
    step = NextStepFactory(company=active_company(), assignee=client.user, due_on=in_days(0))
    words = soon_label(When.TOMORROW, timezone.localdate())
    pages = [
        client.get("/").content.decode(),
        client.get(reverse("crm:company_next", args=[company.pk])).content.decode(),
        client.get(reverse("crm:interaction_create")).content.decode(),
    ]
    assert [words in page for page in pages] == [True, True, True]
    client.post(reverse("crm:nextstep_move", args=[step.pk]), {"when": "tomorrow"})
    client.post(reverse("crm:company_next", args=[company.pk]), {"when": "tomorrow", "assignee": client.user.pk})
    assert set(NextStep.objects.values_list("due_on", flat=True)) == {next_workday(timezone.localdate())}


def test_step_has_a_time_in_every_form_and_in_the_api(client_for, api_client_for):
    company, client = active_company(), client_for("Partneransvarig")
    planned = {"when": "week", "due_at": "14:00", "what_next": "Ring", "assignee": client.user.pk}
    client.post(reverse("crm:company_next", args=[company.pk]), planned)
    client.post(reverse("crm:interaction_create"), log_form(company, **planned | {"due_at": "9.30"}))
    first, second = NextStep.objects.order_by("-due_at")
    assert [(step.due_on, step.due_at) for step in (first, second)] == [
        (in_days(7), dt.time(14)),
        (in_days(7), dt.time(9, 30)),
    ]
    edit = client.get(reverse("crm:nextstep_edit", args=[first.pk])).context["form"]
    assert 'type="time"' in str(edit["due_at"])
    assert f"{in_days(7)} 14:00" == first.when
    program = api_client_for("Partneransvarig")
    made = program.post("/api/v1/next-steps/", {"company": company.pk, "what": "Ring", "due_on": in_days(8)})
    changed = program.patch(
        f"/api/v1/next-steps/{made.data['id']}/", {"due_at": "08:15"}, headers={"If-Match": made["ETag"]}
    )
    assert (made.data["due_at"], changed.data["due_at"]) == (None, "08:15:00")
    body = {"companies": [company.pk], "what_next": "Ring", "due_on": in_days(8).isoformat(), "due_at": "10:00"}
    assert program.post("/api/v1/interactions/", body).status_code == 201
    assert NextStep.objects.filter(due_on=in_days(8), due_at=dt.time(10)).count() == 1


def test_moved_step_keeps_its_time(client_for):
    step = NextStepFactory(due_on=in_days(2), due_at=dt.time(14))
    client_for("Partneransvarig").post(reverse("crm:nextstep_move", args=[step.pk]), {"when": "week"})
    step.refresh_from_db()
    assert (step.due_on, step.due_at) == (in_days(7), dt.time(14))


def test_time_without_a_day_and_a_time_that_does_not_exist_are_refused(client_for):
    company, client = active_company(), client_for("Partneransvarig")
    url = reverse("crm:company_next", args=[company.pk])
    assert set(client.post(url, {"due_at": "14:00", "what_next": "Ring"}).context["form"].errors) == {"when"}
    night = {"when": "date", "due_on": "2099-03-29", "due_at": "02:30", "assignee": client.user.pk}
    assert "Den tiden finns inte" in str(client.post(url, night).context["form"].errors)
    assert NextStep.objects.count() == 0


def test_steps_of_a_day_stand_by_their_time_those_of_the_whole_day_first():
    company = active_company()
    for what, due_at in (("Kväll", dt.time(18)), ("Hela dagen", None), ("Morgon", dt.time(8))):
        NextStepFactory(company=company, what=what, due_on=in_days(1), due_at=due_at)
    assert [step.what for step in NextStep.objects.all()] == ["Hela dagen", "Morgon", "Kväll"]
