from django.http import Http404, HttpResponseRedirect
from django.urls import reverse

from crm.models import Merge


class MergedAway:
    """Redirect the URL of a merged company or contact to the surviving row."""

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            place = Merge.objects.place_of(self.model, kwargs["pk"])
            if place is None:
                raise
            address = reverse(request.resolver_match.view_name, kwargs=kwargs | {"pk": place})
            query = request.GET.urlencode()
            return HttpResponseRedirect(f"{address}?{query}" if query else address)
