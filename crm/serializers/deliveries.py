from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.serializers import LineSerializerField, ModelSerializer, MoneySerializerField, Serializer, URLSerializerField
from crm.models import SET_ASIDE, Delivery, DeliveryPart, DeliveryState, Proof
from crm.serializers.fields import NameField, UserWhoMayField
from crm.services.deliveries import ProofContent, update_delivery
from crm.services.extra_deliveries import add_extra_delivery, rewrite_extra_delivery

PLANNED = ("due_on", "doer", "doer_role")  # editable in every delivery


class ProofSerializer(ModelSerializer):
    image = serializers.SerializerMethodField(help_text=_("Adress till fotot, null utan foto."))

    class Meta:
        model = Proof
        fields = ["id", "part", "image", "link", "text"]

    @extend_schema_field({"type": "string", "format": "uri", "nullable": True})
    def get_image(self, proof):
        if not proof.image:
            return None
        return self.context["request"].build_absolute_uri(reverse("crm:proof_picture", args=[proof.pk]))


class DeliveryPartSerializer(ModelSerializer):
    worth = MoneySerializerField(read_only=True, help_text=_("Delens andel av marknadsvärdet."))

    class Meta:
        model = DeliveryPart
        fields = ["id", "quantity", "delivered_on", "delivered_by", "used", "worth"]


class DeliveryDetailSerializer(ModelSerializer):
    """A delivery of a sponsorship. Text, quantity and value are agreed terms, editable in extra deliveries only."""

    agreement_no = serializers.CharField(source="sponsorship.agreement_no", read_only=True)
    company = serializers.IntegerField(source="sponsorship.company_id", read_only=True)
    company_name = NameField(source="sponsorship.company")
    goal = serializers.IntegerField(source="sponsorship.goal_id", read_only=True)
    doer = UserWhoMayField(
        may="crm.change_delivery",
        required=False,
        allow_null=True,
        help_text=_("Null betyder den som ansvarar för sponsorskapet."),
    )
    responsible = serializers.CharField(read_only=True, help_text=_("Rollen, personen eller annars den ansvarige."))
    parts = DeliveryPartSerializer(
        source="parts_with_worth", many=True, read_only=True, help_text=_("Det som är levererat, dag för dag.")
    )
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
            "is_extra",
            "due_on",
            "doer",
            "doer_role",
            "responsible",
            "state",
            "reason",
            "delivered",
            "delivered_on",
            "delivered_by",
            "used",
            "parts",
            "proofs",
            "version",
        ]
        read_only_fields = ["sponsorship"]
        extra_kwargs = {"text": {"required": False}}

    def update(self, instance, validated_data):
        if instance.may_be_rewritten:
            return rewrite_extra_delivery(instance, **validated_data)
        return update_delivery(
            instance, **{name: validated_data.get(name, getattr(instance, name)) for name in PLANNED}
        )


class NewPromiseSerializer(DeliveryDetailSerializer):
    """An extra delivery for a signed sponsorship."""

    class Meta(DeliveryDetailSerializer.Meta):
        read_only_fields = []
        extra_kwargs = {}

    def create(self, validated_data):
        return add_extra_delivery(validated_data.pop("sponsorship"), **validated_data)


class DeliverSerializer(Serializer):
    delivered_on = serializers.DateField()
    quantity = serializers.IntegerField(
        required=False,
        min_value=1,
        allow_null=True,
        default=None,
        help_text=_("Allt som är kvar, om inget annat sägs."),
    )
    used = serializers.BooleanField(required=False, allow_null=True, default=None)
    link = URLSerializerField(required=False, allow_blank=True, default="")
    text = LineSerializerField(max_length=300, required=False, allow_blank=True, default="")

    @property
    def proof(self) -> ProofContent:
        return ProofContent(link=self.validated_data["link"], text=self.validated_data["text"])


class SetAsideSerializer(Serializer):
    to = serializers.ChoiceField(choices=[(state.value, state.label) for state in SET_ASIDE])
    reason = LineSerializerField(max_length=300)

    def validate_to(self, value):
        return DeliveryState(value)


class PartChoiceSerializer(Serializer):
    """A part of the delivery `instance`."""

    part = serializers.PrimaryKeyRelatedField(queryset=DeliveryPart.objects.none())

    def get_fields(self):
        fields = super().get_fields()
        if self.instance:
            fields["part"].queryset = self.instance.parts.all()
        return fields


class UsedSerializer(PartChoiceSerializer):
    used = serializers.BooleanField(allow_null=True)
    part = serializers.PrimaryKeyRelatedField(
        queryset=DeliveryPart.objects.none(), required=False, default=None, help_text=_("Alla delar, om ingen sägs.")
    )
