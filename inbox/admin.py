from django.contrib import admin

from core.admin import ReadOnlyAdmin
from inbox.models import Enquiry, MailRule


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


@admin.register(MailRule)
class MailRuleAdmin(ReadOnlyAdmin):
    list_display = ["pattern", "action", "user", "note", "made_at"]
    list_filter = ["action"]
    list_select_related = ["user"]
    search_fields = ["search_key"]
    readonly_fields = ["made_at"]
