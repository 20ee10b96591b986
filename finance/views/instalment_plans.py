"""The instalment plan of one sponsorship: a panel on its page, and its forms."""

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.errors import passes
from core.forms import StyledForm
from core.views import ActionPage, CreatePage, UpdatePage
from crm.models import Sponsorship
from finance.forms.instalments import PlanForm
from finance.models import Instalment, InstalmentPlan
from finance.queries.instalment_plans import promised_a_year
from finance.services.instalment_plans import change_plan, make_plan, remove_plan, require_unused
from finance.tables.instalments import PlanTable


class PlanPanel(PermissionRequiredMixin, TemplateView):
    """A sponsorship's instalments: a fragment for htmx, else a full page."""

    permission_required = "finance.view_instalment"

    def get_template_names(self):
        return ["finance/instalments/panel.html" if self.request.htmx else "finance/instalments/panel_page.html"]

    def get_context_data(self, **kwargs):
        sponsorship = get_object_or_404(Sponsorship.objects.select_related("company"), pk=self.kwargs["pk"])
        plan = InstalmentPlan.objects.filter(sponsorship=sponsorship).first()
        rows = Instalment.objects.filter(sponsorship=sponsorship).for_table(timezone.localdate())
        sums = rows.sums()
        return super().get_context_data(
            sponsorship=sponsorship,
            plan=plan,
            table=PlanTable(rows.order_by("planned_on", "number")) if plan else None,
            may_remove=plan is not None and passes(require_unused, plan),
            sums=sums,
            whole=sum((amount for _year, amount in sponsorship.amounts_by_year()), Decimal("0.00")),
            **kwargs,
        )


class OfSponsorship:
    """Mixin of the pages of a plan, which return to the sponsorship's."""

    @cached_property
    def sponsorship(self) -> Sponsorship:
        return get_object_or_404(Sponsorship.objects.select_related("company"), pk=self.kwargs["pk"])

    def get_success_url(self):
        return f"{self.sponsorship.get_absolute_url()}#plan"

    def get_cancel_url(self):
        return self.get_success_url()


class PlanCreate(OfSponsorship, CreatePage):
    permission_required = "finance.add_instalmentplan"
    model = InstalmentPlan
    form_class = PlanForm
    title = _("Ny betalplan")
    intro = _(
        "Delar avtalets belopp på delbetalningar. Ändras avtalet följer planen med: det som är fakturerat står kvar, "
        "och resten blir nya belopp, en mellanskillnad eller en kreditering."
    )
    submit_label = _("Gör planen")
    success_message = _("Betalplanen är gjord.")

    def get_initial(self):
        return {"counterpart": promised_a_year(self.sponsorship) or None}

    def save(self, form):
        return make_plan(self.sponsorship, **form.terms())


class PlanEdit(OfSponsorship, UpdatePage):
    permission_required = "finance.change_instalmentplan"
    model = InstalmentPlan
    form_class = PlanForm
    title = _("Ändra betalplanen")
    intro = _("Det som är fakturerat eller betalt står kvar. Resten av avtalets belopp delas på nytt.")
    success_message = _("Betalplanen är ändrad.")

    def get_object(self, queryset=None):
        return get_object_or_404(InstalmentPlan.objects.select_related("sponsorship"), sponsorship=self.kwargs["pk"])

    def save(self, form):
        return change_plan(form.instance, **form.terms())


class PlanRemove(OfSponsorship, ActionPage):
    permission_required = "finance.delete_instalmentplan"
    model = InstalmentPlan
    form_class = StyledForm
    title = _("Ta bort betalplanen")
    intro = _("Planen och dess delbetalningar tas bort. Avtalet ändras inte.")
    submit_label = _("Ta bort")

    def get_object(self, queryset=None):
        return get_object_or_404(InstalmentPlan.objects.select_related("sponsorship"), sponsorship=self.kwargs["pk"])

    def save(self, form):
        remove_plan(self.object)
        messages.success(self.request, _("Betalplanen är borttagen."))
        return self.object
