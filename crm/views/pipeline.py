"""The board of dialogues by stage: filter, and move cards by menu, keyboard or drag."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django_htmx.http import HttpResponseClientRedirect

from core.errors import Refusal
from core.history import changes
from core.numbers import whole_number
from core.views import FilterPage, UpdatePage, offer_undo, put_back_url
from crm.exports.pipeline import PipelineExport
from crm.filters.pipeline import PipelineFilterSet
from crm.forms import StageRuleForm
from crm.models import OPEN, TRANSITIONS, Sponsorship, Stage, StageRule
from crm.queries.pipeline import pipeline, stage_rules
from crm.services.sponsorships import TransitionNotAllowed, move_sponsorship
from crm.stages import open_per_year_words, permission_to_move
from crm.tables.pipeline import StageRuleTable
from crm.views.sponsorships import rows_of_move

# Moves that need more input than the stage have a form page.
FORMS = {
    Stage.SIGNED: "crm:sponsorship_sign",
    Stage.DECLINED: "crm:sponsorship_decline",
    Stage.ENDED_EARLY: "crm:sponsorship_end",
    Stage.PROPOSAL: "crm:sponsorship_unsign",
}


class MoveNotPermitted(Refusal):
    message = _("Din roll får inte göra den flytten. Be en partneransvarig eller en administratör.")


class PipelineBoard(FilterPage):
    permission_required = "crm.view_sponsorship"
    template_name = "crm/pipeline/pipeline.html"
    partial_template_name = "crm/pipeline/_pipeline.html"
    title = _("Dialoger")
    model = Sponsorship
    filterset_class = PipelineFilterSet
    export_class = PipelineExport
    twin_url_name = "crm:sponsorship_list"
    twin_label = _("Visa som lista")
    twin_icon = "list-bullet"
    moved: Sponsorship | None = None
    message = ""
    refused = ""
    undo_url = ""
    back = ""

    def get_queryset(self):
        # Omit the prefetches of for_table(): they would cost a query per column with cards.
        return Sponsorship.objects.select_related("company", "goal", "tier", "owner")

    def get_context_data(self, **kwargs):
        self.pipeline = pipeline(self.object_list, user=self.request.user, day=timezone.localdate(), keep=self.moved)
        number = self.pipeline.open_count
        return super().get_context_data(
            pipeline=self.pipeline,
            board_url=self.board_url(),
            query=self.request.GET.urlencode(),
            open_stages=OPEN,
            open_words=open_per_year_words(without=self.pipeline.without_amount),
            scope=self.filterset.data["scope"],
            moved=self.moved,
            refused=self.refused,
            undo={"message": self.message, "extra_tags": self.undo_url} if self.undo_url else None,
            undo_back=self.back,
            message=self.refused
            or self.message
            or ngettext("%(number)s öppen dialog", "%(number)s öppna dialoger", number) % {"number": number},
            **kwargs,
        )

    def board_url(self) -> str:
        query = self.request.GET.urlencode()
        return f"{reverse('crm:pipeline')}?{query}" if query else reverse("crm:pipeline")

    def get_twin_url(self):
        """Pass the scope explicitly, because the list defaults to active sponsorships."""
        query = self._query_without("export", scope=self.filterset.data["scope"])
        return f"{reverse(self.twin_url_name)}?{query}"

    def get_export_kwargs(self):
        dialogues = self.object_list.with_expected_amount(timezone.localdate()).open().order_by("stage_since", "pk")
        return super().get_export_kwargs() | {
            "queryset": dialogues,
            "rules": stage_rules(),
            "stages": [*self.pipeline.open, *self.pipeline.closed],
            "day": timezone.localdate(),
        }


class PipelineMove(PipelineBoard):
    """Move one card to another stage; respond with the current board and the result or the refusal.

    A refusal thereby puts the card back. If the move needs a form, redirect to it; the form returns here.
    """

    http_method_names = ["post"]
    permission_required = ("crm.view_sponsorship", "crm.change_sponsorship")

    def post(self, request, pk):
        self.moved = get_object_or_404(self.get_queryset(), pk=pk)
        self.back = f"{self.board_url()}#kort-{pk}"
        try:
            form = self.move(request.POST.get("stage", ""), seen=whole_number(request.POST.get("version")))
        except Refusal as refusal:
            self.moved.refresh_from_db()
            self.refused = gettext("%(company)s står kvar i %(stage)s. %(reason)s") % {
                "company": self.moved.company,
                "stage": self.moved.get_stage_display(),
                "reason": refusal,
            }
            form = None
        if form:
            url = f"{reverse(form, args=[pk])}?{urlencode({'next': self.back})}"
            return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)
        if request.htmx:
            response = super().get(request)
            response.status_code = 409 if self.refused else 200
            return response
        if self.refused:
            messages.error(request, self.refused)
        else:
            offer_undo(request, self.message, self.undo_url)
        return HttpResponseRedirect(self.back)

    def move(self, to: str, *, seen: int | None) -> str:
        """Move the card and return "", or return the URL name of the form that does. Raises Refusal."""
        if to not in TRANSITIONS[self.moved.stage]:
            raise TransitionNotAllowed
        if not self.request.user.has_perm(permission_to_move(self.moved.stage, to)):
            raise MoveNotPermitted
        if to not in OPEN or self.moved.is_signed:
            return FORMS[to]
        self.moved.version = seen  # the version the user saw, so that a concurrent move is detected
        before = self.moved.get_stage_display()
        rows = rows_of_move(move_sponsorship(self.moved, to=Stage(to)))
        self.undo_url = put_back_url(self.request, *rows, permissions=self.permission_required)
        self.message = gettext("%(company)s är flyttat från %(before)s till %(after)s.") % {
            "company": self.moved.company,
            "before": before,
            "after": self.moved.get_stage_display(),
        }
        return ""


class StageList(PermissionRequiredMixin, TemplateView):
    permission_required = "crm.view_stagerule"
    template_name = "crm/pipeline/stage_list.html"

    def get_context_data(self, **kwargs):
        may_change = self.request.user.has_perm("crm.change_stagerule")
        table = StageRuleTable(list(stage_rules().values()), may_change=may_change)
        return super().get_context_data(table=table, title=_("Stegens tider och sannolikheter"), **kwargs)


class StageEdit(UpdatePage):
    permission_required = "crm.change_stagerule"
    template_name = "crm/pipeline/stage_form.html"
    model = StageRule
    form_class = StageRuleForm
    title = _("Ändra steget")
    success_message = _("Steget är sparat.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(changes=changes(self.object), **kwargs)
