from core.serializers import ModelSerializer
from goals.models import Benefit, GlobalGoal, Goal, KeyFigure, KeyFigureValue, Tier, TierOffer, YearlyAim


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
