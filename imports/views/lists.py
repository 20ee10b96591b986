"""Drafts of imports: upload the file, map its columns, preview it, download or discard it; the list of imports."""

import tempfile

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import FileResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View

from core.errors import Refusal
from core.forms import StyledForm
from core.history import changes
from core.progress import progress
from core.spreadsheets import CONTENT_TYPE
from core.spreadsheets.reader import require_whole_rows
from core.spreadsheets.values import mended_words
from core.views import ListPage
from core.views.generic import FormPage
from core.views.lists import workbook_response
from core.views.submit_once import SavesOnce
from imports.exports import MistakesExport, template_of
from imports.filters import ImportFilterSet, ImportRowFilterSet
from imports.forms.lists import ColumnsForm, UploadForm, ValuesForm
from imports.models import Import, RowStatus, kinds
from imports.queries import counts, listed_imports, mistake_groups, rows_written, unread, written_of
from imports.services.drafts import discard_import, keep_draft, map_columns, set_values, words_of
from imports.services.headings import lay_out
from imports.services.model_resource import ModelResource
from imports.services.registry import RESOURCES, kinds_visible_to, may_import
from imports.tables import ImportRowTable, ImportTable


class ImportList(ListPage):
    permission_required = "imports.view_import"
    template_name = "imports/import_list.html"
    title = _("Import")
    model = Import
    table_class = ImportTable
    filterset_class = ImportFilterSet
    empty_title = _("Inga importer än")
    empty_text = _("Välj ovan vad din lista innehåller. Inget sparas förrän du har sett vad varje rad blir.")

    def get_queryset(self):
        return listed_imports().filter(kind__in=kinds_visible_to(self.request.user))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            kinds=[(kind, label) for kind, label in kinds() if may_import(self.request.user, kind)], **kwargs
        )


class OfKind(PermissionRequiredMixin):
    permission_required = "imports.add_import"

    @property
    def resource(self) -> type[ModelResource]:
        return RESOURCES[self.kwargs["kind"]]

    def has_permission(self):
        return super().has_permission() and may_import(self.request.user, self.kwargs["kind"])


class ImportCreate(OfKind, SavesOnce, FormView):
    template_name = "imports/import_create.html"
    form_class = UploadForm

    def get_context_data(self, **kwargs):
        title = _("Importera %(kind)s") % {"kind": str(self.resource.label).lower()}
        return super().get_context_data(title=title, resource=self.resource, **kwargs)

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        try:
            if self.resource.needs_whole_rows:
                require_whole_rows(file.table)
            laid = lay_out(self.resource.kind, file.table)
            with self.saving_once() as sent:
                batch = keep_draft(laid, source=file.name, by=self.request.user)
                url = reverse("imports:import_columns", args=[batch.pk])
                if sent:
                    sent.remember(url=url, record=batch)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        if file.mended:
            messages.warning(self.request, mended_words(file.mended))
        return self.saved(url)


class ImportTemplate(OfKind, View):
    def get(self, request, kind):
        template = template_of(self.resource)
        file = tempfile.TemporaryFile()  # noqa: SIM115  FileResponse closes it
        template.write(file)
        file.seek(0)
        response = FileResponse(file, as_attachment=True, filename=template.filename, content_type=CONTENT_TYPE)
        add_never_cache_headers(response)
        return response


def import_at(view: View) -> Import:
    """The import in the URL, if the user may see rows of its kind."""
    seen = Import.objects.filter(kind__in=kinds_visible_to(view.request.user))
    return get_object_or_404(seen.select_related("made_by", "changeset__undone_by"), pk=view.kwargs["pk"])


class OfImport(PermissionRequiredMixin):
    """Pages of one import."""

    permission_required = "imports.add_import"

    @cached_property
    def batch(self) -> Import:
        return import_at(self)

    def has_permission(self):
        return super().has_permission() and may_import(self.request.user, self.batch.kind)

    @property
    def key(self) -> str:
        return f"import-{self.batch.pk}"

    def back(self):
        return HttpResponseRedirect(self.batch.get_absolute_url())

    def refused(self, refusal: Refusal):
        messages.error(self.request, str(refusal))
        return self.back()


class ImportColumns(OfImport, FormView):
    template_name = "imports/import_columns.html"
    form_class = ColumnsForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.has_perm(self.permission_required) and not self.batch.is_draft:
            return self.back()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"batch": self.batch}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=_("Vad kolumnerna är"), batch=self.batch, **kwargs)

    def form_valid(self, form):
        try:
            map_columns(self.batch, columns=form.columns(), by=self.request.user)
        except Refusal as refusal:
            return self.refused(refusal)
        return self.back()


class ImportValues(OfImport, View):
    """Set meanings of words, and whether rows may lack values: a part of the preview page."""

    http_method_names = ["get", "post"]

    def get(self, request, pk):
        return self.back()

    def post(self, request, pk):
        form = ValuesForm(request.POST, batch=self.batch, words=words_of(self.batch))
        if not form.is_valid():  # one of the choices no longer exists
            messages.error(request, gettext("Ett av valen finns inte längre. Välj igen."))
            return self.back()
        try:
            set_values(
                self.batch,
                leaves_out=form.cleaned_data["leaves_out"],
                meanings=form.meanings(),
                by=request.user,
            )
        except Refusal as refusal:
            return self.refused(refusal)
        messages.success(request, gettext("Förhandsgranskningen är gjord på nytt."))
        return self.back()


class ImportDetail(ListPage):
    """The preview; after reading in, the result."""

    permission_required = "imports.view_import"
    template_name = "imports/import_detail.html"
    partial_template_name = "generic/_results.html"
    table_class = ImportRowTable
    filterset_class = ImportRowFilterSet
    empty_title = _("Inga rader att visa")
    empty_text = _("Välj vad kolumnerna är, så visas vad varje rad blir.")

    @cached_property
    def batch(self) -> Import:
        return import_at(self)

    def get_queryset(self):
        return self.batch.rows.exclude(status="")

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        rows, resource = [row.record for row in table.page], RESOURCES[self.batch.kind]
        written = {} if self.batch.is_draft else rows_written(self.batch, rows, resource.model)
        names = resource.names(written.values())
        for row in rows:
            row.written = written.get(row.number)
            row.title = names[row.written.pk] if row.written else row.title
        return table

    def get_context_data(self, **kwargs):
        batch, numbers = self.batch, counts(self.batch)
        context = super().get_context_data(**kwargs) | self._values()
        return context | {
            "title": batch.source,
            "batch": batch,
            "tabs": [
                {"status": status, "label": label, "number": numbers[status]}
                for status, label in (
                    (RowStatus.NEW, _("Nya")),
                    (RowStatus.CHANGE, _("Ändras") if batch.is_draft else _("Ändrade")),
                    (RowStatus.SAME, _("Oförändrade")),
                    (RowStatus.WRONG, _("Fel")),
                )
            ],
            "moved": numbers["moved"],
            "wrong": numbers[RowStatus.WRONG],
            "lacking": numbers["lacking"],
            "with_mistakes": numbers[RowStatus.WRONG] + numbers["lacking"],
            "writes": written_of(numbers),
            "unread": unread(batch),
            "groups": self._groups() if numbers[RowStatus.WRONG] or numbers["lacking"] else [],
            "at_work": progress(f"import-{batch.pk}"),
            "may_import": self.request.user.has_perm("imports.add_import")
            and may_import(self.request.user, batch.kind),
            "changes": changes(batch, hidden_fields=frozenset({"headings", "columns", "meanings"})),
        }

    def _values(self):
        """The meanings of words: choices in a draft, texts afterwards."""
        words = words_of(self.batch)
        if not self.batch.is_draft:
            return {"meant": [word for word in words if word.meaning is not None]}
        return {"values_form": ValuesForm(batch=self.batch, words=words)}

    def _groups(self):
        """Mistakes grouped over rows; none when the list is filtered by one of them."""
        chosen = self.request.GET
        if any(chosen.get(name) for name in ("why", "moved", "lacking")):
            return []
        if chosen.get("status", RowStatus.WRONG) != RowStatus.WRONG:
            return []
        return mistake_groups(self.get_queryset())


class ImportDiscard(OfImport, FormPage, FormView):
    """Ask before deleting a draft, as nothing of it is kept."""

    form_class = StyledForm
    title = _("Kasta utkastet")
    intro = _("Utkastet med sina rader försvinner. Filen finns kvar hos dig, och inget har importerats.")
    submit_label = _("Kasta utkastet")
    success_message = _("Utkastet är kastat.")

    def save(self, form):
        discard_import(self.batch)

    def get_success_url(self):
        return reverse("imports:import_list")

    def get_cancel_url(self):
        return self.batch.get_absolute_url()


class ImportMistakes(OfImport, View):
    def get(self, request, pk):
        return workbook_response(MistakesExport(batch=self.batch, user=request.user))
