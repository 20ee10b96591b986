from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views import View
from django.views.generic import DetailView

from campaigns.models import Competition, EntryPicture, EntryState
from campaigns.queries.reveal import reveal_of
from campaigns.services.competitions import reveal_result
from core.errors import Refusal
from core.views.pictures import picture_response

ENDING = "slut"  # reveal.js shows the last step for it


class RevealPage(PermissionRequiredMixin, DetailView):
    """Everything is on the page from the start, so that it goes on without a network."""

    permission_required = "campaigns.run_competition"
    model = Competition
    template_name = "campaigns/reveal.html"

    def get_template_names(self):
        return [self.template_name if self.object.is_decided else "campaigns/reveal_undecided.html"]

    def get_context_data(self, **kwargs):
        if self.object.is_decided:
            kwargs["reveal"] = reveal_of(self.object)
        return super().get_context_data(**kwargs)


class RevealNotes(RevealPage):
    template_name = "campaigns/reveal_notes.html"


class RevealPublish(PermissionRequiredMixin, View):
    permission_required = "campaigns.run_competition"
    http_method_names = ["post"]

    def post(self, request, pk):
        competition = get_object_or_404(Competition, pk=pk)
        try:
            reveal_result(competition)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{reverse('campaigns:reveal', args=[pk])}#{ENDING}")


class RevealPicture(PermissionRequiredMixin, View):
    """A picture of something approved, for those who may see entries."""

    permission_required = "campaigns.view_entry"
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        found = EntryPicture.objects.filter(entry__state=EntryState.APPROVED)
        return picture_response(request, get_object_or_404(found, pk=pk).image)
