"""Sums over all rows of a list."""

from decimal import Decimal

from django.shortcuts import render
from django.utils.cache import patch_vary_headers

MOST_SUMMED = 1_000
PARAMETER = "totals"
APART = "apart"


class TotalsMixin:
    """For a list page with sums. Over more than MOST_SUMMED rows they come in a request of their own.

    So the rows never wait for the sums: htmx asks for them with `totals=apart` when the page is there, and without
    JavaScript a link opens the page with `totals=1`, which has both.
    """

    has_totals = False

    def get_totals(self) -> list[tuple[str, Decimal]]:
        """Kronor of all rows found, each with words that state what it contains."""
        raise NotImplementedError

    def get_kept_totals(self) -> list[tuple[str, Decimal]] | None:
        """The same from sums that are kept, which many rows take no longer; None if there are none for these rows."""
        return None

    def get(self, request, *args, **kwargs):
        if not (self.has_totals and request.htmx and request.GET.get(PARAMETER) == APART):
            return super().get(request, *args, **kwargs)
        self.filterset = self.get_filterset(self.get_filterset_class())
        self.object_list = self.filterset.qs
        response = render(request, "generic/_totals.html", {"totals": self.get_totals()})
        patch_vary_headers(response, ["HX-Request"])
        return response

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not self.has_totals:
            return context
        if PARAMETER in self.request.GET or context["table"].paginator.counted <= MOST_SUMMED:
            return context | {"totals": self.get_totals()}
        if (kept := self.get_kept_totals()) is not None:
            return context | {"totals": kept}
        return context | {
            "totals_query": self._query_without("export", **{PARAMETER: "1"}),
            "totals_apart_query": self._query_without("export", **{PARAMETER: APART}),
        }
