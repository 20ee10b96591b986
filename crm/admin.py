from django.contrib import admin

from core.admin import FinalAdmin, ReadOnlyAdmin
from crm.models import Delivery, DeliveryPart, Sponsorship, SponsorshipAmendment, SponsorshipEvent, Tag


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name"]
    search_fields = ["name"]
    ordering = ["sort_key"]


@admin.register(Sponsorship)
class SponsorshipAdmin(ReadOnlyAdmin):
    """Read-only: signed terms are corrected on the sponsorship's page, which checks the permission and asks why."""

    list_display = ["agreement_no", "company", "goal", "tier", "starts", "ends", "amount", "stage"]
    list_filter = ["stage", "goal", "tier"]
    list_select_related = ["company", "goal", "tier"]
    search_fields = ["agreement_no", "company__search_key"]
    history_list_display = ["stage", "amount"]


@admin.register(SponsorshipAmendment)
class SponsorshipAmendmentAdmin(ReadOnlyAdmin):
    list_display = ["sponsorship", "starts", "amount", "reason", "made_by"]
    list_select_related = ["sponsorship__company", "made_by"]
    search_fields = ["sponsorship__agreement_no"]


@admin.register(SponsorshipEvent)
class SponsorshipEventAdmin(FinalAdmin):
    list_display = ["agreement_no", "number", "act", "applies_on", "recorded_at", "company_name", "amount"]
    list_filter = ["act"]
    search_fields = ["agreement_no"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ["text", "sponsorship", "quantity", "delivered", "market_value", "due_on", "state", "is_extra"]
    list_filter = ["state", "is_extra"]
    list_select_related = ["sponsorship__company", "sponsorship__goal"]
    search_fields = ["search_key", "sponsorship__agreement_no"]
    history_list_display = ["state", "delivered"]


@admin.register(DeliveryPart)
class DeliveryPartAdmin(ReadOnlyAdmin):
    list_display = ["delivery", "quantity", "delivered_on", "delivered_by", "used"]
    list_select_related = ["delivery", "delivered_by"]
    search_fields = ["delivery__search_key", "delivery__sponsorship__agreement_no"]
