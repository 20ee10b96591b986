"""Contributions from a list: paste or upload it, map its columns, preview it and enter it."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from campaigns.models import Batch, Channel, CompetitionKind
from campaigns.tables.contributions import BatchTable
from campaigns.views.contributions import OfCompetition
from core.errors import Refusal
from core.form_tokens import ONCE_FIELD
from core.numbers import whole_number
from core.spreadsheets.columns import Layout
from core.spreadsheets.reader import read_text, write_text
from core.spreadsheets.values import mended_words
from core.views.submit_once import SavesOnce
from imports.forms.gifts import MappingForm, SourceForm
from imports.forms.meanings import MOST_WORDS, MeaningsForm
from imports.meanings import Meanings
from imports.services.gift_columns import GiftField, guess_layout, without_private_columns
from imports.services.gift_rows import Listing, Status
from imports.services.gifts import GiftPreview, ListChanged, NeedsReason, commit, prepare, preview
from imports.tables import DoubtfulRowTable, GiftRowTable, MistakeTable

LATEST = 10
# Column mappings kept in the session, by the headings of the list.
REMEMBERED = "list_layouts"
MOST_REMEMBERED = 20
# Meanings of words, kept in the session.
MEANT = "list_meanings"
PREVIEW = "imports/gift_list_preview.html"


class ListSteps(OfCompetition, PermissionRequiredMixin, TemplateResponseMixin, ContextMixin):
    permission_required = "campaigns.add_batch"

    def show_preview(self, form: MappingForm, table: list[list[str]]):
        """The preview page, with the columns as mapped now."""
        context = {"form": form, "title": _("Förhandsgranska listan"), "tab": "contributions"}
        context["form_token"] = self.request.POST.get(ONCE_FIELD, "")
        if form.can_be_shown:
            self.remember(form.mapped())
            said, words = self.seen(form, table)
            wrong = said.of(Status.WRONG)
            lacking = [row for row in said.to_enter(row.number for row in said.rows) if row.left_out]
            context |= {
                "preview": said,
                "words": words,
                "left_out": MistakeTable([mistake for row in lacking for mistake in row.left_out]),
                "lacking": len(lacking),
                "entering": said.to_enter(),
                "new": GiftRowTable(said.of(Status.NEW)),
                "left_over": GiftRowTable(said.of(Status.LEFT_OVER)),
                "maybe": DoubtfulRowTable(said.of(Status.MAYBE)),
                "elsewhere": GiftRowTable(said.of(Status.ELSEWHERE)),
                "corrected": DoubtfulRowTable(said.of(Status.CORRECTED)),
                "same": GiftRowTable(said.of(Status.SAME)),
                "wrong": MistakeTable([mistake for row in wrong for mistake in row.mistakes]),
                "wrong_rows": len(wrong),
            }
        return self.response_class(self.request, PREVIEW, self.get_context_data(**context))

    def listing(self, form: MappingForm, table: list[list[str]], meanings: Meanings) -> Listing:
        return Listing(table, form.mapped(), self.competition, form.terms(meanings), timezone.localdate())

    def seen(self, form: MappingForm, table: list[list[str]]) -> tuple[GiftPreview, MeaningsForm]:
        """The preview, with meanings of words from the form, else from the session."""
        said = preview(self.listing(form, table, self.request.session.get(MEANT, {})))
        asked = any(word.field in self.request.POST for word in said.words)
        words = MeaningsForm(self.request.POST if asked else None, words=said.words)
        meanings = self.meanings(words)
        if any(word.meaning != meanings.get(word.name, {}).get(word.key) for word in said.words):
            said = preview(self.listing(form, table, meanings))
        return said, words

    def meanings(self, words: MeaningsForm) -> Meanings:
        said = words.meanings()
        kept = self.request.session.get(MEANT, {})
        for word in words.words:
            kept.setdefault(word.name, {}).pop(word.key, None)
        for name, meant in said.items():
            kept[name] = dict([*kept[name].items(), *meant.items()][-MOST_WORDS:])
        self.request.session[MEANT] = kept
        return said

    def remember(self, layout: Layout):
        kept = self.request.session.get(REMEMBERED, {})
        kept.pop(layout.shape, None)
        kept[layout.shape] = {str(name): place for name, place in layout.columns.items()}
        self.request.session[REMEMBERED] = dict(list(kept.items())[-MOST_REMEMBERED:])

    def recalled(self, layout: Layout) -> dict[str, int]:
        guess = {str(name): place for name, place in layout.columns.items()}
        return self.request.session.get(REMEMBERED, {}).get(layout.shape, guess)


class GiftListCreate(ListSteps, FormView):
    form_class = SourceForm
    template_name = "imports/gift_list_create.html"

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
            "leaves_out": "on",
        }
        data |= {f"column_{name}": place for name, place in self.recalled(layout).items()}
        if GiftField.DAY not in layout.columns:
            data["received_on"] = timezone.localdate().isoformat()
        if form.mended:
            messages.warning(self.request, mended_words(form.mended))
        return self.show_preview(MappingForm(data, competition=self.competition, layout=layout), table)

    def only_team(self) -> int | None:
        """The team of a collection, which has only one: all money is that team's."""
        if self.competition.kind != CompetitionKind.COLLECTION:
            return None
        return self.competition.teams.values_list("pk", flat=True).first()


class ListStep(ListSteps, SavesOnce, View):
    """A step after the preview. The form sends the list as text, and it is read anew."""

    http_method_names = ["get", "post"]

    def get(self, request, pk):
        return HttpResponseRedirect(reverse("imports:gift_list_create", args=[self.competition.pk]))

    def post(self, request, pk):
        try:
            table = without_private_columns(read_text(request.POST.get("text", ""), delimiter="\t"))
            layout = guess_layout(table)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return self.get(request, pk)
        return self.proceed(MappingForm(request.POST, competition=self.competition, layout=layout), table)


class GiftListPreview(ListStep):
    def proceed(self, form, table):
        return self.show_preview(form, table)


class GiftListCommit(ListStep):
    def proceed(self, form, table):
        if not form.is_valid():
            return self.show_preview(form, table)
        request = self.request
        _said, words = self.seen(form, table)
        try:
            prepared = prepare(
                self.listing(form, table, words.meanings()),
                ticked=[number for number in map(whole_number, request.POST.getlist("tick")) if number is not None],
                digest=request.POST.get("digest", ""),
                by=request.user,
            )
            with self.saving_once() as sent:
                batches = commit(prepared, source=form.cleaned_data["source"])
                if sent:
                    sent.remember(url=batches[0].get_absolute_url(), record=batches[0])
        except NeedsReason as refusal:
            form.add_error("reason", str(refusal))
            return self.show_preview(form, table)
        except ListChanged as refusal:
            messages.warning(request, str(refusal))
            return self.show_preview(form, table)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return self.show_preview(form, table)
        for batch in batches:
            messages.success(request, self.entered_words(batch))
        return self.saved(batches[0].get_absolute_url())

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
