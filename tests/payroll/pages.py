"""Forms and pages of payroll schemes."""

from payroll.models import PayrollMonth


def text_of(response) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def fresh(month: PayrollMonth) -> PayrollMonth:
    return PayrollMonth.objects.with_money().get(pk=month.pk)
