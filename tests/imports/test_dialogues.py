"""A list of agreements goes on with the open dialogue that it is about."""

import datetime as dt

import pytest

from crm.models import Sponsorship, Stage
from imports.models import ImportKind
from tests.factories import CompanyFactory, SponsorshipFactory, UserFactory
from tests.imports.drafts import draft, read_in

pytestmark = pytest.mark.django_db
HEAD = ["Företag", "Mål", "Nivå", "Från", "Till och med", "Belopp per år", "Läge", "Tecknat den"]


def row(dialogue: Sponsorship, starts: str, ends: str, stage: str, signed_on: str = "") -> list[str]:
    return [dialogue.company.name, "Ingen hemlöshet", "Sponsor", starts, ends, "45000", stage, signed_on]


@pytest.mark.parametrize("dates", [{}, {"starts": None, "ends": None}])
def test_import_of_what_is_signed_signs_the_open_dialogue(dates):
    dialogue, by = SponsorshipFactory(**dates), UserFactory(role="Partneransvarig")
    signed = row(dialogue, "2027-02-01", "2028-01-31", "Tecknat", "2026-11-20")
    read_in(ImportKind.SPONSORSHIP, [HEAD, signed], by=by)
    stored = Sponsorship.objects.get()
    assert (stored.pk, stored.stage, stored.starts, stored.amount) == (
        dialogue.pk,
        Stage.SIGNED,
        dt.date(2027, 2, 1),
        45000,
    )


def test_import_of_an_open_row_goes_on_with_the_dialogue_there_is():
    dialogue, by = SponsorshipFactory(), UserFactory(role="Partneransvarig")
    read_in(ImportKind.SPONSORSHIP, [HEAD, row(dialogue, "2027-03-01", "2027-12-31", "Möte")], by=by)
    stored = Sponsorship.objects.get()
    assert (stored.pk, stored.stage, stored.starts) == (dialogue.pk, Stage.MEETING, dt.date(2027, 3, 1))


def test_import_of_an_older_agreement_leaves_the_dialogue_about_a_later_period():
    dialogue, by = SponsorshipFactory(), UserFactory(role="Partneransvarig")
    old = row(dialogue, "2024-01-01", "2024-12-31", "Tecknat", "2023-11-20")
    read_in(ImportKind.SPONSORSHIP, [HEAD, old], by=by)
    dialogue.refresh_from_db()
    assert (dialogue.stage, Sponsorship.objects.signed().count()) == (Stage.LEAD, 1)


def test_import_asks_which_of_two_dialogues_is_meant():
    dialogue, by = SponsorshipFactory(), UserFactory(role="Partneransvarig")
    SponsorshipFactory(company=dialogue.company, starts=dt.date(2027, 6, 1))
    signed = row(dialogue, "2027-02-01", "2028-01-31", "Tecknat", "2026-11-20")
    batch = draft(ImportKind.SPONSORSHIP, [HEAD, signed], by=by)
    assert (batch.rows.get(number=2).status, Sponsorship.objects.signed().count()) == ("wrong", 0)


def test_import_of_two_periods_opens_two_dialogues():
    company, by = CompanyFactory(), UserFactory(role="Partneransvarig")
    lead = Sponsorship(company=company)
    periods = [("2027-01-01", "2027-12-31"), ("2028-01-01", "2028-12-31")]
    read_in(ImportKind.SPONSORSHIP, [HEAD, *(row(lead, *period, "Uppslag") for period in periods)], by=by)
    assert Sponsorship.objects.open().count() == 2
