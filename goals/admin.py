from django.contrib import admin

from core.admin import HistoryAdmin
from goals.models import (
    Benefit,
    GlobalGoal,
    GlobalGoalReason,
    Goal,
    GoalPage,
    GoalSection,
    KeyFigure,
    KeyFigureValue,
    ShareText,
    Tier,
    TierOffer,
    WayToHelp,
    YearlyAim,
)


@admin.register(GlobalGoal)
class GlobalGoalAdmin(admin.ModelAdmin):
    list_display = ["number", "name", "name_en", "colour"]


@admin.register(Goal)
class GoalAdmin(HistoryAdmin):
    list_display = ["number", "name", "name_en", "colour"]
    filter_horizontal = ["global_goals"]


@admin.register(KeyFigure)
class KeyFigureAdmin(HistoryAdmin):
    list_display = ["name", "unit", "goal", "position"]
    list_filter = ["goal"]
    list_select_related = ["goal"]


@admin.register(YearlyAim)
class YearlyAimAdmin(HistoryAdmin):
    list_display = ["goal", "applies_from", "amount"]
    list_filter = ["goal"]
    list_select_related = ["goal"]


@admin.register(KeyFigureValue)
class KeyFigureValueAdmin(HistoryAdmin):
    list_display = ["key_figure", "measured_on", "value", "source"]
    list_filter = ["key_figure__goal"]
    list_select_related = ["key_figure"]


@admin.register(Tier)
class TierAdmin(HistoryAdmin):
    list_display = ["rank", "name", "plural", "name_en", "plural_en", "notice_days"]


@admin.register(TierOffer)
class TierOfferAdmin(HistoryAdmin):
    list_display = ["goal", "tier", "yearly_amount", "seats", "is_example"]
    list_filter = ["goal", "tier"]
    list_select_related = ["goal", "tier"]
    # The goal's page turns the database rule on seats into a form error; the admin would answer 500.
    readonly_fields = ["seats"]


@admin.register(Benefit)
class BenefitAdmin(HistoryAdmin):
    list_display = ["text", "offer", "quantity", "market_value", "due_rule", "position"]
    list_filter = ["offer__goal", "due_rule"]
    list_select_related = ["offer__goal", "offer__tier"]


@admin.register(GoalPage)
class GoalPageAdmin(HistoryAdmin):
    list_display = ["goal", "is_public", "vision"]
    list_select_related = ["goal"]
    # The goal's own pages make uploaded pictures fit to be shown.
    readonly_fields = ["partner_picture"]


@admin.register(GoalSection)
class GoalSectionAdmin(HistoryAdmin):
    list_display = ["heading", "goal", "kind", "position"]
    list_filter = ["goal", "kind"]
    list_select_related = ["goal"]
    readonly_fields = ["picture"]


@admin.register(WayToHelp)
class WayToHelpAdmin(HistoryAdmin):
    list_display = ["heading", "goal", "audience", "position"]
    list_filter = ["goal", "audience"]
    list_select_related = ["goal"]


@admin.register(GlobalGoalReason)
class GlobalGoalReasonAdmin(HistoryAdmin):
    list_display = ["global_goal", "goal", "text"]
    list_filter = ["goal"]
    list_select_related = ["goal", "global_goal"]


@admin.register(ShareText)
class ShareTextAdmin(HistoryAdmin):
    list_display = ["channel", "goal", "text"]
    list_filter = ["goal", "channel"]
    list_select_related = ["goal"]
