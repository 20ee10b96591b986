from django.contrib import admin

from core.admin import ReadOnlyAdmin
from imports.models import Import


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    """What was read in stands; it is taken back on the import's own page, in whole."""

    list_display = ["source", "kind", "state", "made_by", "made_at", "done_at", "changeset__undone_at"]
    list_filter = ["kind", "state"]
    list_select_related = ["made_by", "changeset"]
    search_fields = ["source"]
    readonly_fields = ["made_at", "done_at"]
    history_list_display = ["state"]
