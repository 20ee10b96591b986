from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import ListView
from django_tables2 import SingleTableView

from core.history import changes
from core.recently_viewed import RemembersMixin
from core.services import save_record
from core.views import CreatePage, DeletePage, DetailPage, UpdatePage
from core.views.etags import tagged
from core.views.generic import next_path
from goals.colours import stylesheet_rules
from goals.forms import AimForm, GoalForm, KeyFigureForm, KeyFigureValueForm, OfferForm, TierForm, benefit_rows
from goals.models import GlobalGoal, Goal, KeyFigure, KeyFigureValue, Tier, TierOffer, YearlyAim
from goals.queries import aim_on, goals_with_figures, goals_with_offers, headline_of, series_of
from goals.services import save_offer
from goals.tables import AimTable, TierTable, ValueTable


class GoalList(PermissionRequiredMixin, ListView):
    permission_required = "goals.view_goal"
    template_name = "goals/goal_list.html"
    extra_context = {"title": _("Mål")}

    def get_queryset(self):
        return goals_with_figures()

    def get_context_data(self, **kwargs):
        cards = [(goal, headline_of(goal)) for goal in self.object_list]
        return super().get_context_data(cards=cards, **kwargs)


class GoalDetail(RemembersMixin, DetailPage):
    permission_required = "goals.view_goal"
    template_name = "goals/goal_detail.html"
    context_object_name = "goal"
    slug_field = slug_url_kwarg = "number"

    def get_queryset(self):
        return goals_with_offers()

    def get_context_data(self, **kwargs):
        may_change = self.request.user.has_perm("goals.change_keyfigurevalue")
        figures = [
            (series, ValueTable(series.newest_first, may_change=may_change)) for series in series_of(self.object)
        ]
        aims = list(self.object.aims.all())
        return super().get_context_data(
            figures=figures,
            aim=aim_on(aims, timezone.localdate()),
            aims=AimTable(aims[::-1], may_change=self.request.user.has_perm("goals.change_yearlyaim")),
            **kwargs,
        )


class PageWithHistory:
    """A form page with the row's history and a link to delete it."""

    template_name = "goals/form_with_history.html"
    delete_url_name = ""
    delete_permission = ""
    delete_label = ""

    def get_context_data(self, **kwargs):
        may_delete = self.delete_url_name and self.request.user.has_perm(self.delete_permission)
        return super().get_context_data(
            changes=changes(self.object),
            delete_url=reverse(self.delete_url_name, args=[self.object.pk]) if may_delete else "",
            delete_label=self.delete_label,
            **kwargs,
        )


class BackToGoal:
    """Return to the part of the goal's page that the form is about."""

    part = ""

    def get_success_url(self):
        return f"{self.get_goal().get_absolute_url()}#{self.part}"

    def get_cancel_url(self):
        return self.get_success_url()


class GoalEdit(UpdatePage):
    permission_required = "goals.change_goal"
    model = Goal
    form_class = GoalForm
    slug_field = slug_url_kwarg = "number"
    title = _("Ändra mål")
    success_message = _("Målet är sparat.")

    def get_cancel_url(self):
        return reverse("goals:goal_detail", args=[self.kwargs["number"]])

    def save(self, form):
        return save_record(form.instance, links={"global_goals": form.cleaned_data["global_goals"]})


class KeyFigurePage(BackToGoal):
    model = KeyFigure
    form_class = KeyFigureForm
    part = "figures"
    success_message = _("Nyckeltalet är sparat.")

    def get_goal(self):
        return self.object.goal


class KeyFigureCreate(KeyFigurePage, CreatePage):
    permission_required = "goals.add_keyfigure"
    title = _("Nytt nyckeltal")
    intro = _("Vad som mäts och i vilken enhet. Därefter lägger du till mätvärden med datum och källa.")

    def get_goal(self):
        return get_object_or_404(Goal, number=self.kwargs["number"])

    def get_form_kwargs(self):
        goal = self.get_goal()
        figure = KeyFigure(goal=goal, position=goal.key_figures.count() + 1)
        return super().get_form_kwargs() | {"instance": figure}


class KeyFigureEdit(KeyFigurePage, PageWithHistory, UpdatePage):
    permission_required = "goals.change_keyfigure"
    title = _("Ändra nyckeltal")
    delete_url_name = "goals:figure_delete"
    delete_permission = "goals.delete_keyfigure"
    delete_label = _("Ta bort nyckeltalet")


class KeyFigureDelete(KeyFigurePage, DeletePage):
    permission_required = "goals.delete_keyfigure"
    title = _("Ta bort nyckeltal")
    intro = _("Nyckeltalet försvinner från målets sida tillsammans med alla sina mätvärden.")
    success_message = _("Nyckeltalet är borttaget.")


class ValuePage(BackToGoal):
    model = KeyFigureValue
    form_class = KeyFigureValueForm
    part = "figures"
    success_message = _("Mätvärdet är sparat.")

    def get_goal(self):
        return self.object.key_figure.goal


class ValueCreate(ValuePage, CreatePage):
    permission_required = "goals.add_keyfigurevalue"
    title = _("Nytt mätvärde")

    def get_figure(self):
        return get_object_or_404(KeyFigure.objects.select_related("goal"), pk=self.kwargs["pk"])

    def get_goal(self):
        return self.get_figure().goal

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": KeyFigureValue(key_figure=self.get_figure())}

    def get_context_data(self, **kwargs):
        figure = self.get_figure()
        return super().get_context_data(intro=f"{figure} ({figure.unit})", **kwargs)


class ValueEdit(ValuePage, PageWithHistory, UpdatePage):
    permission_required = "goals.change_keyfigurevalue"
    title = _("Ändra mätvärde")
    delete_url_name = "goals:value_delete"
    delete_permission = "goals.delete_keyfigurevalue"
    delete_label = _("Ta bort mätvärdet")


class ValueDelete(ValuePage, DeletePage):
    permission_required = "goals.delete_keyfigurevalue"
    title = _("Ta bort mätvärde")
    intro = _("Värdet försvinner ur historiken på målets sida.")
    success_message = _("Mätvärdet är borttaget.")


class AimPage(BackToGoal):
    model = YearlyAim
    form_class = AimForm
    part = "aims"
    success_message = _("Målsumman är sparad.")

    def get_goal(self):
        return self.object.goal


class AimCreate(AimPage, CreatePage):
    permission_required = "goals.add_yearlyaim"
    title = _("Ny målsumma")
    intro = _("Den gäller från sin dag tills nästa tar vid. Måltäckningen räknar vad som saknas upp till den.")

    def get_goal(self):
        return get_object_or_404(Goal, number=self.kwargs["number"])

    def get_initial(self):
        return {"applies_from": timezone.localdate()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": YearlyAim(goal=self.get_goal())}


class AimEdit(AimPage, PageWithHistory, UpdatePage):
    permission_required = "goals.change_yearlyaim"
    title = _("Ändra målsumma")
    delete_url_name = "goals:aim_delete"
    delete_permission = "goals.delete_yearlyaim"
    delete_label = _("Ta bort målsumman")


class AimDelete(AimPage, DeletePage):
    permission_required = "goals.delete_yearlyaim"
    title = _("Ta bort målsumma")
    intro = _("Då gäller den som kom före, om det finns någon.")
    success_message = _("Målsumman är borttagen.")


class OfferPage(BackToGoal):
    model = TierOffer
    form_class = OfferForm
    template_name = "goals/offer_form.html"
    part = "offers"
    success_message = _("Erbjudandet är sparat.")
    benefits = None

    def get_goal(self):
        return self.object.goal

    def get_success_url(self):
        return next_path(self.request) or super().get_success_url()

    def form_valid(self, form):
        self.benefits = benefit_rows((), self.request.POST)
        return super().form_valid(form) if self.benefits.is_valid() else self.form_invalid(form)

    def form_invalid(self, form):
        self.benefits = self.benefits or benefit_rows((), self.request.POST)
        return super().form_invalid(form)

    def form_stale(self, form):
        stored = TierOffer.objects.get(pk=form.instance.pk).benefits.all()
        words = ", ".join(str(benefit) for benefit in stored) or _("inga")
        form.add_error(None, _("Sparade motprestationer nu: %(benefits)s.") % {"benefits": words})
        return super().form_stale(form)

    def get_context_data(self, **kwargs):
        stored = self.object.benefits.all() if self.object else ()
        return super().get_context_data(benefits=self.benefits or benefit_rows(stored), **kwargs)

    def save(self, form):
        return save_offer(
            form.instance,
            benefits=self.benefits.terms,
            removed=self.benefits.removed,
            is_example=form.is_example,
        )


class OfferCreate(OfferPage, CreatePage):
    permission_required = "goals.add_tieroffer"
    title = _("Nytt erbjudande")

    def get_goal(self):
        return get_object_or_404(Goal, number=self.kwargs["number"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": TierOffer(goal=self.get_goal())}


class OfferEdit(OfferPage, PageWithHistory, UpdatePage):
    permission_required = "goals.change_tieroffer"
    title = _("Ändra erbjudande")
    intro = _("Det som redan är tecknat ändras inte: villkoren frystes när det tecknades.")

    def get_queryset(self):
        return TierOffer.objects.with_terms()


class TierList(PermissionRequiredMixin, SingleTableView):
    permission_required = "goals.view_tier"
    model = Tier
    table_class = TierTable
    table_pagination = False
    template_name = "goals/tier_list.html"
    context_object_name = "tiers"
    extra_context = {"title": _("Nivåer")}


class TierPage:
    model = Tier
    form_class = TierForm
    success_message = _("Nivån är sparad.")

    def get_success_url(self):
        return reverse("goals:tier_list")

    def get_cancel_url(self):
        return reverse("goals:tier_list")


class TierCreate(TierPage, CreatePage):
    permission_required = "goals.add_tier"
    title = _("Ny nivå")
    intro = _("Lägg sedan till ett erbjudande på nivån på de mål där den ska finnas.")


class TierEdit(TierPage, PageWithHistory, UpdatePage):
    permission_required = "goals.change_tier"
    title = _("Ändra nivå")
    intro = _("Avtal som redan är tecknade behåller namnet från den dagen.")


@login_not_required
@require_safe
def stylesheet(request):
    """The goals' colours, which are data, as CSS. Browsers revalidate on each load; answers "not modified" by ETag."""
    rules = stylesheet_rules(Goal.objects.all(), GlobalGoal.objects.all())
    return tagged(request, HttpResponse(rules, content_type="text/css"), public=True, no_cache=True)
