from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from campaigns.models import Match, Team
from core.serializers import LineSerializerField, ModelSerializer, MoneySerializerField, Serializer
from crm.serializers.fields import KeyField, NameField
from finance.models import Allocation, Flow, Instalment, Payment
from finance.models.ledger import account_number
from finance.queries.received import company_name, what_for
from finance.services.payments import register_payment
from goals.models import Goal
from payroll.models import PayrollMonth

SMALLEST = Decimal("0.01")


class PaymentSerializer(ModelSerializer):
    """Money in, or out with a minus, and what is left of it to allocate."""

    allocated = MoneySerializerField(read_only=True)
    unallocated = MoneySerializerField(read_only=True)
    reversal = KeyField(source="reversal.pk", help_text=_("Raden som tar tillbaka den, om någon gör det."))
    replaced_by = KeyField(source="replacement.bank_id", help_text=_("Bankens rad, om den har kommit."))
    entered_by_name = NameField(source="entered_by")

    class Meta:
        model = Payment
        fields = [
            "id",
            "account",
            "kind",
            "booked_on",
            "value_on",
            "transaction_on",
            "amount",
            "allocated",
            "unallocated",
            "payer",
            "payer_orgnr",
            "text",
            "reference",
            "bank_id",
            "file",
            "position",
            "reverses",
            "reversal",
            "replaced_by",
            "reason",
            "entered_by",
            "entered_by_name",
            "entered_at",
        ]
        read_only_fields = fields


class NewPaymentSerializer(ModelSerializer):
    """Money entered by hand: it counts until the bank's row comes, and is then replaced."""

    amount = MoneySerializerField(min_value=SMALLEST)

    class Meta:
        model = Payment
        fields = ["account", "amount", "booked_on", "value_on", "transaction_on", "payer", "reference", "text"]

    def create(self, validated_data):
        return register_payment(by=self.context["request"].user, **validated_data)


class WhySerializer(Serializer):
    reason = LineSerializerField(max_length=200, label=_("Skäl"))


TARGETS = ("instalment", "team", "match", "payroll_month", "account_no")


class AllocateSerializer(Serializer):
    """Kronor of the payment, with its sign, and exactly one of `instalment`, `team`, `match`, `payroll_month` and
    `account_no`.
    """

    amount = MoneySerializerField()
    instalment = serializers.PrimaryKeyRelatedField(
        queryset=Instalment.objects.select_related("sponsorship__goal"), required=False
    )
    team = serializers.PrimaryKeyRelatedField(queryset=Team.objects.select_related("competition"), required=False)
    match = serializers.PrimaryKeyRelatedField(
        queryset=Match.objects.select_related("competition"), required=False, help_text=_("Löftet som betalas.")
    )
    payroll_month = serializers.PrimaryKeyRelatedField(
        queryset=PayrollMonth.objects.select_related("scheme"), required=False
    )
    match_part = MoneySerializerField(
        required=False, min_value=Decimal(0), help_text=_("Vad företaget matchar av det som kom för en lönemånad.")
    )
    account_no = LineSerializerField(max_length=4, validators=[account_number], required=False)
    flow = serializers.ChoiceField(
        choices=[(flow.value, flow.label) for flow in (Flow.OTHER, Flow.FEE)],
        required=False,
        help_text=_("Slag av det som går till ett bokföringskonto."),
    )
    goal = serializers.PrimaryKeyRelatedField(queryset=Goal.objects.all(), required=False)
    reason = LineSerializerField(
        max_length=200, required=False, help_text=_("Skäl till att pengar kommer efter att en tävling är avgjord.")
    )

    goes_with = {"match_part": ("payroll_month",), "flow": ("account_no",), "goal": ("account_no",)}
    goes_with["reason"] = ("team", "match")

    def validate(self, attrs):
        chosen = [name for name in TARGETS if name in attrs]
        if len(chosen) != 1:
            raise serializers.ValidationError(_("Skicka en sak som pengarna är till: %s.") % ", ".join(TARGETS))
        for name, targets in self.goes_with.items():
            if name in attrs and chosen[0] not in targets:
                raise serializers.ValidationError({name: [_("Hör inte till det som pengarna är till.")]})
        if "account_no" in attrs and "flow" not in attrs:
            raise serializers.ValidationError({"flow": [_("Välj annan intäkt eller avgift.")]})
        return attrs


class AllocationSerializer(ModelSerializer):
    """What kronor of a payment are for. A correction is an opposite row, which names the other in `reverses`."""

    company = serializers.SerializerMethodField(help_text=_("Företaget som betalade, eller vars medarbetare gav."))
    company_name = serializers.SerializerMethodField()
    about = serializers.SerializerMethodField(help_text=_("Avtalet, tävlingen, lönemånaden eller kontot."))
    booked_on = serializers.DateField(source="payment.booked_on", read_only=True)
    account = serializers.CharField(source="payment.account", read_only=True)
    goal_name = serializers.CharField(source="goal.name", read_only=True, allow_null=True, default=None)
    reversal = KeyField(source="reversal.pk", help_text=_("Raden som rättar den här, om någon gör det."))

    class Meta:
        model = Allocation
        fields = [
            "id",
            "payment",
            "booked_on",
            "account",
            "amount",
            "period",
            "flow",
            "goal",
            "goal_name",
            "company",
            "company_name",
            "about",
            "instalment",
            "contribution",
            "receipt",
            "account_no",
            "reverses",
            "reversal",
            "reason",
            "entered_by",
            "entered_at",
        ]
        read_only_fields = fields

    @extend_schema_field({"type": "integer", "nullable": True})
    def get_company(self, allocation):
        return allocation.company and allocation.company.pk

    def get_company_name(self, allocation) -> str:
        return company_name(allocation)

    def get_about(self, allocation) -> str:
        return what_for(allocation)
