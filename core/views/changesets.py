"""What has been written at once: the list, and one of them with its rows and its undo."""

from django.apps import apps
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.changeset_lists import ChangesetFilterSet, ChangesetTable, subject_words
from core.changesets import KINDS, in_the_way, listed_to, may_undo, row_changes, title_of, with_numbers
from core.field_permissions import unreadable
from core.forms import StyledForm
from core.history import Change, changes
from core.models import Changeset
from core.views.generic import ActionPage
from core.views.lists import ListPage

ROWS_SHOWN = 50
MOST_IN_THE_WAY = 50


class ChangesetList(ListPage):
    permission_required = "core.view_changeset"
    title = _("Ändringar")
    model = Changeset
    table_class = ChangesetTable
    filterset_class = ChangesetFilterSet
    links = (("core:audit_list", "core.view_auditentry", _("Granskningslogg")),)
    empty_title = _("Inget är ändrat på en gång än")
    empty_text = _("Massändringar, importer och sammanslagningar hamnar här och kan ångras.")

    def get_queryset(self):
        return listed_to(self.request.user)

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"user": self.request.user}


class ChangesetPage(ActionPage):
    """What each row was and is, what stands in the way of undoing it, and the button that undoes it."""

    template_name = partial_template_name = "core/changesets/detail.html"
    permission_required = "core.view_changeset"
    model = Changeset
    form_class = StyledForm
    success_message = _("Ändringen är ångrad.")

    @cached_property
    def changeset(self) -> Changeset:
        return get_object_or_404(with_numbers(Changeset.objects.all()), pk=self.kwargs["pk"])

    def has_permission(self):
        return super().has_permission() and may_undo(self.changeset, user=self.request.user)

    def get_object(self, queryset=None):
        return self.changeset

    def get_context_data(self, **kwargs):
        changeset = self.changeset
        page = Paginator(changeset.changes.all(), ROWS_SHOWN).get_page(self.request.GET.get("page"))
        touched = in_the_way(changeset)
        return super().get_context_data(
            title=title_of(changeset, changeset.number),
            changeset=changeset,
            subject=subject_words(changeset.subject),
            page=page,
            rows=row_changes(page.object_list, user=self.request.user),
            touched=touched[:MOST_IN_THE_WAY],
            touched_more=len(touched) - MOST_IN_THE_WAY,
            gone=self.history_of_removed(),
            undo_page=KINDS[changeset.kind].page(changeset),
            **kwargs,
        )

    def history_of_removed(self) -> list[Change]:
        """Of the one row that the act took away: it has no page of its own any more."""
        model = apps.get_model(self.changeset.subject)
        removed = self.changeset.changes.filter(model=self.changeset.subject, removed__isnull=False)
        key = removed.values_list("object_id", flat=True).first()
        if key is None or not self.changeset.name:
            return []
        return changes(model(pk=key), hidden_fields=unreadable(self.request.user, model))

    def save(self, form):
        KINDS[self.changeset.kind].undo(self.changeset, self.request.user)
        return self.changeset
