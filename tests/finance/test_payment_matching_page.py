import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import Competition, Team
from config.roles import FINANCE, PARTNER_MANAGER
from core.identity_numbers import make_ocr
from finance.models import Account, AccountUse, Allocation, Instalment, LedgerAccount, Payment, Replacement
from finance.services.payment_matching import (
    Chosen,
    NothingToUndo,
    TargetGone,
    candidates,
    confirm,
    confirm_certain,
    payments_of,
    queue_of,
    undo_matching,
)
from finance.services.payments import replace_payment
from payroll.models import PayrollMonth
from tests.campaigns.boards import decided
from tests.campaigns.factories import give, running_duel
from tests.factories import CompanyFactory, UserFactory, signed_sponsorship
from tests.finance.bank_samples import read_sample, swish_line, swish_report
from tests.finance.factories import A_DAY, from_bank, pay
from tests.payroll.factories import make_month, make_scheme

pytestmark = [pytest.mark.django_db, pytest.mark.database]
D = Decimal
PAGE = reverse("finance:matching")


@pytest.fixture
def by():
    return UserFactory()


def owe(gross: str | int = 1000, *, number: int = 1, sponsorship=None, due_on: dt.date = A_DAY) -> Instalment:
    sponsorship = sponsorship or signed_sponsorship(company=CompanyFactory(name="Åkeriet AB", orgnr="5567037485"))
    days = dict.fromkeys(("planned_on", "due_on", "covers_from", "covers_to"), due_on)
    return Instalment.objects.create(sponsorship=sponsorship, number=number, gift=D(gross), gross=D(gross), **days)


def proposed() -> list[list[tuple]]:
    return [[(each.value, each.score) for each in row.proposals] for row in queue_of(Payment.objects.all())]


def lines(payment: Payment) -> list[tuple]:
    rows = Allocation.objects.filter(payment=payment).order_by("pk")
    return [(row.amount, row.flow, bool(row.reverses_id)) for row in rows]


def confirm_best(payment: Payment, by, **more):
    [row] = queue_of(Payment.objects.filter(pk=payment.pk))
    confirm(
        payment, parts=[Chosen(part.target.kind, part.target.pk, part.amount) for part in row.best.parts], by=by, **more
    )


# --- What is proposed, and what comes of it ----------------------------------------------------------


def test_agreement_in_the_text_pays_its_instalment(by):
    due = owe()
    payment = from_bank(1000, account=Account.BANKGIRO, text=f"Avtal {due.sponsorship.agreement_no}")
    assert proposed()[0][0] == (f"instalment-{due.pk}:1000.00", 100)
    confirm_best(payment, by)
    assert [*payment.allocations.values_list("instalment", "amount", "flow")] == [(due.pk, 1000, "sponsorship")]
    assert queue_of(Payment.objects.all()) == []


def test_an_invoice_is_known_by_its_number_and_by_the_ocr_number_made_of_it(by):
    due = owe()
    Instalment.objects.filter(pk=due.pk).update(invoice_no="10412", invoiced_on=A_DAY)
    from_bank(1000, account=Account.BANKGIRO, reference=make_ocr(10412))
    assert proposed()[0][0] == (f"instalment-{due.pk}:1000.00", 100)


def test_what_is_written_off_is_found_by_its_number_when_it_is_paid_after_all(by):
    due = owe()
    later = owe(number=2, sponsorship=due.sponsorship)
    Instalment.objects.filter(pk=due.pk).update(
        invoice_no="10412", invoiced_on=A_DAY, written_off_on=A_DAY, write_off_reason="Konkurs"
    )
    payment = from_bank(1000, account=Account.BANKGIRO, reference="10412", payer="Åkeriet")
    assert proposed()[0][0] == (f"instalment-{due.pk}:1000.00", 100)
    assert candidates(queue_of(Payment.objects.all())[0].payment, words="avskriven", most=5)[0][0].pk == due.pk
    confirm_best(payment, by)
    stored = Instalment.objects.with_state(A_DAY).get(pk=due.pk)
    assert (stored.received, stored.balance, stored.state) == (1000, 0, "written_off")
    from_bank(1000, account=Account.BANKGIRO, payer="Åkeriet")
    assert proposed()[0][0][0] == f"instalment-{later.pk}:1000.00"


def test_organisation_number_and_sum_of_two_instalments(by):
    first = owe(600)
    second = owe(400, number=2, sponsorship=first.sponsorship, due_on=A_DAY + dt.timedelta(days=40))
    payment = from_bank(1000, account=Account.BANKGIRO, payer_orgnr="5567037485", payer="Åkeriet")
    assert proposed()[0][0] == (f"instalment-{first.pk}:600.00 instalment-{second.pk}:400.00", 80)
    confirm_best(payment, by)
    assert lines(payment) == [(600, "sponsorship", False), (400, "sponsorship", False)]


def test_payroll_reference_pays_gift_and_match(by):
    scheme = make_scheme(match_rate=100, match_month_cap=None)
    month = make_month(scheme)
    month = PayrollMonth.objects.with_money().get(pk=month.pk)
    gifts = month.basis
    payment = from_bank(gifts * 2, account=Account.BANKGIRO, reference=scheme.reference, booked_on=month.due_on)
    confirm_best(payment, by)
    receipt = month.receipts.get()
    assert (receipt.amount, receipt.match_part) == (gifts * 2, gifts)


def test_swish_rows_go_to_their_teams_by_code_in_all_competitions(by):
    _duel, team, _other = running_duel()
    _second, elsewhere, _rest = running_duel()
    read_sample(
        swish_report(
            swish_line("100.00", f"Heja {team.code}", day="2026-11-10"),
            swish_line("50.00", elsewhere.code, day="2026-11-10", name="Bo Exempel"),
            swish_line("20.00", "Hej", day="2026-11-10"),
        ),
        by=by,
    )
    queued = queue_of(Payment.objects.all())
    assert [each.is_certain for each in queued] == [True, True, False]
    assert confirm_certain([each for each in queued if each.is_certain], by=by) == (2, [])
    gift = team.contributions.get()
    assert (gift.amount, gift.channel, gift.giver, gift.message) == (100, "swish", "Anna Exempel", f"Heja {team.code}")
    assert elsewhere.contributions.get().amount == 50
    assert Payment.objects.counting().count() == 3


@pytest.mark.parametrize(("days_on", "proposes"), [(0, True), (31, True), (32, False)])
def test_a_teams_name_in_a_message_is_proposed_while_its_competition_runs_or_has_just_ended(by, days_on, proposes):
    duel, [team, _other] = decided(("Norr", 100), ("Söder", 50))
    Team.objects.filter(pk=team.pk).update(name="Lindängens Åkeri & Co")
    closed = A_DAY - dt.timedelta(days=duel.late_days + days_on)
    Competition.objects.filter(pk=duel.pk).update(opens_on=closed, closes_on=closed)
    payment = from_bank(33, text="LINDANGENS ÅKERI och co, heja!")
    assert proposed() == [[(f"team-{team.pk}:33.00", 55)] if proposes else []]
    assert not queue_of(Payment.objects.filter(pk=payment.pk))[0].is_certain


def test_money_by_hand_is_offered_as_what_the_bank_row_replaces(by):
    _duel, team, _other = running_duel()
    gift = give(team, 250, giver="Alva Exempel", message="Heja")
    payment = from_bank(250, payer="Alva Exempel", booked_on=gift.received_on)
    assert proposed()[0][0][0].startswith("hand-")
    confirm_best(payment, by)
    assert Replacement.objects.get().bank == payment
    assert team.contributions.count() == 1
    assert payment.allocations.get().contribution == gift


def test_a_refund_goes_to_the_gift_that_it_came_from(by):
    _duel, team, _other = running_duel()
    came = from_bank(250, payer="Alva Exempel", text=team.code)
    confirm_best(came, by)
    back = from_bank(-250, payer="Alva Exempel", booked_on=A_DAY + dt.timedelta(days=1))
    confirm_best(back, by)
    gift = team.contributions.get(reverses=None)
    assert gift.is_reversed
    assert [*back.allocations.values_list("amount", "contribution")] == [(-250, gift.pk)]


def test_undo_takes_back_all_parts_and_the_payment_waits_again(by):
    due = owe(600)
    payment = from_bank(600, account=Account.BANKGIRO, payer="Åkeriet AB")
    confirm_best(payment, by)
    undo_matching(payment, by=by)
    assert lines(payment) == [(600, "sponsorship", False), (-600, "sponsorship", True)]
    assert proposed()[0][0][0] == f"instalment-{due.pk}:600.00"
    with pytest.raises(NothingToUndo):
        undo_matching(payment, by=by)


def test_undo_takes_back_a_gift_with_its_contribution(by):
    _duel, team, _other = running_duel()
    payment = from_bank(250, text=team.code)
    confirm_best(payment, by)
    undo_matching(payment, by=by)
    assert team.contributions.get(reverses=None).is_reversed
    assert len(queue_of(Payment.objects.all())) == 1


def test_what_is_gone_is_refused_and_nothing_is_written(by):
    payment = from_bank(600)
    with pytest.raises(TargetGone):
        confirm(payment, parts=[Chosen("instalment", 0, D(600))], by=by)
    assert lines(payment) == []


def test_certain_payments_that_fail_say_why_and_the_others_go_on(by):
    _duel, team, _other = running_duel()
    first, second = from_bank(10, text=team.code), from_bank(20, text=team.code, booked_on=dt.date(2020, 1, 1))
    done, failed = confirm_certain(queue_of(Payment.objects.all()), by=by)
    assert (done, len(failed)) == (1, 1)
    assert (len(lines(first)), len(lines(second))) == (1, 0)


@pytest.mark.parametrize("number", [1, 30])
def test_the_queue_costs_as_many_queries_for_one_payment_as_for_thirty(number, django_assert_num_queries):
    due = owe()
    running_duel()
    for place in range(number):
        from_bank(10 + place, payer="Åkeriet AB")
        owe(10 + place, number=place + 2, sponsorship=due.sponsorship)
    with django_assert_num_queries(6):
        assert len(queue_of(payments_of(None))) == number


# --- The pages ---------------------------------------------------------------------------------------


def test_a_row_is_confirmed_without_javascript(client_for):
    client = client_for(FINANCE)
    due = owe()
    payment = from_bank(1000, account=Account.BANKGIRO, payer="Åkeriet AB")
    page = client.get(PAGE)
    [row] = page.context["rows"]
    answer = client.post(reverse("finance:match_confirm", args=[payment.pk]), {"choice": row.best.value})
    assert answer.url == PAGE
    assert payment.allocations.get().instalment == due


def test_a_row_is_confirmed_by_htmx_and_says_what_became_of_it(client_for):
    client = client_for(FINANCE)
    owe()
    payment = from_bank(1500, account=Account.BANKGIRO, payer="Åkeriet AB")
    url = reverse("finance:match_confirm", args=[payment.pk])
    wrong = client.post(url, {"choice": "instalment-x"}, headers={"HX-Request": "true"}).content.decode()
    assert "Välj ett av förslagen." in wrong
    [row] = queue_of(Payment.objects.all())
    done = client.post(url, {"choice": row.best.value}, headers={"HX-Request": "true"}).content.decode()
    assert "Kopplad" in done
    assert "500\N{NO-BREAK SPACE}kr kvar" in done
    client.post(reverse("finance:match_undo", args=[payment.pk]))
    assert [amount for amount, _flow, _reverses in lines(payment)] == [1000, -1000]


def test_all_that_is_certain_is_confirmed_as_it_was_shown(client_for):
    client = client_for(FINANCE)
    _duel, team, _other = running_duel()
    alone, shown = from_bank(10, text=team.code), from_bank(15, text=team.code)
    url = reverse("finance:match_certain")
    certain = client.get(PAGE).context["certain"]
    confirm_best(alone, client.user)  # in the row, before the button is pressed
    later = from_bank(20, text=team.code)  # has come in meanwhile
    client.post(url, {"certain": certain})
    assert [payment.pk for payment in Payment.objects.unallocated()] == [later.pk]
    assert sorted(team.contributions.values_list("amount", flat=True)) == [10, 15]
    page = client.post(url, {"certain": certain}, follow=True).content.decode()
    assert ("Titta igenom förslagen igen." in page, shown.allocations.count()) == (True, 1)


def test_nothing_is_passed_over_when_rows_above_are_confirmed(client_for, monkeypatch):
    monkeypatch.setattr("finance.views.payment_matching.A_PAGE", 2)
    client, (_duel, team, _other) = client_for(FINANCE), running_duel()
    paid = [from_bank(10 + number, text=team.code) for number in range(5)]

    def shown(query: str = "") -> list[int]:
        return [row.payment.pk for row in client.get(f"{PAGE}{query}").context["rows"]]

    assert shown() == [each.pk for each in paid[:2]]
    after = client.get(PAGE).context["next_after"]
    for each in paid[:2]:
        confirm_best(each, client.user)
    assert shown(f"?after={after}") == [each.pk for each in paid[2:4]]
    page = client.get(f"{PAGE}?after={client.get(f'{PAGE}?after={after}').context['next_after']}")
    assert ([row.payment.pk for row in page.context["rows"]], page.context["passed"]) == ([paid[4].pk], 2)
    assert shown("?after=x") == shown("?after=") == shown()
    assert "Börja från början" in client.get(f"{PAGE}?after=90.9999999.1").content.decode()


def test_a_payment_is_shared_and_its_rest_booked_on_accounts(client_for):
    client = client_for(FINANCE)
    due = owe(1000)
    payment = from_bank(D("1100.40"), account=Account.BANKGIRO, payer="Åkeriet AB")
    url = reverse("finance:payment_split", args=[payment.pk])
    form = client.get(url).context["form"]
    assert form.initial == {f"instalment-{due.pk}": D(1000)}
    sent = {
        f"instalment-{due.pk}": "1 000",
        "rest-rounding": "0,40",
        "account-rounding": "3740",
        "rest-income": "100",
        "account-income": "3999",
        "rest-fees": "",
    }
    too_much = client.post(url, {**sent, "rest-fees": "1", "account-fees": "6570"})
    assert "Så mycket finns inte kvar att fördela." in too_much.content.decode()
    assert client.post(url, sent).url == PAGE
    assert [*payment.allocations.order_by("pk").values_list("amount", "flow", "account_no")] == [
        (1000, "sponsorship", ""),
        (D("0.40"), "other", "3740"),
        (100, "other", "3999"),
    ]


def test_accounts_of_a_rest_are_those_that_finance_has_chosen(client_for):
    url = reverse("finance:payment_split", args=[from_bank(D(1), payer="Åkeriet AB").pk])
    LedgerAccount(use=AccountUse.FEES, number="6991", name="Avgifter").save()
    pairs = client_for(FINANCE).get(url).context["form"].rest_fields()
    assert [account.value() for _rest, account in pairs] == ["3740", "6991", "3990"]


def test_other_targets_are_found_by_their_words(client_for):
    client = client_for(FINANCE)
    due = owe(1000)
    payment = from_bank(70, payer="Okänd")
    url = reverse("finance:payment_split", args=[payment.pk])
    assert client.get(url).context["form"].targets == []
    [target] = client.get(url, {"q": "åkeriet"}).context["form"].targets
    assert target.pk == due.pk
    client.post(f"{url}?q=åkeriet", {target.key: "70"})
    assert payment.allocations.get().instalment == due


def test_a_file_shows_its_own_payments_alone(client_for):
    client = client_for(FINANCE)
    file = read_sample(by=client.user)
    from_bank(10)
    assert client.get(PAGE, {"file": file.pk}).context["number"] == 1
    assert client.get(PAGE).context["number"] == 2


def test_only_finance_matches(client_for):
    assert client_for(PARTNER_MANAGER).get(PAGE).status_code == 403


def test_replaced_money_does_not_wait(by):
    hand = pay(100, by=by)
    bank = from_bank(100)
    replace_payment(hand, bank=bank, by=by)
    assert [each.payment for each in queue_of(Payment.objects.all())] == [bank]
