from collections.abc import Mapping

from django import forms

from crm.filters.sponsorships import SponsorshipFilterSet, SponsorshipScope

CARRIED = ("on", "period_from", "period_to", "stage", "kind")


class PipelineFilterSet(SponsorshipFilterSet):
    """The filters of the sponsorship list; by default all sponsorships, from lead to ended.

    Filters offered only in the list are carried as hidden fields, so that board and list show the same rows.
    """

    @staticmethod
    def default_scope(query: Mapping) -> SponsorshipScope:
        return SponsorshipScope.ALL

    @property
    def form(self):
        form = super().form
        for name in CARRIED:
            form.fields[name].widget = forms.HiddenInput()
        return form
