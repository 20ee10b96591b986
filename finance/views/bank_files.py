"""Bank files: chosen, looked through, read in, and what became of them."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView, View

from core.errors import Refusal
from core.numbers import whole_number
from core.views import ButtonView, DetailPage, ListPage
from core.views.submit_once import SavesOnce
from finance.bankfiles.rows import BankFileContent
from finance.filters.bank_files import BankFileFilterSet
from finance.forms.bank_files import BankFileForm, ListColumnsForm
from finance.models import BankFile, BankFileDraft, Payment
from finance.services.bank_files import PreviewMoved, discard_draft, keep_draft, read_draft, read_in
from finance.services.bank_lists import layout_of
from finance.services.bank_previews import Preview, RowState, preview_of, sha256_of_content
from finance.tables.bank_files import BankFileTable, FilePaymentTable, PreviewTable, RefusedRowTable, StatementTable

MOST_SHOWN = 300  # rows of each state


class BankFileList(ListPage):
    permission_required = "finance.view_bankfile"
    title = _("Bankfiler")
    model = BankFile
    table_class = BankFileTable
    filterset_class = BankFileFilterSet
    create_url_name = "finance:bankfile_create"
    create_permission = "finance.add_bankfile"
    create_label = _("Läs in bankfil")
    links = (("finance:matching", "finance.add_allocation", _("Koppla inbetalningar")),)
    empty_title = _("Inga bankfiler än")
    empty_text = _(
        "Hämta camt.054, camt.053 eller Swish-rapporten hos banken och läs in den. Du ser först vad varje rad blir."
    )

    def get_queryset(self):
        return BankFile.objects.for_table()


class BankFileCreate(PermissionRequiredMixin, SavesOnce, FormView):
    permission_required = "finance.add_bankfile"
    form_class = BankFileForm
    template_name = "finance/bank_files/create.html"
    extra_context = {"title": _("Läs in bankfil")}

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        with self.saving_once() as sent:
            draft = keep_draft(file.content, name=file.name, by=self.request.user)
            if sent:
                sent.remember(url=draft.get_absolute_url(), record=draft)
        return self.saved(draft.get_absolute_url())


class OfDraft(PermissionRequiredMixin):
    """Pages of a file that is not read in yet: its owner's."""

    permission_required = "finance.add_bankfile"

    @cached_property
    def draft(self) -> BankFileDraft:
        return get_object_or_404(BankFileDraft, pk=self.kwargs["pk"], made_by=self.request.user)

    @cached_property
    def read(self) -> BankFileContent | list[list[str]]:
        """What the file holds, or the cells of a list whose columns nobody has pointed out."""
        return read_draft(self.draft)

    @property
    def sha256(self) -> str:
        return sha256_of_content(bytes(self.draft.content))

    def back(self):
        return HttpResponseRedirect(self.draft.get_absolute_url())


class BankFilePreview(OfDraft, TemplateView):
    template_name = "finance/bank_files/preview.html"

    def get(self, request, *args, **kwargs):
        if isinstance(self.read, list):
            return HttpResponseRedirect(reverse("finance:bankfile_columns", args=[self.draft.pk]))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        preview = preview_of(self.read, sha256=self.sha256)
        return super().get_context_data(
            title=_("Vad raderna blir"),
            draft=self.draft,
            preview=preview,
            groups=[self.group(preview, state) for state in RowState if preview.of(state)],
            new_sum=next((each.amount for each in preview.sums if each.state == RowState.NEW), 0),
            can_be_read=any(each.may_be_taken for each in preview.rows),
            **kwargs,
        )

    def group(self, preview: Preview, state: RowState) -> dict:
        rows = preview.of(state)
        return {
            "table": PreviewTable(rows[:MOST_SHOWN]),
            "hidden": max(len(rows) - MOST_SHOWN, 0),
            "is_open": state != RowState.KNOWN,
            "label": state.label,
            "number": len(rows),
        }


class BankFileColumns(OfDraft, FormView):
    """Which column of a list is what."""

    form_class = ListColumnsForm
    template_name = "finance/bank_files/columns.html"

    @cached_property
    def layout(self):
        return layout_of(read_draft(self.draft, as_cells=True))

    def dispatch(self, request, *args, **kwargs):
        if not self.has_permission():
            return self.handle_no_permission()
        try:
            self.layout  # noqa: B018  whether it has columns
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("finance:bankfile_create"))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"layout": self.layout}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=_("Vad kolumnerna är"), draft=self.draft, **kwargs)

    def form_valid(self, form):
        self.draft.columns, self.draft.account = form.columns(), form.cleaned_data["account"]
        self.draft.save(update_fields=["columns", "account"])
        return self.back()


class BankFileCommit(OfDraft, SavesOnce, View):
    http_method_names = ["get", "post"]

    def get(self, request, pk):
        return self.back()

    def post(self, request, pk):
        if isinstance(self.read, list):
            return self.back()
        before = Payment.objects.filter(file__sha256=self.sha256).count()
        positions = {name: set(map(whole_number, request.POST.getlist(name))) for name in ("anyway", "keep")}
        try:
            with self.saving_once() as sent:
                file = read_in(
                    self.read,
                    name=self.draft.name,
                    sha256=self.sha256,
                    by=request.user,
                    digest=request.POST.get("digest", ""),
                    anyway=positions["anyway"],
                    keeping=positions["keep"],
                )
                discard_draft(self.draft)
                if sent:
                    sent.remember(url=file.get_absolute_url(), record=file)
        except PreviewMoved as refusal:
            messages.warning(request, str(refusal))
            return self.back()
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return self.back()
        number = file.payments.count() - before
        words = ngettext("%(number)s inbetalning är inläst.", "%(number)s inbetalningar är inlästa.", number)
        messages.success(request, words % {"number": number})
        return self.saved(file.get_absolute_url())


class BankFileDiscard(OfDraft, ButtonView):
    """Throw away a file that was not read in."""

    message = _("Filen är slängd. Inget är inläst.")

    def press(self, request, pk):
        discard_draft(self.draft)

    def get_home_url(self):
        return reverse("finance:bankfile_list")


class BankFileDetail(DetailPage):
    permission_required = "finance.view_bankfile"
    model = BankFile
    template_name = "finance/bank_files/detail.html"

    def get_context_data(self, **kwargs):
        file = self.object
        payments = file.payments.with_allocated().order_by("position")
        refused = file.refused_rows.all()
        return super().get_context_data(
            title=file.name,
            payments=FilePaymentTable(payments[:MOST_SHOWN]),
            number=payments.count(),
            refused=RefusedRowTable(refused[:MOST_SHOWN]) if refused else None,
            refused_number=len(refused),
            statements=StatementTable(file.statements.all()),
            most=MOST_SHOWN,
            unallocated=file.payments.unallocated().count(),
            **kwargs,
        )
