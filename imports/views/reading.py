"""Read an import in, follow its progress, and undo it."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponseRedirect
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from core.errors import Refusal
from core.job_queue import start_job
from core.progress import ProgressReporter, progress
from imports.models import ImportState
from imports.queries import counts, receipt, written_of
from imports.services.commit import PreviewMoved, commit_import
from imports.services.drafts import renew_preview
from imports.services.row_undo import TouchedSince
from imports.services.undo import UNDOABLE, undo_import, what_was_touched
from imports.views.lists import OfImport, import_at

# A longer list is read in by a job: it takes over ten seconds on a small machine if its rows are signed sponsorships.
LARGE_ROWS = 1_000


class ImportCommit(OfImport, View):
    http_method_names = ["get", "post"]

    def get(self, request, pk):
        return self.back()

    def post(self, request, pk):
        if progress(self.key):
            return self.back()
        if (total := written_of(counts(self.batch))) >= LARGE_ROWS:
            job = start_job("import", owner=request.user, title=self.batch.source, batch=self.batch.pk)
            return HttpResponseRedirect(job.get_absolute_url())
        try:
            with ProgressReporter(self.key, total=total) as tell:
                commit_import(self.batch, by=request.user, tell=tell, go_on=self.batch.state == ImportState.READING)
        except PreviewMoved as refusal:
            return self._show_moved(refusal)
        except Refusal as refusal:
            return self.refused(refusal)
        done, lacking = receipt(self.batch)
        messages.success(request, done)
        if lacking:
            messages.warning(request, lacking)
        return self.back()

    def _show_moved(self, refusal: PreviewMoved):
        messages.warning(self.request, str(refusal))
        try:
            renew_preview(self.batch, by=self.request.user)
        except Refusal as other:
            return self.refused(other)
        return HttpResponseRedirect(f"{self.batch.get_absolute_url()}?moved=true")


class ImportProgress(PermissionRequiredMixin, TemplateView):
    """The progress: a fragment that htmx fetches every second, and a page without htmx."""

    permission_required = "imports.view_import"

    def get_template_names(self):
        return ["imports/_import_progress.html" if self.request.htmx else "imports/import_progress.html"]

    def get_context_data(self, **kwargs):
        batch = import_at(self)
        now = progress(f"import-{batch.pk}")
        return super().get_context_data(title=batch.source, batch=batch, at_work=now, **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        add_never_cache_headers(response)
        return response


class ImportUndo(OfImport, TemplateView):
    template_name = "imports/import_undo.html"
    permission_required = "imports.undo_import"
    http_method_names = ["get", "post"]

    def get_context_data(self, **kwargs):
        touched = kwargs.pop("touched", None)
        if touched is None and self.batch.state in UNDOABLE:
            touched = what_was_touched(self.batch)
        return super().get_context_data(
            title=_("Ångra importen"), batch=self.batch, touched=touched, numbers=counts(self.batch), **kwargs
        )

    def get(self, request, *args, **kwargs):
        if self.batch.state not in UNDOABLE or progress(self.key):
            return self.back()
        return super().get(request, *args, **kwargs)

    def post(self, request, pk):
        if progress(self.key):
            return self.back()
        try:
            with ProgressReporter(self.key, total=self.batch.changes.count()) as tell:
                undo_import(self.batch, by=request.user, tell=tell, go_on=self.batch.is_halfway)
        except TouchedSince as refusal:
            return self.render_to_response(self.get_context_data(touched=refusal.context["rows"]))
        except Refusal as refusal:
            return self.refused(refusal)
        words = gettext("Importen är ångrad. Allt är som det var innan.")
        if self.batch.done_at is None:
            words = gettext("Det som hann läsas in är tillbakataget. Listan är ett utkast igen.")
        messages.success(request, words)
        return self.back()
