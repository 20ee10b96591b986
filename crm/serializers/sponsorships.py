from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api import ModelSerializer, MoneySerializerField
from crm.models import (
    OPEN,
    Contact,
    Delivery,
    Phase,
    Sponsorship,
    Stage,
)
from crm.serializers.fields import ActiveUserField, NameField
from crm.services.sponsorships import create_sponsorship, update_sponsorship

# --- Sponsorships ---------------------------------------------------------------------------------


class DeliverySerializer(ModelSerializer):
    class Meta:
        model = Delivery
        fields = ["text", "market_value"]


class SponsorshipSerializer(ModelSerializer):
    company_name = NameField(source="company")
    goal_name = NameField(source="goal.name")
    tier_name = serializers.SerializerMethodField(
        help_text=_("Som nivån hette vid tecknandet, annars som den heter i dag.")
    )
    owner = ActiveUserField(required=False, help_text=_("Du själv, om inget annat sägs."))
    owner_name = NameField(source="owner")
    days_in_stage = serializers.SerializerMethodField(help_text=_("Hela dagar i steget, till och med i dag."))
    phase = serializers.SerializerMethodField(help_text=_("I dag. Null innan sponsorskapet är tecknat."))
    difference = MoneySerializerField(read_only=True, help_text=_("Beloppet minus erbjudandets, per år."))
    deliveries = DeliverySerializer(many=True, read_only=True)

    class Meta:
        model = Sponsorship
        fields = [
            "id",
            "agreement_no",
            "company",
            "company_name",
            "goal",
            "goal_name",
            "tier",
            "tier_name",
            "starts",
            "ends",
            "amount",
            "payment_note",
            "owner",
            "owner_name",
            "stage",
            "stage_since",
            "days_in_stage",
            "phase",
            "signed_on",
            "signed_by",
            "ended_on",
            "closing_reason",
            "offer_amount",
            "difference",
            "deliveries",
            "created_at",
            "version",
        ]
        read_only_fields = ["signed_on", "signed_by"]

    def get_tier_name(self, sponsorship) -> str:
        return sponsorship.tier_name or sponsorship.tier.name

    def get_days_in_stage(self, sponsorship) -> int:
        return sponsorship.days_in_stage(timezone.localdate())

    @extend_schema_field(serializers.ChoiceField(choices=Phase.choices, allow_null=True))
    def get_phase(self, sponsorship):
        return sponsorship.phase_on(timezone.localdate())

    def create(self, validated_data):
        return create_sponsorship(**{"owner": self.context["request"].user} | validated_data)

    def update(self, instance, validated_data):
        return update_sponsorship(instance, **validated_data)


class MoveSerializer(serializers.Serializer):
    to = serializers.ChoiceField(choices=[(stage, Stage(stage).label) for stage in OPEN])


class SignSerializer(serializers.Serializer):
    """`instance` is the sponsorship to be signed."""

    signed_on = serializers.DateField()
    signed_by = serializers.PrimaryKeyRelatedField(queryset=Contact.objects.all(), required=False, allow_null=True)

    def validate_signed_by(self, contact):
        if contact and not contact.affiliations.filter(company=self.instance.company_id).exists():
            raise serializers.ValidationError(_("Personen har inget uppdrag på företaget."))
        return contact


class DeclineSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=200)


class EndSerializer(serializers.Serializer):
    on = serializers.DateField(help_text=_("Sista dagen det gäller."))
    reason = serializers.CharField(max_length=200)
