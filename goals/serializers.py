from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.api_pictures import PictureLinkField
from core.serializers import ModelSerializer
from goals.models import (
    Benefit,
    GlobalGoal,
    GlobalGoalReason,
    Goal,
    GoalSection,
    KeyFigure,
    KeyFigureValue,
    ShareText,
    Tier,
    TierOffer,
    WayToHelp,
    YearlyAim,
)


class GlobalGoalSerializer(ModelSerializer):
    class Meta:
        model = GlobalGoal
        fields = ["number", "name", "name_en", "colour"]


class KeyFigureValueSerializer(ModelSerializer):
    class Meta:
        model = KeyFigureValue
        fields = ["measured_on", "value", "source", "source_url"]


class KeyFigureSerializer(ModelSerializer):
    values = KeyFigureValueSerializer(many=True, read_only=True)

    class Meta:
        model = KeyFigure
        fields = ["id", "name", "name_en", "unit", "unit_en", "values"]


class TierSerializer(ModelSerializer):
    class Meta:
        model = Tier
        fields = ["id", "rank", "name", "name_en", "plural", "plural_en", "silent_after_days", "notice_days"]


class BenefitSerializer(ModelSerializer):
    class Meta:
        model = Benefit
        fields = ["text", "quantity", "market_value", "due_rule", "due_days", "due_date", "doer", "doer_role"]


class TierOfferSerializer(ModelSerializer):
    tier = TierSerializer(read_only=True)
    benefits = BenefitSerializer(many=True, read_only=True)

    class Meta:
        model = TierOffer
        fields = ["id", "tier", "yearly_amount", "seats", "is_example", "benefits"]


class YearlyAimSerializer(ModelSerializer):
    class Meta:
        model = YearlyAim
        fields = ["applies_from", "amount"]


class GoalSerializer(ModelSerializer):
    global_goals = GlobalGoalSerializer(many=True, read_only=True)
    key_figures = KeyFigureSerializer(many=True, read_only=True)
    offers = TierOfferSerializer(many=True, read_only=True)
    aims = YearlyAimSerializer(many=True, read_only=True)

    class Meta:
        model = Goal
        fields = [
            "id",
            "number",
            "name",
            "name_en",
            "colour",
            "problem",
            "today",
            "ambition",
            "share_text",
            "global_goals",
            "key_figures",
            "offers",
            "aims",
            "version",
        ]


class PartSerializer(ModelSerializer):
    """A part of a goal's public page; its goal is chosen when it is made."""

    def validate_goal(self, goal: Goal) -> Goal:
        if self.instance and self.instance.goal_id != goal.pk:
            raise serializers.ValidationError(_("En del flyttas inte till ett annat mål."))
        return goal


class GoalSectionSerializer(PartSerializer):
    picture = PictureLinkField("api:goalsection-picture")

    class Meta:
        model = GoalSection
        fields = [
            *("id", "goal", "kind", "heading", "heading_en", "text", "text_en"),
            *("picture", "picture_alt", "picture_alt_en", "position", "version"),
        ]


class WayToHelpSerializer(PartSerializer):
    class Meta:
        model = WayToHelp
        fields = [
            *("id", "goal", "audience", "heading", "heading_en", "text", "text_en"),
            *("link", "button", "button_en", "position", "version"),
        ]


class GlobalGoalReasonSerializer(PartSerializer):
    class Meta:
        model = GlobalGoalReason
        fields = ["id", "goal", "global_goal", "text", "text_en", "version"]

    def validate(self, data):
        goal = data.get("goal") or self.instance.goal
        global_goal = data.get("global_goal") or self.instance.global_goal
        if not goal.global_goals.filter(pk=global_goal.pk).exists():
            raise serializers.ValidationError({"global_goal": _("Målet är inte kopplat till det globala målet.")})
        return data


class ShareTextSerializer(PartSerializer):
    class Meta:
        model = ShareText
        fields = ["id", "goal", "channel", "text", "text_en", "version"]
