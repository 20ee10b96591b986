from django.contrib import admin

from core.admin import ReadOnlyAdmin
from payroll.models import PayrollMonth, PayrollReceipt, PayrollScheme


@admin.register(PayrollScheme)
class PayrollSchemeAdmin(ReadOnlyAdmin):
    list_display = ["company", "reference", "starts", "ends", "payday"]
    list_select_related = ["company"]
    search_fields = ["reference"]


@admin.register(PayrollMonth)
class PayrollMonthAdmin(ReadOnlyAdmin):
    list_display = ["scheme", "month", "expected", "declared", "is_closed"]
    list_filter = ["is_closed"]
    list_select_related = ["scheme__company"]


@admin.register(PayrollReceipt)
class PayrollReceiptAdmin(ReadOnlyAdmin):
    list_display = ["month", "amount", "match_part", "received_on", "is_reversed", "entered_by"]
    list_select_related = ["month__scheme__company", "entered_by"]
    search_fields = ["external_id"]
