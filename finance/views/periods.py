"""The months of the books: what each has, locking and opening them, and their SIE files."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from core.days import is_likely_year
from core.locked_months import last_day_of
from core.views import ButtonView, FormPage
from finance.forms.books import LockForm, ReopenPeriodForm
from finance.models import LedgerExport, Payment, PeriodEvent, our_books
from finance.queries.periods import month_of_books, months
from finance.services.ledger_exports import export_month
from finance.services.lock_obstacles import open_through, unfinished
from finance.services.periods import lock_months, reopen_month
from finance.tables.books import MonthExportTable, MonthTable, PeriodEventTable, month_url


class PeriodList(PermissionRequiredMixin, TemplateView):
    permission_required = "finance.view_ledgerexport"
    template_name = "finance/books/months.html"

    def get_context_data(self, **kwargs):
        has_money = Payment.objects.exists()
        return super().get_context_data(
            table=MonthTable(months()) if has_money else None,
            books=our_books(),
            year=timezone.localdate().year,
            **kwargs,
        )


class OfMonth(PermissionRequiredMixin):
    """Mixin of the pages of a month, whose year and number stand in the address."""

    @cached_property
    def month(self) -> dt.date:
        try:
            month = dt.date(self.kwargs["year"], self.kwargs["month"], 1)
        except ValueError as error:
            raise Http404 from error
        if not is_likely_year(month):
            raise Http404
        return month

    @property
    def name(self) -> str:
        return date_format(self.month, "F Y").capitalize()

    def get_success_url(self) -> str:
        return month_url(self.month)

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class PeriodDetail(OfMonth, TemplateView):
    permission_required = "finance.view_ledgerexport"
    template_name = "finance/books/month.html"

    def get_context_data(self, **kwargs):
        row = month_of_books(self.month)
        exports = LedgerExport.objects.filter(period=self.month).defer("content").select_related("made_by")
        events = PeriodEvent.objects.filter(month=self.month).select_related("by")
        shown = {
            "name": self.name,
            "month": row,
            "matters": [] if row.lock else unfinished(self.month, self.month),
            "exports": MonthExportTable(exports) if exports else None,
            "events": PeriodEventTable(events) if events else None,
        }
        return super().get_context_data(**kwargs | shown)


class PeriodLock(OfMonth, FormPage, FormView):
    permission_required = "core.lock_month"
    form_class = LockForm
    template_name = "finance/books/lock.html"
    submit_label = _("Lås")
    success_message = _("Låst. Inget som är daterat i månaden ändras.")

    @cached_property
    def months(self) -> list[dt.date]:
        return open_through(self.month)

    @cached_property
    def matters(self) -> list:
        return unfinished(self.months[0], self.month) if self.months else []

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"is_finished": not self.matters}

    def get_context_data(self, **kwargs):
        title = gettext("Lås %(month)s") % {"month": date_format(self.month, "F Y")}
        earlier = [month for month in self.months if month != self.month]
        return super().get_context_data(
            **{"title": title, "earlier": earlier, "matters": self.matters, "last": last_day_of(self.month)} | kwargs
        )

    def save(self, form):
        locked = lock_months(self.month, by=self.request.user, anyway=form.cleaned_data.get("anyway", False))
        return locked[-1]


class PeriodReopen(OfMonth, FormPage, FormView):
    permission_required = "core.reopen_month"
    form_class = ReopenPeriodForm
    intro = _("För att rätta ett misstag. Vem som öppnade månaden och varför står kvar på dess sida.")
    submit_label = _("Öppna igen")
    success_message = _("Månaden är öppen igen. Lås den när det är rättat.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{"title": gettext("Öppna %(month)s igen") % {"month": date_format(self.month, "F Y")}} | kwargs
        )

    def save(self, form):
        return reopen_month(self.month, by=self.request.user, reason=form.cleaned_data["reason"])


class PeriodExport(OfMonth, ButtonView):
    permission_required = "finance.add_ledgerexport"
    edits = False

    def press(self, request, pk, **kwargs):
        self.made = export_month(self.month, by=request.user)

    def notify(self, request, pk):
        messages.success(request, gettext("SIE-filen är gjord. Hämta den här och läs in den i bokföringsprogrammet."))

    def leave(self, url):
        return HttpResponseRedirect(self.made.get_absolute_url() if self.made else self.get_success_url())
