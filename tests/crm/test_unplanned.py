"""Companies and dialogues without a next step, and pauses."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from crm.models import Company, CompanyStatus, NextStep, Pause, Sponsorship, Stage
from crm.services.interactions import (
    NextUp,
    StepIsDone,
    complete_next_step,
    end_pause,
    log_interaction,
    move_next_step,
    pause,
)
from crm.services.sponsorships import decline_sponsorship
from tests.crm.planning import TUESDAY, active_company, day, in_days
from tests.factories import (
    CompanyFactory,
    NextStepFactory,
    PauseFactory,
    SponsorshipFactory,
    UserFactory,
    get_goal,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def unplanned(on: dt.date = TUESDAY) -> set[Company]:
    return set(Company.objects.without_next_step(on))


def unplanned_dialogues(on: dt.date = TUESDAY) -> set[Sponsorship]:
    return set(Sponsorship.objects.without_next_step(on))


# --- Companies -------------------------------------------------------------------------------------


def test_only_active_companies_need_a_next_step():
    for status in CompanyStatus:
        CompanyFactory(status=status)
    assert {company.status for company in unplanned()} == {CompanyStatus.ACTIVE}


def test_open_step_is_enough_however_overdue_and_a_done_one_is_not():
    company = active_company()
    step = NextStepFactory(company=company, due_on=day(-400))
    assert unplanned() == set()
    complete_next_step(step, by=step.assignee)
    assert unplanned() == {company}


def test_pause_explains_to_its_last_day_and_is_then_over_by_itself():
    company = active_company()
    PauseFactory(company=company, until=in_days(3))
    assert (unplanned(in_days(3)), unplanned(in_days(4))) == (set(), {company})


def test_pause_of_a_dialogue_does_not_explain_the_company():
    lead = SponsorshipFactory(company=active_company())
    PauseFactory(company=lead.company, sponsorship=lead)
    assert (unplanned(), unplanned_dialogues()) == ({lead.company}, set())


# --- Dialogues -------------------------------------------------------------------------------------


def test_dialogue_needs_a_step_of_its_own():
    lead = SponsorshipFactory()
    other = SponsorshipFactory(company=lead.company, goal=get_goal(2))
    NextStepFactory(company=lead.company)
    assert unplanned_dialogues() == {lead, other}
    NextStepFactory(company=lead.company, sponsorship=lead)
    assert unplanned_dialogues() == {other}


def test_companys_pause_explains_its_dialogues_too():
    lead = SponsorshipFactory()
    PauseFactory(company=lead.company)
    assert unplanned_dialogues() == set()


def test_only_open_dialogues_need_a_step():
    signed_sponsorship()
    decline_sponsorship(SponsorshipFactory(), reason="Nej tack")
    proposal = SponsorshipFactory(stage=Stage.PROPOSAL)
    assert unplanned_dialogues() == {proposal}


# --- Pauses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [0, -1])
def test_pause_must_last_at_least_until_tomorrow(days):
    with pytest.raises(ValidationError) as error:
        pause(company=CompanyFactory(), by=UserFactory(), until=in_days(days), reason="Bokslut")
    assert error.value.message_dict == {"until": ["Välj en dag efter i dag."]}


def test_pause_of_another_companys_dialogue_is_refused():
    with pytest.raises(ValidationError) as error:
        PauseFactory(company=CompanyFactory(), sponsorship=SponsorshipFactory())
    assert error.value.message_dict == {"company": ["Pausen gäller ett sponsorskap hos ett annat företag."]}


def test_ended_pause_explains_nothing_from_today():
    company = active_company()
    end_pause(PauseFactory(company=company))
    assert unplanned(in_days(0)) == {company}
    assert not Pause.objects.current_on(in_days(0)).exists()


def test_pause_that_is_over_keeps_its_last_day():
    paused = PauseFactory()
    Pause.objects.filter(pk=paused.pk).update(until=in_days(-10))
    assert end_pause(paused).until == in_days(-10)


# --- Moving and deciding ---------------------------------------------------------------------------


def test_step_is_moved_to_another_day_or_person():
    step, colleague = NextStepFactory(), UserFactory(role="Tävlingsledare")
    assert move_next_step(step, due_on=day(9)).due_on == day(9)
    moved = move_next_step(step, assignee=colleague)
    assert (moved.assignee, moved.due_on) == (colleague, day(9))


def test_step_that_is_done_is_not_moved():
    step = NextStepFactory()
    complete_next_step(step, by=step.assignee)
    with pytest.raises(StepIsDone):
        move_next_step(step, due_on=day(9))


def test_logged_contact_may_end_with_a_pause_of_the_dialogue():
    lead = SponsorshipFactory()
    log_interaction(
        by=lead.owner,
        companies=[lead.company],
        next_up=NextUp(on=in_days(40), reason="Styrelsen avgör.", sponsorship=lead),
    )
    paused = Pause.objects.get()
    assert (paused.sponsorship, paused.until, paused.made_by) == (lead, in_days(40), lead.owner)
    assert not NextStep.objects.exists()
