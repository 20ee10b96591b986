"""Contributions from a list: paste or file, what each column is, what would come of each row, and into the books."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView, View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from campaigns.forms.imports import MappingForm, SourceForm, UndoForm
from campaigns.models import Batch, Channel, CompetitionKind
from campaigns.services.columns import Field, guess_layout, without_private_columns
from campaigns.services.contributions import AlreadyEntered, undo_batch
from campaigns.services.imports import ListChanged, Listing, Status, commit, preview
from campaigns.tables.contributions import BatchTable, DoubtfulRowTable, ImportRowTable, MistakeTable
from campaigns.views.contributions import OfCompetition
from core.columns import Layout
from core.errors import Refusal
from core.history import changes
from core.sheets import read_text, write_text
from core.views import UpdatePage

LATEST = 10
# Mappings remembered in a session, by the headings of the list.
REMEMBERED = "list_layouts"
MOST_REMEMBERED = 20
PREVIEW = "campaigns/import_preview.html"


class ListSteps(OfCompetition, PermissionRequiredMixin, TemplateResponseMixin, ContextMixin):
    permission_required = "campaigns.add_batch"

    def show_preview(self, form: MappingForm, table: list[list[str]]):
        """The page that says what each row would come to, as the columns are chosen now."""
        context = {"form": form, "title": _("Förhandsgranska listan"), "tab": "contributions"}
        if form.is_valid():
            self.remember(form.mapped())
            said = preview(self.listing(form, table))
            mistakes = [
                {"number": row.number, "column": mistake.column, "value": mistake.value, "why": mistake.why}
                for row in said.of(Status.WRONG)
                for mistake in row.mistakes
            ]
            context |= {
                "preview": said,
                "entering": said.to_enter(),
                "new": ImportRowTable(said.of(Status.NEW)),
                "left_over": ImportRowTable(said.of(Status.LEFT_OVER)),
                "maybe": DoubtfulRowTable(said.of(Status.MAYBE)),
                "elsewhere": ImportRowTable(said.of(Status.ELSEWHERE)),
                "corrected": DoubtfulRowTable(said.of(Status.CORRECTED)),
                "same": ImportRowTable(said.of(Status.SAME)),
                "wrong": MistakeTable(mistakes),
                "wrong_rows": len(said.of(Status.WRONG)),
            }
        return self.response_class(self.request, PREVIEW, self.get_context_data(**context))

    def listing(self, form: MappingForm, table: list[list[str]]) -> Listing:
        return Listing(table, form.mapped(), self.competition, form.terms(), timezone.localdate())

    def remember(self, layout: Layout):
        kept = self.request.session.get(REMEMBERED, {})
        kept.pop(layout.shape, None)
        kept[layout.shape] = {str(name): place for name, place in layout.columns.items()}
        self.request.session[REMEMBERED] = dict(list(kept.items())[-MOST_REMEMBERED:])

    def recalled(self, layout: Layout) -> dict[str, int]:
        guess = {str(name): place for name, place in layout.columns.items()}
        return self.request.session.get(REMEMBERED, {}).get(layout.shape, guess)


class ImportCreate(ListSteps, FormView):
    form_class = SourceForm
    template_name = "campaigns/import_create.html"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("title", _("Läs in lista"))
        kwargs.setdefault("tab", "contributions")
        batches = self.competition.batches.for_table()[:LATEST]
        return super().get_context_data(batches=BatchTable(batches), **kwargs)

    def form_valid(self, form):
        table = without_private_columns(form.cleaned_data["table"])
        try:
            layout = guess_layout(table)
        except Refusal as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(refusal))
            return self.form_invalid(form)
        file = form.cleaned_data["file"]
        data = {
            "text": write_text(table),
            "source": file.name[:200] if file else gettext("Inklistrat"),
            "channel": Channel.SWISH,
            "team": self.only_team() or "",
        }
        data |= {f"column_{name}": place for name, place in self.recalled(layout).items()}
        if Field.DAY not in layout.columns:
            data["received_on"] = timezone.localdate().isoformat()
        return self.show_preview(MappingForm(data, competition=self.competition, layout=layout), table)

    def only_team(self) -> int | None:
        """In a collection at one workplace everything is that team's."""
        if self.competition.kind != CompetitionKind.COLLECTION:
            return None
        return self.competition.teams.values_list("pk", flat=True).first()


class ListStep(ListSteps, View):
    """A step on from the preview. The list comes along as text and is read anew."""

    http_method_names = ["get", "post"]

    def get(self, request, pk):
        return HttpResponseRedirect(reverse("campaigns:import_create", args=[self.competition.pk]))

    def post(self, request, pk):
        try:
            table = without_private_columns(read_text(request.POST.get("text", ""), delimiter="\t"))
            layout = guess_layout(table)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return self.get(request, pk)
        return self.proceed(MappingForm(request.POST, competition=self.competition, layout=layout), table)


class ImportPreview(ListStep):
    def proceed(self, form, table):
        return self.show_preview(form, table)


class ImportCommit(ListStep):
    def proceed(self, form, table):
        if not form.is_valid():
            return self.show_preview(form, table)
        request = self.request
        try:
            batches = commit(
                self.listing(form, table),
                ticked=[int(number) for number in request.POST.getlist("tick") if number.isdecimal()],
                digest=request.POST.get("digest", ""),
                source=form.cleaned_data["source"],
                by=request.user,
            )
        except AlreadyEntered as refusal:
            messages.warning(request, str(refusal))
            return HttpResponseRedirect(reverse("campaigns:contribution_list", args=[self.competition.pk]))
        except ListChanged as refusal:
            messages.warning(request, str(refusal))
            return self.show_preview(form, table)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return self.show_preview(form, table)
        for batch in batches:
            messages.success(request, self.entered_words(batch))
        return HttpResponseRedirect(batches[0].get_absolute_url())

    def entered_words(self, batch: Batch) -> str:
        number = batch.contributions.count()
        if batch.competition_id == self.competition.pk:
            words = ngettext("%(number)s bidrag är inlagt.", "%(number)s bidrag är inlagda.", number)
        else:
            words = ngettext(
                "%(number)s bidrag är inlagt i %(competition)s.",
                "%(number)s bidrag är inlagda i %(competition)s.",
                number,
            )
        return words % {"number": number, "competition": batch.competition}


class BatchDetail(PermissionRequiredMixin, DetailView):
    permission_required = "campaigns.view_batch"
    template_name = "campaigns/import_batch.html"
    context_object_name = "batch"

    def get_queryset(self):
        return Batch.objects.for_table().select_related("competition__contact")

    def get_context_data(self, **kwargs):
        contributions = self.object.contributions
        return super().get_context_data(
            competition=self.object.competition,
            flows=contributions.all().flows(),
            standing=contributions.standing().count(),
            left_over=contributions.left_over().count(),
            changes=changes(self.object, hidden_fields=frozenset({"file_hash"})),
            **kwargs,
        )


class BatchUndo(UpdatePage):
    permission_required = "campaigns.reverse_contribution"
    model = Batch
    form_class = UndoForm
    title = _("Ångra inläsningen")
    intro = _("Varje bidrag som fortfarande gäller tas tillbaka med en egen rad. Samma lista kan sedan läsas in igen.")
    submit_label = _("Ta tillbaka alla")

    def save(self, form):
        number = undo_batch(form.instance, by=self.request.user, reason=form.cleaned_data["reason"])
        words = ngettext("%(number)s bidrag är taget tillbaka.", "%(number)s bidrag är tagna tillbaka.", number)
        messages.success(self.request, words % {"number": number})
        return form.instance
