"""The demo data's instalments: a year of invoices, most of them paid, and one open case of each kind."""

import datetime as dt
from decimal import Decimal

from crm.models import Company, Sponsorship
from demo.competitions import Scene
from finance.models import Account, Customer, Instalment
from finance.rules.instalment_plans import Rhythm, VatRate
from finance.services.allocations import allocate_to_instalment
from finance.services.instalment_plans import make_plan
from finance.services.instalments import credit_instalment, register_invoice, write_off
from finance.services.payments import register_payment

MOST_PLANS = 12
RHYTHMS = (Rhythm.QUARTERLY, Rhythm.YEARLY, Rhythm.ONCE, Rhythm.QUARTERLY, Rhythm.MONTHLY)
COUNTERPART = Decimal(5000)  # kronor a year, of every third
FIRST_INVOICE, FIRST_CUSTOMER = 3001, 501
WITHOUT_CUSTOMER = 4  # every so many companies, so that the basis has something to ask for
OVERPAID = Decimal(500)


def share_by_instalments(scene: Scene):
    """Plans of the first agreements in force, with what has happened to each invoice until today."""
    agreements = Sponsorship.objects.active_on(scene.today).filter(amount__gt=0).order_by("starts", "pk")[:MOST_PLANS]
    for place, sponsorship in enumerate(agreements):
        scene.at(max(sponsorship.signed_on, scene.today - dt.timedelta(days=365)), scene.finance)
        with_vat = place % 3 == 0
        make_plan(
            sponsorship,
            rhythm=RHYTHMS[place % len(RHYTHMS)],
            counterpart=COUNTERPART if with_vat else Decimal(0),
            vat_rate=VatRate.STANDARD if with_vat else VatRate.NONE,
        )
        if place % WITHOUT_CUSTOMER:
            _number(sponsorship.company, FIRST_CUSTOMER + place)
    since, until = scene.today - dt.timedelta(days=365), scene.today - dt.timedelta(days=5)
    due = Instalment.objects.filter(planned_on__range=(since, until)).order_by("planned_on", "pk")
    invoiced = []
    for place, instalment in enumerate(due.select_related("sponsorship__company")):
        scene.at(instalment.planned_on, scene.finance)
        invoiced.append(register_invoice(instalment, number=str(FIRST_INVOICE + place), on=instalment.planned_on))
    coming = Instalment.objects.filter(planned_on__gt=until).order_by("planned_on", "pk").first()
    if coming:  # so that one is invoiced and not due, whatever day it is
        day = scene.today - dt.timedelta(days=3)
        scene.at(day, scene.finance)
        register_invoice(coming, number=str(FIRST_INVOICE + len(invoiced)), on=day)
    past = [row for row in invoiced if row.due_on < scene.today - dt.timedelta(days=5)]
    unpaid, part, given_up, wrong, too_much = (past[-1 - place : len(past) - place] for place in range(5))
    together = _two_of_one([row for row in past if row not in unpaid + part + given_up + wrong + too_much])
    if together:
        _pay(scene, together[-1], sum((each.gross for each in together), Decimal(0)), also=together[0])
    for row in past:
        if row not in unpaid + given_up + wrong + together:
            amount = row.gross / 2 if row in part else row.gross + (OVERPAID if row in too_much else 0)
            _pay(scene, row, amount.quantize(Decimal("0.01")))
    scene.at(scene.today - dt.timedelta(days=3), scene.finance)
    for row in given_up:
        write_off(row, on=scene.today - dt.timedelta(days=3), reason="Bolaget är i konkurs.")
    for row in wrong:
        credit_instalment(row, on=scene.today - dt.timedelta(days=3), reason="Fel fakturaadress.")


def _number(company: Company, number: int):
    if not company.customers.exists():
        customer = Customer(company=company, number=str(number))
        customer.full_clean()
        customer.save()


def _two_of_one(rows: list[Instalment]) -> list[Instalment]:
    """The first two of an agreement."""
    for row in rows:
        same = [each for each in rows if each.sponsorship_id == row.sponsorship_id]
        if len(same) > 1:
            return same[:2]
    return []


def _pay(scene: Scene, instalment: Instalment, amount: Decimal, *, also: Instalment | None = None):
    """Two days before the last, by bankgiro; `also` is paid by the same payment."""
    day = instalment.due_on - dt.timedelta(days=2)
    scene.at(day, scene.finance)
    payment = register_payment(
        account=Account.BANKGIRO,
        booked_on=day,
        amount=amount,
        by=scene.finance,
        payer=instalment.company_name,
        reference=instalment.invoice_no,
    )
    if also:
        amount -= also.gross
        allocate_to_instalment(payment, amount=also.gross, instalment=also, by=scene.finance)
    allocate_to_instalment(payment, amount=amount, instalment=instalment, by=scene.finance)
