"""The idea bank for staff: ideas, how they look to visitors, and the activities that are made of them."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from campaigns.filters import IdeaFilterSet
from campaigns.forms.ideas import IdeaActivityForm, IdeaForm
from campaigns.models import Idea
from campaigns.queries.ideas import brought_by
from campaigns.services.ideas import IsActivity, offer_idea, remove_idea, save_idea
from campaigns.tables.ideas import IdeaTable
from core.history import changes
from core.views import ActionPage, CreatePage, DeletePage, DetailPage, ListPage, UpdatePage
from core.views.pictures import picture_response
from core.views.preview import PreviewMixin


class IdeaList(ListPage):
    permission_required = "campaigns.view_idea"
    title = _("Idéer")
    model = Idea
    table_class = IdeaTable
    filterset_class = IdeaFilterSet
    create_url_name = "campaigns:idea_create"
    create_permission = "campaigns.add_idea"
    create_label = _("Ny idé")
    links = (("campaigns:activity_list", "campaigns.view_activity", _("Aktiviteter")),)
    empty_title = _("Inga idéer än")
    empty_text = _("Skriv vad en arbetsplats kan göra och hur. Det som visas på webben kan vem som helst välja bland.")

    def get_queryset(self):
        return Idea.objects.for_table()


class IdeaDetail(DetailPage):
    permission_required = "campaigns.view_idea"
    template_name = "campaigns/ideas/detail.html"
    context_object_name = "idea"

    def get_queryset(self):
        return Idea.objects.for_table()

    def get_context_data(self, **kwargs):
        idea = self.object
        return super().get_context_data(
            brought=brought_by([idea.activity_id]).get(idea.activity_id) if idea.activity_id else None,
            changes=changes(idea),
            **kwargs,
        )


class IdeaPage(PreviewMixin):
    model = Idea
    form_class = IdeaForm
    preview_template = "campaigns/ideas/_preview.html"
    success_message = _("Idén är sparad.")

    def save(self, form):
        return save_idea(form.instance, goals=form.cleaned_data["goals"])


class IdeaCreate(IdeaPage, CreatePage):
    permission_required = "campaigns.add_idea"
    title = _("Ny idé")

    def get_cancel_url(self):
        return reverse("campaigns:idea_list")


class IdeaEdit(IdeaPage, UpdatePage):
    permission_required = "campaigns.change_idea"
    title = _("Ändra idé")

    def get_context_data(self, **kwargs):
        may_delete = self.request.user.has_perm("campaigns.delete_idea")
        return super().get_context_data(
            delete_url=reverse("campaigns:idea_delete", args=[self.object.pk]) if may_delete else "",
            delete_label=_("Ta bort idén"),
            **kwargs,
        )


class IdeaDelete(DeletePage):
    permission_required = "campaigns.delete_idea"
    model = Idea
    title = _("Ta bort idé")
    intro = _("Den försvinner också från webben. En aktivitet som gjorts av den finns kvar i tävlingarna.")
    success_message = _("Idén är borttagen.")
    remove = staticmethod(remove_idea)

    def get_success_url(self):
        return reverse("campaigns:idea_list")


class IdeaToActivity(ActionPage):
    """Make an activity of the idea, or let an open competition have the activity that it is."""

    permission_required = ("campaigns.add_activity", "campaigns.change_idea")
    queryset = Idea.objects.select_related("activity")
    form_class = IdeaActivityForm
    title = _("Gör till aktivitet")
    intro = _("Lagen kan välja den i tävlingar som öppnar från och med nu, och den ger poäng när ni godkänt den.")
    submit_label = _("Gör till aktivitet")
    success_message = _("Idén är en aktivitet att välja i tävlingar.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"idea": self.object, "may_amend": self.may_amend}

    @property
    def may_amend(self) -> bool:
        return self.request.user.has_perm("campaigns.amend_competition")

    def dispatch(self, request, *args, **kwargs):
        idea = get_object_or_404(Idea, pk=kwargs["pk"])
        if self.has_permission() and idea.activity_id is not None and not self.may_amend:
            messages.info(request, IsActivity.message)
            return HttpResponseRedirect(idea.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def save(self, form):
        offer_idea(self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class IdeaPicture(PermissionRequiredMixin, View):
    permission_required = "campaigns.view_idea"

    def get(self, request, pk):
        return picture_response(request, get_object_or_404(Idea.objects.exclude(picture=""), pk=pk).picture)
