from django.contrib import admin

from core.admin import ReadOnlyAdmin
from inbox.models import Enquiry


@admin.register(Enquiry)
class EnquiryAdmin(ReadOnlyAdmin):
    list_display = ["number", "company_name", "state", "assignee", "received_at", "closed_at", "erased_at"]
    list_filter = ["state", "dismissal"]
    list_select_related = ["assignee"]
    search_fields = ["search_key"]
    readonly_fields = [
        "state",
        "dismissal",
        "dismissal_note",
        "company",
        "contact",
        "closed_at",
        "closed_by",
        "erased_at",
    ]
    history_list_display = ["state"]
