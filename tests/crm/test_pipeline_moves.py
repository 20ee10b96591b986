"""Moving cards between stages restarts the count of days."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from config.roles import ADMINISTRATOR
from core.services import save_record
from crm.models import Sponsorship, Stage
from crm.queries.pipeline import SHOWN_OPEN
from crm.services.sponsorships import (
    decline_sponsorship,
    end_sponsorship,
    move_sponsorship,
    sign_sponsorship,
    update_sponsorship,
)
from crm.services.undo_signing import take_back_end, unsign_sponsorship
from tests.crm.dialogues import board, names, stood
from tests.factories import SIGNED_ON, CompanyFactory, SponsorshipFactory, get_goal, get_tier, signed_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HTMX = {"HX-Request": "true"}
BOARD = "/dialoger/"


def move(client, sponsorship, to, *, headers=None, query="", **fields):
    url = reverse("crm:pipeline_move", args=[sponsorship.pk])
    return client.post(f"{url}{query}", {"stage": to, "version": sponsorship.version, **fields}, headers=headers)


# --- Days in a stage -------------------------------------------------------------------------------


def test_every_change_of_stage_restarts_its_days(make_user):
    today, long_ago = timezone.localdate(), dt.date(2020, 1, 1)
    sponsorship = SponsorshipFactory(starts=today, ends=today + dt.timedelta(days=300))
    changes = [
        (lambda s: move_sponsorship(s, to=Stage.MEETING), today),
        (lambda s: decline_sponsorship(s, reason="Inte nu"), today),
        (lambda s: move_sponsorship(s, to=Stage.PROPOSAL), today),
        (lambda s: sign_sponsorship(s, signed_on=SIGNED_ON), SIGNED_ON),
        (lambda s: unsign_sponsorship(s, by=make_user(), reason="Fel"), today),
        (lambda s: sign_sponsorship(s, signed_on=SIGNED_ON), SIGNED_ON),
        (lambda s: end_sponsorship(s, on=today + dt.timedelta(days=30), reason="Flyttar"), today),
        (lambda s: take_back_end(s, by=make_user(), reason="Fel"), SIGNED_ON),
    ]
    for change, since in changes:
        Sponsorship.objects.filter(pk=sponsorship.pk).update(stage_since=long_ago)
        sponsorship.refresh_from_db()
        change(sponsorship)
        assert Sponsorship.objects.get().stage_since == since


def test_signed_agreement_is_dated_by_its_signature(client_for, api_client_for, make_user):
    """Also when it was registered later than another that was signed later, and when its day is corrected."""
    today = timezone.localdate()
    later = signed_sponsorship(signed_on=today - dt.timedelta(days=2))
    earlier = signed_sponsorship(signed_on=today - dt.timedelta(days=5))
    board = client_for("Partneransvarig").get(reverse("crm:pipeline"))
    cards = next(column.cards for column in board.context["pipeline"].closed if column.stage == Stage.SIGNED)
    assert [(card.sponsorship, card.days) for card in cards] == [(later, 2), (earlier, 5)]
    assert re.findall(r"(\w+)\s+<time[^>]*>([\d-]+)", board.content.decode()) == [
        ("Tecknat", later.signed_on.isoformat()),
        ("Tecknat", earlier.signed_on.isoformat()),
    ]
    update_sponsorship(earlier, by=make_user(ADMINISTRATOR), reason="Fel dag", signed_on=today - dt.timedelta(days=1))
    answer = api_client_for("Partneransvarig").get(reverse("api:sponsorship-detail", args=[earlier.pk])).json()
    assert (answer["stage_since"], answer["days_in_stage"]) == (answer["signed_on"], 1)


def test_other_changes_let_the_days_run_on(client_for):
    lead = stood(12)
    save_record(lead, payment_note="Faktura i mars")
    lead.refresh_from_db()
    assert lead.days_in_stage(timezone.localdate()) == 12


# --- Moving ----------------------------------------------------------------------------------------


def test_card_is_moved_by_its_menu_and_the_answer_shows_it(client_for):
    lead = stood(40, company=CompanyFactory(name="Bageri AB"))
    response = move(client_for("Partneransvarig"), lead, "meeting", headers=HTMX)
    assert response.status_code == 200
    assert names(response.context["pipeline"].open[2]) == ["Bageri AB"]
    text = response.content.decode()
    assert 'data-message="Bageri AB är flyttat från Uppslag till Möte."' in text
    assert f'data-card="kort-{lead.pk}"' in text
    lead.refresh_from_db()
    assert (lead.stage, lead.stage_since) == (Stage.MEETING, timezone.localdate())


def test_moved_card_is_shown_though_its_column_is_full(client_for):
    for days in range(SHOWN_OPEN + 1):
        stood(days + 1, stage=Stage.MEETING)
    lead = SponsorshipFactory()
    response = move(client_for("Partneransvarig"), lead, "meeting", headers=HTMX)
    column = response.context["pipeline"].open[2]
    assert (len(column.cards), column.cards[-1].sponsorship) == (SHOWN_OPEN + 1, lead)


def test_without_script_the_menu_is_a_form_that_comes_back_to_the_same_filters(client_for):
    lead = SponsorshipFactory(company=CompanyFactory(name="Bageri AB"))
    client, goal = client_for("Partneransvarig"), get_goal().pk
    response = move(client, lead, "contacted", query=f"?goal={goal}")
    assert response.headers["Location"] == f"/dialoger/?goal={goal}#kort-{lead.pk}"
    messages = client.get(BOARD).context["messages"]
    assert [str(message) for message in messages] == ["Bageri AB är flyttat från Uppslag till Kontaktad."]


@pytest.mark.parametrize(("to", "path"), [("signed", "teckna"), ("declined", "avbojt")])
def test_move_that_needs_more_input_opens_its_form(client_for, to, path):
    lead = SponsorshipFactory(stage=Stage.PROPOSAL)
    client = client_for("Partneransvarig")
    response = move(client, lead, to, headers=HTMX, query="?goal=1")
    form = response.headers["HX-Redirect"]
    assert form == f"/sponsorskap/{lead.pk}/{path}/?next=%2Fdialoger%2F%3Fgoal%3D1%23kort-{lead.pk}"
    assert move(client, lead, to).headers["Location"].startswith(f"/sponsorskap/{lead.pk}/{path}/?next=")
    assert Sponsorship.objects.get().stage == Stage.PROPOSAL
    answers = {
        "signed": {"starts": "2027-01-01", "ends": "2027-12-31", "amount": "40 000", "signed_on": "2026-11-24"},
        "declined": {"reason": "Inte i år"},
    }
    done = client.post(form, {"version": lead.version, **answers[to]})
    assert done.headers["Location"] == f"/dialoger/?goal=1#kort-{lead.pk}"
    assert Sponsorship.objects.get().stage == to
    assert client.get(form).context["cancel_url"] == f"/dialoger/?goal=1#kort-{lead.pk}"


def test_form_never_sends_anybody_to_another_site(client_for):
    lead = SponsorshipFactory()
    url = reverse("crm:sponsorship_decline", args=[lead.pk]) + "?next=https://ond.example/"
    response = client_for("Partneransvarig").post(url, {"version": lead.version, "reason": "Nej"})
    assert response.headers["Location"] == lead.get_absolute_url()


def test_card_moved_by_another_user_meanwhile_is_not_moved(client_for):
    lead = SponsorshipFactory(company=CompanyFactory(name="Bageri AB"))
    move_sponsorship(Sponsorship.objects.get(), to=Stage.PROPOSAL)
    response = move(client_for("Partneransvarig"), lead, "contacted", headers=HTMX)
    assert response.status_code == 409
    assert response.context["refused"] == (
        "Bageri AB står kvar i Förslag. Någon annan har ändrat uppgifterna sedan du öppnade dem."
    )
    assert names(response.context["pipeline"].open[3]) == ["Bageri AB"]
    assert Sponsorship.objects.get().stage == Stage.PROPOSAL


@pytest.mark.parametrize("to", ["meeting", "declined", "signed", "hittepå", ""])
def test_move_that_the_stages_do_not_allow_is_refused_with_the_board_as_it_is(client_for, to):
    signed = signed_sponsorship(company=CompanyFactory(name="Bageri AB"))
    response = move(client_for("Administratör"), signed, to, headers=HTMX)
    assert (response.status_code, response.context["refused"]) == (
        409,
        "Bageri AB står kvar i Tecknat. Sponsorskapet kan inte gå till det steget härifrån.",
    )
    assert (
        '<div class="notice notice-error board-refused" role="alert">Bageri AB står kvar i Tecknat.'
        in response.content.decode()
    )


def test_move_that_the_role_may_not_make_is_refused_in_words(client_for):
    sponsorship = signed_sponsorship(company=CompanyFactory(name="Bageri AB"))
    response = move(client_for("Partneransvarig"), sponsorship, "proposal", headers=HTMX)
    assert response.status_code == 409
    assert response.context["refused"].endswith("Be en partneransvarig eller en administratör.")


def test_missing_seat_is_reported_by_the_form_of_the_move(client_for):
    signed_sponsorship(tier=get_tier("Huvudpartner"))
    lead = SponsorshipFactory(tier=get_tier("Huvudpartner"))
    client = client_for("Partneransvarig")
    form = move(client, lead, "signed", headers=HTMX).headers["HX-Redirect"]
    sent = {"starts": "2027-01-01", "ends": "2027-12-31", "amount": "200 000", "signed_on": "2026-11-24"}
    response = client.post(form, {"version": lead.version, **sent})
    assert response.context["form"].non_field_errors() == [
        "Alla platser på nivån är upptagna under en del av perioden."
    ]
    assert board(client).open[0].cards[0].sponsorship == lead
