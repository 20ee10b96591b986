from django.contrib import admin

from core.admin import ReadOnlyAdmin
from imports.models import Import


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    """Read-only: an import is undone as a whole, on its own page."""

    list_display = ["source", "kind", "state", "made_by", "made_at", "done_at", "changeset__undone_at"]
    list_filter = ["kind", "state"]
    list_select_related = ["made_by", "changeset"]
    search_fields = ["source"]
    readonly_fields = ["made_at", "done_at"]
    history_list_display = ["state"]
