"""How money is booked, and the SIE files that were made."""

from django.db.models import Count
from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from core.audit import record
from core.models import AuditKind
from core.views import ActionPage, DetailPage, ListPage, UpdatePage
from finance.filters.books import LedgerExportFilterSet
from finance.forms.books import BooksForm, FetchAgainForm
from finance.models import BooksSettings, LedgerExport, our_books
from finance.services.books import save_books
from finance.services.ledger_exports import fetch_export
from finance.tables.books import ExportFetchTable, LedgerExportTable, VoucherTable, month_url

CONTENT_TYPE = "application/octet-stream"  # bytes in a code page that no browser shows right


class BooksEdit(UpdatePage):
    permission_required = "finance.change_bookssettings"
    model = BooksSettings
    form_class = BooksForm
    template_name = "finance/books/settings.html"
    title = _("Bokföringens inställningar")
    intro = _(
        "Säg vilka konton ni har och vad Medspel bokför. Det som bokföringsprogrammet fakturerar bokförs där, så att "
        "inget bokförs två gånger."
    )
    success_message = _("Bokföringens inställningar är sparade.")

    def get_object(self):
        return our_books()

    def save(self, form):
        return save_books(form.instance, accounts=form.accounts(), since=form.since())


class LedgerExportList(ListPage):
    permission_required = "finance.view_ledgerexport"
    title = _("SIE-filer")
    model = LedgerExport
    table_class = LedgerExportTable
    filterset_class = LedgerExportFilterSet
    empty_title = _("Inga SIE-filer än")
    empty_text = _("De görs på månadens sida, av det som Medspel bokför.")

    def get_queryset(self):
        return LedgerExport.objects.defer("content").select_related("made_by").annotate(times=Count("fetches"))


class LedgerExportDetail(DetailPage):
    permission_required = "finance.view_ledgerexport"
    template_name = "finance/books/export.html"
    context_object_name = "export"

    def get_queryset(self):
        return LedgerExport.objects.defer("content").select_related("made_by")

    def get_context_data(self, **kwargs):
        fetches = self.object.fetches.select_related("fetched_by")
        return super().get_context_data(
            vouchers=VoucherTable(self.object.vouchers.select_related("corrects")),
            fetches=ExportFetchTable(fetches) if fetches else None,
            month_url=month_url(self.object.period),
            **kwargs,
        )


class LedgerExportFetch(ActionPage):
    """The file: by a button the first time, and with a reason after that."""

    permission_required = "finance.add_ledgerexport"
    model = LedgerExport
    form_class = FetchAgainForm
    title = _("Hämta SIE-filen igen")
    submit_label = _("Hämta igen")

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if not self.object.fetches.exists():
            form.fields["reason"].required = False
        return form

    def save(self, form):
        self.content = fetch_export(self.object, by=self.request.user, reason=form.cleaned_data["reason"])
        return self.object

    def saved(self, url):
        """The file itself: nothing is left to show."""
        export = self.object
        record(AuditKind.DOWNLOAD, by=self.request.user, subject=export, words=export.file_name)
        disposition = f'attachment; filename="{export.file_name}"'
        response = HttpResponse(self.content, content_type=CONTENT_TYPE, headers={"Content-Disposition": disposition})
        add_never_cache_headers(response)
        return response
