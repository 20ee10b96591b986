"""Staff read and answer what workplaces propose."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from core.views import ButtonView, DetailPage, ListPage, UpdatePage
from core.views.pictures import picture_response
from workplaces.filters import ProposalFilterSet
from workplaces.forms.staff import DeclineForm
from workplaces.models import Proposal
from workplaces.services.proposals import approve_proposal, decline_proposal
from workplaces.tables import ProposalTable


class ProposalList(ListPage):
    permission_required = "workplaces.view_proposal"
    title = _("Förslag från arbetsplatser")
    model = Proposal
    table_class = ProposalTable
    filterset_class = ProposalFilterSet
    empty_title = _("Inga förslag än")
    empty_text = _("Det som samordnare och sponsorer ändrar på sina sidor väntar här tills ni har godkänt det.")

    def get_queryset(self):
        return Proposal.objects.for_table()


class ProposalDetail(DetailPage):
    permission_required = "workplaces.view_proposal"
    template_name = "workplaces/proposal.html"
    context_object_name = "proposal"

    def get_queryset(self):
        return Proposal.objects.for_table()

    def get_context_data(self, **kwargs):
        user = self.request.user
        may_answer = user.has_perm("workplaces.change_proposal")
        return super().get_context_data(
            may_answer=may_answer, may_approve=may_answer and user.has_perm(self.object.permission), **kwargs
        )


class ProposalApprove(ButtonView):
    """It takes what it takes to make the change by hand."""

    permission_required = "workplaces.change_proposal"

    def has_permission(self):
        self.proposal = get_object_or_404(Proposal.objects.for_table(), pk=self.kwargs["pk"])
        return super().has_permission() and self.request.user.has_perm(self.proposal.permission)

    def press(self, request, pk):
        self.changeset = approve_proposal(self.proposal, by=request.user)

    def get_message(self):
        return _("Förslaget är godkänt och infört. Det går att ångra under Ändringar.")


class ProposalDecline(UpdatePage):
    permission_required = "workplaces.change_proposal"
    model = Proposal
    form_class = DeclineForm
    title = _("Avböj förslaget från")
    submit_label = _("Avböj")
    success_message = _("Förslaget är avböjt. Arbetsplatsen ser svaret på sin sida.")

    def save(self, form):
        return decline_proposal(form.instance, by=self.request.user, answer=form.cleaned_data["answer"])

    def get_success_url(self):
        return reverse("workplaces:proposal_list")


class ProposalLogo(PermissionRequiredMixin, View):
    permission_required = "workplaces.view_proposal"
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        return picture_response(request, get_object_or_404(Proposal.objects.exclude(logo=""), pk=pk).logo)
