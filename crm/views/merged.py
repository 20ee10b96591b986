from django.http import Http404, HttpResponseRedirect
from django.urls import reverse

from crm.models import Merge


class MergedAway:
    """A page about a company or a person: the address of one that was merged leads to the one it became."""

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            model = self.get_queryset().model
            place = Merge.objects.place_of(model, kwargs["pk"])
            if place is None:
                raise
            return HttpResponseRedirect(reverse(request.resolver_match.view_name, args=[place]))
