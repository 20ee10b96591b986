from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from campaigns.models import Competition, EntryPicture, EntryState
from campaigns.queries.reveal import reveal_of
from campaigns.services.lifecycle import reveal_result
from core.views import ButtonView, DetailPage
from core.views.pictures import picture_response

ENDING = "slut"  # reveal.js shows the last step for it


class RevealPage(DetailPage):
    """The page contains all steps from the start, so that it works offline."""

    permission_required = "campaigns.run_competition"
    model = Competition
    template_name = "campaigns/reveal/reveal.html"

    def get_template_names(self):
        return [self.template_name if self.object.is_decided else "campaigns/reveal/undecided.html"]

    def get_context_data(self, **kwargs):
        if self.object.is_decided:
            kwargs["reveal"] = reveal_of(self.object)
        return super().get_context_data(**kwargs)


class RevealNotes(RevealPage):
    template_name = "campaigns/reveal/notes.html"


class RevealPublish(ButtonView):
    permission_required = "campaigns.run_competition"
    message = _("Resultatet visas på tavlan.")

    def press(self, request, pk):
        competition = get_object_or_404(Competition, pk=pk)
        return None if competition.revealed_at else reveal_result(competition)

    def leave(self, url):
        return HttpResponseRedirect(f"{reverse('campaigns:reveal', args=[self.kwargs['pk']])}#{ENDING}")


class RevealPicture(PermissionRequiredMixin, View):
    """A picture of an approved entry, for users who may see entries."""

    permission_required = "campaigns.view_entry"
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        found = EntryPicture.objects.filter(entry__state=EntryState.APPROVED)
        return picture_response(request, get_object_or_404(found, pk=pk).image)
