"""What lists of the ledger have in common."""

from django.utils.translation import gettext_lazy as _

from finance.querysets.ledger import SEES_ALL

ONLY_COMPANIES = _("Det som företag betalar: avtal, matchning och gåva via lön. Ekonomin ser allt.")


class LedgerListMixin:
    """For a list of rows that are `shown_to` the user: page and workbook say when those are not all."""

    def get_note(self) -> str:
        return "" if self.request.user.has_perm(SEES_ALL) else ONLY_COMPANIES

    def get_context_data(self, **kwargs):
        return super().get_context_data(note=self.get_note(), **kwargs)

    def get_export_kwargs(self):
        kwargs = super().get_export_kwargs()
        told = [(_("Rader"), note)] if (note := self.get_note()) else []
        return kwargs | {"filters": [*told, *kwargs["filters"]]}
