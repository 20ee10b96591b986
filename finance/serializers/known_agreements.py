from rest_framework import serializers

from core.serializers import ModelSerializer
from crm.models import SponsorshipEvent
from finance.models import ExportRecord
from finance.queries.known_agreements import Difference


class TermsEventSerializer(ModelSerializer):
    """An act on a sponsorship's money, with all terms after it."""

    last_day = serializers.DateField(read_only=True)
    goal_name = serializers.CharField(read_only=True)

    class Meta:
        model = SponsorshipEvent
        fields = [
            "id",
            "sponsorship",
            "number",
            "agreement_no",
            "act",
            "applies_on",
            "recorded_at",
            "by",
            "reason",
            "is_signed",
            "company_name",
            "orgnr",
            "goal",
            "goal_name",
            "tier_name",
            "signed_on",
            "starts",
            "ends",
            "ended_on",
            "last_day",
            "amount",
            "rates",
        ]
        read_only_fields = fields


class KnownAgreementSerializer(TermsEventSerializer):
    in_period = serializers.SerializerMethodField(help_text="Kronor of the year.")

    class Meta(TermsEventSerializer.Meta):
        fields = [*TermsEventSerializer.Meta.fields, "in_period"]
        read_only_fields = fields

    def get_in_period(self, event) -> str:
        return str(event.amount_between(*self.context["period"]))


class ChangedSerializer(serializers.Serializer):
    agreement_no = serializers.CharField(source="event.agreement_no")
    company_name = serializers.CharField(source="event.company_name")
    goal = serializers.IntegerField(source="event.goal_id")
    kind = serializers.ChoiceField(choices=Difference.choices)
    before = serializers.DecimalField(max_digits=14, decimal_places=2)
    after = serializers.DecimalField(max_digits=14, decimal_places=2)
    difference = serializers.DecimalField(max_digits=14, decimal_places=2)


class ComparisonSerializer(serializers.Serializer):
    before = serializers.DecimalField(max_digits=14, decimal_places=2)
    after = serializers.DecimalField(max_digits=14, decimal_places=2)
    rows = ChangedSerializer(many=True)


class ExportRecordSerializer(ModelSerializer):
    class Meta:
        model = ExportRecord
        fields = ["id", "title", "address", "filters", "columns", "rows", "sums", "sha256", "made_by", "made_at"]
        read_only_fields = fields
