from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from campaigns.models import Contribution, Match, Team
from campaigns.serializers.competitions import InCompetitionSerializer
from campaigns.services.contributions import add_contribution
from campaigns.services.matches import save_match
from core.serializers import LineSerializerField, ModelSerializer, MoneySerializerField, Serializer
from crm.serializers.fields import KeyField, NameField

SMALLEST = Decimal("0.01")


class ContributionSerializer(ModelSerializer):
    team_name = NameField(source="team", allow_null=True)
    amount = MoneySerializerField(min_value=SMALLEST)
    reversal = KeyField(source="reversal.pk", help_text=_("Raden som rättar den här, om någon gör det."))
    moved_to = KeyField(source="moved_to.pk", help_text=_("Raden som den här flyttades till, om den flyttades."))
    again = serializers.BooleanField(
        write_only=True, default=False, help_text=_("Lägg in en betalning fast referensen är rättad förut.")
    )

    reason = LineSerializerField(
        max_length=200,
        required=False,
        help_text=_("Skälet till en rättelse, eller till att pengar kommer i efterhand."),
    )

    class Meta:
        model = Contribution
        fields = [
            "id",
            "competition",
            "team",
            "team_name",
            "match",
            "amount",
            "received_on",
            "counted_on",
            "channel",
            "giver",
            "show_giver",
            "giver_approved_by",
            "message",
            "external_id",
            "batch",
            "entered_by",
            "entered_at",
            "reverses",
            "reversal",
            "is_reversed",
            "moved_from",
            "moved_to",
            "again",
            "reason",
            "version",
        ]
        validators = []

    def create(self, validated_data):
        return add_contribution(by=self.context["request"].user, **validated_data)


class AssignSerializer(Serializer):
    team = serializers.PrimaryKeyRelatedField(queryset=Team.objects.all(), required=False)
    match = serializers.PrimaryKeyRelatedField(
        queryset=Match.objects.select_related("company", "team"), required=False, help_text=_("Löftet som betalas.")
    )

    def validate(self, attrs):
        if len(attrs) != 1:
            raise serializers.ValidationError(_("Skicka antingen lag eller matchning."))
        return attrs


class MatchSerializer(InCompetitionSerializer):
    giver_name = serializers.CharField(read_only=True)
    due = MoneySerializerField(read_only=True, help_text=_("Vad löftet uppgår till hittills, efter taket."))
    paid = MoneySerializerField(read_only=True, help_text=_("Det som har kommit av löftet."))

    class Meta:
        model = Match
        fields = [
            "id",
            "competition",
            "company",
            "third_party",
            "giver_name",
            "team",
            "rate",
            "per_gift_cap",
            "total_cap",
            "starts",
            "ends",
            "accrued",
            "due",
            "paid",
            "version",
        ]

    def write(self, instance, validated_data):
        if "competition" in validated_data:
            instance.competition = validated_data.pop("competition")
        return save_match(instance, **validated_data)
