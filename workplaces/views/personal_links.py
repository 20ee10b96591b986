"""Staff make, renew and revoke the links of people at workplaces."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from core.errors import Refusal
from core.outgoing_mail import can_mail
from core.views import ActionPage, ButtonView, CreatePage
from core.views.by_link import link_shown
from core.views.lists import PartialMixin
from workplaces.forms.staff import LinkForm, LinkRenewForm
from workplaces.letters import PAGES, mail_link
from workplaces.models import LinkKind, WorkplaceLink
from workplaces.services.personal_links import FIELD, MODEL, make_link, renew_link, revoke_link, usual_last_day


class About:
    """The row that links of this kind are about."""

    @cached_property
    def about(self):
        if self.kwargs["kind"] not in LinkKind.values:
            raise Http404
        return get_object_or_404(MODEL[self.kwargs["kind"]], pk=self.kwargs["pk"])


class LinkPanel(PermissionRequiredMixin, About, PartialMixin, TemplateView):
    """The links to a team, a payroll giving or a company: a fragment for htmx, else a page."""

    permission_required = "workplaces.view_workplacelink"
    template_name = "workplaces/panel_page.html"
    partial_template_name = "workplaces/panel.html"

    def get_context_data(self, **kwargs):
        about, kind = self.about, self.kwargs["kind"]
        links = WorkplaceLink.objects.filter(**{FIELD[kind]: about}).select_related("holder", "made_by")
        return super().get_context_data(**kwargs, about=about, links=links.order_by("-made_at", "-pk"))


class HandsOver:
    """Mail the link to who is to have it; or show it once, where no mail can be sent."""

    def form_valid(self, form):
        try:
            with self.saving_once() as sent:
                link, secret = self.make(form)
                if sent:
                    sent.remember(url=link.get_absolute_url(), record=link)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        note = ""
        if link.holder and link.holder.email and can_mail():
            if mail_link(link, secret, by=self.request.user):
                messages.success(self.request, _("%(who)s får länken med e-post.") % {"who": link.holder})
                return self.saved(link.get_absolute_url())
            note = _("Mejlet gick inte att skicka. Ge länken till %(who)s själv i stället.") % {"who": link.holder}
        last = link.last_day.isoformat()
        words = _("Den öppnar sidan utan inloggning till och med %(day)s, för den som har den.") % {"day": last}
        back, who = link.get_absolute_url(), link.holder or link.about
        page = link_shown(self.request, PAGES[link.kind], secret, who=who, back=back, words=words, note=note)
        return self.without_draft(page)


@method_decorator(never_cache, name="dispatch")
class LinkCreate(About, HandsOver, CreatePage):
    permission_required = "workplaces.add_workplacelink"
    model = WorkplaceLink
    form_class = LinkForm
    title = _("Ny personlig länk")
    submit_label = _("Skapa länken")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        del kwargs["instance"]
        return kwargs

    def get_initial(self):
        holder = getattr(self.about, "coordinator", None)
        return {"holder": holder and holder.pk, "last_day": usual_last_day(self.kwargs["kind"], self.about)}

    def get_context_data(self, **kwargs):
        words = {
            LinkKind.COORDINATOR: _("Samordnarens sida för %(about)s: rapportera, visa resultatet och bjuda in."),
            LinkKind.EMPLOYER: _("Arbetsgivarens sida för %(about)s: anmäla månaden och ändra grupperna."),
            LinkKind.SPONSOR: _("Sponsorns sida för %(about)s: egna uppgifter, det utlovade och svar om förnyelse."),
        }
        about = self.about
        intro = words[self.kwargs["kind"]] % {"about": about}
        return super().get_context_data(intro=intro, **kwargs)

    def get_cancel_url(self):
        return self.about.get_absolute_url()

    def make(self, form):
        return make_link(self.kwargs["kind"], self.about, by=self.request.user, **form.cleaned_data)


@method_decorator(never_cache, name="dispatch")
class LinkRenew(HandsOver, ActionPage):
    permission_required = "workplaces.change_workplacelink"
    queryset = WorkplaceLink.objects.with_subjects()
    form_class = LinkRenewForm
    title = _("Ny länk:")
    intro = _("Den gamla länken slutar att fungera genast.")
    submit_label = _("Skapa ny länk")

    def get_initial(self):
        return {"last_day": usual_last_day(self.object.kind, self.object.about)}

    def make(self, form):
        return renew_link(self.object, by=self.request.user, **form.cleaned_data)


class LinkRevoke(ButtonView):
    permission_required = "workplaces.change_workplacelink"
    message = _("Länken fungerar inte längre. Den kan förnyas.")

    def press(self, request, pk):
        revoke_link(get_object_or_404(WorkplaceLink, pk=pk), by=request.user)
