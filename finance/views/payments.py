"""The ledger: payments, and what they are for."""

from decimal import Decimal

from django.db.models import Sum
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.errors import passes
from core.views import ActionPage, CreatePage, DetailPage, ListPage
from finance.exports.payments import PaymentExport
from finance.filters.payments import PaymentFilterSet
from finance.forms.payments import AccountAllocationForm, PaymentForm, WhyForm
from finance.models import Allocation, Payment
from finance.services.allocations import allocate_to_account, reverse_allocation
from finance.services.payments import register_payment, require_restorable, restore_payment, withdraw_payment
from finance.tables.payments import AllocationTable, PaymentTable
from finance.views.ledger import LedgerListMixin

NOTHING = Decimal("0.00")


class PaymentList(LedgerListMixin, ListPage):
    permission_required = "finance.view_payment"
    title = pgettext_lazy("flera", "Inbetalningar")
    model = Payment
    table_class = PaymentTable
    filterset_class = PaymentFilterSet
    export_class = PaymentExport
    export_asks = True
    has_totals = True
    create_url_name = "finance:payment_create"
    create_permission = "finance.add_payment"
    create_label = _("Lägg in för hand")
    empty_title = _("Inga inbetalningar än")
    empty_text = _("De kommer med bankens filer, och med det som läggs in i tävlingar och gåva via lön.")

    def get_queryset(self):
        return Payment.objects.shown_to(self.request.user)

    def get_page_queryset(self):
        return Payment.objects.with_allocated()

    def get_export_kwargs(self):
        kwargs = super().get_export_kwargs()
        rows = kwargs["queryset"].with_allocated().select_related("file", "entered_by")
        return kwargs | {"queryset": rows}

    def get_totals(self):
        sums = self.object_list.with_allocated().aggregate(whole=Sum("amount"), given=Sum("allocated"))
        whole, given = (sums[name] or NOTHING for name in ("whole", "given"))
        return [(_("Summa"), whole), (_("Varav kvar att fördela"), whole - given)]


class PaymentDetail(DetailPage):
    permission_required = "finance.view_payment"
    template_name = "finance/payment.html"
    context_object_name = "payment"

    def get_queryset(self):
        linked = (
            "file",
            "entered_by",
            "reverses",
            "reversal__entered_by",
            "replacement__bank",
            "replacement__restoration__payment",
            "restores__replacement__hand",
        )
        return Payment.objects.shown_to(self.request.user).with_allocated().select_related(*linked)

    def get_context_data(self, **kwargs):
        payment = self.object
        allocations = payment.allocations.shown_to(self.request.user).for_table()
        reversal, replacement = getattr(payment, "reversal", None), getattr(payment, "replacement", None)
        return super().get_context_data(
            allocations=AllocationTable(allocations, request=self.request),
            replaces=[each.hand for each in payment.replaces.filter(restoration=None).select_related("hand")],
            reversal=reversal,
            replacement=replacement,
            may_restore=bool(replacement) and passes(require_restorable, replacement),
            **kwargs,
        )


class PaymentCreate(CreatePage):
    permission_required = "finance.add_payment"
    model = Payment
    form_class = PaymentForm
    title = _("Lägg in en inbetalning")
    intro = _("Tills bankens rad kommer: då ersätts den, och pengarna räknas en gång.")
    success_message = _("Inbetalningen är inlagd.")

    def save(self, form):
        return register_payment(by=self.request.user, **form.cleaned_data)


class PaymentWithdraw(ActionPage):
    permission_required = "finance.add_payment"
    model = Payment
    form_class = WhyForm
    title = _("Ta tillbaka inbetalningen")
    intro = _("Den står kvar och får en egen rad med minus. Så räknas den inte, och det syns att den fanns.")
    submit_label = _("Ta tillbaka")
    success_message = _("Inbetalningen är tagen tillbaka.")

    def save(self, form):
        return withdraw_payment(self.object, by=self.request.user, reason=form.cleaned_data["reason"])


class PaymentRestore(ActionPage):
    permission_required = "finance.add_payment"
    model = Payment
    form_class = WhyForm
    title = _("Ångra ersättningen")
    intro = _(
        "Bankens rad ersatte den av misstag. Det som lades in för hand läggs in igen och får tillbaka det som det var "
        "till. Bankens rad ska sedan kopplas på nytt."
    )
    submit_label = _("Ångra ersättningen")
    success_message = _("Ersättningen är ångrad. Koppla bankens rad på nytt.")

    def save(self, form):
        return restore_payment(self.object, by=self.request.user, reason=form.cleaned_data["reason"])


class AccountAllocate(CreatePage):
    permission_required = "finance.add_allocation"
    model = Allocation
    form_class = AccountAllocationForm
    title = _("Fördela till ett bokföringskonto")
    intro = _(
        "För annan intäkt, öresavrundning och avgifter: det som inte hör till ett sponsorskap, en tävling eller lön."
    )
    submit_label = _("Fördela")
    success_message = _("Pengarna är fördelade.")

    @cached_property
    def payment(self) -> Payment:
        return get_object_or_404(Payment.objects.with_allocated(), pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        return {name: value for name, value in super().get_form_kwargs().items() if name != "instance"}

    def get_initial(self):
        return {"amount": self.payment.unallocated}

    def save(self, form):
        return allocate_to_account(self.payment, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return self.payment.get_absolute_url()

    def get_cancel_url(self):
        return self.get_success_url()


class AllocationReverse(ActionPage):
    permission_required = "finance.reverse_allocation"
    model = Allocation
    form_class = WhyForm
    title = _("Rätta fördelningen")
    intro = _(
        "Den står kvar och tas tillbaka med en egen rad. Pengarna ska sedan fördelas på nytt. Var de till en tävling "
        "eller gåva via lön rättas de där också."
    )
    submit_label = _("Ta tillbaka")
    success_message = _("Fördelningen är tagen tillbaka.")

    def get_queryset(self):
        return Allocation.objects.select_related("payment")

    def save(self, form):
        return reverse_allocation(self.object, by=self.request.user, reason=form.cleaned_data["reason"])

    def get_success_url(self):
        return self.object.payment.get_absolute_url()

    def get_cancel_url(self):
        return self.get_success_url()
