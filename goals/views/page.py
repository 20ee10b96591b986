"""What a goal says in public: an overview for staff, and a form for each part of it."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.history import changes
from core.services import save_record
from core.views import CreatePage, DeletePage, DetailPage, UpdatePage
from core.views.preview import PreviewMixin
from goals.forms import GlobalGoalReasonForm, GoalPageForm, GoalSectionForm, ShareTextForm, WayToHelpForm
from goals.models import Audience, GlobalGoalReason, Goal, GoalPage, GoalSection, SectionKind, ShareText, WayToHelp
from goals.queries import goals_with_pages
from goals.services import page_of, remove_section, save_page, save_section


class PageDetail(DetailPage):
    permission_required = "goals.view_goalpage"
    template_name = "goals/page/detail.html"
    context_object_name = "goal"
    slug_field = slug_url_kwarg = "number"

    def get_queryset(self):
        return goals_with_pages()

    def get_context_data(self, **kwargs):
        goal, page = self.object, page_of(self.object)
        sections, ways = list(goal.goalsection_set.all()), list(goal.waytohelp_set.all())
        return super().get_context_data(
            page=page,
            sections=[(kind, [each for each in sections if each.kind == kind]) for kind in SectionKind],
            ways=[(audience, [each for each in ways if each.audience == audience]) for audience in Audience],
            changes=changes(page) if page.pk else [],
            **kwargs,
        )


class BackToPage:
    """Return to the overview of the goal's page."""

    part = ""

    def get_success_url(self):
        return f"{reverse('goals:page_detail', args=[self.get_goal().number])}#{self.part}"

    def get_cancel_url(self):
        return self.get_success_url()

    def get_goal(self) -> Goal:
        return self.object.goal


class PageEdit(PreviewMixin, BackToPage, UpdatePage):
    permission_required = "goals.change_goalpage"
    model = GoalPage
    form_class = GoalPageForm
    preview_template = "goals/page/_preview_page.html"
    title = _("Det som syns på webben")
    success_message = _("Målets sida är sparad.")

    def get_object(self):
        return page_of(get_object_or_404(Goal, number=self.kwargs["number"]))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"changes": changes(self.object) if self.object.pk else []} | kwargs)

    def save(self, form):
        return save_page(form.instance)


class PartForm(PreviewMixin, BackToPage):
    """The form of a part of the page."""

    def save(self, form):
        return save_record(form.instance)


class PartCreate(PartForm, CreatePage):
    def get_goal(self):
        return get_object_or_404(Goal, number=self.kwargs["number"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.new_part(self.get_goal())}

    def new_part(self, goal: Goal):
        return self.model(goal=goal)


class PlacedCreate(PartCreate):
    """The create page of a part that has a place among the others: the last."""

    def new_part(self, goal):
        return self.model(goal=goal, position=self.model.objects.filter(goal=goal).count() + 1)


class PartEdit(PartForm, UpdatePage):
    delete_url_name = ""

    def get_queryset(self):
        return self.model.objects.select_related("goal")

    def get_context_data(self, **kwargs):
        name = self.model._meta.model_name
        may_delete = self.request.user.has_perm(f"goals.delete_{name}")
        return super().get_context_data(
            changes=changes(self.object),
            delete_url=reverse(self.delete_url_name, args=[self.object.pk]) if may_delete else "",
            delete_label=_("Ta bort"),
            **kwargs,
        )


class PartDelete(BackToPage, DeletePage):
    intro = _("Det försvinner från målets sida på webben. Historiken finns kvar.")
    success_message = _("Det är borttaget från målets sida.")


class SectionPage:
    model = GoalSection
    form_class = GoalSectionForm
    part = "sections"
    preview_template = "goals/page/_preview_text.html"
    success_message = _("Avsnittet är sparat.")

    def save(self, form):
        return save_section(form.instance)


class SectionCreate(SectionPage, PlacedCreate):
    permission_required = "goals.add_goalsection"
    title = _("Nytt avsnitt")


class SectionEdit(SectionPage, PartEdit):
    permission_required = "goals.change_goalsection"
    title = _("Ändra avsnitt")
    delete_url_name = "goals:section_delete"


class SectionDelete(PartDelete):
    model = GoalSection
    part = "sections"
    permission_required = "goals.delete_goalsection"
    title = _("Ta bort avsnitt")
    remove = staticmethod(remove_section)


class WayPage:
    model = WayToHelp
    form_class = WayToHelpForm
    part = "ways"
    preview_template = "goals/page/_preview_text.html"
    success_message = _("Sättet att hjälpa är sparat.")


class WayCreate(WayPage, PlacedCreate):
    permission_required = "goals.add_waytohelp"
    title = _("Nytt sätt att hjälpa")


class WayEdit(WayPage, PartEdit):
    permission_required = "goals.change_waytohelp"
    title = _("Ändra sätt att hjälpa")
    delete_url_name = "goals:way_delete"


class WayDelete(PartDelete):
    model = WayToHelp
    part = "ways"
    permission_required = "goals.delete_waytohelp"
    title = _("Ta bort sätt att hjälpa")


class ReasonPage:
    model = GlobalGoalReason
    form_class = GlobalGoalReasonForm
    part = "reasons"
    preview_template = "goals/page/_preview_line.html"
    success_message = _("Texten är sparad.")


class ReasonCreate(ReasonPage, PartCreate):
    permission_required = "goals.add_globalgoalreason"
    title = _("Varför ett globalt mål")


class ReasonEdit(ReasonPage, PartEdit):
    permission_required = "goals.change_globalgoalreason"
    title = _("Varför ett globalt mål")
    delete_url_name = "goals:reason_delete"


class ReasonDelete(PartDelete):
    model = GlobalGoalReason
    part = "reasons"
    permission_required = "goals.delete_globalgoalreason"
    title = _("Ta bort texten om ett globalt mål")


class SharePage:
    model = ShareText
    form_class = ShareTextForm
    part = "sharing"
    preview_template = "goals/page/_preview_line.html"
    success_message = _("Delningstexten är sparad.")


class ShareCreate(SharePage, PartCreate):
    permission_required = "goals.add_sharetext"
    title = _("Ny delningstext")


class ShareEdit(SharePage, PartEdit):
    permission_required = "goals.change_sharetext"
    title = _("Ändra delningstext")
    delete_url_name = "goals:share_delete"


class ShareDelete(PartDelete):
    model = ShareText
    part = "sharing"
    permission_required = "goals.delete_sharetext"
    title = _("Ta bort delningstext")
