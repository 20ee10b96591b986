from django.contrib import admin

from core.admin import ReadOnlyAdmin
from workplaces.models import Proposal, RenewalAnswer, Start, WorkplaceLink


@admin.register(WorkplaceLink)
class WorkplaceLinkAdmin(ReadOnlyAdmin):
    list_display = ["kind", "team", "scheme", "company", "holder", "expires_at", "revoked_at"]
    list_filter = ["kind"]
    list_select_related = ["team", "scheme__company", "company", "holder"]


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ["link", "state", "made_at", "decided_by"]
    list_filter = ["state"]
    list_select_related = ["link__team", "link__scheme__company", "link__company", "decided_by"]


@admin.register(Start)
class StartAdmin(ReadOnlyAdmin):
    list_display = ["enquiry", "kind", "size", "competition", "confirmed_at"]
    list_filter = ["kind"]
    list_select_related = ["enquiry", "competition"]


@admin.register(RenewalAnswer)
class RenewalAnswerAdmin(ReadOnlyAdmin):
    list_display = ["sponsorship", "answer", "answered_at", "handled_by"]
    list_filter = ["answer"]
    list_select_related = ["sponsorship__company", "handled_by"]
