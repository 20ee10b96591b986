from http import HTTPStatus

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.generic import ListView

from core.filters import describe, visible_fields
from core.kept_queries import kept_by_key
from core.numbers import whole_number
from core.recently_viewed import RemembersMixin
from core.views import CreatePage, DetailPage, ListPage, PartlyEditPage
from core.views.lists import filter_errors, without_workbook, workbook_response
from crm.exports.companies import CompanyExport
from crm.exports.interactions import InteractionExport
from crm.filters.companies import CompanyFilterSet
from crm.filters.timeline import TimelineFilterSet
from crm.forms import CompanyForm
from crm.models import Company, CompanyStatus, Contact
from crm.queries.company_contacts import staff_on
from crm.queries.company_page import (
    affiliations_of,
    all_tags,
    company_of_page,
    merges_into,
    open_steps_of,
    pauses_of,
    sponsorships_of,
)
from crm.queries.documents import documents_shown
from crm.queries.renewals import chains_of
from crm.queries.timeline import Stream, company_timeline
from crm.services.companies import loose_ends, save_company
from crm.services.discarding import may_discard
from crm.tables.companies import OPTIONAL_COLUMNS, CompanyTable
from crm.views.merged import MergedAway

OPTIONS = 8


class CompanyList(ListPage):
    permission_required = "crm.view_company"
    title = _("Företag")
    model = Company
    table_class = CompanyTable
    optional_columns = OPTIONAL_COLUMNS
    filterset_class = CompanyFilterSet
    export_class = CompanyExport
    bulk_url_name = "crm:company_bulk"
    bulk_permissions = ("crm.change_company",)
    many_actions = (
        ("crm:company_log_many", "crm.add_interaction", _("Logga kontakt")),
        ("crm:company_plan_many", "crm.add_nextstep", _("Planera steg")),
    )
    create_url_name = "crm:company_create"
    create_permission = "crm.add_company"
    create_label = _("Nytt företag")
    links = (
        ("duplicates:company_pair_list", "crm.merge_company", _("Dubbletter")),
        ("crm:tag_list", "crm.view_tag", _("Etiketter")),
    )
    empty_title = _("Inga företag än")
    empty_text = _("Registrera det första företaget ni pratar med. Namnet räcker för att börja.")

    queryset = Company.objects.all()
    page_rows = kept_by_key(Company.objects.for_row())

    def get_page_queryset(self):
        return Company.objects.for_table() if self.chosen_columns() else self.page_rows

    def get_export_kwargs(self):
        kwargs = super().get_export_kwargs()
        return kwargs | {"queryset": kwargs["queryset"].for_table()}


class CompanyPageMixin:
    model = Company
    form_class = CompanyForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def save(self, form):
        data = form.cleaned_data
        return save_company(form.instance, tags=data.get("tags"), end_anyway=data.get("end_anyway", False))


class CompanyCreate(CompanyPageMixin, CreatePage):
    permission_required = "crm.add_company"
    template_name = "generic/form_with_similar.html"
    extra_context = {"similar_url": reverse_lazy("duplicates:company_similar")}
    title = _("Nytt företag")
    submit_label = _("Registrera")
    success_message = _("Företaget är registrerat.")

    def get_initial(self):
        return {"name": self.request.GET.get("name", "")}


class CompanyEdit(MergedAway, CompanyPageMixin, PartlyEditPage):
    title = _("Ändra företag")
    success_message = _("Ändringarna är sparade.")


class TimelineMixin:
    """A page with a company's timeline; renders only the items when htmx targets them."""

    items_template_name = "crm/timeline/_items.html"
    context_object_name = "company"

    def only_items(self) -> bool:
        return self.request.htmx and self.request.htmx.target == "timeline-items"

    def get_template_names(self):
        return [self.items_template_name] if self.only_items() else super().get_template_names()

    def render_to_response(self, context, **response_kwargs):
        response = super().render_to_response(context, **response_kwargs)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    def timeline_context(self) -> dict:
        company, page = self.object, whole_number(self.request.GET.get("page")) or 1
        filterset = TimelineFilterSet(self.request.GET, company=company)
        is_chosen = bool(describe(filterset))
        query = self.request.GET.copy()
        query.pop("page", None)
        return {
            "timeline": company_timeline(
                company,
                user=self.request.user,
                interactions=filterset.qs if is_chosen else None,
                chosen=filterset.chosen,
                page=page,
            ),
            "timeline_filters": visible_fields(filterset),
            "filter_errors": filter_errors(filterset, self.request.GET),
            "timeline_chosen": is_chosen,
            "timeline_query": query.urlencode(),
            "exports_timeline": Stream.INTERACTION in filterset.chosen.streams,
            "next_page": page + 1,
        }


class CompanyDetail(MergedAway, TimelineMixin, RemembersMixin, DetailPage):
    permission_required = "crm.view_company"
    model = Company
    template_name = "crm/companies/detail.html"

    def get_object(self, queryset=None):
        company = company_of_page.first(self.kwargs["pk"], day=timezone.localdate())
        if company is None:
            raise Http404
        return company

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**self.timeline_context(), **kwargs)
        return context if self.only_items() else context | self.page_context()

    def page_context(self) -> dict:
        company, user, today = self.object, self.request.user, timezone.localdate()
        sponsorships = sponsorships_of(company)
        return dict(
            today=today,
            staff=staff_on(today, affiliations_of(company.pk, known={"company": company})),
            chains=chains_of(sponsorships),
            active=[s for s in sponsorships if s.phase_on(today) == "active"],
            next_steps=open_steps_of(company.pk, known={"company": company}, day=today),
            pauses=pauses_of(company.pk, known={"company": company}, day=today),
            silent_days=company.silent_days(today),
            may_discard=may_discard(company, user=user),
            may_see_orgnr=not company.is_sole_trader or user.has_perm("crm.view_sole_trader_orgnr"),
            **documents_shown(company, user=user),
            merges=merges_into(company.pk),
            ends=loose_ends([company]) if company.status == CompanyStatus.ENDED else None,
            all_tags=all_tags() if user.has_perm("crm.change_company") else (),
        )


class CompanyTimeline(MergedAway, TimelineMixin, DetailPage):
    """Older timeline items: a fragment for htmx, else a full page; exports the contacts as a workbook."""

    permission_required = "crm.view_company"
    model = Company
    template_name = "crm/timeline/company.html"

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        if request.GET.get("export") != "xlsx" or response.status_code != HTTPStatus.OK:
            return response
        if TimelineFilterSet(request.GET, company=self.object).form.errors:
            return without_workbook(request, response)
        return self.export()

    def get_template_names(self):
        older = self.request.htmx and not self.only_items()
        return ["crm/timeline/_timeline.html"] if older else super().get_template_names()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.timeline_context(), **kwargs)

    def export(self):
        filterset = TimelineFilterSet(self.request.GET, company=self.object)
        filters = [(pgettext("ett", "Företag"), str(self.object)), *describe(filterset)]
        rows = filterset.qs.for_timeline()
        export = InteractionExport(queryset=rows, filters=filters, user=self.request.user, named=[str(self.object)])
        return workbook_response(export)


class Options(PermissionRequiredMixin, ListView):
    """Suggestions for a type-ahead field."""

    template_name = "components/options.html"

    def get_queryset(self):
        text = self.request.GET.get("q", "").strip()
        return self.model.objects.best_first(text)[:OPTIONS] if text else self.model.objects.none()


class CompanyOptions(Options):
    permission_required = "crm.view_company"
    model = Company


class ContactOptions(Options):
    permission_required = "crm.view_contact"
    model = Contact
