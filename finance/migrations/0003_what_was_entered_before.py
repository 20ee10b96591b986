"""Contributions and payroll receipts from before the ledger: a payment by hand each, and what it was for.

As finance/services/mirroring.py does it since, but for what was taken back, which is left out: it sums to nothing.
"""

from django.db import migrations

from core.text import search_key

ACCOUNTS = {"swish": "swish", "bankgiro": "bankgiro", "cash": "cash"}
SIZE = 500


def by_goal(amount, percents):
    """Kronor by goal; the last takes what rounding leaves, so that they sum to the amount."""
    parts, left = [], amount
    for number, (goal, percent) in enumerate(sorted(percents.items()), start=1):
        part = left if number == len(percents) else (amount * percent / 100).quantize(amount)
        parts.append((int(goal), part))
        left -= part
    return parts or [(None, amount)]


def enter(apps, rows, describe, target):
    """Write a payment of each row and its allocations. `describe` gives account, payer, text and parts of a row."""
    payment_model, allocation_model = apps.get_model("finance", "Payment"), apps.get_model("finance", "Allocation")
    pending = []

    def write():
        told = [describe(row) for row in pending]
        payments = payment_model.objects.bulk_create(
            payment_model(
                account=account,
                kind="cash" if account == "cash" else "hand",
                booked_on=row.received_on,
                amount=row.amount,
                payer=payer,
                text=text,
                reference=row.external_id,
                entered_by_id=row.entered_by_id,
                is_mirrored=True,
                search_key=search_key(payer, text, row.external_id),
            )
            for row, (account, payer, text, _parts) in zip(pending, told, strict=True)
        )
        allocation_model.objects.bulk_create(
            allocation_model(
                payment=payment,
                amount=amount,
                period=row.received_on.replace(day=1),
                flow=flow,
                goal_id=goal,
                entered_by_id=row.entered_by_id,
                **{f"{target}_id": row.pk},
            )
            for row, payment, (_account, _payer, _text, parts) in zip(pending, payments, told, strict=True)
            for flow, goal, amount in parts
            if amount
        )
        pending.clear()

    for row in rows.filter(reverses__isnull=True, is_reversed=False).order_by("pk").iterator(chunk_size=SIZE):
        pending.append(row)
        if len(pending) == SIZE:
            write()
    if pending:
        write()


def enter_all(apps, schema_editor):
    goals = {}
    through = apps.get_model("campaigns", "Competition").goals.through
    for competition, goal in through.objects.values_list("competition_id", "goal_id"):
        goals.setdefault(competition, []).append(goal)

    def of_contribution(row):
        flow = "match" if row.channel == "match" else "employees"
        found = goals.get(row.competition_id, [])
        goal = found[0] if len(found) == 1 else None
        return ACCOUNTS.get(row.channel, "other"), row.giver, row.message, [(flow, goal, row.amount)]

    def of_receipt(row):
        parts = [("employees", goal, part) for goal, part in by_goal(row.amount - row.match_part, row.month.percents)]
        parts += [("match", goal, part) for goal, part in by_goal(row.match_part, row.month.percents)]
        return "bankgiro", row.month.scheme.company.name, "", parts

    contributions = apps.get_model("campaigns", "Contribution").objects
    receipts = apps.get_model("payroll", "PayrollReceipt").objects.select_related("month__scheme__company")
    enter(apps, contributions, of_contribution, "contribution")
    enter(apps, receipts, of_receipt, "receipt")


class Migration(migrations.Migration):
    dependencies = [("finance", "0002_ledger_is_final")]

    operations = [migrations.RunPython(enter_all, migrations.RunPython.noop)]
