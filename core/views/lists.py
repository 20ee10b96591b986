"""The generic pages of lists: filtered, sorted, paged and exported."""

import tempfile
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import BinaryIO
from urllib.parse import parse_qsl

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from core.audit import record
from core.errors import Refusal
from core.filters import FilterSet, active_filters, describe, file_name_parts, visible_fields
from core.job_queue import start_job
from core.models import AuditKind
from core.numbers import whole_number
from core.paging import TablePaginator, steady
from core.progress import Report
from core.spreadsheets import CONTENT_TYPE, Export
from core.spreadsheets.kept import list_exported
from core.views.liststate import SavedViewsMixin, is_list_state
from core.views.recent_login import ask_who_it_is
from core.views.totals import TotalsMixin

PAGE_SIZES = (25, 50, 100, 200)


def record_export(export: Export):
    """Who had which rows, in the audit log, before anybody gets them."""
    words = [str(export.title), *(f"{label}: {words}" for label, words in export.filters)]
    record(
        AuditKind.EXPORT,
        by=export.user,
        subject=export.queryset.model if export.queryset is not None else None,
        words="; ".join(words),
        facts={"rows": export.row_count},
    )


def hand_out(export: Export):
    """Note who gets a list that is written, and keep its rows if they are to be kept."""
    record_export(export)
    if export.kept:
        list_exported.send(sender=type(export), export=export)


def workbook_response(export: Export, *, report: Report | None = None) -> FileResponse:
    """The workbook as a download that nobody keeps. Raises TooManyRows."""
    write = partial(export.write, report=report)
    return _download(export, write, filename=export.filename, content_type=CONTENT_TYPE)


def csv_response(export: Export) -> FileResponse:
    """The list as csv, otherwise as `workbook_response`."""
    return _download(export, export.write_csv, filename=export.csv_filename, content_type="text/csv; charset=utf-8")


def _download(export: Export, write: Callable[[BinaryIO], None], **headers) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115  FileResponse closes it
    write(file)
    file.seek(0)
    hand_out(export)
    response = FileResponse(file, as_attachment=True, **headers)
    add_never_cache_headers(response)
    return response


def without_workbook(request, page: HttpResponse) -> HttpResponse:
    """The page instead of a workbook that would hold something else than was asked for; it says what is wrong."""
    messages.error(request, gettext("Ingen arbetsbok gjordes, för något i urvalet går inte att läsa."))
    page.status_code = HTTPStatus.BAD_REQUEST
    return page


class PartialMixin:
    """Gives htmx only the part that changes, and tells caches that one address has two answers."""

    template_name: str
    partial_template_name: str

    def get_template_names(self):
        return [self.partial_template_name if self.request.htmx else self.template_name]

    def render_to_response(self, context, **response_kwargs):
        response = super().render_to_response(context, **response_kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response


def unknown_filters(filterset: FilterSet, query: QueryDict) -> list[str]:
    """Names in the address that are no filters of the list, as those of a view that was saved long ago."""
    return [name for name in query if name not in filterset.form.fields and not is_list_state(name)]


def filter_errors(filterset: FilterSet, query: QueryDict) -> list[dict]:
    """The filters that are passed by, for generic/_filter_errors.html on every page that has a filter set.

    What they name is gone, nobody can read it, or there is none such.
    """
    form = filterset.form
    unknown = [
        {
            "label": name,
            "is_gone": False,
            "words": gettext("Det finns inget sådant filter."),
            "query": query_without(query, name, "page"),
        }
        for name in unknown_filters(filterset, query)
    ]
    return unknown + [
        {
            "label": form.fields[name].label,
            "is_gone": found.as_data()[0].code == "invalid_choice",
            "words": " ".join(found),
            "query": query_without(query, name, "page"),
        }
        for name, found in form.errors.items()
        if name in form.fields
    ]


def query_without(query: QueryDict, *names: str, **changes: str) -> str:
    query = query.copy()
    for name in names:
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    return query.urlencode()


def address_without(request, *names: str) -> str:
    """The page's own address without what these names ask for."""
    return f"{request.path}?{query_without(request.GET, *names)}".rstrip("?")


class FilterPage(PermissionRequiredMixin, PartialMixin, FilterView):
    """Rows chosen by filters and exported; all of it lives in the address.

    `twin_url_name` is another view of the same rows, which takes the same filters.
    """

    strict = False
    title = ""
    export_class = None
    export_asks = False  # whether the workbook takes a recent login: it holds people
    twin_url_name = None
    twin_label = ""
    twin_icon = ""
    report: Report | None = None  # given when a job asks for the workbook

    def get(self, request, *args, **kwargs):
        """The page, or its rows as a workbook. A filter that cannot be read gives no workbook: it would hold others."""
        exports = self.export_class and request.GET.get("export") == "xlsx"
        if exports and self.export_asks and not self.report:
            # The answer leads back to the list: a browser that got the file would go on showing the page that asks.
            back = address_without(request, "export")
            if asks := ask_who_it_is(request, back=back):
                return asks
        if exports:
            request.GET = request.GET.copy()
            del request.GET["export"]
        response = super().get(request, *args, **kwargs)
        if not exports:
            return response
        if not self.filterset.form.errors:
            return self.export()
        return without_workbook(request, response)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        chips = [
            {
                "label": label,
                "words": words,
                # What the list assumes by itself cannot be taken away, only changed.
                "query": self._query_without(name, "page") if name in self.request.GET else None,
            }
            for name, label, words in active_filters(self.filterset)
        ]
        fields = visible_fields(self.filterset)
        return context | {
            "title": self.title,
            "chips": chips,
            "search_field": next((field for field in fields if field.name == "q"), None),
            "filter_fields": [field for field in fields if field.name != "q"],
            "hidden_fields": self.filterset.form.hidden_fields(),
            "filter_errors": filter_errors(self.filterset, self.request.GET),
            "export_query": self._query_without("page", export="xlsx") if self.export_class else "",
            "twin_url": self.get_twin_url() if self.twin_url_name else "",
            "twin_label": self.twin_label,
            "twin_icon": self.twin_icon,
        }

    def nothing(self) -> str:
        """Why there are no rows: `at_all` when there are none, `chosen` when a filter that somebody chose hides them,
        `assumed` when only what the list assumes by itself does. One query; a template asks when it has no rows."""
        if not self.get_queryset().exists():
            return "at_all"
        chosen = any(name in self.request.GET for name, _label, _words in active_filters(self.filterset))
        return "chosen" if chosen else "assumed"

    def get_twin_url(self) -> str:
        query = self._query_without("page", "per_page", "sort", "export")
        return f"{reverse(self.twin_url_name)}?{query}" if query else reverse(self.twin_url_name)

    def _query_without(self, *names, **changes) -> str:
        return query_without(self.request.GET, *names, **changes)

    def get_export_kwargs(self) -> dict:
        filters = describe(self.filterset)
        if unknown := unknown_filters(self.filterset, self.request.GET):
            filters.append((gettext("Inget filter i listan"), ", ".join(unknown)))
        named, days = file_name_parts(self.filterset, self.request.GET)
        return {
            "queryset": self.object_list,
            "filters": filters,
            "user": self.request.user,
            "named": named,
            "days": days,
            "address": address_without(self.request, "page"),
        }

    def get_export(self) -> Export:
        return self.export_class(**self.get_export_kwargs())

    def is_large(self, export: Export) -> bool:
        return export.is_large()

    def export(self):
        """The workbook, or the page of the job that makes it when it is large."""
        export = self.get_export()
        if self.report:
            return workbook_response(export, report=self.report)
        if self.is_large(export):
            job = start_job(
                "workbook",
                owner=self.request.user,
                title=str(export.title),
                path=self.request.path,
                query=self._query_without("page", export="xlsx"),
            )
            return HttpResponseRedirect(job.get_absolute_url())
        try:
            return workbook_response(export)
        except Refusal as refusal:
            messages.error(self.request, str(refusal))
            return HttpResponseRedirect(f"?{self.request.GET.urlencode()}")


class ListPage(SavedViewsMixin, TotalsMixin, SingleTableMixin, FilterPage):
    """Filter, sort, page and export one table."""

    template_name = "generic/list.html"
    partial_template_name = "generic/_results.html"
    export_follows_columns = True  # unless the workbook tells of other rows than the list
    table_pagination = False  # django-tables2 would give as many rows as the address asks for
    create_url_name = None
    create_permission = None
    create_label = ""
    tabs: tuple[tuple[str, str], ...] = ()  # lists that belong together: the name of each one's address, and its label
    above_template = ""  # what follows the filters as the rows do, and stands above them
    bulk_url_name = ""  # where chosen rows are changed at once
    bulk_label = _("Ändra valda")
    bulk_all_label = _("Ändra alla %(count)s som filtret visar")
    bulk_permissions: tuple[str, ...] = ()  # any of them lets one do that
    many_actions = ()  # (name of the address, permission, label) of what else is done with all that are chosen
    links = ()  # (name of the address, permission, label) of pages that belong to the list
    empty_title = _("Här är tomt än")
    empty_text = ""

    def get_page_queryset(self):
        """All rows, with what the columns need. A list may leave out what only its workbook, filters or order need."""
        return self.filterset.annotate(self.get_queryset())

    def get_table(self, **kwargs):
        """Sorted as the address says; a page that is not there is the nearest one that is."""
        table = super().get_table(**kwargs)
        table.data.data = steady(table.data.data)
        size = whole_number(self.request.GET.get("per_page"))
        size = size if size in PAGE_SIZES else PAGE_SIZES[1]
        table.paginator = TablePaginator(table, self.get_page_queryset(), size)
        table.page = table.paginator.get_page(self.request.GET.get("page"))
        return table

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        self.table = context["table"]
        paginator = self.table.paginator
        count = paginator.least
        count_words = count if paginator.is_counted else f"{number_format(count)}+"
        user = self.request.user
        may_bulk = self.bulk_url_name and any(map(user.has_perm, self.bulk_permissions))
        links = [(reverse(name), label) for name, permission, label in self.links if user.has_perm(permission)]
        if may_bulk:
            links.append((f"{reverse('core:changeset_list')}?subject={self.model._meta.label}", _("Senaste ändringar")))
        may_create = self.create_url_name and user.has_perm(self.create_permission)
        return context | {
            "count": count,
            "count_words": count_words,
            "has_more": not paginator.is_counted,
            "page_sizes": [
                {"size": size, "query": self._query_without("page", per_page=size)}
                for size in PAGE_SIZES
                if count > PAGE_SIZES[0]
            ],
            "create_url": reverse(self.create_url_name) if may_create else "",
            "create_label": self.create_label,
            "tabs": [(reverse(name), label) for name, label in self.tabs],
            "above_template": self.above_template,
            "bulk_url": reverse(self.bulk_url_name) if may_bulk else "",
            "many_actions": [
                (reverse(name), label) for name, permission, label in self.many_actions if user.has_perm(permission)
            ],
            "bulk_label": self.bulk_label,
            "bulk_all_label": self.bulk_all_label % {"count": count_words},
            "bulk_all_query": self._query_without("page", "export", all="1"),
            "bulk_filters": parse_qsl(self._query_without("page", "export")),
            "links": links,
            "empty_title": self.empty_title,
            "empty_text": self.empty_text,
        }

    def get_export_kwargs(self) -> dict:
        # Filtered and sorted as the table on the screen.
        return super().get_export_kwargs() | {"queryset": self.table.data.data}

    def is_large(self, export):
        """The page has counted already, but for very long lists."""
        paginator = self.table.paginator
        return export.is_large(rows=paginator.count if paginator.is_counted else None)

    def get_export(self):
        export = super().get_export()
        if self.export_follows_columns:
            export.only = self.chosen_columns()
        return export
