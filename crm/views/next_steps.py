"""Next steps, their actions, and pauses."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.numbers import whole_number
from core.views import ActionPage, ButtonView, CreatePage, UpdatePage, next_url, offer_put_back, offer_undo
from crm.forms import DecideNextForm, MoveStepForm, NextStepForm
from crm.forms.next_steps import When
from crm.models import Company, NextStep, Pause, Sponsorship
from crm.services.interactions import (
    complete_next_step,
    decide_next,
    end_pause,
    move_next_step,
    plan_next_step,
    reopen_next_step,
    update_next_step,
)
from crm.views.discarding import OffersDiscarding
from crm.views.merged import MergedAway


class NextStepDone(ButtonView):
    permission_required = "crm.change_nextstep"

    def press(self, request, pk):
        self.step = complete_next_step(get_object_or_404(NextStep, pk=pk), by=request.user)

    def notify(self, request, pk):
        words = _("Klart: %(step)s") % {"step": self.step}
        offer_undo(request, words, reverse("crm:nextstep_reopen", args=[pk]))


class NextStepReopen(ButtonView):
    permission_required = "crm.change_nextstep"
    message = _("Steget ligger kvar på listan igen.")

    def press(self, request, pk):
        return reopen_next_step(get_object_or_404(NextStep, pk=pk))


class NextStepMove(ButtonView):
    """Move a step to another day or user, from a row's menu."""

    permission_required = "crm.change_nextstep"
    message = _("Steget är flyttat.")

    def press(self, request, pk):
        step = get_object_or_404(NextStep, pk=pk)
        form = MoveStepForm(request.POST)
        if not form.is_valid():
            raise Refusal(" ".join(message for found in form.errors.values() for message in found))
        return move_next_step(
            step, due_on=form.cleaned_data["due_on"], assignee=form.cleaned_data["assignee"], by=self.request.user
        )


class PauseEnd(ButtonView):
    permission_required = "crm.change_pause"
    message = _("Pausen är slut. Planera nästa steg, så glöms det inte.")

    def press(self, request, pk):
        paused = get_object_or_404(Pause, pk=pk)
        ended = end_pause(paused)
        return ended if ended.version > paused.version else None  # nothing to undo if it was over already


class DecideNext(ActionPage):
    """Decide a next step or a pause. Rows on Idag post a subset of the fields here."""

    permission_required = ("crm.add_nextstep", "crm.add_pause")
    form_class = DecideNextForm
    template_name = "crm/next_steps/decide_next.html"
    partial_template_name = "crm/next_steps/_decide_next.html"
    title = _("Vad händer sedan?")
    submit_label = _("Spara")

    def get_initial(self):
        when = self.request.GET.get("when")
        return {"assignee": self.request.user.pk, "when": when if when in When.values else ""}

    def get_context_data(self, **kwargs):
        return super().get_context_data(back=next_url(self.request), **kwargs)

    def save(self, form):
        is_dialogue = isinstance(self.object, Sponsorship)
        decided = decide_next(
            form.next_up,
            company=self.object.company if is_dialogue else self.object,
            sponsorship=self.object if is_dialogue else None,
            by=self.request.user,
        )
        self.made = decided
        paused = isinstance(decided, Pause)
        words = _("Pausen är sparad.") if paused else _("Nästa steg är planerat.")
        offer_put_back(self.request, words, decided, permissions=self.get_permission_required())
        return self.object

    def leave(self, url):
        """Redirect to the page the row is on, so that it refreshes."""
        back = next_url(self.request)
        return HttpResponseRedirect(back) if back else super().leave(url)

    def get_success_url(self):
        return next_url(self.request) or self.object.get_absolute_url()


class CompanyNext(MergedAway, DecideNext):
    model = Company


class SponsorshipNext(DecideNext):
    queryset = Sponsorship.objects.select_related("company")


class NextStepCreate(CreatePage):
    permission_required = "crm.add_nextstep"
    model = NextStep
    form_class = NextStepForm
    title = _("Planera nästa steg")
    submit_label = _("Planera")
    success_message = _("Nästa steg är planerat.")

    def get_initial(self):
        return {"company": whole_number(self.request.GET.get("company")), "assignee": self.request.user.pk}

    def save(self, form):
        """Link a step planned from a sponsorship's page to that sponsorship."""
        company = form.cleaned_data["company"]
        sponsorship = company.sponsorships.filter(pk=whole_number(self.request.GET.get("sponsorship"))).first()
        return plan_next_step(
            sponsorship=sponsorship,
            by=self.request.user,
            **{name: form.cleaned_data[name] for name in form.Meta.fields},
        )


class NextStepEdit(OffersDiscarding, UpdatePage):
    joins = True
    discard_url_name = "crm:nextstep_discard"
    permission_required = "crm.change_nextstep"
    model = NextStep
    form_class = NextStepForm
    title = _("Flytta eller ändra nästa steg")
    success_message = _("Nästa steg är ändrat.")

    def save(self, form):
        return update_next_step(form.instance, by=self.request.user)
