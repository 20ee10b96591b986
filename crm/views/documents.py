from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from core.numbers import whole_number
from core.views import CreatePage, DetailPage, ListPage, UpdatePage
from core.views.files import document_response
from crm.exports.documents import DocumentExport
from crm.filters.documents import DocumentFilterSet
from crm.forms.documents import DocumentForm, NewDocumentsForm, RemoveDocumentForm
from crm.models import Company, Document, Sponsorship
from crm.services.documents import SameFile, add_documents, describe_document, remove_document, same_elsewhere
from crm.tables.documents import DocumentTable

# Storage name and hash mean nothing to users.
HIDDEN_IN_HISTORY = frozenset({"file", "sha256"})


class DocumentList(ListPage):
    permission_required = "crm.view_document"
    title = _("Dokument")
    model = Document
    table_class = DocumentTable
    filterset_class = DocumentFilterSet
    export_class = DocumentExport
    create_url_name = "crm:document_create"
    create_permission = "crm.add_document"
    create_label = _("Lägg till dokument")
    empty_title = _("Inga dokument än")
    empty_text = _("Lägg avtal, offerter, logotyper och protokoll hos företaget som de gäller, så hittar alla dem.")

    def get_queryset(self):
        return Document.objects.for_table()


class DocumentCreate(CreatePage):
    permission_required = "crm.add_document"
    model = Document
    form_class = NewDocumentsForm
    title = _("Lägg till dokument")
    submit_label = _("Lägg till")

    def get_form_kwargs(self):
        """Preset company and sponsorship from the query string; a sponsorship determines the company."""
        asked = self.request.GET
        sponsorship = Sponsorship.objects.filter(pk=whole_number(asked.get("sponsorship"))).first()
        company = Company.objects.filter(pk=whole_number(asked.get("company"))).first()
        company = sponsorship.company if sponsorship else company
        self.initial = {"company": company, "sponsorship": sponsorship}
        return super().get_form_kwargs() | {"company": company}

    def save(self, form):
        data = form.cleaned_data
        try:
            kept = add_documents(
                by=self.request.user, company=data["company"], files=data["files"], **form.row_fields()
            )
        except SameFile as refusal:
            same = refusal.context["document"]
            words = format_html('{} <a href="{}">{}</a>', refusal, same.get_absolute_url(), _("Visa det"))
            raise ValidationError({"files": words}) from None
        names = format_html_join(", ", '<a href="{}">{}</a>', ((each.get_absolute_url(), each) for each in kept))
        messages.success(self.request, format_html("{} {}", _("Upplagt:"), names))
        for other in same_elsewhere(kept):
            messages.info(
                self.request,
                format_html(
                    '{} <a href="{}">{}</a>, {}.',
                    _("Samma fil finns också här:"),
                    other.get_absolute_url(),
                    other,
                    other.company,
                ),
            )
        return kept[0]

    def get_success_url(self):
        return (self.object.sponsorship or self.object.company).get_absolute_url()


class DocumentDetail(DetailPage):
    permission_required = "crm.view_document"
    template_name = "crm/documents/detail.html"
    hidden_in_history = HIDDEN_IN_HISTORY
    context_object_name = "document"

    def get_queryset(self):
        return Document.objects.for_table().select_related("interaction")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            elsewhere=[] if self.object.is_removed else same_elsewhere([self.object]),
            **kwargs,
        )


class DocumentEdit(UpdatePage):
    permission_required = "crm.change_document"
    model = Document
    form_class = DocumentForm
    title = _("Ändra dokument")
    success_message = _("Ändringarna är sparade.")

    def save(self, form):
        return describe_document(form.instance)


class DocumentRemove(UpdatePage):
    permission_required = "crm.remove_document"
    model = Document
    form_class = RemoveDocumentForm
    title = _("Ta bort dokument")
    intro = _(
        "Filen raderas och går inte att få tillbaka. Kvar blir en rad om vad det var, vem som tog bort det och varför."
    )
    submit_label = _("Ta bort")
    success_message = _("Dokumentet är borttaget.")

    def save(self, form):
        return remove_document(form.instance, by=self.request.user, reason=form.cleaned_data["reason"])


class DocumentFile(PermissionRequiredMixin, View):
    permission_required = "crm.view_document"

    def get(self, request, pk):
        document = get_object_or_404(Document, pk=pk)
        return document_response(document.file, filename=document.file_name, digest=document.sha256)
