from django.contrib import admin

from core.admin import ReadOnly, ReadOnlyAdmin
from mailing.models import Letter, LetterTemplate, Suppression


@admin.register(Letter)
class LetterAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["to_email", "subject", "kind", "state", "attempts", "made_at", "ended_at"]
    list_filter = ["state", "kind"]
    search_fields = ["search_key"]
    exclude = ["sealed"]


@admin.register(LetterTemplate)
class LetterTemplateAdmin(ReadOnlyAdmin):
    list_display = ["kind", "name", "language", "subject"]


@admin.register(Suppression)
class SuppressionAdmin(ReadOnlyAdmin):
    list_display = ["address", "reason", "made_at"]
    list_filter = ["reason"]
