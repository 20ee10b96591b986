from django.contrib import admin

from core.admin import FinalAdmin, ReadOnlyAdmin
from finance.models import (
    Allocation,
    BankFile,
    Customer,
    ExportRecord,
    Instalment,
    InstalmentPlan,
    Payment,
    Replacement,
    Restoration,
)


@admin.register(Payment)
class PaymentAdmin(FinalAdmin):
    list_display = ["booked_on", "account", "kind", "amount", "payer", "reference"]
    list_filter = ["account", "kind"]
    search_fields = ["search_key"]


@admin.register(Allocation)
class AllocationAdmin(FinalAdmin):
    list_display = ["payment", "amount", "period", "flow", "goal"]
    list_filter = ["flow"]
    list_select_related = ["payment", "goal"]


@admin.register(Replacement)
class ReplacementAdmin(FinalAdmin):
    list_display = ["hand", "bank", "entered_by", "entered_at"]
    list_select_related = ["hand", "bank", "entered_by"]


@admin.register(Restoration)
class RestorationAdmin(FinalAdmin):
    list_display = ["replacement", "payment", "entered_by", "entered_at"]
    list_select_related = ["replacement__hand", "replacement__bank", "payment", "entered_by"]


@admin.register(Instalment)
class InstalmentAdmin(ReadOnlyAdmin):
    list_display = ["sponsorship", "number", "planned_on", "due_on", "gross", "invoice_no"]
    list_select_related = ["sponsorship__company"]
    search_fields = ["invoice_no"]


@admin.register(InstalmentPlan)
class InstalmentPlanAdmin(ReadOnlyAdmin):
    list_display = ["sponsorship", "rhythm", "days_to_pay", "vat_rate"]
    list_select_related = ["sponsorship__company"]


@admin.register(BankFile)
class BankFileAdmin(ReadOnlyAdmin):
    list_display = ["name", "read_by", "read_at"]
    list_select_related = ["read_by"]


@admin.register(Customer)
class CustomerAdmin(ReadOnlyAdmin):
    list_display = ["number", "company", "peppol_id"]
    list_select_related = ["company"]
    search_fields = ["number"]


@admin.register(ExportRecord)
class ExportRecordAdmin(FinalAdmin):
    list_display = ["made_at", "title", "rows", "made_by"]
    list_filter = ["title"]
    list_select_related = ["made_by"]
    exclude = ["packed"]
