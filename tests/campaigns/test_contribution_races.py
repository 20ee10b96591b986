"""Sixteen users enter many contributions each concurrently, for one team and one match."""

import threading
from collections import Counter
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from campaigns.models import BankReference, Channel, Competition, Contribution, Match, Tally, Team
from campaigns.services.contributions import add_contribution
from campaigns.services.matches import save_match
from campaigns.services.references import claim_reference
from campaigns.services.tallies import recount
from core.models import User
from imports.services.gifts import commit, prepare, preview
from payroll.models import PayrollReceipt
from payroll.services.months import register_receipt
from tests import SOAKING
from tests.campaigns.factories import A_DAY, CLOSES, OPENS, running_duel
from tests.factories import UserFactory
from tests.imports.gift_lists import listing
from tests.payroll.factories import make_month
from tests.racing import PATIENCE, all_come_to, at_once, wrapped

WRITERS = 16
EACH = 100 if SOAKING else 20
AMOUNT = Decimal("10.01")

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database("campaigns.services.references")]


def each_at_once(task, *, deferred: bool = False) -> list:
    """The results of task(place), called by sixteen threads concurrently."""
    return at_once(*[partial(task, place) for place in range(WRITERS)], deferred=deferred)


@pytest.fixture
def duel():
    competition, first, second = running_duel()
    match = Match(competition=competition, third_party="Stiftelsen", starts=OPENS, ends=CLOSES, rate=Decimal(50))
    save_match(match)
    return competition, first, second, UserFactory()


def test_sixteen_writers_of_many_contributions_leave_exact_totals(duel):
    competition, first, second, by = duel

    def write(place: int):
        for number in range(EACH):
            add_contribution(
                competition=competition,
                team=second if number % 10 == 0 else first,
                channel=Channel.MATCH if number % 10 == 1 else Channel.SWISH,
                amount=AMOUNT,
                received_on=A_DAY,
                by=by,
            )

    assert each_at_once(write) == [None] * WRITERS
    assert Contribution.objects.count() == WRITERS * EACH
    tenth = WRITERS * EACH // 10
    kept = {tally.team_id: (tally.employees, tally.company, tally.gifts) for tally in Tally.objects.all()}
    assert kept == {
        first.pk: (8 * tenth * AMOUNT, tenth * AMOUNT, 8 * tenth),
        second.pk: (tenth * AMOUNT, Decimal(0), tenth),
    }
    assert competition.matches.get().accrued == 9 * tenth * Decimal("5.01")
    assert list(recount()) == []


@pytest.mark.parametrize(("amount", "ticked"), [("7", ()), (AMOUNT, (2,))], ids=["new", "doubtful, ticked"])
def test_one_list_sent_by_sixteen_at_once_enters_once(duel, amount, ticked):
    competition, first, _second, by = duel
    add_contribution(competition=competition, team=first, amount=AMOUNT, received_on=A_DAY, by=by)
    chosen = listing(competition, f"Lag;Belopp\n{first.code};{amount}\n")
    said = preview(chosen)

    def send(_place: int):
        return len(commit(prepare(chosen, ticked=ticked, digest=said.digest, by=by), source="lista"))

    outcomes = Counter(each_at_once(send))
    assert outcomes.pop(1) == 1
    assert set(outcomes) <= {"ListChanged", "NothingToEnter"}
    assert Contribution.objects.count() == 2


# --- Negative control: read-modify-write of totals must fail ---------------------------------------


def add_by_reading_and_writing(*, competition: Competition, team: Team, by: User, all_have_read: threading.Barrier):
    """The service without the lock and F(): reads the total, adds, and writes it back."""
    tally = Tally.objects.get(team=team)
    all_have_read.wait(PATIENCE)
    with transaction.atomic():
        Contribution.objects.create(competition=competition, team=team, amount=AMOUNT, received_on=A_DAY, entered_by=by)
        tally.employees += AMOUNT
        tally.gifts += 1
        tally.save()


def test_read_modify_write_of_totals_loses_money_and_the_recount_finds_it(duel):
    competition, first, _second, by = duel
    all_have_read = threading.Barrier(WRITERS)

    def write(_place: int):
        add_by_reading_and_writing(competition=competition, team=first, by=by, all_have_read=all_have_read)

    assert each_at_once(write) == [None] * WRITERS
    assert Tally.objects.get(team=first).employees == AMOUNT
    lost = {str(difference) for difference in recount() if difference.field == "employees"}
    assert lost == {f"tally {first.pk} ({first}) employees: {AMOUNT}, not {WRITERS * AMOUNT}"}


def test_one_reference_entered_in_a_competition_and_as_payroll_at_the_same_moment_enters_once(duel):
    competition, first, _second, by = duel
    month = make_month()

    def enter(place: int):
        known = {"amount": AMOUNT, "by": by, "external_id": "BG-1"}
        try:
            if place % 2:
                add_contribution(competition=competition, team=first, received_on=A_DAY, **known)
            else:
                register_receipt(month, received_on=month.payday, **known)
        except ValidationError as error:
            return list(error.message_dict)
        return "entered"

    outcomes = each_at_once(enter)
    assert outcomes.count("entered") == 1
    assert outcomes.count(["external_id"]) == WRITERS - 1
    assert Contribution.objects.count() + PayrollReceipt.objects.count() == BankReference.objects.count() == 1


REFERENCES = [f"BG-{number}" for number in range(30)]


def test_two_lists_with_the_same_references_the_other_way_round_enter_one_of_them(duel):
    """They are for two competitions, so that neither waits for a competition's lock before claiming references."""
    competition, first, _second, by = duel
    other, third, _fourth = running_duel()
    jobs = [
        partial(enter_list, contest, team, references, by=by)
        for contest, team, references in ((competition, first, REFERENCES), (other, third, REFERENCES[::-1]))
    ]
    if connection.vendor == "postgresql":  # SQLite allows one write transaction at a time
        both_claim = all_come_to('INSERT INTO "campaigns_bankreference"', number=2)
        jobs = [wrapped(job, both_claim) for job in jobs]
    assert sorted(at_once(*jobs), key=str) == [1, "ListChanged"]
    assert Contribution.objects.count() == Contribution.history.count() == len(REFERENCES)
    assert {each.external_id for each in Contribution.objects.all()} == set(REFERENCES)
    assert BankReference.objects.count() == len(REFERENCES)
    assert list(recount()) == []


def enter_list(competition: Competition, team: Team, references: list[str], *, by: User) -> int:
    rows = "".join(f"{team.code};7;{reference}\n" for reference in references)
    chosen = listing(competition, f"Lag;Belopp;Referens\n{rows}")
    prepared = prepare(chosen, ticked=(), digest=preview(chosen).digest, by=by)
    return len(commit(prepared, source="lista"))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
def test_without_the_order_two_lists_wait_for_each_other(duel):
    """Negative control: each has claimed the reference that the other claims next, a deadlock."""
    competition, first, second, by = duel
    payments = [
        [
            Contribution.objects.create(
                competition=competition,
                team=team,
                amount=AMOUNT,
                received_on=A_DAY,
                entered_by=by,
                external_id=reference,
            )
            for reference in references
        ]
        for team, references in ((first, ("A", "B")), (second, ("B", "A")))
    ]
    both_have_one = threading.Barrier(2)

    @transaction.atomic
    def claim(place: int):
        for payment in payments[place]:
            claim_reference(payment)
            if payment is payments[place][0]:
                both_have_one.wait(PATIENCE)

    assert "OperationalError" in at_once(partial(claim, 0), partial(claim, 1))
