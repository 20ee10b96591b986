from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api import ModelSerializer
from crm.models import SET_ASIDE, Delivery, DeliveryState, Proof
from crm.serializers.fields import ActiveUserField, NameField
from crm.services.deliveries import Shown, update_delivery


class ProofSerializer(ModelSerializer):
    image = serializers.SerializerMethodField(help_text=_("Adress till fotot, null utan foto."))

    class Meta:
        model = Proof
        fields = ["id", "image", "link", "text"]

    @extend_schema_field({"type": "string", "format": "uri", "nullable": True})
    def get_image(self, proof):
        if not proof.image:
            return None
        return self.context["request"].build_absolute_uri(reverse("crm:proof_picture", args=[proof.pk]))


class DeliveryDetailSerializer(ModelSerializer):
    """What was promised on one sponsorship. Text, quantity and value were agreed and do not change."""

    agreement_no = serializers.CharField(source="sponsorship.agreement_no", read_only=True)
    company = serializers.IntegerField(source="sponsorship.company_id", read_only=True)
    company_name = NameField(source="sponsorship.company")
    goal = serializers.IntegerField(source="sponsorship.goal_id", read_only=True)
    doer = ActiveUserField(
        required=False, allow_null=True, help_text=_("Null betyder den som ansvarar för sponsorskapet.")
    )
    responsible = serializers.CharField(read_only=True, help_text=_("Rollen, personen eller annars den ansvarige."))
    proofs = ProofSerializer(many=True, read_only=True)

    class Meta:
        model = Delivery
        fields = [
            "id",
            "sponsorship",
            "agreement_no",
            "company",
            "company_name",
            "goal",
            "text",
            "quantity",
            "market_value",
            "due_on",
            "doer",
            "doer_role",
            "responsible",
            "state",
            "reason",
            "delivered_on",
            "delivered_by",
            "used",
            "proofs",
            "version",
        ]
        read_only_fields = ["sponsorship", "text", "quantity", "market_value"]

    def update(self, instance, validated_data):
        fields = {name: validated_data.get(name, getattr(instance, name)) for name in ("due_on", "doer", "doer_role")}
        return update_delivery(instance, **fields)


class DeliverSerializer(serializers.Serializer):
    delivered_on = serializers.DateField()
    used = serializers.BooleanField(required=False, allow_null=True, default=None)
    link = serializers.URLField(required=False, allow_blank=True, default="")
    text = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")

    @property
    def proof(self) -> Shown:
        return Shown(link=self.validated_data["link"], text=self.validated_data["text"])


class SetAsideSerializer(serializers.Serializer):
    to = serializers.ChoiceField(choices=[(state.value, state.label) for state in SET_ASIDE])
    reason = serializers.CharField(max_length=300)

    def validate_to(self, value):
        return DeliveryState(value)


class UsedSerializer(serializers.Serializer):
    used = serializers.BooleanField(allow_null=True)
