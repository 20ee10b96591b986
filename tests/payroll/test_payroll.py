import datetime as dt
import itertools
import threading
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from campaigns.services.contributions import add_contribution, reverse_contribution
from core.errors import Refusal
from core.identity import make_ocr
from payroll.models import PayrollBand, PayrollMonth, PayrollReceipt, PayrollScheme
from payroll.queries import giving_by_company, month_line, month_lines, shown_bands
from payroll.rules import (
    FEWEST_SHOWN,
    BandGroup,
    BandKind,
    DifferenceReason,
    MonthPhase,
    agrees,
    day_in,
    earliest_remittance,
    match_by_month,
    paydays,
    phase_of,
    possible_reasons,
    remittance_after,
    shown_groups,
    split,
    tolerance,
)
from payroll.services.payroll import (
    AlreadyReversed,
    EmployerIsFixed,
    MatchIsNotAll,
    MonthIsClosed,
    MonthIsOpen,
    ReasonDoesNotFit,
    ReasonNeeded,
    SharesMustBeWhole,
    close_month,
    declare_month,
    open_months,
    recount_months,
    register_receipt,
    reopen_month,
    reverse_receipt,
    update_scheme,
)
from tests.campaigns.factories import running_duel
from tests.factories import CompanyFactory, UserFactory, get_goal
from tests.payroll.factories import JUNE, STARTS, fixed, make_month, make_scheme, mixed, per_mille, receive, rounding
from tests.racing import PATIENCE, ROUNDS, at_once, without_row_locks, wrapped

pytestmark = pytest.mark.database

kronor = st.decimals(min_value=0, max_value=10**9, places=2)


def fresh(month: PayrollMonth) -> PayrollMonth:
    return PayrollMonth.objects.with_money().get(pk=month.pk)


# --- References -----------------------------------------------------------------------------------


def is_ocr(text: str) -> bool:
    """The last digit but one is the length's, the last a check digit: Bankgirot's hard level."""
    return int(text[-2]) == len(text) % 10 and luhn.is_valid(text)


@pytest.mark.parametrize(("number", "reference"), [(12345, "1234574"), (2026000123, "202600012324")])
def test_reference_has_length_digit_and_check_digit(number, reference):
    assert make_ocr(number) == reference
    assert is_ocr(reference)


@given(st.integers(min_value=1, max_value=10**20))
def test_any_reference_is_valid_and_a_wrong_digit_is_found(number):
    reference = make_ocr(number)
    assert is_ocr(reference)
    wrong = reference[:-1] + str((int(reference[-1]) + 1) % 10)
    assert not is_ocr(wrong)


@pytest.mark.django_db
@pytest.mark.days
def test_each_scheme_has_its_own_reference_and_keeps_it():
    first, second = make_scheme(), make_scheme()
    assert is_ocr(first.reference)
    assert first.reference != second.reference
    first.reference = "1234574"
    with pytest.raises(ValidationError, match="ändras aldrig"):
        update_scheme(first)


# --- Days -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payday", "number", "due"),
    [
        (dt.date(2026, 6, 25), 12, dt.date(2026, 7, 13)),  # the 12th is a Sunday
        (dt.date(2026, 6, 25), 25, dt.date(2026, 6, 25)),
        (dt.date(2026, 6, 25), 28, dt.date(2026, 6, 29)),
        (dt.date(2026, 12, 25), 12, dt.date(2027, 1, 12)),
        (dt.date(2027, 2, 28), 31, dt.date(2027, 3, 1)),
        (dt.date(2026, 12, 24), 24, dt.date(2026, 12, 28)),  # Christmas, and then a weekend
        (dt.date(2026, 12, 25), 31, dt.date(2027, 1, 4)),
        (dt.date(2028, 1, 31), 30, dt.date(2028, 2, 29)),
    ],
)
def test_money_is_due_on_the_first_such_day_from_the_payday_on_that_banks_are_open(payday, number, due):
    assert remittance_after(payday, number) == due


@pytest.mark.django_db
@pytest.mark.days
@pytest.mark.parametrize("bands", [[fixed(999_999_999, 1)] * 2, [fixed("0.01", 2**31 - 1)] * 2])
def test_groups_that_no_month_could_hold_are_refused_when_they_are_written(bands):
    with pytest.raises(ValidationError, match="tillsammans mer"):
        make_scheme(bands=bands)
    scheme = make_scheme()
    with pytest.raises(ValidationError, match="tillsammans mer"):
        update_scheme(scheme, bands=bands)


def test_payday_of_a_short_month_is_its_last_day():
    assert day_in(dt.date(2027, 2, 1), 31) == dt.date(2027, 2, 28)


def test_paydays_lie_within_the_scheme():
    assert paydays(
        number=25, starts=dt.date(2026, 6, 26), ends=dt.date(2026, 9, 24), last_month=dt.date(2026, 12, 1)
    ) == [dt.date(2026, 7, 25), dt.date(2026, 8, 25)]


# --- Splitting ------------------------------------------------------------------------------------


@st.composite
def percents(draw):
    cuts = sorted(draw(st.lists(st.integers(1, 99), max_size=4, unique=True)))
    bounds = [0, *cuts, 100]
    return {key: high - low for key, (low, high) in enumerate(itertools.pairwise(bounds), start=1)}


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), percents())
def test_parts_are_whole_ore_near_their_share_and_sum_to_the_whole(amount, shares):
    parts = split(amount, shares)
    assert sum(parts.values()) == amount
    assert all(abs(parts[key] - amount * percent / 100) < Decimal("0.01") for key, percent in shares.items())


def test_a_lone_ore_goes_to_the_largest_remainder():
    assert split(Decimal("0.10"), {1: 33, 2: 33, 3: 34}) == {
        1: Decimal("0.03"),
        2: Decimal("0.03"),
        3: Decimal("0.04"),
    }
    assert split(Decimal("0.01"), {1: 50, 2: 50}) == {1: Decimal("0.01"), 2: Decimal("0.00")}


@given(kronor, percents())
def test_a_reversal_splits_as_what_it_takes_back(amount, shares):
    assert split(-amount, shares) == {key: -part + 0 for key, part in split(amount, shares).items()}


# --- Groups that may be shown ---------------------------------------------------------------------

heads_of_bands = st.lists(st.integers(1, 12), min_size=1, max_size=6)


def bands_of(heads: list[int]) -> list[BandGroup]:
    """Each with a sum that no other combination of bands gives, so that a sum tells which bands are in it."""
    return [BandGroup(f"Grupp {place}", count, Decimal(10**place)) for place, count in enumerate(heads)]


def members(group: BandGroup, count: int) -> set[int]:
    return {place for place in range(count) if int(group.amount) // 10**place % 10}


@given(heads_of_bands)
def test_no_group_under_five_is_shown_unless_it_is_the_whole(heads):
    shown = shown_groups(bands_of(heads))
    assert len(shown) == 1 or all(group.heads >= FEWEST_SHOWN for group in shown)
    assert sum(group.heads for group in shown) == sum(heads)
    assert sum(group.amount for group in shown) == sum(band.amount for band in bands_of(heads))


@given(heads_of_bands)
def test_no_small_group_can_be_found_by_adding_and_subtracting_what_is_shown(heads):
    bands = bands_of(heads)
    shown = shown_groups(bands)
    if len(bands) == 1:
        return
    seen = [members(group, len(bands)) for group in shown]
    small = [{place} for place, count in enumerate(heads) if count < FEWEST_SHOWN]
    # With the total of all, every sum of rows with signs, as a vector over the bands.
    rows = [*seen, set(range(len(bands)))]
    for signs in itertools.product((-1, 0, 1), repeat=len(rows)):
        vector = [
            sum(sign for sign, row in zip(signs, rows, strict=True) if place in row) for place in range(len(bands))
        ]
        assert {place for place, value in enumerate(vector) if value} not in small


def test_the_smallest_other_group_goes_with_a_small_one():
    groups = [BandGroup("a", 10, Decimal(1000)), BandGroup("b", 6, Decimal(600)), BandGroup("c", 2, Decimal(84))]
    assert shown_groups(groups) == [BandGroup("a", 10, Decimal(1000)), BandGroup("", 8, Decimal(684))]


def test_several_small_groups_that_are_five_together_stand_on_their_own():
    groups = [BandGroup("a", 10, Decimal(1000)), BandGroup("b", 3, Decimal(300)), BandGroup("c", 2, Decimal(84))]
    assert shown_groups(groups) == [BandGroup("a", 10, Decimal(1000)), BandGroup("", 5, Decimal(384))]


@pytest.mark.django_db
@pytest.mark.days
def test_scheme_shows_a_small_group_only_among_others():
    scheme = make_scheme(bands=[fixed(100, 12), fixed(250, 6), rounding(140, 3)])
    assert shown_bands(scheme, on=STARTS) == [
        BandGroup("100\N{NO-BREAK SPACE}kr i månaden", 12, Decimal("1200.00")),
        BandGroup("Övriga", 9, Decimal("1640.00")),
    ]


# --- Bands: no personal data ----------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.days
def test_per_mille_of_fewer_than_five_is_not_stored():
    with pytest.raises(ValidationError, match="vad någon tjänar"):
        make_scheme(bands=[per_mille(42, heads=1)])
    assert not PayrollBand.objects.exists()
    assert make_scheme(bands=[per_mille(210, heads=5)]).bands.get().monthly == Decimal("210.00")


@pytest.mark.django_db
@pytest.mark.days
def test_database_refuses_one_persons_per_mille_too():
    band = make_scheme(bands=[per_mille(210, heads=5)]).bands.get()
    with pytest.raises(IntegrityError, match="payroll_band_no_salary"):
        PayrollBand.objects.filter(pk=band.pk).update(heads=4)


@pytest.mark.parametrize(
    ("terms", "lacks", "field"),
    [
        (fixed(), {"amount": None}, "amount"),
        (fixed(), {"amount": Decimal(0)}, "amount"),
        (mixed(100), {"expected": None}, "expected"),
        (per_mille(300), {"per_mille": None}, "per_mille"),
        (rounding(300), {"amount": None}, "amount"),
        (fixed(), {"ends": STARTS - dt.timedelta(days=1)}, "ends"),
    ],
)
@pytest.mark.django_db
@pytest.mark.days
def test_band_needs_what_its_kind_is_counted_from(terms, lacks, field):
    with pytest.raises(ValidationError) as refused:
        make_scheme(bands=[replace(terms, **lacks)])
    assert field in refused.value.message_dict


@pytest.mark.django_db
@pytest.mark.days
def test_band_keeps_nothing_that_its_kind_has_no_use_for():
    band = make_scheme(bands=[fixed(100, 10, per_mille=Decimal(1), expected=Decimal(7))]).bands.get()
    assert (band.per_mille, band.expected, band.monthly) == (None, None, Decimal("1000.00"))


@pytest.mark.parametrize("shares", [{1: 60, 2: 39}, {1: 60, 2: 41}, {}])
@pytest.mark.django_db
@pytest.mark.days
def test_shares_must_be_a_hundred_per_cent(shares):
    with pytest.raises(SharesMustBeWhole):
        make_scheme(shares={get_goal(number): percent for number, percent in shares.items()})
    assert not PayrollScheme.objects.exists()


# --- Months ---------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.days
def test_months_are_opened_once_and_frozen_on_the_payday():
    scheme = make_scheme()
    opened = open_months(scheme, on=dt.date(2026, 8, 24))
    assert [(month.name, month.is_frozen) for month in opened] == [
        ("2026-06", True),
        ("2026-07", True),
        ("2026-08", False),
    ]
    assert open_months(scheme, on=dt.date(2026, 8, 25)) == []
    assert [month.is_frozen for month in scheme.months.all()] == [True, True, True]
    assert scheme.months.first().due_on == dt.date(2026, 9, 14)


@pytest.mark.django_db
@pytest.mark.days
def test_month_expects_what_the_bands_active_on_its_payday_give():
    bands = [
        fixed(100, 10, ends=dt.date(2026, 7, 24)),
        per_mille("287.40", 8, starts=dt.date(2026, 7, 25)),
        fixed(50, 2, starts=dt.date(2026, 6, 26)),
    ]
    scheme = make_scheme(bands=bands)
    open_months(scheme, on=dt.date(2026, 7, 31))
    assert [(m.expected, m.expected_heads) for m in scheme.months.order_by("month")] == [
        (Decimal("1000.00"), 10),
        (Decimal("387.40"), 10),
    ]


@pytest.mark.django_db
@pytest.mark.days
def test_change_of_terms_moves_only_the_months_that_are_not_frozen():
    scheme = make_scheme()
    june, july = make_month(scheme), make_month(scheme, on=dt.date(2026, 7, 1))
    band = scheme.bands.get()
    scheme = PayrollScheme.objects.get(pk=scheme.pk)
    update_scheme(
        scheme,
        shares={get_goal(1): 50, get_goal(2): 50},
        bands=[fixed(100, 12, key=band.pk)],
        match_rate=Decimal(100),
    )
    june, july = fresh(june), fresh(july)
    assert (june.expected, june.percents, june.match_rate) == (Decimal("1000.00"), {str(get_goal(1).pk): 100}, 0)
    assert (july.expected, july.match_rate) == (Decimal("1200.00"), 100)
    assert july.percents == {str(get_goal(1).pk): 50, str(get_goal(2).pk): 50}


@pytest.mark.django_db
@pytest.mark.days
def test_ending_a_scheme_takes_away_the_month_that_will_not_be():
    scheme = make_scheme()
    make_month(scheme), make_month(scheme, on=dt.date(2026, 7, 1))
    update_scheme(PayrollScheme.objects.get(pk=scheme.pk), ends=dt.date(2026, 7, 1))
    assert [month.name for month in scheme.months.all()] == ["2026-06"]


@pytest.mark.django_db
@pytest.mark.days
def test_employer_is_fixed_once_there_are_months():
    scheme = make_scheme()
    update_scheme(scheme, company=CompanyFactory())
    make_month(scheme)
    with pytest.raises(EmployerIsFixed):
        update_scheme(PayrollScheme.objects.get(pk=scheme.pk), company=CompanyFactory())


@pytest.mark.django_db
@pytest.mark.days
def test_command_opens_months_of_every_scheme_and_again_changes_nothing(capsys):
    make_scheme(), make_scheme(), make_scheme(starts=dt.date(2027, 1, 1))
    call_command("open_payroll_months", "--on", "2026-07-25")
    assert capsys.readouterr().out == "4 new months, 2 schemes\n"
    before = list(PayrollMonth.objects.order_by("pk").values_list("pk", "version"))
    call_command("open_payroll_months", "--on", "2026-07-25")
    assert capsys.readouterr().out == "0 new months, 2 schemes\n"
    assert list(PayrollMonth.objects.order_by("pk").values_list("pk", "version")) == before


# --- Money and closing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "basis", "agreed"),
    [
        ("950", "1000", True),
        ("949.99", "1000", False),
        ("1050", "1000", True),
        ("9900", "10000", True),
        ("9899.99", "10000", False),
        ("0", "50", True),
    ],
)
def test_difference_within_fifty_kronor_or_one_per_cent_agrees(received, basis, agreed):
    assert agrees(received=Decimal(received), basis=Decimal(basis)) == agreed


@given(kronor)
def test_tolerance_is_never_less_than_fifty_kronor(basis):
    assert tolerance(basis) == max(Decimal(50), basis / 100)


@pytest.mark.django_db
@pytest.mark.days
def test_month_closes_itself_when_the_money_agrees():
    month = make_month()
    receive(month, "960.50")
    month = fresh(month)
    assert (month.is_closed, month.closed_by, month.reason) == (True, None, DifferenceReason.WITHIN)
    exact = make_month()
    receive(exact, 1000)
    assert (fresh(exact).is_closed, fresh(exact).reason) == (True, "")


@pytest.mark.django_db
@pytest.mark.days
def test_month_stays_open_until_gift_and_match_each_agree():
    """2 920 kr are awaited and half of what comes is matched: the gifts alone closed the month as if it agreed."""
    month, by = make_month(bands=[fixed("292.00", 10)], match_rate=Decimal(50)), UserFactory()
    receive(month, "2875.50")
    month = fresh(month)
    assert (month.is_closed, month.match_due, month.owes_match) == (False, Decimal("1437.75"), True)
    assert (month.phase_on(dt.date(2026, 7, 13)), month.phase_on(dt.date(2026, 7, 14))) == (
        MonthPhase.WAITING,
        MonthPhase.LATE,
    )
    assert list(PayrollMonth.objects.overdue(dt.date(2026, 7, 14))) == [month]
    for reason in ("", DifferenceReason.WITHIN):
        with pytest.raises(ReasonNeeded):
            close_month(month, by=by, reason=reason)
    receive(month, "1000", match_part=Decimal(1000))
    assert (fresh(month).is_closed, fresh(month).phase_on(JUNE)) == (False, MonthPhase.DIFFERS)
    assert list(PayrollMonth.objects.overdue(dt.date(2026, 7, 14))) == [month]
    receive(month, "437.75", match_part=Decimal("437.75"))
    month = fresh(month)
    assert (month.is_closed, month.reason, month.owes_match) == (True, DifferenceReason.WITHIN, False)
    assert list(PayrollMonth.objects.overdue(dt.date(2026, 7, 14))) == []


@pytest.mark.django_db
@pytest.mark.days
def test_gifts_too_many_do_not_cover_for_a_match_too_small():
    month = make_month(match_rate=Decimal(100))
    receive(month, 2000, match_part=Decimal(900))
    assert not fresh(month).is_closed
    small = make_month(bands=[fixed(10, 4)], match_rate=Decimal(100))
    receive(small, 40)
    assert (fresh(small).is_closed, fresh(small).owes_match) == (False, True)
    given = close_month(fresh(small), by=UserFactory(), reason=DifferenceReason.NO_MATCH)
    assert (given.is_closed, given.reason) == (True, DifferenceReason.NO_MATCH)


@pytest.mark.django_db
@pytest.mark.days
def test_what_is_owed_of_later_months_follows_when_an_earlier_one_changes():
    scheme = make_scheme(match_rate=Decimal(100), match_total_cap=Decimal(1500))
    june, july = make_month(scheme), make_month(scheme, on=dt.date(2026, 7, 25))
    receipt = receive(june, 1000)
    receive(july, 1000, received_on=dt.date(2026, 8, 10))
    assert [fresh(each).match_due for each in (june, july)] == [Decimal(1000), Decimal(500)]
    reverse_receipt(receipt, by=UserFactory(), reason="Fel månad")
    assert [fresh(each).match_due for each in (june, july)] == [Decimal(0), Decimal(1000)]
    assert list(recount_months()) == []
    PayrollMonth.objects.filter(pk=july.pk).update(match_due=1)
    assert [difference.field for difference in recount_months(fix=True)] == ["match_due"]
    assert fresh(july).match_due == Decimal(1000)


@pytest.mark.django_db
@pytest.mark.days
def test_small_sum_is_waited_for_although_nothing_is_within_the_tolerance():
    month = make_month(bands=[fixed(10, 5)])
    month = declare_month(month, declared=Decimal(40), heads=4)
    assert not month.is_closed
    assert fresh(month).phase_on(dt.date(2026, 8, 1)) == MonthPhase.LATE
    assert declare_month(month, declared=Decimal(0), heads=0).is_closed


@pytest.mark.django_db
@pytest.mark.days
def test_what_the_employer_declares_goes_before_what_was_expected():
    month = make_month()
    receive(month, 700)
    assert not fresh(month).is_closed
    month = declare_month(fresh(month), declared=Decimal(700), heads=7)
    assert (month.is_closed, fresh(month).difference) == (True, Decimal("0.00"))


@pytest.mark.django_db
@pytest.mark.days
def test_difference_needs_a_reason_and_another_reason_a_comment():
    month, by = make_month(), UserFactory()
    receive(month, 700)
    with pytest.raises(ReasonNeeded):
        close_month(fresh(month), by=by)
    with pytest.raises(ValidationError) as refused:
        close_month(fresh(month), by=by, reason=DifferenceReason.OTHER)
    assert list(refused.value.message_dict) == ["comment"]
    closed = close_month(fresh(month), by=by, reason=DifferenceReason.LEAVER)
    assert (closed.is_closed, closed.closed_by, closed.reason, closed.is_frozen) == (
        True,
        by,
        DifferenceReason.LEAVER,
        True,
    )


@pytest.mark.parametrize(
    ("gift", "match", "possible"),
    [
        ("700", "350", {"leaver", "leave"}),
        ("1300", "650", {"joiner"}),
        ("1000", "0", {"no_match"}),
        ("1000", "700", set()),
        ("1500", "0", {"joiner", "match", "no_match"}),
        ("700", "0", {"leaver", "leave", "no_match"}),
    ],
)
@pytest.mark.django_db
@pytest.mark.days
def test_reason_is_one_that_can_give_such_a_difference(gift, match, possible):
    month = make_month(match_rate=Decimal(50))
    receive(month, Decimal(gift) + Decimal(match), match_part=Decimal(match))
    month = fresh(month)
    any_way = {"changed", "rounding", "period", "other"}
    assert set(possible_reasons(month.off)) == any_way | possible
    for reason in set(DifferenceReason.values) - any_way - possible - {DifferenceReason.WITHIN}:
        with pytest.raises(ReasonDoesNotFit):
            close_month(month, by=UserFactory(), reason=reason)


@pytest.mark.parametrize(
    ("gift", "match", "reason", "words"),
    [
        ("2620", "0", "leaver", "varför matchningen fattas"),
        ("920", "0", "no_match", "varför gåvorna är för små"),
        ("4920", "0", "no_match", "varför gåvorna är för stora"),
        ("4920", "0", "joiner", "varför matchningen fattas"),
        ("2620", "2000", "leave", "varför matchningen är för stor"),
    ],
)
@pytest.mark.django_db
@pytest.mark.days
def test_reason_for_one_of_two_differences_needs_a_comment_on_the_other(gift, match, reason, words):
    month = make_month(bands=[fixed("292.00", 10)], match_rate=Decimal(50))
    receive(month, Decimal(gift) + Decimal(match), match_part=Decimal(match))
    with pytest.raises(ValidationError, match=words) as refused:
        close_month(fresh(month), by=UserFactory(), reason=reason, comment=" ")
    assert list(refused.value.message_dict) == ["comment"]
    assert not fresh(month).is_closed
    closed = close_month(fresh(month), by=UserFactory(), reason=reason, comment="Frågat ekonomichefen.")
    assert (closed.is_closed, closed.reason) == (True, reason)


@pytest.mark.django_db
@pytest.mark.days
def test_match_that_came_among_the_gifts_is_set_apart_when_the_month_closes():
    month, by = make_month(bands=[fixed("292.00", 10)], match_rate=Decimal(50)), UserFactory()
    receive(month, 1000)
    receive(month, 3380, external_id="BG-1", received_on=dt.date(2026, 7, 11))
    for part in (None, Decimal(0), Decimal(4381)):
        with pytest.raises(ValidationError) as refused:
            close_month(fresh(month), by=by, reason=DifferenceReason.MATCH, match_part=part)
        assert list(refused.value.message_dict) == ["match_part"]
    with pytest.raises(MatchIsNotAll):
        close_month(fresh(month), by=by, reason=DifferenceReason.MATCH, match_part=Decimal(500))
    assert (fresh(month).received, fresh(month).is_closed) == (Decimal("4380.00"), False)
    close_month(fresh(month), by=by, reason=DifferenceReason.MATCH, match_part=Decimal(1460))
    month = fresh(month)
    assert (month.received, month.match_received, month.match_due) == (
        Decimal("2920.00"),
        Decimal("1460.00"),
        Decimal("1460.00"),
    )
    assert (month.is_closed, month.closed_by, month.reason) == (True, by, "")
    assert [(receipt.amount, receipt.match_part, receipt.external_id) for receipt in month.receipts.standing()] == [
        (Decimal("3380.00"), Decimal("1460.00"), "BG-1"),
        (Decimal("1000.00"), Decimal("0.00"), ""),
    ]
    with pytest.raises(ValidationError, match="redan inlagd"):
        receive(make_month(), 3380, external_id="BG-1", again=True)


@pytest.mark.django_db
@pytest.mark.days
def test_match_that_does_not_come_is_due_no_longer_and_leaves_the_cap_to_others():
    scheme = make_scheme(match_rate=Decimal(50), match_total_cap=Decimal(600))
    june, july = make_month(scheme), make_month(scheme, on=dt.date(2026, 7, 25))
    receive(june, 1000)
    close_month(fresh(june), by=UserFactory(), reason=DifferenceReason.NO_MATCH)
    receive(july, 1000, received_on=dt.date(2026, 8, 10))
    assert [(fresh(each).match_due, fresh(each).owes_match) for each in (june, july)] == [
        (Decimal(0), False),
        (Decimal(500), True),
    ]
    reopen_month(fresh(june), by=UserFactory(), reason="De betalar ändå")
    assert [fresh(each).match_due for each in (june, july)] == [Decimal(500), Decimal(100)]


@pytest.mark.django_db
@pytest.mark.days
def test_closed_month_keeps_its_match_whatever_happens_to_the_others():
    """A third of 1 033.33 kr a month is matched, 1 500 kr in all, and the first month's gifts come last."""
    terms = {"bands": [mixed("1033.33")], "match_rate": Decimal("33.3"), "match_total_cap": Decimal(1500)}
    scheme = make_scheme(**terms)
    first, *others = (make_month(scheme, on=dt.date(2026, number, 25)) for number in range(6, 11))
    for month in others:
        receive(month, "1377.43", match_part=Decimal("344.10"), received_on=month.payday)
        assert fresh(month).is_closed
    receipt = receive(first, "1033.33")
    dues = [Decimal("123.60"), *[Decimal("344.10")] * 4]
    assert [fresh(month).match_due for month in (first, *others)] == dues
    reverse_receipt(receipt, by=UserFactory(), reason="Fel månad")
    assert [fresh(month).match_due for month in (first, *others)] == [0, *dues[1:]]
    for cap in (Decimal(100), None):
        update_scheme(PayrollScheme.objects.get(pk=scheme.pk), match_total_cap=cap)
        assert [fresh(month).match_due for month in (first, *others)] == [0, *dues[1:]]
    assert list(recount_months()) == []


@pytest.mark.django_db
@pytest.mark.days
def test_closed_month_is_locked_until_it_is_opened_with_a_reason():
    month, by = make_month(), UserFactory()
    receipt = receive(month, 1000)
    month = fresh(month)
    for attempt in (
        lambda: receive(month, 1),
        lambda: reverse_receipt(receipt, by=by, reason="Fel"),
        lambda: declare_month(month, declared=Decimal(1)),
        lambda: close_month(month, by=by),
    ):
        with pytest.raises(MonthIsClosed):
            attempt()
    with pytest.raises(Refusal, match="varför"):
        reopen_month(fresh(month), by=by, reason=" ")
    month = reopen_month(fresh(month), by=by, reason="Fel belopp")
    assert (month.is_closed, month.history.first().history_change_reason) == (False, "Fel belopp")
    assert fresh(month).phase_on(dt.date(2026, 12, 1)) == MonthPhase.READY
    with pytest.raises(MonthIsOpen):
        reopen_month(month, by=by, reason="Igen")


@pytest.mark.django_db
@pytest.mark.days
def test_reversal_restores_sums_split_and_match():
    scheme = make_scheme(shares={get_goal(1): 60, get_goal(2): 40}, match_rate=Decimal(50))
    month = make_month(scheme)
    receive(month, "333.33")
    before = month_line(fresh(month), today=JUNE)
    receipt = receive(month, "200.01", match_part=Decimal("66.67"))
    during = month_line(fresh(month), today=JUNE)
    assert (during.received, during.match_received) == (Decimal("466.67"), Decimal("66.67"))
    reverse_receipt(receipt, by=UserFactory(), reason="Fel arbetsgivare")
    after = month_line(fresh(month), today=JUNE)
    names = ("received", "difference", "match_due", "match_received", "split")
    assert [getattr(after, name) for name in names] == [getattr(before, name) for name in names]
    with pytest.raises(AlreadyReversed):
        reverse_receipt(receipt, by=UserFactory(), reason="Igen")
    with pytest.raises(AlreadyReversed):
        reverse_receipt(receipt.reversal, by=UserFactory(), reason="Igen")


@pytest.mark.django_db
@pytest.mark.days
def test_reversal_needs_a_reason():
    receipt = receive(make_month(), 500)
    with pytest.raises(ValidationError):
        reverse_receipt(receipt, by=UserFactory(), reason=" ")
    receipt.refresh_from_db()
    assert (receipt.is_reversed, PayrollReceipt.objects.count()) == (False, 1)


@pytest.mark.django_db
@pytest.mark.days
def test_same_bank_reference_enters_once_and_again_after_a_reversal():
    scheme = make_scheme()
    june, july = make_month(scheme), make_month(scheme, on=dt.date(2026, 7, 25))
    receipt = receive(june, 300, external_id="BG-1")
    with pytest.raises(ValidationError, match="redan inlagd"):
        receive(july, 300, external_id=" BG-1 ")
    reverse_receipt(receipt, by=UserFactory(), reason="Fel månad")
    with pytest.raises(ValidationError, match="är rättad"):
        receive(july, 300, external_id="BG-1")
    assert receive(july, 300, external_id="BG-1", again=True).amount == Decimal(300)


@pytest.mark.django_db
@pytest.mark.days
def test_payment_in_the_wrong_channel_is_entered_in_the_right_one_under_its_reference():
    month, by = make_month(), UserFactory()
    competition = running_duel()[0]
    gift = {"competition": competition, "amount": Decimal(300), "received_on": competition.opens_on, "by": by}
    reverse_receipt(receive(month, 300, external_id="BG-9"), by=by, reason="Hör till tävlingen")
    with pytest.raises(ValidationError, match="är rättad"):
        add_contribution(**gift, external_id="BG-9")
    contribution = add_contribution(**gift, external_id="BG-9", again=True)
    with pytest.raises(ValidationError, match="redan inlagd"):
        receive(month, 300, external_id="BG-9", again=True)
    reverse_contribution(contribution, by=by, reason="Hör till lönen")
    with pytest.raises(ValidationError, match="är rättad"):
        receive(month, 300, external_id="BG-9")
    assert receive(month, 300, external_id="BG-9", again=True).amount == Decimal(300)


@pytest.mark.django_db
@pytest.mark.days
def test_money_comes_neither_on_a_day_ahead_nor_before_it_is_deducted():
    month = make_month(on=timezone.localdate(), starts=timezone.localdate().replace(day=1))
    for day in (timezone.localdate() + dt.timedelta(days=1), earliest_remittance(month.payday) - dt.timedelta(days=1)):
        with pytest.raises(ValidationError) as refused:
            receive(month, 100, received_on=day)
        assert list(refused.value.message_dict) == ["received_on"]
    assert not PayrollReceipt.objects.exists()


@pytest.mark.parametrize(
    ("payday", "earliest"), [("2026-06-25", "2026-06-01"), ("2026-06-08", "2026-06-01"), ("2026-06-01", "2026-05-25")]
)
def test_employer_may_send_from_the_first_of_the_month_or_a_week_before_an_early_payday(payday, earliest):
    assert earliest_remittance(dt.date.fromisoformat(payday)) == dt.date.fromisoformat(earliest)


@pytest.mark.django_db
@pytest.mark.days
def test_receipt_is_never_edited():
    receipt = receive(make_month(), 300)
    receipt.amount = Decimal(301)
    with pytest.raises(ValidationError, match="ändras aldrig"):
        receipt.full_clean()


@pytest.mark.parametrize(("amount", "part"), [(0, 0), (-1, 0), (100, 101), (100, -1)])
@pytest.mark.django_db
@pytest.mark.days
def test_receipt_is_more_than_nothing_and_the_match_a_part_of_it(amount, part):
    with pytest.raises(ValidationError):
        receive(make_month(), amount, match_part=Decimal(part))


@pytest.mark.django_db
@pytest.mark.days
def test_match_in_the_same_payment_is_kept_apart_from_the_employees_money():
    month = make_month(match_rate=Decimal(100))
    receive(month, 2000, match_part=Decimal(1000))
    month = fresh(month)
    assert (month.is_closed, month.received, month.match_received) == (True, Decimal("1000.00"), Decimal("1000.00"))


# --- Match ----------------------------------------------------------------------------------------


@given(
    st.lists(kronor, max_size=8),
    st.decimals(min_value=0, max_value=1000, places=1),
    st.none() | kronor,
    st.none() | kronor,
)
def test_match_keeps_within_its_rate_and_both_caps(received, rate, month_cap, total_cap):
    due = match_by_month(
        received, rates=[rate] * len(received), month_caps=[month_cap] * len(received), total_cap=total_cap
    )
    for gift, match in zip(received, due, strict=True):
        assert 0 <= match <= gift * rate / 100 + Decimal("0.005")
        assert month_cap is None or match <= month_cap
    assert total_cap is None or sum(due) <= total_cap


def test_oldest_months_use_up_the_cap_on_the_whole():
    received = [Decimal(1000), Decimal(3000), Decimal(1000)]
    due = match_by_month(received, rates=[Decimal(50)] * 3, month_caps=[Decimal(1200)] * 3, total_cap=Decimal(2000))
    assert due == [Decimal(500), Decimal(1200), Decimal(300)]


@pytest.mark.django_db
@pytest.mark.days
def test_match_is_by_the_terms_that_each_month_was_frozen_with():
    scheme = make_scheme(match_rate=Decimal(100), match_month_cap=Decimal(400))
    june, july = make_month(scheme), make_month(scheme, on=dt.date(2026, 7, 1))
    update_scheme(PayrollScheme.objects.get(pk=scheme.pk), match_rate=Decimal(50), match_month_cap=None)
    receive(june, 1000), receive(july, 1000)
    assert [line.match_due for line in month_lines(scheme, today=JUNE)] == [Decimal("400.00"), Decimal("500.00")]


# --- Where a month stands -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "fields", "phase"),
    [
        ("2026-06-24", {}, MonthPhase.COMING),
        ("2026-06-25", {}, MonthPhase.WAITING),
        ("2026-07-12", {}, MonthPhase.WAITING),
        ("2026-07-13", {}, MonthPhase.LATE),
        ("2026-07-13", {"has_money": True}, MonthPhase.DIFFERS),
        ("2026-06-01", {"has_money": True, "agreed": True}, MonthPhase.READY),
        ("2026-07-12", {"has_money": True, "awaits_match": True}, MonthPhase.WAITING),
        ("2026-07-12", {"has_money": True, "lacks": True}, MonthPhase.DIFFERS),
        ("2026-07-13", {"has_money": True, "lacks": True}, MonthPhase.LATE),
        ("2026-07-13", {"has_money": True, "lacks": True, "awaits_match": True}, MonthPhase.LATE),
        ("2026-07-13", {"is_closed": True}, MonthPhase.CLOSED),
    ],
)
def test_month_says_what_it_waits_for(today, fields, phase):
    facts = {"is_closed": False, "has_money": False, "agreed": False} | fields
    days = {"payday": JUNE, "due_on": dt.date(2026, 7, 12), "today": dt.date.fromisoformat(today)}
    assert phase_of(**days, **facts) == phase


@pytest.mark.django_db
@pytest.mark.days
def test_overdue_are_the_months_without_money_after_the_remittance_day():
    late, paid, on_time = make_month(), make_month(), make_month(remittance_day=31)
    receive(paid, 1000)
    assert list(PayrollMonth.objects.overdue(dt.date(2026, 6, 30))) == []
    assert set(PayrollMonth.objects.overdue(dt.date(2026, 7, 13))) == {on_time}
    assert set(PayrollMonth.objects.overdue(dt.date(2026, 7, 14))) == {on_time, late}
    assert late.due_on == dt.date(2026, 7, 13)


@pytest.mark.parametrize(
    ("expected", "received", "match", "left"),
    [
        ("1033.33", "0.01", "0", ("1033.32", "0.01")),
        ("1033.33", "900", "450", ("133.33", None)),
        ("1033.33", "900", "0", ("133.33", "450.00")),
        ("1033.33", "983.33", "0", (None, "491.67")),
        ("1033.33", "983.32", "491.66", ("50.01", None)),
        ("1033.33", "2000", "1000", (None, None)),
        ("9999.99", "9900", "4950", (None, None)),
        ("9999.99", "9899.98", "4949.99", ("100.01", None)),
        ("9999.99", "0", "50", ("9999.99", None)),
    ],
)
@pytest.mark.django_db
@pytest.mark.days
def test_month_is_overdue_with_what_it_lacks_until_all_has_come(expected, received, match, left):
    month = make_month(bands=[mixed(expected)], match_rate=Decimal(50))
    receive(month, Decimal(received) + Decimal(match), match_part=Decimal(match))
    month, late = fresh(month), month.due_on + dt.timedelta(days=1)
    lacks = tuple(amount and Decimal(amount) for amount in left)
    assert (month.gifts_left, month.match_left) == lacks
    assert list(PayrollMonth.objects.overdue(late)) == ([month] if any(lacks) else [])
    assert (month.phase_on(late) == MonthPhase.LATE) == any(lacks)


# --- For competitions -----------------------------------------------------------------------------


def _giving(company, first, last):
    return giving_by_company([company], first, last)[0]


@pytest.mark.django_db
@pytest.mark.days
def test_company_has_received_and_promised_on_the_paydays_of_a_period():
    scheme = make_scheme()
    june, july, august = (make_month(scheme, on=dt.date(2026, number, 25)) for number in (6, 7, 8))
    receive(june, 1000)
    receive(july, 300)
    declare_month(fresh(august), declared=Decimal(800))
    first, last = dt.date(2026, 6, 1), dt.date(2026, 8, 31)
    giving = _giving(scheme.company, first, last)
    assert (giving.received, giving.promised) == (Decimal("1300.00"), Decimal("1500.00"))
    close_month(fresh(july), by=UserFactory(), reason=DifferenceReason.LEAVE)
    giving = _giving(scheme.company, dt.date(2026, 7, 1), last)
    assert (giving.received, giving.promised) == (Decimal("300.00"), Decimal("800.00"))
    assert _giving(scheme.company, first, dt.date(2026, 6, 24)).total == 0


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.django_db
@pytest.mark.days
def test_giving_costs_two_queries_however_many_companies(number, django_assert_num_queries):
    companies = [make_month().scheme.company for _ in range(number)]
    with django_assert_num_queries(2):
        giving = giving_by_company(companies, STARTS, dt.date(2026, 7, 31))
    assert [(each.promised, each.promised_width) for each in giving] == [(Decimal("1000.00"), "100.00%")] * number


def test_kinds_have_no_field_for_a_person():
    assert {field.name for field in PayrollBand._meta.fields} == {
        "id",
        "version",
        "scheme",
        "kind",
        "amount",
        "per_mille",
        "heads",
        "expected",
        "starts",
        "ends",
    }
    assert set(BandKind.values) == {"fixed", "per_mille", "rounding", "mixed"}


# --- At the same moment ---------------------------------------------------------------------------


def both_at_once(month: PayrollMonth, *wrappers) -> PayrollMonth:
    """Two halves of the money are registered by two people at the same moment."""
    users = [UserFactory(), UserFactory()]
    register = partial(register_receipt, month, amount=Decimal(500), received_on=JUNE)
    outcomes = at_once(*[wrapped(partial(register, by=user), *wrappers) for user in users])
    assert [outcome for outcome in outcomes if isinstance(outcome, str)] == []  # the name of what went wrong
    return fresh(month)


@pytest.mark.django_db(transaction=True)
def test_month_closes_itself_however_the_halves_of_its_money_meet():
    for _round in range(ROUNDS):
        month = both_at_once(make_month())
        assert (month.received, month.is_closed) == (Decimal("1000.00"), True)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_neither_half_sees_the_other():
    summed = threading.Barrier(2)

    def both_sum_first(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if "SUM(" in sql:
            summed.wait(PATIENCE)
        return result

    month = both_at_once(make_month(), without_row_locks, both_sum_first)
    assert (month.received, month.is_closed) == (Decimal("1000.00"), False)
