"""Forms and pages of payroll schemes."""

from payroll.models import PayrollMonth
from tests.markup import collapsed


def text_of(response) -> str:
    return collapsed(response.content.decode())


def fresh(month: PayrollMonth) -> PayrollMonth:
    return PayrollMonth.objects.with_money().get(pk=month.pk)
