from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.serializers import LineSerializerField, ModelSerializer, MoneySerializerField, Serializer
from crm.models import LapseReason, Sponsorship, SponsorshipAmendment
from crm.serializers.fields import UserWhoMayField
from goals.models import Goal, Tier


class AmendmentSerializer(ModelSerializer):
    class Meta:
        model = SponsorshipAmendment
        fields = ["starts", "amount", "reason"]


class LapseReasonSerializer(ModelSerializer):
    class Meta:
        model = LapseReason
        fields = ["id", "name", "name_en", "position"]


class RenewSerializer(ModelSerializer):
    """Omitted fields default to the renewed sponsorship's, for a period of the same length from the day after it."""

    goal = serializers.PrimaryKeyRelatedField(queryset=Goal.objects.all(), required=False)
    tier = serializers.PrimaryKeyRelatedField(queryset=Tier.objects.all(), required=False)
    owner = UserWhoMayField(may="crm.change_sponsorship", required=False)
    another = serializers.BooleanField(
        required=False, help_text=_("Att en andra öppen dialog om samma mål och nivå är meningen.")
    )

    class Meta:
        model = Sponsorship
        fields = ["another", "goal", "tier", "starts", "ends", "amount", "owner", "payment_note", "notice_days"]


class AmendSerializer(Serializer):
    starts = serializers.DateField(help_text=_("Från och med den dagen gäller det nya beloppet."))
    amount = MoneySerializerField(min_value=0, help_text=_("Kronor per år."))
    reason = LineSerializerField(max_length=200)
    unpaid = serializers.BooleanField(default=False, help_text=_("Att 0 kr är meningen."))


class ChangeTierSerializer(AmendSerializer):
    tier = serializers.PrimaryKeyRelatedField(queryset=Tier.objects.all())
    signed_on = serializers.DateField()


class LapseSerializer(Serializer):
    reason = serializers.PrimaryKeyRelatedField(queryset=LapseReason.objects.all())
    note = LineSerializerField(max_length=300, required=False, allow_blank=True)
