from django.contrib import admin

from campaigns.models import Activity, Amendment, Batch, Competition, Contribution, Entry, Idea, Match, Team
from core.admin import HistoryAdmin, ReadOnlyAdmin

# Jurors and marks are left out: an administrator may be a juror too.


@admin.register(Activity)
class ActivityAdmin(HistoryAdmin):
    list_display = ["name", "points", "cap", "is_active"]
    ordering = ["sort_key"]


@admin.register(Idea)
class IdeaAdmin(ReadOnlyAdmin):
    list_display = ["name", "time", "cost", "size", "is_public"]
    ordering = ["sort_key"]


@admin.register(Competition)
class CompetitionAdmin(ReadOnlyAdmin):
    list_display = ["name", "code", "kind", "state", "opens_on", "closes_on"]
    list_filter = ["state", "kind"]
    search_fields = ["search_key", "code"]
    history_list_display = ["state"]


@admin.register(Amendment)
class AmendmentAdmin(ReadOnlyAdmin):
    list_display = ["competition", "what", "reason", "made_by", "made_at"]
    list_select_related = ["competition", "made_by"]


@admin.register(Team)
class TeamAdmin(ReadOnlyAdmin):
    list_display = ["name", "code", "competition", "company", "heads", "participants"]
    list_select_related = ["competition", "company"]
    search_fields = ["search_key"]


@admin.register(Contribution)
class ContributionAdmin(ReadOnlyAdmin):
    list_display = ["received_on", "amount", "channel", "competition", "team", "is_reversed", "entered_by"]
    list_filter = ["channel", "is_reversed"]
    list_select_related = ["competition", "team", "entered_by"]
    search_fields = ["external_id"]
    show_full_result_count = False
    readonly_fields = ["reverses", "reason", "entered_by", "batch"]


@admin.register(Batch)
class BatchAdmin(ReadOnlyAdmin):
    list_display = ["source", "competition", "made_by", "made_at", "undone_at"]
    list_select_related = ["competition", "made_by"]


@admin.register(Match)
class MatchAdmin(ReadOnlyAdmin):
    list_display = ["giver_name", "competition", "team", "rate", "total_cap", "accrued"]
    list_select_related = ["company", "competition", "team"]


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ["title", "team", "activity", "happened_on", "state", "decided_by"]
    list_filter = ["state"]
    list_select_related = ["team", "activity", "decided_by"]
