"""The months of payroll giving: declaration, receipts and closing."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.views import ActionPage, CreatePage, DetailPage, UpdatePage
from goals.models import Goal
from mailing.views.buttons import LettersButton
from payroll.forms import CloseForm, DeclareForm, ReasonForm, ReceiptForm, ReopenForm
from payroll.models import PayrollMonth, PayrollReceipt
from payroll.queries import month_line
from payroll.rules import tolerance
from payroll.services.letters import remind_employer
from payroll.services.months import close_month, declare_month, register_receipt, reopen_month, reverse_receipt
from payroll.tables import PayrollReceiptTable, PayrollSplitTable

# Head counts could identify individuals in the history too; shares are stored as primary keys.
HIDDEN_IN_HISTORY = frozenset({"expected_heads", "declared_heads", "percents"})


class PayrollMonthDetail(DetailPage):
    permission_required = "payroll.view_payrollmonth"
    template_name = "payroll/month.html"
    hidden_in_history = HIDDEN_IN_HISTORY
    context_object_name = "month"

    def get_queryset(self):
        return PayrollMonth.objects.select_related("scheme__company", "closed_by")

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        line = month_line(self.object, today=today)
        month = line.month
        goals = Goal.objects.in_bulk(line.split)
        split = [
            {"goal": goals[key], "percent": month.percents[str(key)], "amount": amount}
            for key, amount in sorted(line.split.items(), key=lambda part: goals[part[0]].number)
        ]
        receipts = month.receipts.select_related("entered_by", "reverses").order_by("-received_on", "-pk")
        may_see = self.request.user.has_perm("payroll.view_payrollreceipt")
        return super().get_context_data(
            today=today,
            line=line,
            tolerance=tolerance(month.basis),
            split=PayrollSplitTable(split) if month.received else None,
            receipts=PayrollReceiptTable(receipts) if may_see and month.receipts.exists() else None,
            **kwargs,
        )


class MonthPage:
    """Mixin of the actions on a month, which return to its page."""

    model = PayrollMonth

    def get_queryset(self):
        return PayrollMonth.objects.select_related("scheme__company")


class PayrollDeclare(MonthPage, UpdatePage):
    permission_required = "payroll.change_payrollmonth"
    form_class = DeclareForm
    title = _("Anmält av arbetsgivaren")
    intro = _("Det som kommer in jämförs sedan med det här i stället för med det väntade.")
    success_message = _("Anmälan är sparad.")

    def save(self, form):
        data = form.cleaned_data
        return declare_month(form.instance, declared=data["declared"], heads=data["declared_heads"])


class PayrollReceive(CreatePage):
    permission_required = "payroll.add_payrollreceipt"
    model = PayrollReceipt
    form_class = ReceiptForm
    template_name = "payroll/receive.html"
    title = _("Registrera inbetalning")
    submit_label = _("Registrera")
    success_message = _("Inbetalningen är registrerad.")

    def get_month(self) -> PayrollMonth:
        months = PayrollMonth.objects.with_money().select_related("scheme__company")
        return get_object_or_404(months, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(month=self.get_month(), **kwargs)

    def save(self, form):
        return register_receipt(self.get_month(), by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return self.get_month().get_absolute_url()

    def get_cancel_url(self):
        return self.get_success_url()


class PayrollReverse(ActionPage):
    permission_required = "payroll.reverse_payrollreceipt"
    model = PayrollReceipt
    form_class = ReasonForm
    title = _("Rätta inbetalning")
    intro = _(
        "Inbetalningen står kvar och tas tillbaka med en egen rad. Lägg sedan in den på nytt som den skulle vara."
    )
    submit_label = _("Ta tillbaka")
    success_message = _("Inbetalningen är tagen tillbaka.")

    def save(self, form):
        return reverse_receipt(self.object, by=self.request.user, reason=form.cleaned_data["reason"])

    def get_success_url(self):
        return self.object.month.get_absolute_url()

    def get_cancel_url(self):
        return self.get_success_url()


class PayrollClose(MonthPage, UpdatePage):
    permission_required = "payroll.close_payrollmonth"
    form_class = CloseForm
    template_name = "payroll/close.html"
    title = _("Stäng månaden")
    submit_label = _("Stäng månaden")
    success_message = _("Månaden är stängd.")

    def get_queryset(self):
        return super().get_queryset().with_money()

    def save(self, form):
        asked = {name: form.cleaned_data[name] for name in ("reason", "comment", "match_part") if name in form.fields}
        return close_month(form.instance, by=self.request.user, **asked)


class PayrollReopen(MonthPage, UpdatePage):
    permission_required = "payroll.reopen_payrollmonth"
    form_class = ReopenForm
    title = _("Öppna månaden igen")
    intro = _("För att rätta ett misstag. Historiken visar vem som öppnade den och varför.")
    submit_label = _("Öppna igen")
    success_message = _("Månaden är öppen igen.")

    def save(self, form):
        return reopen_month(form.instance, by=self.request.user, reason=form.cleaned_data["why"])


class PayrollRemind(LettersButton):
    permission_required = ("payroll.change_payrollmonth", "mailing.add_letter")

    def write(self, request, pk):
        months = PayrollMonth.objects.select_related("scheme__company", "scheme__coordinator")
        return remind_employer(get_object_or_404(months, pk=pk), by=request.user)

    def get_home_url(self):
        return reverse("payroll:month", args=[self.kwargs["pk"]])
