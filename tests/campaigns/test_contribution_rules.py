"""Database constraints of contributions, and recounting."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from campaigns.models import Channel, Contribution, Match, Tally
from campaigns.querysets import NeverRemoved
from campaigns.services.contributions import approve_giver, hide_giver, move_contribution, reverse_contribution
from campaigns.services.tallies import recount
from core.errors import Refusal
from tests.campaigns.factories import OPENS, due, give, make_competition, promise, running_duel, tally
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FINAL, KEPT = "campaigns_contribution_final", "campaigns_contribution_kept"
LOCKED = "campaigns_contribution_locked"  # refuses rows in a locked month


# --- Names -----------------------------------------------------------------------------------------


def test_a_giver_is_named_only_when_asked_for_and_approved():
    competition, first, _second = running_duel()
    shy, open_ = give(first, giver="Kim"), give(first, giver="Robin", show_giver=True)
    with pytest.raises(Refusal, match="inte bett"):
        approve_giver(shy, by=UserFactory())
    assert list(competition.contributions.waiting_for_name()) == [open_]
    approve_giver(open_, by=UserFactory())
    assert list(competition.contributions.named_on_board()) == [open_]
    hide_giver(open_)
    assert not competition.contributions.named_on_board().exists()
    assert not competition.contributions.waiting_for_name().exists()


def test_a_name_that_was_hidden_is_seen_again_if_the_giver_had_asked_for_it():
    competition, first, second = running_duel()
    by = UserFactory()
    asked, moved = (hide_giver(give(first, giver=name, show_giver=True)) for name in ("Kim", "Robin"))
    moved = move_contribution(moved, team=second, by=by, reason="Fel lag.")
    nameless = hide_giver(give(first, giver="Sam", show_giver=True))
    nameless.giver = ""
    shy = hide_giver(give(first, giver="Alex"))
    assert [each.asked_to_be_seen() for each in (asked, moved, nameless, shy)] == [True, True, False, False]
    for gift in (asked, moved):
        approve_giver(gift, by=by)
    assert set(competition.contributions.named_on_board()) == {asked, moved}
    for gift in (nameless, shy):
        with pytest.raises(Refusal, match="inte bett"):
            approve_giver(gift, by=by)


# --- The database ----------------------------------------------------------------------------------


def test_the_rules_exist_after_migrate():
    """A migration that rebuilds the table would drop the triggers."""
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'campaigns_contribution%'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'campaigns_contribution%' AND tgenabled = 'O'",
    }
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor])
        found = sorted(name for (name,) in cursor.fetchall())
    assert found == ([FINAL, LOCKED] if connection.vendor == "sqlite" else [FINAL, KEPT, LOCKED])


@pytest.mark.parametrize(
    "change",
    [
        {"amount": Decimal(101)},
        {"received_on": OPENS},
        {"channel": Channel.CASH},
        {"external_id": "SW-2"},
        {"external_id": ""},
        {"competition": "another"},
        {"reverses": "another"},
        {"team": None},
        {"team": "another"},
    ],
    ids=str,
)
def test_what_was_entered_never_changes_whoever_tries(change):
    competition, first, second = running_duel()
    gift, rival = give(first, external_id="SW-1"), give(second)
    others = {"competition": make_competition(), "reverses": rival, "team": second}
    [(field, value)] = change.items()
    value = others[field] if value == "another" else value
    with pytest.raises(IntegrityError, match=FINAL), transaction.atomic():
        Contribution.objects.filter(pk=gift.pk).update(**{field: value})
    setattr(gift, field, value)
    with pytest.raises(IntegrityError, match=FINAL), transaction.atomic():
        gift.save()
    assert competition.contributions.get(pk=gift.pk).amount == Decimal(100)


def test_what_was_reversed_stays_reversed():
    _competition, first, _second = running_duel()
    gift = give(first)
    reverse_contribution(gift, by=UserFactory(), reason="Fel")
    with pytest.raises(IntegrityError, match=FINAL), transaction.atomic():
        Contribution.objects.filter(pk=gift.pk).update(is_reversed=False)


def test_a_giver_can_be_forgotten():
    _competition, first, _second = running_duel()
    gift = give(first, giver="Kim", message="Hej från Kim")
    assert Contribution.objects.filter(pk=gift.pk).update(giver="", message="") == 1


def test_contributions_are_never_removed():
    _competition, first, _second = running_duel()
    gift = give(first)
    with pytest.raises(NeverRemoved):
        gift.delete()
    with pytest.raises(NeverRemoved):
        Contribution.objects.all().delete()
    assert Contribution.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite empties tables with DELETE: see the migration")
def test_not_even_sql_removes_a_contribution():
    _competition, first, _second = running_duel()
    give(first)
    with pytest.raises(IntegrityError, match=FINAL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM campaigns_contribution")


# --- Recounting ------------------------------------------------------------------------------------


def test_recount_finds_what_differs_and_corrects_it(capsys):
    competition, first, _second = running_duel()
    match = promise(competition)
    give(first, 100)
    give(first, 70, channel=Channel.MATCH)
    call_command("recount_tallies")
    assert capsys.readouterr().out == "All totals agree.\n"
    Tally.objects.filter(team=first).update(employees=Decimal(90), gifts=2)
    Match.objects.filter(pk=match.pk).update(accrued=Decimal("1.50"))
    with pytest.raises(CommandError, match="3 totals differ"):
        call_command("recount_tallies")
    assert capsys.readouterr().out.splitlines() == [
        f"tally {first.pk} ({first}) employees: 90.00, not 100.00",
        f"tally {first.pk} ({first}) gifts: 2, not 1",
        f"match {match.pk} (En vän) accrued: 1.50, not 100.00",
    ]
    call_command("recount_tallies", "--fix")
    assert list(recount()) == []
    assert (tally(first), due(match)) == ((Decimal(100), Decimal(70), 1), Decimal(100))
