"""The demo data's money that did not go straight: one case of each kind, in files that the bank sent."""

import datetime as dt
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from campaigns.models import Team
from core.locked_months import last_day_of, month_of
from demo.bank_files import read_file
from demo.competitions import Scene
from finance.bankfiles.rows import BankRow
from finance.models import Account, Instalment, Payment
from finance.services.allocations import (
    allocate_to_competition,
    allocate_to_instalment,
    refund_contribution,
)
from finance.services.payments import register_payment, replace_payment, restore_payment

GIVER = "Siv Exempel"
AMOUNT = Decimal(300)


def tell_of_odd_money(scene: Scene):
    """A gift paid back and one that came late, a payment that the bank returned, and a replacement made by mistake."""
    day = scene.today - dt.timedelta(days=9)
    scene.at(scene.today - dt.timedelta(days=2), scene.finance)
    overdue = Instalment.objects.overdue(scene.today).select_related("sponsorship__company").order_by("due_on").first()
    running = Team.objects.running().competing().order_by("pk").first()
    decided = Team.objects.filter(competition__finalised_at__isnull=False).competing().order_by("pk").first()
    rows = {
        "hand": _row(day, Decimal("350.00"), "Birger Exempel", "Gåva i december"),
    }
    if overdue:
        rows["came"] = _row(day, overdue.gross, overdue.company_name, overdue.invoice_no)
        rows["returned"] = _row(
            day + dt.timedelta(days=1), -overdue.gross, overdue.company_name, "Returnerad av banken"
        )
    if running:
        rows["gift"] = _row(day, AMOUNT, GIVER, running.code)
        rows["refund"] = _row(day + dt.timedelta(days=2), -AMOUNT, GIVER, "Åter, betalade två gånger")
    if decided:
        rows["late"] = _row(day, Decimal(450), "Sena Givare Exempel", f"{decided.code} för sent")
    hand = register_payment(
        account=Account.BANKGIRO, amount=Decimal(350), booked_on=day, by=scene.finance, payer="Birgitta Exempel"
    )
    file = read_file(scene, "camt.054", "avvikelser.xml", list(rows.values()), replaces=False)
    paid = dict(zip(rows, file.payments.order_by("position"), strict=True))
    _allocate(scene, paid, overdue=overdue, running=running, decided=decided)
    replace_payment(hand, bank=paid["hand"], by=scene.finance)
    restore_payment(hand, by=scene.finance, reason="Det var en annan Exempel.")


def read_late_file(scene: Scene):
    """A file with a row of a month that is locked, which is not taken. Call it when the months have been locked."""
    scene.at(scene.today - dt.timedelta(days=1), scene.finance)
    locked = last_day_of(month_of(scene.today) - relativedelta(months=2))
    rows = [
        _row(locked, Decimal("640.00"), "Föreningen Sångarna", "Kom bort i banken"),
        _row(scene.today - dt.timedelta(days=2), Decimal("90.00"), "Föreningen Sångarna", "Kaffe"),
    ]
    read_file(scene, "camt.054", "efterslantrare.xml", rows)


def _row(day: dt.date, amount: Decimal, payer: str, text: str) -> BankRow:
    return BankRow(0, amount, day, account="bankgiro", payer=payer, text=text, bank_id=f"ODD-{text[:20]}-{amount}")


def _allocate(scene: Scene, paid: dict[str, Payment], *, overdue, running, decided):
    by = scene.finance
    if overdue:
        for name in ("came", "returned"):
            allocate_to_instalment(paid[name], amount=paid[name].amount, instalment=overdue, by=by)
    if running:
        where = {"competition": running.competition, "team": running}
        gift = allocate_to_competition(paid["gift"], amount=AMOUNT, by=by, **where)
        refund_contribution(gift, payment=paid["refund"], by=by, reason="Betalade två gånger")
    if decided:
        where = {"competition": decided.competition, "team": decided}
        reason = "Kom efter avgörandet och ändrar inget i resultatet."
        allocate_to_competition(paid["late"], amount=paid["late"].amount, by=by, reason=reason, **where)
