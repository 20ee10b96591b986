import datetime as dt
import time
from decimal import Decimal

import pytest

from finance.rules.payment_matching import Incoming, Matcher, Reason, Target, TargetKind, number_key

DAY = dt.date(2026, 11, 24)


def due(pk: int, left: str, *, days: int = 0, **more) -> Target:
    fields = {"orgnr": "5567037485", "names": ("exempelbolaget",), "due_on": DAY + dt.timedelta(days=days)}
    return Target(TargetKind.INSTALMENT, pk, f"Delbetalning {pk}", Decimal(left), **fields | more)


def paid(amount: str, pk: int = 1, **more) -> Incoming:
    return Incoming(pk, Decimal(amount), DAY, **more)


def told(matcher: Matcher, payment: Incoming) -> list[tuple]:
    return [(each.value, each.score, each.reasons) for each in matcher.proposals(payment)]


def test_an_exact_reference_and_sum_is_certain():
    matcher = Matcher([due(1, "100", references=("1234574",)), due(2, "100", orgnr="", names=())])
    [first, second] = matcher.proposals(paid("100", reference="0123 4574".replace(" ", "")))
    assert (first.value, first.score, first.is_certain) == ("instalment-1:100", 100, True)
    assert first.reasons == (Reason.REFERENCE, Reason.AMOUNT)
    assert (second.value, second.score) == ("instalment-2:100", 14)


def test_the_banks_own_id_is_no_number_of_an_invoice():
    invoice = due(1, "100", references=("1001",), orgnr="", names=())
    by_hand = Target(TargetKind.HAND, 2, "70", Decimal(70), references=("1001",), due_on=DAY)
    matcher = Matcher([invoice, by_hand])
    assert told(matcher, paid("100", bank_id="1001")) == [
        ("hand-2:70", 80, (Reason.REFERENCE, Reason.OVER)),
        ("instalment-1:100", 15, (Reason.ONLY_AMOUNT, Reason.DUE)),
    ]


@pytest.mark.parametrize(
    ("amount", "value", "score", "reason"),
    [
        ("60", "instalment-1:60", 75, Reason.PART),
        ("130", "instalment-1:100", 80, Reason.OVER),
    ],
)
def test_part_and_over_payments_by_reference_are_proposed_and_not_certain(amount, value, score, reason):
    matcher = Matcher([due(1, "100", references=("1234574",), orgnr="", names=())])
    assert told(matcher, paid(amount, reference="1234574")) == [(value, score, (Reason.REFERENCE, reason))]


def test_several_references_are_paid_in_their_order():
    matcher = Matcher([due(1, "100", references=("1001",)), due(2, "50", references=("1002",))])
    [first] = matcher.proposals(paid("150", reference="1002 1001"))
    assert (first.value, first.reasons) == ("instalment-2:50 instalment-1:100", (Reason.REFERENCE, Reason.SUM))
    assert first.is_certain


def test_a_number_in_the_text_is_found_and_a_short_one_is_not():
    matcher = Matcher([due(1, "100", references=("F-1001",), orgnr="", names=()), due(2, "7", references=("12",))])
    [first, *_rest] = matcher.proposals(paid("100", text="Faktura f1001, tack."))
    assert (first.value, first.reasons) == ("instalment-1:100", (Reason.NUMBER, Reason.AMOUNT))
    assert told(matcher, paid("5", text="12")) == []


def test_organisation_number_and_sum_beat_the_name():
    matcher = Matcher([due(1, "100"), due(2, "100", orgnr="", days=90)])
    first, second = matcher.proposals(paid("100", orgnr="5567037485", name="exempelbolaget"))
    assert (first.value, first.score, first.reasons) == (
        "instalment-1:100",
        90,
        (Reason.ORGNR, Reason.AMOUNT, Reason.DUE),
    )
    assert (second.value, second.score) == ("instalment-2:100", 69)


def test_the_earliest_of_alike_sums_is_paid_first_and_the_next_payment_takes_the_next():
    matcher = Matcher([due(2, "100", days=30), due(1, "100")])
    assert matcher.proposals(paid("100", orgnr="5567037485"))[0].value == "instalment-1:100"
    assert [each.value for each in matcher.proposals(paid("100", pk=2, orgnr="5567037485"))] == ["instalment-2:100"]


def test_a_payment_may_be_the_sum_of_several_open_ones():
    matcher = Matcher([due(1, "100"), due(2, "70", days=30), due(3, "50", days=60), due(4, "30", days=90)])
    [first] = matcher.proposals(paid("150", name="exempelbolaget"))
    assert (first.value, first.reasons) == ("instalment-1:100 instalment-3:50", (Reason.PAYER, Reason.SUM))
    assert first.score == 65


def test_a_part_of_the_earliest_is_proposed_when_nothing_fits():
    matcher = Matcher([due(1, "100"), due(2, "70", days=30)])
    assert told(matcher, paid("30", name="exempelbolaget")) == [("instalment-1:30", 30, (Reason.PAYER, Reason.PART))]


def test_codes_in_the_text_go_to_their_team_and_two_of_them_are_doubted():
    teams = [Target(TargetKind.TEAM, pk, f"Lag {pk}") for pk in (1, 2)]
    said = {"P9RW1": [1], "P9RW1 P9RW2": [1, 2]}
    matcher = Matcher(teams, coded=lambda text, _amount: (said.get(text.strip(), []), False))
    assert told(matcher, paid("50", text="P9RW1")) == [("team-1:50", 95, (Reason.CODE,))]
    assert told(matcher, paid("50", text="P9RW1 P9RW2")) == [
        ("team-1:50", 55, (Reason.CODE, Reason.SEVERAL)),
        ("team-2:50", 55, (Reason.CODE, Reason.SEVERAL)),
    ]
    assert told(matcher, paid("50", text="Hej")) == []


def named(pk: int, name: str, *, ends: dt.date = DAY) -> Target:
    return Target(TargetKind.TEAM, pk, name, names=(name,), days=(DAY - dt.timedelta(days=30), ends))


@pytest.mark.parametrize(
    ("words", "team"),
    [
        ("heja laget vid an", "1"),
        ("laget vid an 2 heja", "2"),  # the longer name is meant
        ("laget vid annat", None),  # not whole words
        ("vid an laget", None),
        ("tvillingarna", None),  # two teams are called so
        ("laget vid an och tvillingarna", None),
        ("sista", None),  # over before the payment
        ("", None),
    ],
)
def test_the_name_of_one_team_in_the_text_is_proposed_and_not_likely(words, team):
    over = named(5, "sista", ends=DAY - dt.timedelta(days=1))
    teams = [named(1, "laget vid an"), named(2, "laget vid an 2"), named(3, "tvillingarna"), named(4, "tvillingarna")]
    [*found] = Matcher([*teams, over]).proposals(paid("50", words=words))
    assert [(each.value, each.score, each.reasons) for each in found] == (
        [(f"team-{team}:50", 55, (Reason.TEAM,))] if team else []
    )
    assert not any(each.is_likely for each in found)


def test_a_code_says_more_than_the_same_teams_name():
    matcher = Matcher([named(1, "norr"), named(2, "soder")], coded=lambda _text, _amount: ([1], False))
    assert told(matcher, paid("50", words="norr")) == [("team-1:50", 95, (Reason.CODE,))]
    assert [each[0] for each in told(matcher, paid("50", words="soder"))] == ["team-1:50", "team-2:50"]


def test_money_out_goes_to_the_line_it_came_from():
    gift = Target(TargetKind.REFUND, 5, "Gåva", Decimal(100), names=("anna exempel",), due_on=DAY)
    matcher = Matcher([due(1, "100")], refunds=[gift])
    assert told(matcher, paid("-100", name="anna exempel")) == [
        ("refund-5:-100", 100, (Reason.SAME_PAYMENT, Reason.AMOUNT))
    ]
    assert told(matcher, paid("-100", name="bertil exempel")) == []
    assert told(matcher, paid("-99", name="anna exempel")) == [("refund-5:-99", 30, (Reason.PAYER, Reason.PART))]
    assert told(matcher, paid("-101", name="anna exempel")) == []


def test_numbers_are_compared_without_separators_and_leading_zeros():
    assert number_key("00 F-10 01") == "f1001"


def test_a_thousand_payments_against_as_many_open_sums_take_little_time():
    targets = [
        due(pk, str(100 + pk % 7), days=pk % 300, orgnr=str(pk % 50), names=(f"bolag {pk % 50}",)) for pk in range(3000)
    ]
    matcher = Matcher(targets)
    begun = time.process_time()
    for pk in range(1000):
        matcher.proposals(paid(str(100 + pk % 500), pk=pk, orgnr=str(pk % 50), name=f"bolag {pk % 50}"))
    assert time.process_time() - begun < 2
