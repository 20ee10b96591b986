"""An employer's pages: declare the month, see what has come, change the groups. Those who give have no names here."""

import datetime as dt

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.models import our_organisation
from core.money import format_amount
from payroll.models import PayrollMonth, PayrollScheme
from payroll.queries import month_lines, shown_bands
from workplaces.forms.employers import MonthChoiceForm, MonthDeclareForm, employer_rows
from workplaces.models import LinkKind
from workplaces.services.employers import change_bands, current_bands, declare, months_to_change
from workplaces.views.by_link import LinkFormPage, LinkView

MONTHS_SHOWN = 13


class ByEmployer:
    kind = LinkKind.EMPLOYER
    home = "workplace:employer"

    @cached_property
    def scheme(self) -> PayrollScheme:
        return get_object_or_404(PayrollScheme.objects.select_related("company"), pk=self.link.scheme_id)

    @property
    def today(self) -> dt.date:
        return timezone.localdate()

    def common(self):
        return super().common() | {"scheme": self.scheme}


class EmployerHome(ByEmployer, LinkView):
    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        lines = month_lines(self.scheme, today=self.today)[-MONTHS_SHOWN:]
        context = self.common() | {
            "lines": lines[::-1],
            "bands": shown_bands(self.scheme, on=self.today),
            "may_change": bool(months_to_change(self.scheme, today=self.today)),
            "ours": our_organisation(),
            "today": self.today,
            "happened": request.GET.get("klar", ""),
        }
        return render(request, "workplaces/by_link/employer.html", context)


class MonthDeclare(ByEmployer, LinkFormPage):
    form_class = MonthDeclareForm
    title = _("Anmäl månaden")
    submit_label = _("Anmäl")
    done = "anmalt"

    @cached_property
    def month(self) -> PayrollMonth:
        return get_object_or_404(PayrollMonth, pk=self.kwargs["pk"], scheme=self.link.scheme_id, is_closed=False)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.month}

    def get_context_data(self, **kwargs):
        intro = _("%(month)s. Pengarna jämförs med det ni anmäler, i stället för med de %(expected)s som väntas.")
        words = {"month": self.month.name, "expected": format_amount(self.month.expected)}
        return super().get_context_data(intro=intro % words, **kwargs)

    def save(self, form):
        data = form.cleaned_data
        declare(self.link, form.instance, declared=data["declared"], heads=data["declared_heads"])


class BandsChange(ByEmployer, LinkFormPage):
    form_class = MonthChoiceForm
    template_name = "workplaces/by_link/bands.html"
    title = _("Ändra grupperna")
    intro = _("Hur många som ger, och hur. Inga namn, och aldrig vad en enskild person ger eller tjänar.")
    submit_label = _("Spara")
    done = "grupper"
    rows = None

    @cached_property
    def months(self) -> list[dt.date]:
        months = months_to_change(self.scheme, today=self.today)
        if not months:
            raise Http404
        return months

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"months": self.months}

    def get_rows(self, data=None):
        return employer_rows(current_bands(self.scheme, month=self.months[0]), data)

    def form_valid(self, form):
        self.rows = self.get_rows(self.request.POST)
        return super().form_valid(form) if self.rows.is_valid() else self.form_invalid(form)

    def form_invalid(self, form):
        self.rows = self.rows or self.get_rows(self.request.POST)
        return super().form_invalid(form)

    def save(self, form):
        month = form.cleaned_data["month"]
        change_bands(self.link, month=month, bands=self.rows.terms(month), removed=self.rows.removed)

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=self.rows or self.get_rows(), **kwargs)
