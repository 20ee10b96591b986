from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.models import LockedMonth
from core.serializers import LineSerializerField, ModelSerializer, MoneySerializerField, Serializer
from crm.serializers.fields import NameField
from finance.models import Instalment
from finance.rules.instalments import InstalmentState


class InstalmentSerializer(ModelSerializer):
    """A part of what a sponsorship shall pay. Names are those of the day it was invoiced; `left` is kronor to pay."""

    reference = serializers.CharField(read_only=True)
    agreement_no = serializers.CharField(source="sponsorship.agreement_no", read_only=True)
    company = serializers.PrimaryKeyRelatedField(source="sponsorship.company", read_only=True)
    company_name = serializers.CharField(source="company_label", read_only=True)
    goal = serializers.PrimaryKeyRelatedField(source="sponsorship.goal", read_only=True)
    net = MoneySerializerField(read_only=True)
    state = serializers.ChoiceField(choices=InstalmentState.choices, read_only=True)
    received = MoneySerializerField(read_only=True)
    credited = MoneySerializerField(read_only=True)
    left = MoneySerializerField(read_only=True)

    class Meta:
        model = Instalment
        fields = [
            "id",
            "reference",
            "sponsorship",
            "agreement_no",
            "number",
            "company",
            "company_name",
            "goal",
            "planned_on",
            "due_on",
            "covers_from",
            "covers_to",
            "gift",
            "counterpart",
            "net",
            "vat_rate",
            "vat",
            "gross",
            "credits",
            "credit_reason",
            "invoice_no",
            "invoiced_on",
            "written_off_on",
            "write_off_reason",
            "state",
            "received",
            "credited",
            "left",
            "version",
        ]
        read_only_fields = fields


class InvoiceSerializer(Serializer):
    number = LineSerializerField(max_length=40, label=_("Fakturanummer"))
    on = serializers.DateField(label=_("Fakturans dag"))
    due_on = serializers.DateField(
        label=_("Förfaller"), required=False, help_text=_("Tomt: betalplanens villkor, räknat från fakturans dag.")
    )


class LockedMonthSerializer(ModelSerializer):
    """A month whose books are closed: nothing that is dated in it changes."""

    locked_by_name = NameField(source="locked_by")

    class Meta:
        model = LockedMonth
        fields = ["id", "month", "locked_by", "locked_by_name", "locked_at"]
        read_only_fields = fields
