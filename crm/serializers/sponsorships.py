from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.serializers import LineSerializerField, ModelSerializer, MoneySerializerField, Serializer
from crm.models import OPEN, Contact, Delivery, NextStep, Sponsorship, SponsorshipKind, SponsorshipPhase, Stage
from crm.serializers.fields import NameField, UserWhoMayField
from crm.serializers.renewals import AmendmentSerializer
from crm.services.sponsorships import Terms, create_sponsorship, update_sponsorship


class DeliverySerializer(ModelSerializer):
    class Meta:
        model = Delivery
        fields = ["text", "market_value"]


class SponsorshipSerializer(ModelSerializer):
    another = serializers.BooleanField(
        write_only=True, required=False, help_text=_("Att en andra öppen dialog om samma mål och nivå är meningen.")
    )
    company_name = NameField(source="company")
    goal_name = NameField(source="goal.name")
    tier_name = NameField(
        source="tier_label", help_text=_("Som nivån hette vid tecknandet, annars som den heter i dag.")
    )
    owner = UserWhoMayField(may="crm.change_sponsorship", required=False, help_text=_("Du själv, om inget annat sägs."))
    owner_name = NameField(source="owner")
    days_in_stage = serializers.SerializerMethodField(help_text=_("Hela dagar i steget, till och med i dag."))
    phase = serializers.SerializerMethodField(help_text=_("I dag. Null innan sponsorskapet är tecknat."))
    difference = MoneySerializerField(read_only=True, help_text=_("Beloppet minus erbjudandets, per år."))
    deliveries = DeliverySerializer(many=True, read_only=True)
    kind = serializers.ChoiceField(
        choices=SponsorshipKind.choices, read_only=True, help_text=_("Jämfört med det som förnyas: nivå, sedan belopp.")
    )
    renews_agreement_no = serializers.CharField(source="renews.agreement_no", read_only=True, allow_null=True)
    notice_date = serializers.DateField(
        read_only=True, allow_null=True, help_text=_("Dagen då en förnyelse behöver vara uppe till samtal.")
    )
    amount_today = serializers.SerializerMethodField(
        help_text=_("Belopp per år som det är i dag, efter ändringar; när det är slut det sista.")
    )
    amendments = AmendmentSerializer(many=True, read_only=True)
    reason = LineSerializerField(
        max_length=200,
        required=False,
        write_only=True,
        help_text=_("Varför något ändras. Måste vara med när det som är tecknat rättas."),
    )

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
            "another",
            "starts",
            "ends",
            "amount",
            "amount_today",
            "amendments",
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
            "kind",
            "renews",
            "renews_agreement_no",
            "notice_days",
            "notice_date",
            "lapse_reason",
            "lapse_note",
            "created_at",
            "reason",
            "version",
        ]
        read_only_fields = ["signed_on", "signed_by"]

    def get_days_in_stage(self, sponsorship) -> int:
        return sponsorship.days_in_stage(timezone.localdate())

    @extend_schema_field(MoneySerializerField(allow_null=True))
    def get_amount_today(self, sponsorship):
        yearly = sponsorship.yearly_on(timezone.localdate())
        return None if yearly is None else f"{yearly:.2f}"

    @extend_schema_field(serializers.ChoiceField(choices=SponsorshipPhase.choices, allow_null=True))
    def get_phase(self, sponsorship):
        return sponsorship.phase_on(timezone.localdate())

    def validate(self, attrs):
        if self.instance is None and "reason" in attrs:
            raise serializers.ValidationError({"reason": [_("Ett skäl hör till en ändring.")]})
        return attrs

    def create(self, validated_data):
        return create_sponsorship(**{"owner": self.context["request"].user} | validated_data)

    def update(self, instance, validated_data):
        updated = update_sponsorship(instance, by=self.context["request"].user, **validated_data)
        # Annotations of the row that was edited may be out of date.
        return Sponsorship.objects.for_table().with_terms().get(pk=updated.pk)


class MoveSerializer(Serializer):
    to = serializers.ChoiceField(choices=[(stage, Stage(stage).label) for stage in OPEN])


class SignSerializer(Serializer):
    """Terms to sign the sponsorship `instance` with; omitted ones keep the dialogue's values."""

    signed_on = serializers.DateField()
    starts = serializers.DateField(required=False)
    ends = serializers.DateField(required=False)
    amount = MoneySerializerField(required=False, help_text=_("Kronor per år."))
    notice_days = serializers.IntegerField(required=False, min_value=0, help_text=_("Uppsägningstid i dagar."))
    signed_by = serializers.PrimaryKeyRelatedField(queryset=Contact.objects.all(), required=False, allow_null=True)
    unpaid = serializers.BooleanField(default=False, help_text=_("Att 0 kr är meningen."))
    completes = serializers.PrimaryKeyRelatedField(
        queryset=NextStep.objects.all(), many=True, required=False, help_text=_("Steg som därmed är klara.")
    )

    def validate_signed_by(self, contact):
        if contact and not contact.affiliations.filter(company=self.instance.company_id).exists():
            raise serializers.ValidationError(_("Personen har inget uppdrag på företaget."))
        return contact

    def validate_completes(self, steps):
        if any(step.company_id != self.instance.company_id for step in steps):
            raise serializers.ValidationError(_("Steget hör till ett annat företag."))
        return steps

    def validate(self, attrs):
        agreed = {name: attrs.pop(name) for name in ("starts", "ends", "amount", "notice_days") if name in attrs}
        return attrs | {"terms": Terms(**agreed)}


class DeclineSerializer(Serializer):
    reason = LineSerializerField(max_length=200)


class TakeBackSerializer(Serializer):
    reason = LineSerializerField(max_length=200)


class CorrectEndSerializer(TakeBackSerializer):
    on = serializers.DateField(help_text=_("Sista dagen det gäller."))
    closing_reason = LineSerializerField(max_length=200, help_text=_("Varför det avslutades."))


class EndSerializer(Serializer):
    on = serializers.DateField(help_text=_("Sista dagen det gäller."))
    reason = LineSerializerField(max_length=200)
