"""Staff answer what workplaces want to begin."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.numbers import whole_number
from core.outgoing_mail import can_mail
from core.views import ButtonView, offer_undo
from core.views.lists import PartialMixin
from crm.models import Company
from workplaces.letters import mail_link
from workplaces.models import RenewalAnswer, Start
from workplaces.services.sponsors import handle_answer
from workplaces.services.starts import approve_start, suggestion

NEW = "new"


class StartPanel(PermissionRequiredMixin, PartialMixin, TemplateView):
    """What the workplace wants, and the button that makes it: a fragment for htmx, else a page."""

    permission_required = "inbox.view_enquiry"
    template_name = "workplaces/start/panel_page.html"
    partial_template_name = "workplaces/start/panel.html"

    def get_context_data(self, **kwargs):
        starts = Start.objects.with_enquiry().exclude(enquiry__state="asked")
        start = get_object_or_404(starts, pk=self.kwargs["pk"])
        may_approve = start.enquiry.is_new and self.request.user.has_perms(start.permissions)
        found = suggestion(start) if may_approve else None
        return super().get_context_data(start=start, may_approve=may_approve, found=found, new=NEW, **kwargs)


class StartApprove(ButtonView):
    """One press makes the company, the person and the team; another company may be chosen."""

    def has_permission(self):
        self.start = get_object_or_404(Start.objects.with_enquiry(), pk=self.kwargs["pk"])
        return self.request.user.has_perms(self.start.permissions)

    def get_permission_required(self):
        return self.start.permissions

    def press(self, request, pk):
        chosen = request.POST.get("company", "")
        company = get_object_or_404(Company, pk=whole_number(chosen) or 0) if chosen not in ("", NEW) else None
        self.approved = approve_start(self.start, by=request.user, company=company, is_new=chosen == NEW)

    def notify(self, request, pk):
        changeset, team, link, secret = self.approved
        made = (
            _("Godkänt. Företag, person och lag är på plats.")
            if team
            else _("Godkänt. Företag och person är på plats.")
        )
        offer_undo(request, made, changeset.get_absolute_url())
        if not link:
            return
        if link.holder.email and can_mail() and mail_link(link, secret, by=request.user):
            messages.info(request, _("%(who)s får sin länk med e-post.") % {"who": link.holder})
        else:
            messages.info(request, _("Gör en ny personlig länk på lagets sida och lämna över den."))

    def get_home_url(self):
        return self.start.get_absolute_url()


class AnswerDone(ButtonView):
    permission_required = "workplaces.change_renewalanswer"
    message = _("Svaret är omhändertaget.")

    def press(self, request, pk):
        return handle_answer(get_object_or_404(RenewalAnswer, pk=pk), by=request.user)
